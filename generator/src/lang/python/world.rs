//! The package itself: the world's own types, what the runtime must know of all types, and the
//! class that a component is opened with.

use super::docstring::{docstring, docstring_or, plain};
use super::functions::Functions;
use super::imports::Imports;
use super::layout::{Layout, definition, statement};
use super::view::{Class, Function, Item, Member, Module};
use super::{definitions, exported, names, slots, taken};
use crate::lang::header;
use crate::lang::members::Members;
use crate::lang::modules::Modules;
use crate::plan::{
    Definition, DefinitionVisitor, Docs, Enum, Flags, Owner, Plan, Record, Resource, TypeId, Variant,
};

/// The parameters of a world class, which would hide a module of their name.
const PARAMS: [&str; 4] = ["self", "component", "memory", "deadline"];

/// The docs of a world class's `__init__`.
const OPENS: &str = "\
Opens a component: its path, its bytes, or one that was loaded before.

`memory` is the most bytes that it may have, `deadline` the seconds that a call may
take. Closing frees it; so does leaving a `with` statement.";

/// Fills the view of the package's `__init__.py`.
pub fn module(plan: &Plan, modules: &Modules<'_>, members: &Members) -> Module {
    let mut imports = Imports::new(taken(modules, members, Owner::World));
    let mut items = definitions(plan, modules, members, Owner::World, &mut imports);
    items.push(Item::Value(world(plan, modules, &mut imports)));

    let class = modules.world_class();
    let mut functions = Functions { plan, modules, owner: Owner::World, imports: &mut imports };
    let ids = plan.world_functions();
    let calls: Vec<Function> = ids
        .iter()
        .flat_map(|id| {
            let (name, off_thread) = members.of(*id);
            functions.pair(*id, name, off_thread)
        })
        .collect();
    let init = init(plan, modules, !ids.is_empty(), &mut imports);
    let base = imports.name("outwit", "Bindings");
    let interfaces = interfaces(plan, modules);
    let attributes = interfaces.iter().map(|(module, _)| *module);
    let own = (!ids.is_empty()).then_some("_functions");
    items.push(Item::Class(Class {
        head: format!("class {class}({base}):"),
        docstring: docstring_or(&plan.docs, 4, &format!("The world `{}`.", plan.full_name())),
        slots: Some(slots(attributes.chain(own))),
        functions: [vec![init], calls].concat(),
        ..Class::default()
    }));
    Module {
        header: header(plan),
        docstring: plain(&format!("Bindings for the world `{}`.", plan.full_name())),
        imports: imports.groups(),
        exported: exported(modules, Owner::World, Some(class)),
        items,
    }
}

/// The exported interfaces: the name of the module, which is that of the attribute, and the class.
fn interfaces<'m>(plan: &Plan, modules: &'m Modules<'_>) -> Vec<(&'m str, String)> {
    let interfaces = plan.interfaces.iter().enumerate().filter(|(_, interface)| interface.exported);
    interfaces
        .map(|(position, _)| (modules.names[position].as_str(), modules.interface_class(position)))
        .collect()
}

/// A sibling module, under a name that the parameters of the world class do not hide.
fn sibling(module: &str, imports: &mut Imports) -> String {
    let here = match PARAMS.contains(&module) {
        true => format!("_{module}"),
        false => module.to_owned(),
    };
    imports.name_as(".", module, &here);
    here
}

fn init(plan: &Plan, modules: &Modules<'_>, functions: bool, imports: &mut Imports) -> Function {
    let source = vec![
        Layout::text(imports.builtin("str")),
        Layout::subscript(imports.name("os", "PathLike"), vec![Layout::text(imports.builtin("str"))]),
        Layout::text(imports.name("outwit", "Buffer")),
        Layout::text(imports.name("outwit", "Component")),
    ];
    let option = |name: &str, ty: String| {
        let ty = Layout::union(vec![Layout::text(ty), Layout::text("None")]);
        Layout::Annotated(name.into(), Box::new(ty), " = None")
    };
    let params = vec![
        Layout::text("self"),
        Layout::Annotated("component".into(), Box::new(Layout::union(source)), ""),
        Layout::text("*"),
        option("memory", imports.builtin("int")),
        option("deadline", imports.builtin("float")),
    ];
    let arguments = ["component", "_WORLD", "memory=memory", "deadline=deadline"];
    let arguments = arguments.into_iter().map(Layout::text).collect();
    let mut body = vec![statement(8, &[&Layout::call("super().__init__", arguments)])];
    if functions {
        body.push("self._functions = self.instance.functions".into());
    }
    for (module, class) in interfaces(plan, modules) {
        let here = sibling(module, imports);
        let value = Layout::call(format!("{here}.{class}"), vec![Layout::text("self.instance")]);
        body.push(statement(8, &[&Layout::text(format!("self.{module} = ")), &value]));
    }
    let docs = Docs { text: OPENS.into(), ..Docs::default() };
    Function {
        decorator: None,
        head: definition(4, "def __init__", params, &Layout::text("None")),
        docstring: docstring(&docs, None, 8),
        body,
    }
}

