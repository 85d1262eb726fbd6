//! The types and classes of named types.

use super::functions::Functions;
use super::imports::Imports;
use super::jsdoc::{jsdoc, jsdoc_or, list};
use super::layout::{Layout, statement};
use super::names;
use super::references::original;
use super::types::{Annotations, Way, undefinable};
use super::view::{Class, Item, Member};
use crate::lang::members::Members;
use crate::lang::modules::Modules;
use crate::plan::{
    Alias, Case, DefinitionVisitor, Docs, Enum, ErrorType, Field, Flags, HostResource, Label, Owner, Plan,
    Record, Resource, Type, TypeId, Variant,
};

/// Writes the named types of one module.
pub struct Definitions<'a> {
    pub plan: &'a Plan,
    pub modules: &'a Modules<'a>,
    pub owner: Owner,
    pub imports: &'a mut Imports,
    /// The names of resource functions.
    pub members: &'a Members,
}

impl Definitions<'_> {
    /// The class of an error type.
    pub fn error(&mut self, error: &ErrorType) -> Item {
        let base = self.imports.outwit_value("WitError");
        let payload = self.annotations(Way::Out).of(Type::Def(error.id)).flat();
        let docs = match self.plan.named(Type::Def(error.id)) {
            Some(named) => Docs { text: named.docs.text.clone(), ..Docs::default() },
            None => Docs::default(),
        };
        let name = names::class(&error.name);
        Item::Class(Class {
            docs: jsdoc(&docs, &[format!("Its `payload` is {}.", article(&payload))], 0),
            head: format!("export class {name} extends {base}<{payload}>"),
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

    /// A property; one that may be `undefined` may be left out.
    fn property(&mut self, name: &str, ty: Type, way: Way, docs: String) -> Member {
        let optional = undefinable(self.plan, ty).map_or("", |_| "?");
        let ty = self.annotations(way).of(ty);
        Member { docs, text: statement(2, &format!("{name}{optional}: "), &ty, ";") }
    }

    fn field(&mut self, field: &Field, way: Way) -> Member {
        self.property(&names::member(&field.name), field.ty, way, jsdoc(&field.docs, &[], 2))
    }

    fn case(&mut self, variant: &Variant, case: &Case, class: &str, way: Way) -> Class {
        let tag = Member { docs: String::new(), text: format!("tag: \"{}\";", case.name) };
        let val = case.ty.map(|ty| self.property("val", ty, way, String::new()));
        let otherwise = format!("The case `{}` of `{}`.", case.name, variant.named.name);
        Class {
            docs: jsdoc_or(&case.docs, &otherwise, 0),
            head: format!("export interface {class}"),
            members: [tag].into_iter().chain(val).collect(),
            ..Class::default()
        }
    }

    fn alias_of(&mut self, name: &str, value: &Layout, docs: String) -> Item {
        let text = statement(0, &format!("export type {} = ", names::class(name)), value, ";");
        Item::Value(Member { docs, text })
    }
}

impl DefinitionVisitor for Definitions<'_> {
    type Output = Vec<Item>;

    fn record(&mut self, id: TypeId, record: &Record) -> Vec<Item> {
        let named = &record.named;
        let way = self.way(id);
        vec![Item::Class(Class {
            docs: jsdoc_or(&named.docs, &format!("The record `{}`.", named.name), 0),
            head: format!("export interface {}", names::class(&named.name)),
            members: record.fields.iter().map(|field| self.field(field, way)).collect(),
            ..Class::default()
        })]
    }

    fn variant(&mut self, id: TypeId, variant: &Variant) -> Vec<Item> {
        let named = &variant.named;
        let way = self.way(id);
        let classes: Vec<String> =
            variant.cases.iter().map(|case| self.modules.case(id, &case.name)).collect();
        let cases = variant.cases.iter().zip(&classes);
        let cases = cases.map(|(case, class)| Item::Class(self.case(variant, case, class, way)));
        let mut items: Vec<Item> = cases.collect();
        let union = Layout::union(classes.into_iter().map(Layout::text).collect());
        let docs = jsdoc_or(&named.docs, &format!("The variant `{}`.", named.name), 0);
        items.push(self.alias_of(&named.name, &union, docs));
        items
    }

    fn enumeration(&mut self, _: TypeId, enumeration: &Enum) -> Vec<Item> {
        let named = &enumeration.named;
        let cases = enumeration.cases.iter().map(|case| Layout::text(format!("\"{}\"", case.name)));
        let union = Layout::union(cases.collect());
        let docs = match named.docs.text.is_empty() {
            true => Docs { text: format!("The enum `{}`.", named.name), ..named.docs.clone() },
            false => named.docs.clone(),
        };
        let docs = jsdoc(&docs, &list(&enumeration.cases), 0);
        vec![self.alias_of(&named.name, &union, docs)]
    }

    fn flags(&mut self, _: TypeId, flags: &Flags) -> Vec<Item> {
        let named = &flags.named;
        let flag = |flag: &Label| Member {
            docs: jsdoc(&flag.docs, &[], 2),
            text: format!("{}?: boolean;", names::member(&flag.name)),
        };
        vec![Item::Class(Class {
            docs: jsdoc_or(&named.docs, &format!("The flags `{}`.", named.name), 0),
            head: format!("export interface {}", names::class(&named.name)),
            members: flags.flags.iter().map(flag).collect(),
            ..Class::default()
        })]
    }

    fn resource(&mut self, _: TypeId, resource: &Resource) -> Vec<Item> {
        let named = &resource.named;
        let base = self.imports.outwit_value("Resource");
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
            docs: jsdoc_or(&named.docs, &format!("The resource `{}`.", named.name), 0),
            head: format!("export class {} extends {base}", names::class(&named.name)),
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
        let target = match (alias.used, alias.target) {
            (true, Type::Def(id)) if self.plan.def(id).named().is_some() => {
                Layout::text(original(self.modules, id, self.imports))
            }
            (_, target) => self.annotations(Way::Out).of(target),
        };
        let docs = jsdoc(&alias.named.docs, &[], 0);
        vec![self.alias_of(&alias.named.name, &target, docs)]
    }
}

/// A type's name with `a` or `an` before it, in quotes.
fn article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} `{name}`")
}
