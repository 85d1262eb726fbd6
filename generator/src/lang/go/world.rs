//! The file of the world: the type that a component is opened with, and the world's own types.

use super::codec::Codecs;
use super::comments::{comment_after, comment_or};
use super::hosts::Hosts;
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
    let with = match plan.imports.is_empty() {
        true => None,
        false => {
            items.push(Hosts { plan, package, imports: &mut imports }.world()?);
            Some(package.imports.as_str())
        }
    };
    items.extend(constructors(class, package, &interfaces, with));
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
        let (interface, name) = (&plan.interfaces[*id], package.member(*id));
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
fn constructors(
    class: &str,
    package: &Package<'_>,
    interfaces: &[InterfaceId],
    with: Option<&str>,
) -> Vec<Item> {
    let (host, param, argument) = match with {
        None => ("nil", String::new(), ""),
        Some(imports) => ("(*host)(&imports)", format!("imports {imports}, "), "imports, "),
    };
    let instantiate = format!("instance, err := component.InstantiateWorld(ctx, world, {host}, options...)");
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<String>>();
    let mut new = lines(&[&instantiate, "if err != nil {", "\treturn nil, err", "}"]);
    new.push(format!("w := &{class}{{instance: instance}}"));
    for id in interfaces {
        let name = package.member(*id);
        new.push(format!("w.{name} = &{}{{instance}}", package.interface_types[*id]));
    }
    new.push("return w, nil".to_owned());
    let options = "options ...outwit.Option";
    vec![
        Item::function(
            lines(&["// Load opens the component in a file and makes an instance of it."]),
            format!("func Load(ctx context.Context, path string, {param}{options}) (*{class}, error)"),
            lines(&[
                "component, err := outwit.Load(path)",
                "if err != nil {",
                "\treturn nil, err",
                "}",
                &format!("return New(ctx, component, {argument}options...)"),
            ]),
        ),
        Item::function(
            lines(&["// New makes an instance of a component, which must be of this world."]),
            format!(
                "func New(ctx context.Context, component *outwit.Component, {param}{options}) (*{class}, error)"
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
        take(&mut scope, &mut problems, &package.member(*id), &plan.interfaces[*id].id);
    }
    for id in plan.world_functions() {
        let name = names::method(&plan.functions[id].name, &names::WORLD_MEMBERS);
        take(&mut scope, &mut problems, &name, &plan.export_item(id));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
