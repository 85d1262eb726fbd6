//! The index: the world's own types, what the runtime must know of all types, and the class that
//! a component is opened with.

use super::functions::Functions;
use super::imports::Imports;
use super::jsdoc::{jsdoc, jsdoc_or};
use super::layout::{Layout, definition, statement};
use super::view::{Class, Function, Item, Member, Module};
use super::{definitions, names, taken};
use crate::lang::header;
use crate::lang::members::Members;
use crate::lang::modules::Modules;
use crate::plan::{Definition, Docs, InterfaceId, Kind, Owner, Plan, TypeId};

/// The docs of a world class's constructor.
const OPENS: &str = "Opens a component: its path, its URL, its bytes, or one that was loaded before.";

/// Fills the view of `index.ts`.
pub fn module(plan: &Plan, modules: &Modules<'_>, members: &Members) -> Module {
    let mut imports = Imports::new(taken(modules, Owner::World));
    let mut items = definitions(plan, modules, members, Owner::World, &mut imports);
    items.push(Item::Value(world(plan, modules, &mut imports)));

    let mut functions = Functions { plan, modules, owner: Owner::World, imports: &mut imports };
    let calls = plan.world_functions().into_iter().flat_map(|id| {
        let (name, off_thread) = members.of(id);
        functions.pair(id, name, off_thread)
    });
    let calls: Vec<Function> = calls.collect();
    let interfaces = interfaces(plan);
    let attributes: Vec<Member> =
        interfaces.iter().map(|position| attribute(plan, modules, *position, &mut imports)).collect();
    let init = init(modules, &interfaces, &mut imports);
    let base = imports.outwit_value("Bindings");
    items.push(Item::Class(Class {
        docs: jsdoc_or(&plan.docs, &format!("The world `{}`.", plan.full_name()), 0),
        head: format!("export class {} extends {base}", modules.world_class()),
        members: attributes,
        functions: [vec![init], calls].concat(),
    }));
    let mut lines = imports.lines();
    lines.push("import { SIGNATURE } from \"./signature.js\";".into());
    let exports = modules.names.iter();
    let exports = exports.map(|name| format!("export * as {} from \"./{name}.js\";", names::alias(name)));
    Module { header: header(plan), imports: lines, exports: exports.collect(), items }
}

/// The exported interfaces.
fn interfaces(plan: &Plan) -> Vec<InterfaceId> {
    (0..plan.interfaces.len()).filter(|position| plan.interfaces[*position].exported).collect()
}

fn attribute(plan: &Plan, modules: &Modules<'_>, position: InterfaceId, imports: &mut Imports) -> Member {
    let module = &modules.names[position];
    let class = imports.sibling(module, &modules.interface_class(position));
    let docs = Docs { text: format!("The interface `{}`.", plan.interfaces[position].id), ..Docs::default() };
    Member { docs: jsdoc(&docs, &[], 2), text: format!("readonly {}: {class};", names::alias(module)) }
}

fn init(modules: &Modules<'_>, interfaces: &[InterfaceId], imports: &mut Imports) -> Function {
    let source = [imports.outwit("Source"), imports.outwit("Component")].map(Layout::text);
    let options = Layout::text(imports.outwit("BindingsOptions"));
    let params = vec![
        Layout::Annotated("source".into(), Box::new(Layout::union(source.into()))),
        Layout::Annotated("options?".into(), Box::new(options)),
    ];
    let mut body = vec!["super(WORLD, source, options);".to_owned()];
    for position in interfaces {
        let module = &modules.names[*position];
        let class = imports.sibling_value(module, &modules.interface_class(*position));
        let value = Layout::call(format!("new {class}"), vec![Layout::text("this.instance")]);
        body.push(statement(4, &format!("this.{} = ", names::alias(module)), &value, ";"));
    }
    let docs = Docs { text: OPENS.into(), ..Docs::default() };
    Function { docs: jsdoc(&docs, &[], 2), head: definition(2, "constructor", params, None), body }
}

/// What the runtime must know: the signature, and the class of every resource and error.
fn world(plan: &Plan, modules: &Modules<'_>, imports: &mut Imports) -> Member {
    let owners = (0..plan.interfaces.len()).map(Owner::Interface).chain([Owner::World]);
    let mut resources: Vec<(TypeId, String)> = Vec::new();
    for definition in owners.flat_map(|owner| modules.definitions(owner)) {
        let Definition::Type(id) = definition else { continue };
        if let Kind::Resource(resource) = &plan.def(*id).kind {
            let named = &resource.named;
            resources.push((*id, qualified(named.owner, names::class(&named.name), modules, imports)));
        }
    }
    resources.sort();
    let errors = modules.errors.iter();
    let errors: Vec<(TypeId, String)> = errors
        .map(|error| (error.id, qualified(error.owner, names::class(&error.name), modules, imports)))
        .collect();
    let mut text = format!("const WORLD = new {}(SIGNATURE", imports.outwit_value("World"));
    let maps = [("resources", resources), ("errors", errors)];
    let mut maps = maps.into_iter().filter(|(_, map)| !map.is_empty()).peekable();
    if maps.peek().is_some() {
        text.push_str(", {\n");
        for (name, map) in maps {
            text.push_str(&format!("  {name}: {{\n"));
            for (id, class) in map {
                text.push_str(&format!("    {id}: {class},\n"));
            }
            text.push_str("  },\n");
        }
        text.push('}');
    }
    Member { docs: String::new(), text: text + ");" }
}

/// A class, with its module before it where it is of another one.
fn qualified(owner: Owner, class: String, modules: &Modules<'_>, imports: &mut Imports) -> String {
    match owner {
        Owner::World => class,
        Owner::Interface(position) => imports.sibling_value(&modules.names[position], &class),
    }
}
