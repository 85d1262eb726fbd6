//! TypeScript: a module for each interface, and the world's class in `index.ts`.

mod definitions;
mod functions;
mod host;
mod imports;
mod interface;
mod jsdoc;
mod layout;
pub mod names;
mod references;
mod types;
mod view;
mod world;

use crate::error::Problem;
use crate::lang::members::{Members, classes};
use crate::lang::modules::Modules;
use crate::lang::{Files, header, json, render};
use crate::plan::{Owner, Plan};
use definitions::Definitions;
use imports::Imports;
use std::collections::BTreeSet;
use view::Item;

/// The files of the bindings for a world.
///
/// # Errors
/// Names that are the same in TypeScript.
pub fn generate(plan: &Plan) -> Result<Files, Vec<Problem>> {
    let modules = Modules::new(plan, &names::TypeScript)?;
    let members = Members::new(&modules)?;
    let mut files = Files::new();
    for (position, name) in modules.names.iter().enumerate() {
        let module = interface::module(plan, &modules, &members, position);
        files.add(format!("{name}.ts"), render(plan, &module)?);
    }
    files.add("index.ts", render(plan, &world::module(plan, &modules, &members))?);
    files.add("signature.ts", render(plan, &view::Signature { header: header(plan), json: json(plan)? })?);
    Ok(files)
}

/// The named types of a module and its error classes.
fn definitions(
    plan: &Plan,
    modules: &Modules<'_>,
    members: &Members,
    owner: Owner,
    imports: &mut Imports,
) -> Vec<Item> {
    let mut definitions = Definitions { plan, modules, owner, imports, members };
    let mut items: Vec<Item> = modules
        .definitions(owner)
        .iter()
        .flat_map(|definition| plan.visit_definition(definition, &mut definitions).unwrap_or_default())
        .collect();
    items.extend(modules.errors_of(owner).map(|error| definitions.error(error)));
    items
}

/// The types that the module of `owner` defines, which the names of JavaScript's own must not meet.
fn taken(modules: &Modules<'_>, owner: Owner) -> BTreeSet<String> {
    let own = match owner {
        Owner::Interface(position) => [modules.interface_class(position), modules.host_class(position)],
        Owner::World => [modules.world_class(), modules.imports_class()],
    };
    classes(modules, owner).into_iter().chain(own).collect()
}
