//! The Go types of named WIT types, and of errors.

use super::comments::{comment, comment_after, comment_or};
use super::imports::Imports;
use super::names;
use super::scope::Package;
use super::types::Types;
use super::view::{Item, Member};
use crate::plan::{
    Alias, DefinitionVisitor, Enum, ErrorType, Flags, HostResource, Label, Plan, Record, Resource, Type,
    TypeId, Variant,
};

/// Writes the types of one file.
pub struct Definitions<'a> {
    pub plan: &'a Plan,
    pub package: &'a Package<'a>,
    pub imports: &'a mut Imports,
}

impl Definitions<'_> {
    fn types(&mut self) -> Types<'_> {
        Types { plan: self.plan, package: self.package, imports: self.imports }
    }

    /// The type of a function's error: a struct around the payload, for `errors.As`.
    pub fn error(&mut self, error: &ErrorType) -> Vec<Item> {
        let name = self.package.error_name(error.id);
        let payload = self.types().of(Type::Def(error.id));
        let outwit = self.imports.outwit();
        let text =
            format!("{name} is the error of functions that fail with [{}].", payload.trim_start_matches('*'));
        vec![
            Item {
                docs: vec![format!("// {text}")],
                head: format!("type {name} struct {{"),
                members: vec![Member { docs: Vec::new(), text: format!("Payload {payload}") }],
                close: "}",
            },
            Item::function(
                Vec::new(),
                format!("func (e *{name}) Error() string"),
                vec![format!("return {outwit}ErrorText(e.Payload)")],
            ),
            Item::function(
                vec!["// Unwrap gives the error that every function's error is a kind of.".to_owned()],
                format!("func (e *{name}) Unwrap() error"),
                vec![format!("return &{outwit}WitError{{Payload: e.Payload}}")],
            ),
        ]
    }

    /// The constants of an enum or flags type.
    fn constants(&self, id: TypeId, first: &str, labels: &[Label]) -> Item {
        let name = self.package.type_name(id);
        let members = labels.iter().enumerate().map(|(position, label)| {
            let constant = self.package.case(id, &label.name);
            let text = match position {
                0 => format!("{constant} {name} = {first}"),
                _ => constant.to_owned(),
            };
            Member { docs: comment(&label.docs), text }
        });
        Item {
            docs: vec![format!("// The values of [{name}].")],
            head: "const (".into(),
            members: members.collect(),
            close: ")",
        }
    }
}

/// A function that does nothing. gofmt breaks the line of a longer one.
fn nothing(head: String) -> Item {
    const LONGEST: usize = 99;
    match head.len() <= LONGEST {
        true => Item { head: head + " {}", ..Item::default() },
        false => Item::function(Vec::new(), head, Vec::new()),
    }
}

/// Fields in the columns of gofmt: it lines up what no comment or field of several lines parts.
pub(super) fn fields(fields: Vec<(Vec<String>, String, String)>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    let mut start = 0;
    while start < fields.len() {
        let end = (start + 1..fields.len()).find(|next| !fields[*next].0.is_empty()).unwrap_or(fields.len());
        let width = fields[start..end].iter().map(|(_, name, _)| name.len()).max().unwrap_or_default();
        for (docs, name, ty) in &fields[start..end] {
            members.push(Member { docs: docs.clone(), text: format!("{name:width$} {ty}") });
        }
        start = end;
    }
    members
}

