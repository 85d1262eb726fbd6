//! What the makers are told: a component, its functions that give back what they are given, and how many values to
//! send through them.

use outwit_generator::input::Input;
use outwit_signature::{Function, Type, TypeDef, World};
use serde::Serialize;
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Result, format_err};

/// A component, and those of its functions that give back what they are given.
pub struct Subject {
    pub case: String,
    pub component: PathBuf,
    pub package: String,
    world: World,
    echoes: Vec<Name>,
}

/// A line for a maker. `signature` is for languages whose bindings do not show it.
#[derive(Serialize)]
struct Order<'a> {
    component: &'a Path,
    bindings: &'a str,
    seed: u64,
    steps: usize,
    script: &'a Path,
    signature: &'a World,
    echoes: &'a [Name],
}

#[derive(Serialize)]
struct Name {
    interface: Option<String>,
    name: String,
}

impl Subject {
    /// Reads what a component has; `None` if none of its functions gives back what it is given.
    pub fn read(case: &str, component: PathBuf, package: String) -> Result<Option<Subject>> {
        let read = || Input::open(&component)?.read(None);
        let world = read().map_err(|error| format_err!("{error}"))?.plan.signature;
        let echoes: Vec<Name> =
            world.exports.iter().filter(|own| is_echo(&world, own)).map(Name::of).collect();
        let case = case.to_owned();
        Ok((!echoes.is_empty()).then_some(Subject { case, component, package, world, echoes }))
    }

    /// The same component as if its function of this name gave back what it is given.
    pub fn claiming(mut self, name: &str) -> Subject {
        let named = self.world.exports.iter().filter(|own| own.name == name);
        self.echoes = named.map(Name::of).collect();
        self
    }

    /// How many functions take part.
    pub fn weight(&self) -> usize {
        self.echoes.len()
    }

    /// The line that orders a script.
    pub fn order(&self, seed: u64, steps: usize, script: &Path) -> Result<String> {
        let order = Order {
            component: &self.component,
            bindings: &self.package,
            seed,
            steps,
            script,
            signature: &self.world,
            echoes: &self.echoes,
        };
        serde_json::to_string(&order).context("an order")
    }
}

impl Name {
    fn of(function: &Function) -> Name {
        Name { interface: function.interface.clone(), name: function.name.clone() }
    }
}

/// Whether a function gives back its parameter, or the first two; or lets its host do it.
fn is_echo(world: &World, own: &Function) -> bool {
    let Some(result) = own.result else { return false };
    let params: Vec<Type> = own.params.iter().map(|param| param.ty).collect();
    let is_result = match params[..] {
        [] => false,
        [param] => param == result,
        [first, second, ..] => {
            matches!(def(world, result), Some(TypeDef::Tuple { of }) if *of == [first, second])
        }
    };
    own.name.starts_with("echo") && is_result && !params.iter().any(|ty| has_handles(world, *ty))
}

fn def(world: &World, ty: Type) -> Option<&TypeDef> {
    match ty {
        Type::Def(id) => world.def(id),
        _ => None,
    }
}

/// Whether there are resources in values of a type.
fn has_handles(world: &World, ty: Type) -> bool {
    let Some(def) = def(world, ty) else { return false };
    matches!(def, TypeDef::Own { .. } | TypeDef::Borrow { .. })
        || def.children().into_iter().any(|child| has_handles(world, child))
}
