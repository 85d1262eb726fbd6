//! A host whose functions take and give Wasmtime's dynamic values.

use crate::common::values::{ValSink, ValSource};
use outwit_core::signature::{Function, TypeDef, TypeId, World};
use outwit_core::{Arguments, Component, Engine, Error, ErrorKind, Host, HostError, Inside, Instance};
use outwit_core::{Options, Refused, Results};
use std::sync::{Arc, Mutex};
use wasmtime::component::Val;

/// A host function: the import's name with its interface, and its arguments.
pub type Answer = dyn FnMut(&str, Vec<Val>, &Inside<'_>) -> Result<Option<Val>, Error> + Send;
/// Is told what the guest dropped: the resource's name and the number that it had.
pub type Dropped = dyn FnMut(&str, u32, &Inside<'_>) -> Result<(), Error> + Send;

/// Answers a guest's calls.
pub struct ValHost {
    world: Arc<World>,
    answer: Box<Answer>,
    dropped: Box<Dropped>,
    arguments: Vec<Val>,
    result: Vec<Val>,
}

impl ValHost {
    pub fn new(
        world: &Arc<World>,
        answer: impl FnMut(&str, Vec<Val>, &Inside<'_>) -> Result<Option<Val>, Error> + Send + 'static,
    ) -> ValHost {
        ValHost {
            world: world.clone(),
            answer: Box::new(answer),
            dropped: Box::new(|name, rep, _| panic!("nobody said that {name} {rep} may be dropped")),
            arguments: Vec::new(),
            result: Vec::new(),
        }
    }

    pub fn on_drop(
        mut self,
        dropped: impl FnMut(&str, u32, &Inside<'_>) -> Result<(), Error> + Send + 'static,
    ) -> ValHost {
        self.dropped = Box::new(dropped);
        self
    }
}

impl Host for ValHost {
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        let ValHost { world, arguments: into, .. } = self;
        into.clear();
        arguments.lift(&mut ValSink::new(world), |value| into.push(value))
    }

    fn call(&mut self, import: u32, inside: &Inside<'_>) -> Result<(), Error> {
        let name = name(&self.world.imports[import as usize]);
        let arguments = std::mem::take(&mut self.arguments);
        self.result = (self.answer)(&name, arguments, inside)?.into_iter().collect();
        Ok(())
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        results.lower(&mut ValSource { world: &self.world, params: &self.result })
    }

    fn dropped(&mut self, resource: TypeId, rep: u32, inside: &Inside<'_>) -> Result<(), Error> {
        let Some(TypeDef::Resource { name, imported: true, .. }) = self.world.def(resource) else {
            panic!("number {resource} is no resource of the host's")
        };
        (self.dropped)(name, rep, inside)
    }
}

/// A function's name with its interface in front.
pub fn name(function: &Function) -> String {
    match &function.interface {
        Some(interface) => format!("{interface}.{}", function.name),
        None => function.name.clone(),
    }
}

/// What the host and its test both look at.
pub type Log<T> = Arc<Mutex<Vec<T>>>;

/// Everything that was noted since the last look.
pub fn noted<T>(log: &Log<T>) -> Vec<T> {
    std::mem::take(&mut *log.lock().unwrap())
}

/// The component of a text.
pub fn component(engine: &Engine, text: &str) -> Component {
    let bytes = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"));
    Component::new(engine, &bytes).unwrap()
}

/// An instance of a component by its own world, with a host made for that world.
pub fn instance_with(
    component: &Component,
    options: Options,
    host: impl FnOnce(&Arc<World>) -> ValHost,
) -> Result<Instance, Error> {
    let world = component.world()?.clone();
    let host = host(&world);
    component.link(world)?.instantiate(options, Some(Box::new(host)))
}

/// An exception of the host's.
pub fn exception(thrown: impl std::any::Any + Send + Sync) -> Error {
    let host: HostError = Box::new(thrown);
    Error { host: Some(host), ..Error::new(ErrorKind::Host, "the host function failed") }
}
