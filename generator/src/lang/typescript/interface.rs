//! The module of an interface: its types, what the host implements of it if it is imported, and the
//! class with its functions if it is exported.

use super::functions::Functions;
use super::imports::Imports;
use super::jsdoc::jsdoc_or;
use super::layout::{Layout, definition, statement};
use super::view::{Class, Function, Item, Member, Module};
use super::{definitions, taken};
use crate::lang::header;
use crate::lang::members::Members;
use crate::lang::modules::Modules;
use crate::plan::{InterfaceId, Owner, Plan, TypeId};

/// Fills the view of an interface's module.
pub fn module(plan: &Plan, modules: &Modules<'_>, members: &Members, position: InterfaceId) -> Module {
    let owner = Owner::Interface(position);
    let interface = &plan.interfaces[position];
    let mut imports = Imports::new(taken(modules, owner));
    let mut items = definitions(plan, modules, members, owner, &mut imports);
    if !interface.imports.is_empty() {
        let mut functions = Functions { plan, modules, owner, imports: &mut imports };
        items.push(functions.host_interface(position, members));
    }
    if interface.exported {
        let mut functions = Functions { plan, modules, owner, imports: &mut imports };
        let calls = interface.functions.iter().flat_map(|id| {
            let (name, off_thread) = members.of(*id);
            functions.pair(*id, name, off_thread)
        });
        let calls: Vec<Function> = calls.collect();
        let resources = modules.resources(position);
        let base = imports.outwit_value("Interface");
        items.push(Item::Class(Class {
            docs: jsdoc_or(&interface.docs, &format!("The interface `{}`.", interface.id), 0),
            head: format!("export class {} extends {base}", modules.interface_class(position)),
            members: resources.iter().map(|(_, class)| attribute(class)).collect(),
            functions: init(&resources, &mut imports).into_iter().chain(calls).collect(),
        }));
    }
    Module { header: header(plan), imports: imports.lines(), exports: Vec::new(), items }
}

fn attribute(class: &str) -> Member {
    let docs = format!("/** The class `{class}`, whose objects live in this instance. */");
    Member { docs, text: format!("readonly {class}: typeof {class};") }
}

/// The constructor, where there are resources to take from the instance.
fn init(resources: &[(TypeId, String)], imports: &mut Imports) -> Option<Function> {
    if resources.is_empty() {
        return None;
    }
    let ty = Layout::text(imports.outwit("Instance"));
    let params = vec![Layout::Annotated("instance".into(), Box::new(ty))];
    let mut body = vec!["super(instance);".to_owned()];
    for (id, class) in resources {
        let value = Layout::call("instance.resource", vec![Layout::text(id.to_string())]);
        body.push(statement(4, &format!("this.{class} = "), &value, ";"));
    }
    Some(Function { docs: String::new(), head: definition(2, "constructor", params, None), body })
}