/// What the runtime must know: the signature, and the class of every named type and error.
fn world(plan: &Plan, modules: &Modules<'_>, imports: &mut Imports) -> Member {
    let owners = (0..plan.interfaces.len()).map(Owner::Interface).chain([Owner::World]);
    let mut classes: Vec<(TypeId, Layout)> = Vec::new();
    for owner in owners {
        for definition in modules.definitions(owner) {
            if let Definition::Type(id) = definition {
                let module = qualifier(owner, modules, imports);
                classes.extend(
                    plan.visit_definition(definition, &mut Classes { module }).map(|class| (*id, class)),
                );
            }
        }
    }
    classes.sort_by_key(|(id, _)| *id);
    let errors = modules.errors.iter().map(|error| {
        let class = qualifier(error.owner, modules, imports) + &names::class(&error.name);
        (error.id, Layout::text(class))
    });
    let errors: Vec<(TypeId, Layout)> = errors.collect();
    let call = imports.name("outwit", "World");
    imports.name_as("._signature", "SIGNATURE", "SIGNATURE");
    let mut arguments = vec![Layout::text("SIGNATURE")];
    let maps = [("classes", classes), ("errors", errors)];
    arguments.extend(maps.into_iter().filter(|(_, map)| !map.is_empty()).map(|(name, map)| {
        let entries =
            map.into_iter().map(|(id, class)| Layout::Annotated(id.to_string(), Box::new(class), ""));
        Layout::Brackets(format!("{name}="), '{', entries.collect(), '}')
    }));
    let text = statement(0, &[&Layout::call(format!("_WORLD = {call}"), arguments)]);
    Member { text, docstring: String::new() }
}

/// `reader.` before a name of another module.
fn qualifier(owner: Owner, modules: &Modules<'_>, imports: &mut Imports) -> String {
    match owner {
        Owner::World => String::new(),
        Owner::Interface(position) => sibling(&modules.names[position], imports) + ".",
    }
}

/// The class of a named type; the classes of its cases for a variant.
struct Classes {
    module: String,
}

impl Classes {
    fn class(&self, name: &str) -> Layout {
        Layout::text(format!("{}{}", self.module, names::class(name)))
    }
}

impl DefinitionVisitor for Classes {
    type Output = Layout;

    fn record(&mut self, _: TypeId, record: &Record) -> Layout {
        self.class(&record.named.name)
    }

    fn variant(&mut self, _: TypeId, variant: &Variant) -> Layout {
        let cases = variant.cases.iter();
        let cases = cases.map(|case| {
            Layout::text(format!("{}{}", self.module, names::case(&variant.named.name, &case.name)))
        });
        let mut cases: Vec<Layout> = cases.collect();
        if cases.len() == 1 {
            // A tuple of one needs its comma.
            cases = cases.iter().map(|case| Layout::text(case.flat() + ",")).collect();
        }
        Layout::call("", cases)
    }

    fn enumeration(&mut self, _: TypeId, enumeration: &Enum) -> Layout {
        self.class(&enumeration.named.name)
    }

    fn flags(&mut self, _: TypeId, flags: &Flags) -> Layout {
        self.class(&flags.named.name)
    }

    fn resource(&mut self, _: TypeId, resource: &Resource) -> Layout {
        self.class(&resource.named.name)
    }

    fn alias(&mut self, alias: &crate::plan::Alias) -> Layout {
        self.class(&alias.named.name)
    }
}
