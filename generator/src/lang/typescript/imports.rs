//! What a module imports: other modules under one name each, so that no type of theirs can meet
//! one of its own.

use super::names;
use std::collections::{BTreeMap, BTreeSet};

/// The imports of one module.
#[derive(Debug, Default)]
pub struct Imports {
    /// Every type that the module itself defines.
    taken: BTreeSet<String>,
    /// Sibling modules, and whether more than their types is wanted.
    modules: BTreeMap<String, bool>,
    runtime: bool,
    runtime_values: bool,
}

impl Imports {
    /// For a module that defines the types `taken`.
    pub fn new(taken: BTreeSet<String>) -> Imports {
        Imports { taken, ..Imports::default() }
    }

    /// A type of the runtime: `outwit.Bytes`.
    pub fn outwit(&mut self, name: &str) -> String {
        self.runtime = true;
        format!("outwit.{name}")
    }

    /// A class of the runtime, for more than its type.
    pub fn outwit_value(&mut self, name: &str) -> String {
        self.runtime_values = true;
        self.outwit(name)
    }

    /// A type of a sibling module: `types.Point`.
    pub fn sibling(&mut self, module: &str, name: &str) -> String {
        self.modules.entry(module.to_owned()).or_default();
        format!("{}.{name}", names::alias(module))
    }

    /// A class of a sibling module, for more than its type.
    pub fn sibling_value(&mut self, module: &str, name: &str) -> String {
        self.modules.insert(module.to_owned(), true);
        format!("{}.{name}", names::alias(module))
    }

    /// A type of JavaScript's own: by itself, or through `globalThis` where a type here has its
    /// name.
    pub fn global(&self, name: &str) -> String {
        match self.taken.contains(name) {
            true => format!("globalThis.{name}"),
            false => name.to_owned(),
        }
    }

    /// The import statements.
    pub fn lines(&self) -> Vec<String> {
        let line = |values: bool, alias: &str, path: &str| {
            let types = if values { "" } else { "type " };
            format!("import {types}* as {alias} from \"{path}\";")
        };
        let runtime = self.runtime.then(|| line(self.runtime_values, "outwit", "outwit"));
        let modules = self.modules.iter();
        let modules =
            modules.map(|(module, values)| line(*values, &names::alias(module), &format!("./{module}.js")));
        runtime.into_iter().chain(modules).collect()
    }
}
