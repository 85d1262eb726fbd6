//! The bodies of the functions that write and read a type.

use super::codec::{Codecs, Way};
use super::names;
use super::types::has_nil;
use crate::plan::{Enum, Flags, HostResource, Number, Record, Resource, Type, TypeId, TypeVisitor, Variant};

/// The body of a function that writes `v` to `e`, or reads `v` from `d`.
pub(super) struct Bodies<'a> {
    pub codecs: &'a Codecs<'a>,
    pub way: Way,
}

impl Bodies<'_> {
    fn either(&self, encode: Vec<String>, decode: Vec<String>) -> Vec<String> {
        match self.way {
            Way::Encode => encode,
            Way::Decode => decode,
        }
    }

    /// Writes or reads the parts of a struct one after the other.
    fn parts<'p>(&self, parts: impl Iterator<Item = (String, &'p Type)>) -> Vec<String> {
        let mut lines: Vec<String> = parts
            .map(|(part, ty)| match self.way {
                Way::Encode => self.codecs.write(*ty, "e", &format!("v.{part}")),
                Way::Decode => format!("v.{part} = {}", self.codecs.read(*ty, "d")),
            })
            .collect();
        if self.way == Way::Decode {
            lines.push("return v".to_owned());
        }
        lines
    }

    /// A function of the runtime, given the functions of what a type is made of.
    fn generic(&self, name: &str, of: &[Option<Type>]) -> Vec<String> {
        let parts: Vec<String> = of.iter().map(|ty| self.codecs.value(*ty, self.way)).collect();
        let parts = parts.join(", ");
        self.either(
            vec![format!("outwit.Encode{name}(e, v, {parts})")],
            vec![format!("return outwit.Decode{name}(d, {parts})")],
        )
    }

    fn type_name(&self, id: TypeId) -> &str {
        self.codecs.package.type_name(id)
    }

    fn handle(&self, resource: TypeId, method: &str) -> Vec<String> {
        self.either(
            vec![
                "if v == nil {".into(),
                format!("\te.{method}(nil)"),
                "} else {".into(),
                format!("\te.{method}(&v.Resource)"),
                "}".into(),
            ],
            vec![
                format!("v = &{}{{}}", self.type_name(resource)),
                "d.Own(&v.Resource)".into(),
                "return v".into(),
            ],
        )
    }

    /// A resource that the program implements.
    fn object(&self, resource: TypeId, method: &str) -> Vec<String> {
        let name = self.type_name(resource);
        self.either(
            vec![format!("e.{method}(\"{name}\", v)")],
            vec![format!("return outwit.Decode{method}[{name}](d)")],
        )
    }
}

impl TypeVisitor for Bodies<'_> {
    type Output = Vec<String>;

    fn bool(&mut self) -> Vec<String> {
        Vec::new()
    }

    fn number(&mut self, _: Number) -> Vec<String> {
        Vec::new()
    }

    fn char(&mut self) -> Vec<String> {
        Vec::new()
    }

    fn string(&mut self) -> Vec<String> {
        Vec::new()
    }

    fn record(&mut self, _: TypeId, record: &Record) -> Vec<String> {
        self.parts(record.fields.iter().map(|field| (names::exported(&field.name), &field.ty)))
    }

    fn variant(&mut self, id: TypeId, variant: &Variant) -> Vec<String> {
        let name = self.type_name(id).to_owned();
        let mut encode = vec!["switch v := v.(type) {".to_owned()];
        let mut decode = vec![format!("switch d.Case({}) {{", variant.cases.len())];
        for (position, case) in variant.cases.iter().enumerate() {
            let class = self.codecs.package.case(id, &case.name);
            encode.push(format!("case {class}:"));
            encode.push(format!("\te.Case({position})"));
            decode.push(match position + 1 == variant.cases.len() {
                true => "default:".to_owned(),
                false => format!("case {position}:"),
            });
            match case.ty {
                Some(ty) => {
                    encode.push(format!("\t{}", self.codecs.write(ty, "e", "v.Value")));
                    decode.push(format!("\treturn {class}{{Value: {}}}", self.codecs.read(ty, "d")));
                }
                None => decode.push(format!("\treturn {class}{{}}")),
            }
        }
        encode.extend(["default:".to_owned(), format!("\te.NoCase(\"{name}\", v)"), "}".to_owned()]);
        decode.push("}".to_owned());
        self.either(encode, decode)
    }

    fn enumeration(&mut self, id: TypeId, enumeration: &Enum) -> Vec<String> {
        let decode = format!("return {}(d.Case({}))", self.type_name(id), enumeration.cases.len());
        self.either(vec!["e.Case(uint32(v))".into()], vec![decode])
    }

    fn flags(&mut self, id: TypeId, flags: &Flags) -> Vec<String> {
        let decode = format!("return {}(d.Flags({}))", self.type_name(id), flags.flags.len());
        self.either(vec!["e.Flags(uint32(v))".into()], vec![decode])
    }

    fn resource(&mut self, _: TypeId, _: &Resource) -> Vec<String> {
        Vec::new()
    }

    fn host_resource(&mut self, _: TypeId, _: &HostResource) -> Vec<String> {
        Vec::new()
    }

    fn list(&mut self, _: TypeId, of: Type) -> Vec<String> {
        self.generic("List", &[Some(of)])
    }

    fn fixed_list(&mut self, _: TypeId, of: Type, _: u32) -> Vec<String> {
        let (name, part) = match self.codecs.plan.number(of) {
            Some(_) => ("FixedNumbers", String::new()),
            None => ("FixedList", format!(", {}", self.codecs.value(Some(of), self.way))),
        };
        self.either(
            vec![format!("outwit.Encode{name}(e, v[:]{part})")],
            vec![format!("outwit.Decode{name}(d, v[:]{part})"), "return v".into()],
        )
    }

    fn map(&mut self, _: TypeId, key: Type, value: Type) -> Vec<String> {
        self.generic("Map", &[Some(key), Some(value)])
    }

    fn tuple(&mut self, _: TypeId, of: &[Type]) -> Vec<String> {
        self.parts(of.iter().enumerate().map(|(position, ty)| (format!("F{position}"), ty)))
    }

    fn option(&mut self, _: TypeId, of: Type) -> Vec<String> {
        if self.codecs.plan.is_option(of) {
            return self.generic("NestedOption", &[Some(of)]);
        }
        if !has_nil(self.codecs.plan, of) {
            return self.generic("Option", &[Some(of)]);
        }
        self.either(
            vec![
                "e.Bool(v != nil)".into(),
                "if v != nil {".into(),
                format!("\t{}", self.codecs.write(of, "e", "v")),
                "}".into(),
            ],
            vec![
                "if d.Bool() {".into(),
                format!("\tv = {}", self.codecs.read(of, "d")),
                "}".into(),
                "return v".into(),
            ],
        )
    }

    fn result(&mut self, _: TypeId, ok: Option<Type>, err: Option<Type>) -> Vec<String> {
        self.generic("Result", &[ok, err])
    }

    fn own(&mut self, _: TypeId, resource: TypeId) -> Vec<String> {
        self.handle(resource, "Own")
    }

    fn borrow(&mut self, _: TypeId, resource: TypeId) -> Vec<String> {
        self.handle(resource, "Borrow")
    }

    fn host_own(&mut self, _: TypeId, resource: TypeId) -> Vec<String> {
        self.object(resource, "HostOwn")
    }

    fn host_borrow(&mut self, _: TypeId, resource: TypeId) -> Vec<String> {
        self.object(resource, "HostBorrow")
    }
}
