//! The classes and aliases of named types.

use super::docstring::{docstring, docstring_or};
use super::functions::Functions;
use super::imports::Imports;
use super::layout::{Layout, statement};
use super::names;
use super::types::{Annotations, Way};
use super::view::{Class, Item, Member};
use crate::lang::members::Members;
use crate::lang::modules::Modules;
use crate::plan::{
    Alias, DefinitionVisitor, Docs, Enum, ErrorType, Field, Flags, HostResource, Label, Owner, Plan, Record,
    Resource, Type, TypeId, Variant,
};

/// Writes the named types of one module.
pub struct Definitions<'a> {
    pub plan: &'a Plan,
    pub modules: &'a Modules<'a>,
    pub owner: Owner,
    pub imports: &'a mut Imports,
    /// The off-thread names of resource functions.
    pub members: &'a Members,
}

impl Definitions<'_> {
    /// The exception of an error type.
    pub fn error(&mut self, error: &ErrorType) -> Item {
        let base = self.imports.name("outwit", "WitError");
        let payload = self.annotations(Way::Out).of(Type::Def(error.id));
        let docs = match self.plan.named(Type::Def(error.id)) {
            Some(named) => Docs { text: named.docs.text.clone(), ..Docs::default() },
            None => Docs::default(),
        };
        let base = Layout::subscript(base, vec![payload.clone()]);
        let head = Layout::call(format!("class {}", names::class(&error.name)), vec![base]);
        Item::Class(Class {
            head: statement(0, &[&head, &Layout::text(":")]),
            docstring: docstring(&docs, Some(format!("Its `payload` is {}.", article(&payload.flat()))), 4),
            ..Class::default()
        })
    }

    fn annotations(&mut self, way: Way) -> Annotations<'_> {
        Annotations { plan: self.plan, modules: self.modules, owner: self.owner, imports: self.imports, way }
    }

    /// Which way the fields of a type go: wide for one that only goes in.
    fn way(&self, id: TypeId) -> Way {
        let def = self.plan.def(id);
        if def.lowered && !def.lifted { Way::In } else { Way::Out }
    }

    fn dataclass(&mut self, frozen: bool) -> Option<String> {
        let dataclass = self.imports.name("dataclasses", "dataclass");
        let arguments = if frozen { "frozen=True, slots=True" } else { "slots=True" };
        Some(format!("@{dataclass}({arguments})"))
    }

    fn field(&mut self, field: &Field, way: Way) -> Member {
        let ty = self.annotations(way).of(field.ty);
        let name = Layout::text(format!("{}: ", names::member(&field.name)));
        Member { text: statement(4, &[&name, &ty]), docstring: docstring(&field.docs, None, 4) }
    }
}

impl DefinitionVisitor for Definitions<'_> {
    type Output = Vec<Item>;

    fn record(&mut self, id: TypeId, record: &Record) -> Vec<Item> {
        let name = names::class(&record.named.name);
        let way = self.way(id);
        let members = record.fields.iter().map(|field| self.field(field, way)).collect();
        vec![Item::Class(Class {
            decorator: self.dataclass(false),
            head: format!("class {name}:"),
            docstring: docstring_or(&record.named.docs, 4, &format!("The record `{}`.", record.named.name)),
            members,
            ..Class::default()
        })]
    }

    fn variant(&mut self, id: TypeId, variant: &Variant) -> Vec<Item> {
        let way = self.way(id);
        let mut items = Vec::new();
        let mut classes = Vec::new();
        for case in &variant.cases {
            let class = self.modules.case(id, &case.name);
            let value = case.ty.map(|ty| {
                let ty = self.annotations(way).of(ty);
                Member { text: statement(4, &[&Layout::text("value: "), &ty]), docstring: String::new() }
            });
            let otherwise = format!("The case `{}` of `{}`.", case.name, variant.named.name);
            items.push(Item::Class(Class {
                decorator: self.dataclass(true),
                head: format!("class {class}:"),
                docstring: docstring_or(&case.docs, 4, &otherwise),
                members: value.into_iter().collect(),
                ..Class::default()
            }));
            classes.push(Layout::text(class));
        }
        items.push(self.assignment(
            &names::class(&variant.named.name),
            Layout::union(classes),
            &variant.named.docs,
        ));
        items
    }

    fn enumeration(&mut self, _: TypeId, enumeration: &Enum) -> Vec<Item> {
        let base = self.imports.name("enum", "Enum");
        let named = &enumeration.named;
        let value = |_: usize, label: &Label| format!("\"{}\"", label.name);
        vec![constants(
            &format!("class {}({base}):", names::class(&named.name)),
            named,
            &enumeration.cases,
            value,
        )]
    }

    fn flags(&mut self, _: TypeId, flags: &Flags) -> Vec<Item> {
        let base = self.imports.name("enum", "Flag");
        let named = &flags.named;
        let value = |position: usize, _: &Label| (1_u64 << position).to_string();
        vec![constants(&format!("class {}({base}):", names::class(&named.name)), named, &flags.flags, value)]
    }

    fn resource(&mut self, _: TypeId, resource: &Resource) -> Vec<Item> {
        let base = self.imports.name("outwit", "Resource");
        let named = &resource.named;
        let mut functions =
            Functions { plan: self.plan, modules: self.modules, owner: self.owner, imports: self.imports };
        let functions = resource
            .functions()
            .flat_map(|id| {
                let (name, off_thread) = self.members.of(id);
                functions.pair(id, name, off_thread)
            })
            .collect();
        vec![Item::Class(Class {
            head: format!("class {}({base}):", names::class(&named.name)),
            docstring: docstring_or(&named.docs, 4, &format!("The resource `{}`.", named.name)),
            slots: Some("__slots__ = ()".into()),
            functions,
            ..Class::default()
        })]
    }

    fn host_resource(&mut self, _: TypeId, resource: &HostResource) -> Vec<Item> {
        let mut functions =
            Functions { plan: self.plan, modules: self.modules, owner: self.owner, imports: self.imports };
        vec![functions.host_resource(resource, self.members)]
    }

    fn alias(&mut self, alias: &Alias) -> Vec<Item> {
        let target = self.annotations(Way::Out).of(alias.target);
        let name = names::class(&alias.named.name);
        // A `use` of a named type has become an import of that name.
        if target == Layout::text(name.as_str()) {
            return Vec::new();
        }
        vec![self.assignment(&name, target, &alias.named.docs)]
    }
}

impl Definitions<'_> {
    fn assignment(&mut self, name: &str, value: Layout, docs: &Docs) -> Item {
        let alias = self.imports.name("typing", "TypeAlias");
        let text = statement(0, &[&Layout::text(format!("{name}: {alias} = ")), &value]);
        Item::Value(Member { text, docstring: docstring(docs, None, 0) })
    }
}

/// An enum or flags class.
fn constants(
    head: &str,
    named: &crate::plan::Named,
    labels: &[Label],
    value: impl Fn(usize, &Label) -> String,
) -> Item {
    let members = labels.iter().enumerate().map(|(position, label)| Member {
        text: format!("{} = {}", names::constant(&label.name), value(position, label)),
        docstring: docstring(&label.docs, None, 4),
    });
    Item::Class(Class {
        head: head.to_owned(),
        docstring: docstring_or(&named.docs, 4, &format!("The type `{}`.", named.name)),
        members: members.collect(),
        ..Class::default()
    })
}

/// A class name with `a` or `an` before it, in quotes.
fn article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} `{name}`")
}
