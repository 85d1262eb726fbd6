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

/// What is said of a world's imports.
const GIVEN: &str = "`imports` is what the component calls.";

/// Fills the view of `index.ts`.
pub fn module(plan: &Plan, modules: &Modules<'_>, members: &Members) -> Module {
    let mut imports = Imports::new(taken(modules, Owner::World));
    let mut items = definitions(plan, modules, members, Owner::World, &mut imports);
    items.push(Item::Value(world(plan, modules, members, &mut imports)));

    let mut functions = Functions { plan, modules, owner: Owner::World, imports: &mut imports };
    if !plan.imports.is_empty() {
        items.push(functions.host_imports(members));
    }
    let calls = plan.world_functions().into_iter().flat_map(|id| {
        let (name, off_thread) = members.of(id);
        functions.pair(id, name, off_thread)
    });
    let calls: Vec<Function> = calls.collect();
    let interfaces = interfaces(plan);
    let attributes: Vec<Member> =
        interfaces.iter().map(|position| attribute(plan, modules, *position, &mut imports)).collect();
    let init = init(plan, modules, &interfaces, &mut imports);
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
    Member {
        docs: jsdoc(&docs, &[], 2),
        text: format!("readonly {}: {class};", modules.spelling.attribute(module)),
    }
}

fn init(plan: &Plan, modules: &Modules<'_>, interfaces: &[InterfaceId], imports: &mut Imports) -> Function {
    // A parameter must not hide the module that the body takes a class from.
    let free = |name: &str| match modules.names.iter().any(|module| names::alias(module) == name) {
        true => format!("{name}_"),
        false => name.to_owned(),
    };
    let (source, given, options) = (free("source"), free("imports"), free("options"));
    let sources = [imports.outwit("Source"), imports.outwit("Component")].map(Layout::text);
    let hosts = (!plan.imports.is_empty()).then(|| Layout::text(modules.imports_class()));
    let of_options = Layout::text(imports.outwit("BindingsOptions"));
    let mut arguments = vec![Layout::text("WORLD"), Layout::text(&source), Layout::text(&options)];
    arguments.extend(hosts.as_ref().map(|_| Layout::text(&given)));
    let mut params = vec![Layout::Annotated(source, Box::new(Layout::union(sources.into())))];
    params.extend(hosts.map(|class| Layout::Annotated(given, Box::new(class))));
    params.push(Layout::Annotated(options + "?", Box::new(of_options)));
    let mut body = vec![statement(4, "", &Layout::call("super", arguments), ";")];
    for position in interfaces {
        let module = &modules.names[*position];
        let class = imports.sibling_value(module, &modules.interface_class(*position));
        let value = Layout::call(format!("new {class}"), vec![Layout::text("this.instance")]);
        body.push(statement(4, &format!("this.{} = ", modules.spelling.attribute(module)), &value, ";"));
    }
    let text = if plan.imports.is_empty() { OPENS.to_owned() } else { format!("{OPENS}\n\n{GIVEN}") };
    let docs = Docs { text, ..Docs::default() };
    Function { docs: jsdoc(&docs, &[], 2), head: definition(2, "constructor", params, None), body }
}

/// What the runtime must know: the signature, and the class of every resource and error.
fn world(plan: &Plan, modules: &Modules<'_>, members: &Members, imports: &mut Imports) -> Member {
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
    let maps = maps.into_iter().filter(|(_, map)| !map.is_empty());
    let mut parts: Vec<String> = maps
        .map(|(name, map)| {
            let lines = map.iter().map(|(id, class)| format!("    {id}: {class},\n"));
            format!("  {name}: {{\n{}  }},\n", lines.collect::<String>())
        })
        .collect();
    parts.extend(places(modules, members));
    if !parts.is_empty() {
        text.push_str(&format!(", {{\n{}}}", parts.concat()));
    }
    Member { docs: String::new(), text: text + ");" }
}

/// Where each imported function is found: the field of the world's imports, and the member of what
/// is there. Without a field it is the world's own, or a method of a resource.
fn places(modules: &Modules<'_>, members: &Members) -> Option<String> {
    let imports = modules.plan.imports.iter().enumerate();
    let place = |(id, import): (usize, &crate::plan::Function)| {
        let field = match import.owner {
            Owner::Interface(position) if !import.is_method() => {
                format!("\"{}\"", names::alias(&modules.names[position]))
            }
            Owner::Interface(_) | Owner::World => "null".to_owned(),
        };
        format!("[{field}, \"{}\"]", members.of_import(id))
    };
    match imports.map(place).collect::<Vec<_>>().as_slice() {
        [] => None,
        [only] => Some(format!("  imports: [{only}],\n")),
        places => Some(format!("  imports: [\n    {},\n  ],\n", places.join(",\n    "))),
    }
}

/// A class, with its module before it where it is of another one.
fn qualified(owner: Owner, class: String, modules: &Modules<'_>, imports: &mut Imports) -> String {
    match owner {
        Owner::World => class,
        Owner::Interface(position) => imports.sibling_value(&modules.names[position], &class),
    }
}
