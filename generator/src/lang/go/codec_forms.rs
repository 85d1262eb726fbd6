//! How a type is written and read where it is used, and what its functions are called.

use super::codec::Codecs;
use super::types::number;
use crate::plan::{Enum, Flags, HostResource, Number, Record, Resource, Type, TypeId, TypeVisitor, Variant};

/// How a type is written and read.
pub(super) enum Form {
    /// By a method of the encoder and decoder.
    Method(&'static str),
    /// As a list of this number type, by a function of the runtime.
    Numbers(&'static str),
    /// By functions of the package.
    Function(String),
}

/// Decides how a type is written and read.
pub(super) struct Forms<'a>(pub &'a Codecs<'a>);

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

    fn host_resource(&mut self, id: TypeId, _: &HostResource) -> Form {
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

    fn host_own(&mut self, id: TypeId, _: TypeId) -> Form {
        self.function(id)
    }

    fn host_borrow(&mut self, id: TypeId, _: TypeId) -> Form {
        self.function(id)
    }
}

/// What a type is called in the names of its functions: `OptionOfString`.
pub(super) struct Describe<'a>(pub &'a Codecs<'a>);

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

    fn host_resource(&mut self, id: TypeId, _: &HostResource) -> String {
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

    fn host_own(&mut self, _: TypeId, resource: TypeId) -> String {
        self.named(resource)
    }

    fn host_borrow(&mut self, _: TypeId, resource: TypeId) -> String {
        format!("Borrowed{}", self.named(resource))
    }
}