impl DefinitionVisitor for Definitions<'_> {
    type Output = Vec<Item>;

    fn record(&mut self, id: TypeId, record: &Record) -> Vec<Item> {
        let name = self.package.type_name(id);
        let rows = record
            .fields
            .iter()
            .map(|field| (comment(&field.docs), names::exported(&field.name), self.types().of(field.ty)));
        vec![Item {
            docs: comment_or(&record.named.docs, &format!("{name} is the record `{}`.", record.named.name)),
            head: format!("type {name} struct {{"),
            members: fields(rows.collect()),
            close: "}",
        }]
    }

    fn variant(&mut self, id: TypeId, variant: &Variant) -> Vec<Item> {
        let name = self.package.type_name(id);
        let classes: Vec<&str> = variant.cases.iter().map(|case| self.package.case(id, &case.name)).collect();
        let cases: Vec<String> = classes.iter().map(|class| format!("[{class}]")).collect();
        let first = format!("{name} is one of {}.", cases.join(", "));
        let members = ["String() string".to_owned(), format!("is{name}()")];
        let mut items = vec![Item {
            docs: comment_after(&first, &variant.named.docs),
            head: format!("type {name} interface {{"),
            members: members.into_iter().map(|text| Member { docs: Vec::new(), text }).collect(),
            close: "}",
        }];
        for (case, class) in variant.cases.iter().zip(classes) {
            let docs =
                comment_after(&format!("{class} is the case `{}` of [{name}].", case.name), &case.docs);
            let (value, text) = match case.ty {
                Some(ty) => (
                    Some(self.types().of(ty)),
                    format!("return {}CaseText(\"{}\", c.Value)", self.imports.outwit(), case.name),
                ),
                None => (None, format!("return \"{}\"", case.name)),
            };
            items.push(match value {
                Some(value) => Item {
                    docs,
                    head: format!("type {class} struct {{"),
                    members: vec![Member { docs: Vec::new(), text: format!("Value {value}") }],
                    close: "}",
                },
                None => Item { docs, head: format!("type {class} struct{{}}"), ..Item::default() },
            });
            items.push(Item::function(Vec::new(), format!("func (c {class}) String() string"), vec![text]));
            items.push(nothing(format!("func ({class}) is{name}()")));
        }
        items
    }

    fn enumeration(&mut self, id: TypeId, enumeration: &Enum) -> Vec<Item> {
        let name = self.package.type_name(id);
        let outwit = self.imports.outwit();
        let mut body = vec!["switch v {".to_owned()];
        for case in &enumeration.cases {
            body.push(format!("case {}:", self.package.case(id, &case.name)));
            body.push(format!("\treturn \"{}\"", case.name));
        }
        body.push("}".to_owned());
        body.push(format!("return {outwit}UnknownText(\"{name}\", uint32(v))"));
        vec![
            Item {
                docs: comment_or(
                    &enumeration.named.docs,
                    &format!("{name} is the enum `{}`.", enumeration.named.name),
                ),
                head: format!("type {name} uint32"),
                ..Item::default()
            },
            self.constants(id, "iota", &enumeration.cases),
            Item::function(
                vec!["// String gives the case's WIT name.".to_owned()],
                format!("func (v {name}) String() string"),
                body,
            ),
        ]
    }

    fn flags(&mut self, id: TypeId, flags: &Flags) -> Vec<Item> {
        let name = self.package.type_name(id);
        let outwit = self.imports.outwit();
        let labels: Vec<String> = flags.flags.iter().map(|flag| format!("\"{}\"", flag.name)).collect();
        vec![
            Item {
                docs: comment_or(
                    &flags.named.docs,
                    &format!("{name} is the flags type `{}`.", flags.named.name),
                ),
                head: format!("type {name} uint32"),
                ..Item::default()
            },
            self.constants(id, "1 << iota", &flags.flags),
            Item::function(
                vec!["// Has says whether all of these flags are set.".to_owned()],
                format!("func (v {name}) Has(flags {name}) bool"),
                vec!["return v&flags == flags".to_owned()],
            ),
            Item::function(
                vec!["// String gives the WIT names of the flags that are set.".to_owned()],
                format!("func (v {name}) String() string"),
                vec![format!("return {outwit}FlagsText(uint32(v), {})", labels.join(", "))],
            ),
        ]
    }

    fn resource(&mut self, id: TypeId, resource: &Resource) -> Vec<Item> {
        let name = self.package.type_name(id);
        let outwit = self.imports.outwit();
        vec![Item {
            docs: comment_or(
                &resource.named.docs,
                &format!("{name} is the resource `{}`.", resource.named.name),
            ),
            head: format!("type {name} struct {{"),
            members: vec![Member { docs: Vec::new(), text: format!("{outwit}Resource") }],
            close: "}",
        }]
    }

    fn host_resource(&mut self, _: TypeId, _: &HostResource) -> Vec<Item> {
        Vec::new()
    }

    fn alias(&mut self, alias: &Alias) -> Vec<Item> {
        let Some(name) = self.package.alias(alias) else { return Vec::new() };
        let target = self.types().of(alias.target);
        if name == target {
            return Vec::new();
        }
        vec![Item {
            docs: comment_or(&alias.named.docs, &format!("{name} is another name for {target}.")),
            head: format!("type {name} = {target}"),
            ..Item::default()
        }]
    }
}
