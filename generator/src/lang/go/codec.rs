//! The functions that write and read the types of a world: what Go needs instead of reflection.

use super::imports::Imports;
use super::names;
use super::scope::Package;
use super::types::{Types, has_nil, number};
use super::view::Item;
use crate::plan::{
    Enum, Flags, Kind, Number, Plan, Record, Resource, Returns, Type, TypeId, TypeVisitor, Variant,
};
use std::collections::{BTreeSet, HashMap};

/// How values of every type are written and read.
pub struct Codecs<'a> {
    plan: &'a Plan,
    package: &'a Package<'a>,
    /// What follows `encode` and `decode` in the names of the functions of a type.
    names: HashMap<TypeId, String>,
}

/// Which of a type's two functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From Go to bytes.
    Encode,
    /// From bytes to Go.
    Decode,
}

impl<'a> Codecs<'a> {
    /// Names the functions of every type.
    pub fn new(plan: &'a Plan, package: &'a Package<'a>) -> Codecs<'a> {
        let mut codecs = Codecs { plan, package, names: HashMap::new() };
        let mut taken = BTreeSet::new();
        for id in 0..plan.types.len() as TypeId {
            let mut name = plan.visit(Type::Def(id), &mut Describe(&codecs));
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            codecs.names.insert(id, name);
        }
        codecs
    }

    /// The statement that writes `value` to `encoder`.
    pub fn write(&self, ty: Type, encoder: &str, value: &str) -> String {
        match self.plan.visit(ty, &mut Forms(self)) {
            Form::Method(method) => format!("{}.{method}({value})", encoder.trim_start_matches('&')),
            Form::Numbers(_) => format!("outwit.EncodeNumbers({encoder}, {value})"),
            Form::Function(name) => format!("encode{name}({encoder}, {value})"),
        }
    }

    /// The expression that reads a value from `decoder`.
    pub fn read(&self, ty: Type, decoder: &str) -> String {
        match self.plan.visit(ty, &mut Forms(self)) {
            Form::Method(method) => format!("{}.{method}()", decoder.trim_start_matches('&')),
            Form::Numbers(number) => format!("outwit.DecodeNumbers[{number}]({decoder})"),
            Form::Function(name) => format!("decode{name}({decoder})"),
        }
    }

    /// The function that writes or reads a type, as a value; `Unit` for a payload that is absent.
    fn value(&self, ty: Option<Type>, way: Way) -> String {
        let (part, class, prefix) = match way {
            Way::Encode => ("Encode", "Encoder", "encode"),
            Way::Decode => ("Decode", "Decoder", "decode"),
        };
        match ty.map_or(Form::Method("Unit"), |ty| self.plan.visit(ty, &mut Forms(self))) {
            Form::Method(method) => format!("(*outwit.{class}).{method}"),
            Form::Numbers(number) => format!("outwit.{part}Numbers[{number}]"),
            Form::Function(name) => format!("{prefix}{name}"),
        }
    }

    /// The functions of every type that goes that way.
    pub fn items(&self, imports: &mut Imports) -> Vec<Item> {
        let (written, read) = self.used();
        let mut items = Vec::new();
        for id in 0..self.plan.types.len() as TypeId {
            let ty = Type::Def(id);
            let Form::Function(name) = self.plan.visit(ty, &mut Forms(self)) else { continue };
            let resource = matches!(self.plan.def(id).kind, Kind::Resource(_));
            if resource || !written.contains(&id) && !read.contains(&id) {
                continue;
            }
            let go = Types { plan: self.plan, package: self.package, imports }.of(ty);
            let outwit = imports.outwit();
            if written.contains(&id) {
                let body = self.plan.visit(ty, &mut Bodies { codecs: self, way: Way::Encode });
                let head = format!("func encode{name}(e *{outwit}Encoder, v {go})");
                items.push(Item::function(Vec::new(), head, body));
            }
            if read.contains(&id) {
                let body = self.plan.visit(ty, &mut Bodies { codecs: self, way: Way::Decode });
                let head = format!("func decode{name}(d *{outwit}Decoder) (v {go})");
                items.push(Item::function(Vec::new(), head, body));
            }
        }
        items
    }
}

impl Codecs<'_> {
    /// The types that are written and those that are read. The `result` that a function returns is
    /// read by the function itself.
    fn used(&self) -> (BTreeSet<TypeId>, BTreeSet<TypeId>) {
        let (mut written, mut read) = (BTreeSet::new(), BTreeSet::new());
        for function in &self.plan.functions {
            for param in &function.params {
                self.reach(param.ty, &mut written);
            }
            match function.returns {
                Returns::Nothing => {}
                Returns::Value(ty) => self.reach(ty, &mut read),
                Returns::Fallible { ok, err, .. } => {
                    ok.into_iter().chain(err).for_each(|ty| self.reach(ty, &mut read));
                }
            }
        }
        (written, read)
    }

    fn reach(&self, ty: Type, reached: &mut BTreeSet<TypeId>) {
        let Type::Def(id) = ty else { return };
        if reached.insert(id)
            && let Some(def) = self.plan.signature.def(id)
        {
            def.children().into_iter().for_each(|child| self.reach(child, reached));
        }
    }
}

/// How a type is written and read.
enum Form {
    /// By a method of the encoder and decoder.
    Method(&'static str),
    /// As a list of this number type, by a function of the runtime.
    Numbers(&'static str),
    /// By functions of the package.
    Function(String),
}

struct Forms<'a>(&'a Codecs<'a>);

impl Forms<'_> {
    fn function(&self, id: TypeId) -> Form {
        Form::Function(self.0.names.get(&id).cloned().unwrap_or_default())
    }
}

impl TypeVisitor for Forms<'_> {
    type Output = Form;

