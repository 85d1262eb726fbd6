//! The file of an interface: its types, its resources, and the type that its functions belong to.

use super::codec::Codecs;
use super::comments::comment_or;
use super::definitions::Definitions;
use super::functions::{Functions, receiver};
use super::hosts::Hosts;
use super::imports::Imports;
use super::names;
use super::scope::{Package, take};
use super::view::{File, Item, Member};
use crate::error::Problem;
use crate::lang::header;
use crate::lang::words::Scope;
use crate::plan::{Definition, FunctionId, FunctionKind, InterfaceId, Kind, Owner, Plan, TypeId};

/// Fills the view of an interface's file.
pub fn file(
    plan: &Plan,
    package: &Package<'_>,
    codecs: &Codecs<'_>,
    position: InterfaceId,
) -> Result<File, Vec<Problem>> {
    let interface = &plan.interfaces[position];
    let owner = Owner::Interface(position);
    let mut imports = Imports::default();
    let mut items = Vec::new();
    if package.has_type(position) {
        let outwit = imports.outwit();
        let name = &package.interface_types[position];
        items.push(Item {
            docs: comment_or(&interface.docs, &format!("{name} is the interface `{}`.", interface.id)),
            head: format!("type {name} struct {{"),
            members: vec![Member { docs: Vec::new(), text: format!("instance *{outwit}Instance") }],
            close: "}",
        });
        items.extend(functions(plan, package, codecs, owner, name, &[], &mut imports)?);
    }
    if !interface.imports.is_empty() {
        items.push(Hosts { plan, package, imports: &mut imports }.interface(position)?);
    }
    items.extend(definitions(plan, package, codecs, owner, &mut imports)?);
    let docs = Vec::new();
    let imports = imports.lines();
    Ok(File { header: header(plan), docs, package: package.name.clone(), imports, items })
}

/// The functions of an interface or world: its own, and the constructors and statics of its
/// resources, which need an instance and no resource.
pub fn functions(
    plan: &Plan,
    package: &Package<'_>,
    codecs: &Codecs<'_>,
    owner: Owner,
    class: &str,
    reserved: &[&str],
    imports: &mut Imports,
) -> Result<Vec<Item>, Vec<Problem>> {
    let mut named = Vec::new();
    for (id, function) in plan.functions.iter().enumerate().filter(|(_, function)| function.owner == owner) {
        let resource = |id: TypeId| match &plan.def(id).kind {
            Kind::Resource(resource) => names::exported(&resource.named.name),
            _ => String::new(),
        };
        let name = match function.kind {
            FunctionKind::Freestanding => names::method(&function.name, reserved),
            FunctionKind::Constructor(id) => format!("New{}", resource(id)),
            FunctionKind::Static(id) => resource(id) + &names::exported(&function.name),
            FunctionKind::Method(_) => continue,
        };
        named.push((id, name));
    }
    methods(plan, package, codecs, class, named, imports)
}

/// The named types of an interface or of the world with the methods of its resources, and its
/// errors.
pub fn definitions(
    plan: &Plan,
    package: &Package<'_>,
    codecs: &Codecs<'_>,
    owner: Owner,
    imports: &mut Imports,
) -> Result<Vec<Item>, Vec<Problem>> {
    let mut items = Vec::new();
    for definition in package.definitions(owner) {
        let mut definitions = Definitions { plan, package, imports };
        items.extend(plan.visit_definition(definition, &mut definitions).unwrap_or_default());
        if let Definition::Type(id) = definition
            && let Kind::Resource(resource) = &plan.def(*id).kind
        {
            let name =
                |id: &FunctionId| (*id, names::method(&plan.functions[*id].name, &names::RESOURCE_MEMBERS));
            let named = resource.methods.iter().map(name).collect();
            items.extend(methods(plan, package, codecs, package.type_name(*id), named, imports)?);
        }
        if let Definition::Type(id) = definition
            && let Kind::HostResource(resource) = &plan.def(*id).kind
        {
            items.push(Hosts { plan, package, imports }.resource(package.type_name(*id), resource)?);
        }
    }
    for error in package.errors.iter().filter(|error| error.owner == owner) {
        items.extend(Definitions { plan, package, imports }.error(error));
    }
    Ok(items)
}

/// Methods of one type, which must all have names of their own.
fn methods(
    plan: &Plan,
    package: &Package<'_>,
    codecs: &Codecs<'_>,
    class: &str,
    named: Vec<(FunctionId, String)>,
    imports: &mut Imports,
) -> Result<Vec<Item>, Vec<Problem>> {
    let (mut scope, mut problems) = (Scope::default(), Vec::new());
    for (id, name) in &named {
        take(&mut scope, &mut problems, &format!("{class}.{name}"), &plan.export_item(*id));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let receiver = receiver(plan, class, &named);
    let mut functions = Functions { plan, package, codecs, imports };
    Ok(named.into_iter().map(|(id, name)| functions.method(id, &name, class, &receiver)).collect())
}
