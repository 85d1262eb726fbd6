//! The errors that functions return, and what their exceptions are called: one rule for every
//! language.

use super::model::{Named, Owner, Plan, Returns, Type, TypeId};

/// An error type: what `err` is in the `result` of a function.
#[derive(Debug, Clone)]
pub struct ErrorType {
    /// The entry of the type that `err` is. The error's payload is of this type.
    pub id: TypeId,
    /// The kebab name of the exception, without regard for the language: `reader-error`.
    pub name: String,
    /// Where the type is defined, and the exception next to it.
    pub owner: Owner,
}

impl Plan {
    /// Every named type that functions return as an error, in the order of the type table.
    /// Errors of unnamed types, such as `string`, are not listed: they are the runtime's own
    /// `WitError`.
    pub fn errors(&self) -> Vec<ErrorType> {
        let mut ids: Vec<TypeId> = self
            .functions
            .iter()
            .chain(&self.imports)
            .filter_map(|function| match function.returns {
                Returns::Fallible { err: Some(Type::Def(id)), .. } => Some(id),
                _ => None,
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
            .filter_map(|id| {
                let named = self.named(Type::Def(id))?;
                Some(ErrorType { id, name: self.exception(named), owner: named.owner })
            })
            .collect()
    }

    /// The error of `errors` that a function returns, if it returns one of a named type.
    pub fn error_of<'e>(&self, returns: Returns, errors: &'e [ErrorType]) -> Option<&'e ErrorType> {
        match returns {
            Returns::Fallible { err: Some(Type::Def(id)), .. } => errors.iter().find(|error| error.id == id),
            _ => None,
        }
    }

    /// `failure` gives `failure-error`, `error` of `reader` gives `reader-error`; what would be
    /// the name of a type, as for `parse-error`, gives `parse-error-exception`.
    fn exception(&self, named: &Named) -> String {
        let lower = named.name.to_ascii_lowercase();
        let words: Vec<&str> = lower.split('-').collect();
        let stem = match words.split_last() {
            Some((&"error", [])) => self.owner_name(named.owner).to_ascii_lowercase(),
            Some((&"error", rest)) => rest.join("-"),
            _ => lower.clone(),
        };
        let candidate = format!("{stem}-error");
        let taken = self
            .types
            .iter()
            .filter_map(|def| def.named())
            .any(|other| other.owner == named.owner && other.name.eq_ignore_ascii_case(&candidate));
        if taken { format!("{lower}-exception") } else { candidate }
    }

    /// The kebab name of the interface or world.
    pub fn owner_name(&self, owner: Owner) -> &str {
        match owner {
            Owner::World => &self.name,
            Owner::Interface(position) => &self.interfaces[position].name,
        }
    }
}