    fn bool(&mut self) -> Form {
        Form::Method("Bool")
    }

    fn number(&mut self, number: Number) -> Form {
        Form::Method(match number {
            Number::U8 => "U8",
            Number::U16 => "U16",
            Number::U32 => "U32",
            Number::U64 => "U64",
            Number::S8 => "S8",
            Number::S16 => "S16",
            Number::S32 => "S32",
            Number::S64 => "S64",
            Number::F32 => "F32",
            Number::F64 => "F64",
        })
    }

    fn char(&mut self) -> Form {
        Form::Method("Char")
    }

    fn string(&mut self) -> Form {
        Form::Method("String")
    }

    fn record(&mut self, id: TypeId, _: &Record) -> Form {
        self.function(id)
    }

    fn variant(&mut self, id: TypeId, _: &Variant) -> Form {
        self.function(id)
    }

    fn enumeration(&mut self, id: TypeId, _: &Enum) -> Form {
        self.function(id)
    }

    fn flags(&mut self, id: TypeId, _: &Flags) -> Form {
        self.function(id)
    }

    fn resource(&mut self, id: TypeId, _: &Resource) -> Form {
        self.function(id)
    }

    fn list(&mut self, id: TypeId, of: Type) -> Form {
        self.0.plan.number(of).map_or_else(|| self.function(id), |of| Form::Numbers(number(of)))
    }

    fn fixed_list(&mut self, id: TypeId, _: Type, _: u32) -> Form {
        self.function(id)
    }

    fn map(&mut self, id: TypeId, _: Type, _: Type) -> Form {
        self.function(id)
    }

    fn tuple(&mut self, id: TypeId, _: &[Type]) -> Form {
        self.function(id)
    }

    fn option(&mut self, id: TypeId, _: Type) -> Form {
        self.function(id)
    }

    fn result(&mut self, id: TypeId, _: Option<Type>, _: Option<Type>) -> Form {
        self.function(id)
    }

    fn own(&mut self, id: TypeId, _: TypeId) -> Form {
        self.function(id)
    }

    fn borrow(&mut self, id: TypeId, _: TypeId) -> Form {
        self.function(id)
    }
}

/// What a type is called in the names of its functions: `OptionOfString`.
struct Describe<'a>(&'a Codecs<'a>);

impl Describe<'_> {
    fn of(&mut self, ty: Type) -> String {
        if let Type::Def(id) = ty
            && let Some(name) = self.0.names.get(&id)
        {
            return name.clone();
        }
        self.0.plan.visit(ty, self)
    }

    fn of_payload(&mut self, ty: Option<Type>) -> String {
        ty.map_or_else(|| "Nothing".to_owned(), |ty| self.of(ty))
    }

    fn named(&self, id: TypeId) -> String {
        self.0.package.type_name(id).to_owned()
    }
}

impl TypeVisitor for Describe<'_> {
    type Output = String;

    fn bool(&mut self) -> String {
        "Bool".to_owned()
    }

    fn number(&mut self, of: Number) -> String {
        crate::lang::words::capital(number(of))
    }

    fn char(&mut self) -> String {
        "Rune".to_owned()
    }

    fn string(&mut self) -> String {
        "String".to_owned()
    }

    fn record(&mut self, id: TypeId, _: &Record) -> String {
        self.named(id)
    }

    fn variant(&mut self, id: TypeId, _: &Variant) -> String {
        self.named(id)
    }

    fn enumeration(&mut self, id: TypeId, _: &Enum) -> String {
        self.named(id)
    }

    fn flags(&mut self, id: TypeId, _: &Flags) -> String {
        self.named(id)
    }

    fn resource(&mut self, id: TypeId, _: &Resource) -> String {
        format!("ResourceOf{}", self.named(id))
    }

    fn list(&mut self, _: TypeId, of: Type) -> String {
        format!("ListOf{}", self.of(of))
    }

    fn fixed_list(&mut self, _: TypeId, of: Type, length: u32) -> String {
        format!("ListOf{length}{}", self.of(of))
    }

    fn map(&mut self, _: TypeId, key: Type, value: Type) -> String {
        format!("MapOf{}To{}", self.of(key), self.of(value))
    }

    fn tuple(&mut self, _: TypeId, of: &[Type]) -> String {
        let names: Vec<String> = of.iter().map(|ty| self.of(*ty)).collect();
        format!("TupleOf{}", names.join("And"))
    }

    fn option(&mut self, _: TypeId, of: Type) -> String {
        format!("OptionOf{}", self.of(of))
    }

    fn result(&mut self, _: TypeId, ok: Option<Type>, err: Option<Type>) -> String {
        format!("ResultOf{}Or{}", self.of_payload(ok), self.of_payload(err))
    }

    fn own(&mut self, _: TypeId, resource: TypeId) -> String {
        self.named(resource)
    }

    fn borrow(&mut self, _: TypeId, resource: TypeId) -> String {
        format!("Borrowed{}", self.named(resource))
    }
}

/// The body of a function that writes `v` to `e`, or reads `v` from `d`.
struct Bodies<'a> {
    codecs: &'a Codecs<'a>,
    way: Way,
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
            let class = format!("{name}{}", names::exported(&case.name));
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
}
