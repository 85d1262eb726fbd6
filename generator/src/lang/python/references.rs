//! How one module refers to the types of another.

use super::imports::Imports;
use crate::lang::modules::Modules;
use crate::plan::{Owner, Type, TypeId};

/// How code in the module of `owner` refers to a named type; imported if it is elsewhere.
pub fn reference(modules: &Modules<'_>, id: TypeId, owner: Owner, imports: &mut Imports) -> String {
    let Some(named) = modules.plan.named(Type::Def(id)) else { return String::new() };
    let class = modules.spelling.class(&named.name);
    if named.owner == owner {
        return class;
    }
    let module = match named.owner {
        Owner::World => ".".to_owned(),
        Owner::Interface(position) => format!(".{}", modules.names[position]),
    };
    match modules.used_as(id, owner) {
        Some(alias) => {
            let here = modules.spelling.class(&alias.name);
            imports.name_as(&module, &class, &here);
            here
        }
        None => imports.name(&module, &class),
    }
}
