//! A WIT world as plain data, between WIT's parser and the backends.
//!
//! [`read`] turns a resolved world into a [`Plan`]: types by position instead of by text, aliases
//! resolved, docs attached, names still in WIT's kebab case. It is also where everything that
//! outwit cannot do yet is found, all of it at once.

mod errors;
mod functions;
mod model;
mod read;
mod types;
mod usage;
mod visit;

pub use errors::ErrorType;
pub use model::*;
pub use read::{Reading, read};
pub use visit::{DefinitionVisitor, Number, TypeVisitor};

impl std::fmt::Display for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.namespace, self.name)?;
        match &self.version {
            Some(version) => write!(f, "@{version}"),
            None => Ok(()),
        }
    }
}

impl Plan {
    /// The world's full name: `outwit:pdf/pdf@0.1.0`; just `pdf` where it was read from a
    /// component, which does not say where its world comes from.
    pub fn full_name(&self) -> &str {
        &self.signature.name
    }

    /// What an item is called in messages: `outwit:pdf/reader@0.1.0/extract-text`.
    pub fn item(&self, owner: Owner, name: &str) -> String {
        match owner {
            Owner::World => format!("{}/{name}", self.full_name()),
            Owner::Interface(position) => format!("{}/{name}", self.interfaces[position].id),
        }
    }

    /// The functions of the world itself.
    pub fn world_functions(&self) -> Vec<FunctionId> {
        let functions = self.functions.iter().enumerate();
        functions.filter(|(_, function)| function.owner == Owner::World).map(|(id, _)| id).collect()
    }

    /// The name that a definition defines.
    pub fn name_of<'a>(&'a self, definition: &'a Definition) -> Option<&'a Named> {
        match definition {
            Definition::Type(id) => self.def(*id).named(),
            Definition::Alias(alias) => Some(&alias.named),
        }
    }
}

impl Resource {
    /// Its constructor, statics and methods, in the order in which they are written.
    pub fn functions(&self) -> impl Iterator<Item = FunctionId> {
        self.constructor.iter().chain(&self.statics).chain(&self.methods).copied()
    }
}
