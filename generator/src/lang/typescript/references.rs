//! How one module refers to the types of another.

use super::imports::Imports;
use crate::lang::modules::Modules;
use crate::plan::{Owner, Type, TypeId};

/// How code in the module of `owner` refers to a named type; imported if it is elsewhere.
pub fn reference(modules: &Modules<'_>, id: TypeId, owner: Owner, imports: &mut Imports) -> String {
    let Some(named) = modules.plan.named(Type::Def(id)) else { return String::new() };
    if named.owner == owner {
        return modules.spelling.class(&named.name);
    }
    match modules.used_as(id, owner) {
        Some(alias) => modules.spelling.class(&alias.name),
        None => original(modules, id, imports),
    }
}

/// How other modules refer to a named type where it is defined.
pub fn original(modules: &Modules<'_>, id: TypeId, imports: &mut Imports) -> String {
    let Some(named) = modules.plan.named(Type::Def(id)) else { return String::new() };
    let module = match named.owner {
        Owner::World => "index",
        Owner::Interface(position) => &modules.names[position],
    };
    imports.sibling(module, &modules.spelling.class(&named.name))
}
