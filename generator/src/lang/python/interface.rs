//! The module of an interface: its types, the protocol of what the host implements of it, and the
//! class with its exported functions.

use super::docstring::{docstring_or, plain};
use super::functions::Functions;
use super::imports::Imports;
use super::layout::{Layout, WIDTH, definition};
use super::view::{Class, Function, Item, Module};
use super::{definitions, exported, slots, taken};
use crate::lang::header;
use crate::lang::members::Members;
use crate::lang::modules::Modules;
use crate::plan::{InterfaceId, Owner, Plan, TypeId};

/// Fills the view of an interface's module.
pub fn module(plan: &Plan, modules: &Modules<'_>, members: &Members, position: InterfaceId) -> Module {
    let owner = Owner::Interface(position);
    let interface = &plan.interfaces[position];
    let mut imports = Imports::new(taken(modules, members, owner));
    let mut items = definitions(plan, modules, members, owner, &mut imports);
    if !interface.imports.is_empty() {
        let mut functions = Functions { plan, modules, owner, imports: &mut imports };
        items.push(functions.host_interface(position, members));
    }
    if interface.exported {
        let class = modules.interface_class(position);
        let mut functions = Functions { plan, modules, owner, imports: &mut imports };
        let calls: Vec<Function> = interface
            .functions
            .iter()
            .flat_map(|id| {
                let (name, off_thread) = members.of(*id);
                functions.pair(*id, name, off_thread)
            })
            .collect();
        let resources = modules.resources(position);
        let attributes = resources.iter().map(|(_, class)| class.as_str());
        items.push(Item::Class(Class {
            head: format!("class {class}:"),
            docstring: docstring_or(&interface.docs, 4, &format!("The interface `{}`.", interface.id)),
            slots: Some(slots(attributes.chain(["_functions"]))),
            functions: [vec![init(&resources, &mut imports)], calls].concat(),
            ..Class::default()
        }));
    }
    Module {
        header: header(plan),
        docstring: plain(&format!("The interface `{}`.", interface.id)),
        imports: imports.groups(),
        exported: exported(modules, owner),
        items,
    }
}

fn init(resources: &[(TypeId, String)], imports: &mut Imports) -> Function {
    let instance = imports.name("outwit", "Instance");
    let params = vec![Layout::text("self"), Layout::text(format!("instance: {instance}"))];
    let mut body = vec!["self._functions = instance.functions".to_owned()];
    for (id, class) in resources {
        let ty = imports.builtin("type");
        let target = format!("self.{class}: {ty}[{class}] = ");
        let resource = "instance.resource(";
        let fits = |text: usize| 8 + target.len() + text <= WIDTH;
        let value = format!("{resource}{id})");
        let statement = if fits(value.len()) {
            target + &value
        } else if fits(resource.len()) {
            format!("{target}{resource}\n{:12}{id}\n{:8})", "", "")
        } else {
            format!("{target}(\n{:12}{value}\n{:8})", "", "")
        };
        // Pyright takes a name in capitals for a constant, and `__slots__` for its definition.
        body.push(match class.contains(|c: char| c.is_ascii_lowercase()) {
            true => statement,
            false => statement + "  # pyright: ignore[reportConstantRedefinition]",
        });
    }
    Function {
        decorator: None,
        head: definition(4, "def __init__", params, &Layout::text("None")),
        docstring: String::new(),
        body,
    }
}
