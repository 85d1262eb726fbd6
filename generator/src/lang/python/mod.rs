//! Python: a package with a module for each interface, and the world's class in `__init__.py`.

mod definitions;
mod docstring;
mod functions;
mod hosts;
mod imports;
mod interface;
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
use layout::{Layout, statement};
use std::collections::BTreeSet;
use view::Item;

/// The files of the bindings for a world.
///
/// # Errors
/// Names that are the same in Python.
pub fn generate(plan: &Plan) -> Result<Files, Vec<Problem>> {
    let modules = Modules::new(plan, &names::Python)?;
    let members = Members::new(&modules)?;
    let mut files = Files::new();
    for (position, name) in modules.names.iter().enumerate() {
        let module = interface::module(plan, &modules, &members, position);
        files.add(format!("{name}.py"), render(plan, &module)?);
    }
    files.add("__init__.py", render(plan, &world::module(plan, &modules, &members))?);
    files.add("_signature.py", render(plan, &view::Signature { header: header(plan), json: json(plan)? })?);
    files.add("py.typed", format!("# {}\n", header(plan)));
    Ok(files)
}

/// The named types of a module, its exceptions, and behind all classes its aliases, which are
/// evaluated when the module is.
fn definitions(
    plan: &Plan,
    modules: &Modules<'_>,
    members: &Members,
    owner: Owner,
    imports: &mut Imports,
) -> Vec<Item> {
    let mut definitions = Definitions { plan, modules, owner, imports, members };
    let (mut classes, mut aliases) = (Vec::new(), Vec::new());
    for definition in modules.definitions(owner) {
        let items = plan.visit_definition(definition, &mut definitions).unwrap_or_default();
        match definition {
            crate::plan::Definition::Type(_) => classes.extend(items),
            crate::plan::Definition::Alias(_) => aliases.extend(items),
        }
    }
    classes.extend(aliases);
    classes.extend(modules.errors_of(owner).map(|error| definitions.error(error)));
    classes
}

/// The names of the types, cases and exceptions of a module, and of its own classes, in order.
fn exported(modules: &Modules<'_>, owner: Owner) -> Vec<String> {
    let mut all = classes(modules, owner);
    all.extend(modules.own_classes(owner));
    all.sort_by_key(|name| names::order(name));
    all
}

/// The names that the module of `owner` gives to its own things, which imports must not hide.
fn taken(modules: &Modules<'_>, members: &Members, owner: Owner) -> BTreeSet<String> {
    let names = classes(modules, owner).into_iter().chain(members.names(modules, owner));
    let mut taken: BTreeSet<String> = names.collect();
    taken.extend(modules.own_classes(owner));
    if let Owner::World = owner {
        taken.extend(modules.names.iter().cloned());
    }
    taken
}

/// `__slots__ = ("Document", "_functions")`
fn slots<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = names.collect();
    names.sort_by_key(|name| names::natural(name));
    match names.as_slice() {
        [only] => format!("__slots__ = (\"{only}\",)"),
        names => {
            let items = names.iter().map(|name| Layout::text(format!("\"{name}\""))).collect();
            statement(4, &[&Layout::call("__slots__ = ", items)])
        }
    }
}
