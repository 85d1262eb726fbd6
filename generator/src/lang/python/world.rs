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
    Case, Definition, DefinitionVisitor, Docs, Enum, Flags, HostResource, Owner, Plan, Record, Resource,
    TypeId, Variant,
};

/// The parameters of a world class, which would hide a module of their name.
const PARAMS: [&str; 5] = ["self", "component", "imports", "memory", "deadline"];

/// The docs of a world class's `__init__`.
const OPENS: &str = "\
Opens a component: its path, its bytes, or one that was loaded before.
";

/// What is said of a world's imports.
const IMPORTS: &str = "
`imports` is what the component calls.
";

/// What is said of the options.
const OPTIONS: &str = "
`memory` is the most bytes that it may have, `deadline` the seconds that a call may
take. Closing frees it; so does leaving a `with` statement.";

/// Fills the view of the package's `__init__.py`.
pub fn module(plan: &Plan, modules: &Modules<'_>, members: &Members) -> Module {
    let mut imports = Imports::new(taken(modules, members, Owner::World));
    let mut items = definitions(plan, modules, members, Owner::World, &mut imports);
    items.push(Item::Value(world(plan, modules, members, &mut imports)));
    if !plan.imports.is_empty() {
        let mut functions = Functions { plan, modules, owner: Owner::World, imports: &mut imports };
        items.push(functions.host_imports(members));
    }

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
    let attributes: Vec<String> =
        interfaces.iter().map(|(module, _)| modules.spelling.attribute(module)).collect();
    let attributes = attributes.iter().map(String::as_str);
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
        exported: exported(modules, Owner::World),
        items,
    }
}

/// The exported interfaces: the name of the module, and the class.
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
    let hosts = (!plan.imports.is_empty())
        .then(|| Layout::Annotated("imports".into(), Box::new(Layout::text(modules.imports_class())), ""));
    let handed = hosts.as_ref().map(|_| "imports");
    let mut params = vec![
        Layout::text("self"),
        Layout::Annotated("component".into(), Box::new(Layout::union(source)), ""),
    ];
    params.extend(hosts);
    params.extend([
        Layout::text("*"),
        option("memory", imports.builtin("int")),
        option("deadline", imports.builtin("float")),
    ]);
    let arguments =
        ["component", "_WORLD"].into_iter().chain(handed).chain(["memory=memory", "deadline=deadline"]);
    let arguments = arguments.map(Layout::text).collect();
    let mut body = vec![statement(8, &[&Layout::call("super().__init__", arguments)])];
    if functions {
        body.push("self._functions = self.instance.functions".into());
    }
    for (module, class) in interfaces(plan, modules) {
        let here = sibling(module, imports);
        let value = Layout::call(format!("{here}.{class}"), vec![Layout::text("self.instance")]);
        let attribute = modules.spelling.attribute(module);
        body.push(statement(8, &[&Layout::text(format!("self.{attribute} = ")), &value]));
    }
    let text = match plan.imports.is_empty() {
        true => [OPENS, OPTIONS].concat(),
        false => [OPENS, IMPORTS, OPTIONS].concat(),
    };
    let docs = Docs { text, ..Docs::default() };
    Function {
        decorator: None,
        head: definition(4, "def __init__", params, &Layout::text("None")),
        docstring: docstring(&docs, None, 8),
        body,
    }
}

/// What the runtime must know: the signature, and the class of every named type and error.
fn world(plan: &Plan, modules: &Modules<'_>, members: &Members, imports: &mut Imports) -> Member {
    let owners = (0..plan.interfaces.len()).map(Owner::Interface).chain([Owner::World]);
    let mut classes: Vec<(TypeId, Layout)> = Vec::new();
    for owner in owners {
        for definition in modules.definitions(owner) {
            if let Definition::Type(id) = definition {
                let module = qualifier(owner, modules, imports);
                classes.extend(
                    plan.visit_definition(definition, &mut Classes { module, modules })
                        .map(|class| (*id, class)),
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
    if !plan.imports.is_empty() {
        arguments.push(Layout::call("imports=", places(modules, members)));
    }
    let text = statement(0, &[&Layout::call(format!("_WORLD = {call}"), arguments)]);
    Member { text, docstring: String::new() }
}

/// Where each imported function is found: the field of the world's imports, and the member of what
/// is there. Without a field it is the world's own, or a method of a resource.
fn places(modules: &Modules<'_>, members: &Members) -> Vec<Layout> {
    let imports = modules.plan.imports.iter().enumerate();
    let place = |(id, import): (usize, &crate::plan::Function)| {
        let field = match import.owner {
            Owner::Interface(position) if !import.is_method() => format!("\"{}\"", modules.names[position]),
            Owner::Interface(_) | Owner::World => "None".to_owned(),
        };
        let member = format!("\"{}\"", members.of_import(id));
        Layout::call("", vec![Layout::text(field), Layout::text(member)])
    };
    imports.map(place).collect()
}

/// `reader.` before a name of another module.
fn qualifier(owner: Owner, modules: &Modules<'_>, imports: &mut Imports) -> String {
    match owner {
        Owner::World => String::new(),
        Owner::Interface(position) => sibling(&modules.names[position], imports) + ".",
    }
}

/// The class of a named type; the classes of its cases for a variant.
struct Classes<'a> {
    module: String,
    modules: &'a Modules<'a>,
}

impl Classes<'_> {
    fn class(&self, name: &str) -> Layout {
        Layout::text(format!("{}{}", self.module, names::class(name)))
    }
}

impl DefinitionVisitor for Classes<'_> {
    type Output = Layout;

    fn record(&mut self, _: TypeId, record: &Record) -> Layout {
        self.class(&record.named.name)
    }

    fn variant(&mut self, id: TypeId, variant: &Variant) -> Layout {
        let class = |case: &Case| format!("{}{}", self.module, self.modules.case(id, &case.name));
        let cases = variant.cases.iter().map(|case| Layout::text(class(case)));
        Layout::call("", cases.collect())
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

    fn host_resource(&mut self, _: TypeId, resource: &HostResource) -> Layout {
        self.class(&resource.named.name)
    }

    fn alias(&mut self, alias: &crate::plan::Alias) -> Layout {
        self.class(&alias.named.name)
    }
}
