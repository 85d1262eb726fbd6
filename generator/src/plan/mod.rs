//! A WIT world as plain data, between WIT's parser and the backends.
//!
//! [`read`] turns a resolved world into a [`Plan`]: types by position instead of by text, aliases
//! resolved, docs attached, names still in WIT's kebab case. It is also where everything that
//! outwit cannot do yet is found, all of it at once.

mod errors;
mod functions;
mod limits;
mod model;
mod read;
mod twins;
mod types;
mod usage;
mod visit;

use functions::wit_name;

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

    /// What an exported function is called in messages: `outwit:pdf/reader@0.1.0/document.text`.
    pub fn export_item(&self, id: FunctionId) -> String {
        self.item(self.functions[id].owner, &wit_name(&self.signature.exports[id].name))
    }

    /// What an imported function is called in messages.
    pub fn import_item(&self, id: ImportId) -> String {
        self.item(self.imports[id].owner, &wit_name(&self.signature.imports[id].name))
    }

    /// The exported functions of the world itself.
    pub fn world_functions(&self) -> Vec<FunctionId> {
        let functions = self.functions.iter().enumerate();
        functions.filter(|(_, function)| function.owner == Owner::World).map(|(id, _)| id).collect()
    }

    /// The imported functions of the world itself that are fields of its imports: those that belong
    /// to no resource, and the constructors and statics of its own resources.
    pub fn world_imports(&self) -> Vec<ImportId> {
        let imports = self.imports.iter().enumerate();
        imports
            .filter(|(_, import)| import.owner == Owner::World && !import.is_method())
            .map(|(id, _)| id)
            .collect()
    }

    /// The interfaces that the host implements an object for, in WIT order.
    pub fn host_interfaces(&self) -> Vec<InterfaceId> {
        (0..self.interfaces.len()).filter(|position| !self.interfaces[*position].imports.is_empty()).collect()
    }

    /// The kebab name of an imported function where the host implements it: `get`, `new-bucket` for
    /// the constructor of `bucket`, `bucket-open` for a static of it. A resource that the world
    /// exports, too, does not change it.
    pub fn host_name(&self, import: ImportId) -> String {
        let function = &self.imports[import];
        // The signature's name is WIT's own: `[constructor]bucket`, `[static]bucket.open`.
        let name = self.signature.imports[import].name.rsplit(']').next().unwrap_or_default();
        match function.kind {
            FunctionKind::Freestanding | FunctionKind::Method(_) => function.name.clone(),
            FunctionKind::Constructor(_) => format!("new-{name}"),
            FunctionKind::Static(_) => name.replace('.', "-"),
        }
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

impl Function {
    /// Whether it is called on a resource.
    pub fn is_method(&self) -> bool {
        matches!(self.kind, FunctionKind::Method(_))
    }
}

impl Interface {
    /// The kebab name of what the host implements: `store`, or `imported-store` where the world
    /// exports the interface, too.
    pub fn host_name(&self) -> String {
        match self.exported {
            true => format!("imported-{}", self.name),
            false => self.name.clone(),
        }
    }
}
