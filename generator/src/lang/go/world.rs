//! The file of the world: the type that a component is opened with, and the world's own types.

use super::codec::Codecs;
use super::comments::{comment_after, comment_or};
use super::imports::Imports;
use super::interface::{definitions, functions};
use super::names;
use super::scope::{Package, take};
use super::view::{File, Item, Member};
use crate::error::Problem;
use crate::lang::header;
use crate::lang::words::Scope;
use crate::plan::{InterfaceId, Owner, Plan};

/// Fills the view of the world's file.
pub fn file(plan: &Plan, package: &Package<'_>, codecs: &Codecs<'_>) -> Result<File, Vec<Problem>> {
    let class = &package.world;
    let interfaces: Vec<InterfaceId> =
        (0..plan.interfaces.len()).filter(|id| package.has_type(*id)).collect();
    let mut imports = Imports::default();
    imports.context();
    imports.outwit();
    let mut items = vec![world(plan, package, &interfaces)];
    items.extend(constructors(class, package, &interfaces));
    items.extend(functions(plan, package, codecs, Owner::World, class, &names::WORLD_MEMBERS, &mut imports)?);
    members(plan, package, &interfaces)?;
    items.extend(definitions(plan, package, codecs, Owner::World, &mut imports)?);
    let about = format!("Package {} calls the world `{}`.", package.name, plan.full_name());
    Ok(File {
        header: header(plan),
        docs: comment_after(&about, &plan.docs),
        package: package.name.clone(),
        imports: imports.lines(),
        items,
    })
}

fn world(plan: &Plan, package: &Package<'_>, interfaces: &[InterfaceId]) -> Item {
    let field = |id: &InterfaceId| {
        let (interface, name) = (&plan.interfaces[*id], &package.interfaces[*id]);
        let docs = comment_or(&interface.docs, &format!("{name} is the interface `{}`.", interface.id));
        Member { docs, text: format!("{name} *{}", package.interface_types[*id]) }
    };
    let mut fields: Vec<Member> = interfaces.iter().map(field).collect();
    if !fields.is_empty() {
        fields.push(Member { docs: Vec::new(), text: String::new() });
    }
    fields.push(Member { docs: Vec::new(), text: "instance *outwit.Instance".into() });
    let class = &package.world;
    let text = format!(
        "{class} is an instance of a component of the world `{}`. Any goroutine may use it.",
        plan.full_name()
    );
    Item {
        docs: vec![format!("// {text}")],
        head: format!("type {class} struct {{"),
        members: fields,
        close: "}",
    }
}

/// `Load`, `New`, `Close` and `Instance`.
fn constructors(class: &str, package: &Package<'_>, interfaces: &[InterfaceId]) -> Vec<Item> {
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<String>>();
    let mut new = lines(&[
        "instance, err := component.InstantiateWorld(ctx, world, options...)",
        "if err != nil {",
        "\treturn nil, err",
        "}",
    ]);
    new.push(format!("w := &{class}{{instance: instance}}"));
    for id in interfaces {
        let name = &package.interfaces[*id];
        new.push(format!("w.{name} = &{}{{instance}}", package.interface_types[*id]));
    }
    new.push("return w, nil".to_owned());
    let options = "options ...outwit.Option";
    vec![
        Item::function(
            lines(&["// Load opens the component in a file and makes an instance of it."]),
            format!("func Load(ctx context.Context, path string, {options}) (*{class}, error)"),
            lines(&[
                "component, err := outwit.Load(path)",
                "if err != nil {",
                "\treturn nil, err",
                "}",
                "return New(ctx, component, options...)",
            ]),
        ),
        Item::function(
            lines(&["// New makes an instance of a component, which must be of this world."]),
            format!(
                "func New(ctx context.Context, component *outwit.Component, {options}) (*{class}, error)"
            ),
            new,
        ),
        Item::function(
            lines(&["// Close ends the instance and gives its memory back."]),
            format!("func (w *{class}) Close() error"),
            lines(&["return w.instance.Close()"]),
        ),
        Item::function(
            lines(&["// Instance is the instance itself, for calls by name."]),
            format!("func (w *{class}) Instance() *outwit.Instance"),
            lines(&["return w.instance"]),
        ),
    ]
}

/// The fields and methods of the world's type must all have names of their own.
fn members(plan: &Plan, package: &Package<'_>, interfaces: &[InterfaceId]) -> Result<(), Vec<Problem>> {
    let (mut scope, mut problems) = (Scope::with(&names::WORLD_MEMBERS, "the world's type"), Vec::new());
    for id in interfaces {
        take(&mut scope, &mut problems, &package.interfaces[*id], &plan.interfaces[*id].id);
    }
    for function in plan.functions.iter().filter(|function| function.owner == Owner::World) {
        if let crate::plan::FunctionKind::Freestanding = function.kind {
            take(
                &mut scope,
                &mut problems,
                &names::method(&function.name, &names::WORLD_MEMBERS),
                &function.name,
            );
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
