//! Types as Go writes them.

use super::imports::Imports;
use super::scope::Package;
use crate::plan::{
    Enum, Flags, HostResource, Kind, Number, Plan, Record, Resource, Type, TypeId, TypeVisitor, Variant,
};

/// Writes the types of one file.
pub struct Types<'a> {
    pub plan: &'a Plan,
    pub package: &'a Package<'a>,
    pub imports: &'a mut Imports,
}

impl Types<'_> {
    /// The Go type.
    pub fn of(&mut self, ty: Type) -> String {
        let plan = self.plan;
        plan.visit(ty, self)
    }

    /// The Go type of a payload that may be absent.
    pub fn of_payload(&mut self, ty: Option<Type>) -> String {
        ty.map_or_else(|| "struct{}".to_owned(), |ty| self.of(ty))
    }

    fn named(&self, id: TypeId) -> String {
        self.package.type_name(id).to_owned()
    }
}

/// The Go name of a number type.
pub fn number(number: Number) -> &'static str {
    match number {
        Number::U8 => "uint8",
        Number::U16 => "uint16",
        Number::U32 => "uint32",
        Number::U64 => "uint64",
        Number::S8 => "int8",
        Number::S16 => "int16",
        Number::S32 => "int32",
        Number::S64 => "int64",
        Number::F32 => "float32",
        Number::F64 => "float64",
    }
}

/// Whether Go has a nil of this type that no value is: a resource, or a variant. An option of it
/// needs no pointer.
pub fn has_nil(plan: &Plan, ty: Type) -> bool {
    let Type::Def(id) = ty else { return false };
    matches!(
        plan.def(id).kind,
        Kind::Own(_) | Kind::Borrow(_) | Kind::HostOwn(_) | Kind::HostBorrow(_) | Kind::Variant(_)
    )
}

impl TypeVisitor for Types<'_> {
    type Output = String;

    fn bool(&mut self) -> String {
        "bool".to_owned()
    }

    fn number(&mut self, of: Number) -> String {
        number(of).to_owned()
    }

    fn char(&mut self) -> String {
        "rune".to_owned()
    }

    fn string(&mut self) -> String {
        "string".to_owned()
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
        self.named(id)
    }

    fn host_resource(&mut self, id: TypeId, _: &HostResource) -> String {
        self.named(id)
    }

    fn list(&mut self, _: TypeId, of: Type) -> String {
        match self.plan.number(of) {
            Some(Number::U8) => "[]byte".to_owned(),
            _ => format!("[]{}", self.of(of)),
        }
    }

    fn fixed_list(&mut self, _: TypeId, of: Type, length: u32) -> String {
        format!("[{length}]{}", self.of(of))
    }

    fn map(&mut self, _: TypeId, key: Type, value: Type) -> String {
        format!("map[{}]{}", self.of(key), self.of(value))
    }

    fn tuple(&mut self, _: TypeId, of: &[Type]) -> String {
        let types: Vec<String> = of.iter().map(|ty| self.of(*ty)).collect();
        format!("{}Tuple{}[{}]", self.imports.wit(), of.len(), types.join(", "))
    }

    fn option(&mut self, _: TypeId, of: Type) -> String {
        let payload = self.of(of);
        match (self.plan.is_option(of), has_nil(self.plan, of)) {
            (true, _) => format!("{}Option[{payload}]", self.imports.wit()),
            (false, true) => payload,
            (false, false) => format!("*{payload}"),
        }
    }

    fn result(&mut self, _: TypeId, ok: Option<Type>, err: Option<Type>) -> String {
        let (ok, err) = (self.of_payload(ok), self.of_payload(err));
        format!("{}Result[{ok}, {err}]", self.imports.wit())
    }

    fn own(&mut self, _: TypeId, resource: TypeId) -> String {
        format!("*{}", self.named(resource))
    }

    fn borrow(&mut self, _: TypeId, resource: TypeId) -> String {
        format!("*{}", self.named(resource))
    }

    fn host_own(&mut self, _: TypeId, resource: TypeId) -> String {
        self.named(resource)
    }

    fn host_borrow(&mut self, _: TypeId, resource: TypeId) -> String {
        self.named(resource)
    }
}
