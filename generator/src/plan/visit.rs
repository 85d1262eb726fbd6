//! The one dispatch over the plan's kinds. The traits have no default methods: a new WIT kind is
//! a new method, and every backend stops compiling until it knows what to do with it.

use super::model::{
    Alias, Definition, Enum, Flags, HostResource, Kind, Named, Plan, Record, Resource, Type, TypeDef, TypeId,
    Variant,
};

/// The number types of WIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Number {
    U8,
    U16,
    U32,
    U64,
    S8,
    S16,
    S32,
    S64,
    F32,
    F64,
}

/// What a backend makes of a type where it is used: its name in the language, its encoder.
pub trait TypeVisitor {
    /// What is made.
    type Output;

    /// `bool`
    fn bool(&mut self) -> Self::Output;
    /// `u8` to `f64`
    fn number(&mut self, number: Number) -> Self::Output;
    /// `char`
    fn char(&mut self) -> Self::Output;
    /// `string`
    fn string(&mut self) -> Self::Output;
    /// A value of a named record.
    fn record(&mut self, id: TypeId, record: &Record) -> Self::Output;
    /// A value of a named variant.
    fn variant(&mut self, id: TypeId, variant: &Variant) -> Self::Output;
    /// A value of a named enum.
    fn enumeration(&mut self, id: TypeId, enumeration: &Enum) -> Self::Output;
    /// A value of a named flags type.
    fn flags(&mut self, id: TypeId, flags: &Flags) -> Self::Output;
    /// The resource itself, which no value has as its type; only an alias gets here.
    fn resource(&mut self, id: TypeId, resource: &Resource) -> Self::Output;
    /// Likewise, of a resource that the host implements.
    fn host_resource(&mut self, id: TypeId, resource: &HostResource) -> Self::Output;
    /// `list<T>`; [`Plan::number`] tells a list of numbers.
    fn list(&mut self, id: TypeId, of: Type) -> Self::Output;
    /// `list<T, N>`
    fn fixed_list(&mut self, id: TypeId, of: Type, length: u32) -> Self::Output;
    /// `map<K, V>`
    fn map(&mut self, id: TypeId, key: Type, value: Type) -> Self::Output;
    /// `tuple<A, B>`
    fn tuple(&mut self, id: TypeId, of: &[Type]) -> Self::Output;
    /// `option<T>`; [`Plan::is_option`] tells a nested one.
    fn option(&mut self, id: TypeId, of: Type) -> Self::Output;
    /// `result<T, E>` as a value, not as what a function returns.
    fn result(&mut self, id: TypeId, ok: Option<Type>, err: Option<Type>) -> Self::Output;
    /// An owned handle. `id` is the handle type's, `resource` the resource's.
    fn own(&mut self, id: TypeId, resource: TypeId) -> Self::Output;
    /// A borrowed handle. `id` is the handle type's, `resource` the resource's.
    fn borrow(&mut self, id: TypeId, resource: TypeId) -> Self::Output;
    /// An object of the host's that changes hands. `id` is the handle type's, `resource` the
    /// resource's.
    fn host_own(&mut self, id: TypeId, resource: TypeId) -> Self::Output;
    /// An object of the host's that is lent for a call. `id` is the handle type's, `resource` the
    /// resource's.
    fn host_borrow(&mut self, id: TypeId, resource: TypeId) -> Self::Output;
}

/// What a backend makes of a named type where it is defined.
pub trait DefinitionVisitor {
    /// What is made.
    type Output;

    /// `record point { ... }`
    fn record(&mut self, id: TypeId, record: &Record) -> Self::Output;
    /// `variant shape { ... }`
    fn variant(&mut self, id: TypeId, variant: &Variant) -> Self::Output;
    /// `enum colour { ... }`
    fn enumeration(&mut self, id: TypeId, enumeration: &Enum) -> Self::Output;
    /// `flags access { ... }`
    fn flags(&mut self, id: TypeId, flags: &Flags) -> Self::Output;
    /// `resource document { ... }`
    fn resource(&mut self, id: TypeId, resource: &Resource) -> Self::Output;
    /// `resource bucket { ... }` that the host implements
    fn host_resource(&mut self, id: TypeId, resource: &HostResource) -> Self::Output;
    /// `type id = u32`, `use types.{point}`
    fn alias(&mut self, alias: &Alias) -> Self::Output;
}

impl Plan {
    /// Calls the method of `visitor` for the kind that `ty` is of.
    pub fn visit<V: TypeVisitor>(&self, ty: Type, visitor: &mut V) -> V::Output {
        match ty {
            Type::Bool => visitor.bool(),
            Type::U8 => visitor.number(Number::U8),
            Type::U16 => visitor.number(Number::U16),
            Type::U32 => visitor.number(Number::U32),
            Type::U64 => visitor.number(Number::U64),
            Type::S8 => visitor.number(Number::S8),
            Type::S16 => visitor.number(Number::S16),
            Type::S32 => visitor.number(Number::S32),
            Type::S64 => visitor.number(Number::S64),
            Type::F32 => visitor.number(Number::F32),
            Type::F64 => visitor.number(Number::F64),
            Type::Char => visitor.char(),
            Type::String => visitor.string(),
            Type::Def(id) => match &self.def(id).kind {
                Kind::Record(record) => visitor.record(id, record),
                Kind::Variant(variant) => visitor.variant(id, variant),
                Kind::Enum(enumeration) => visitor.enumeration(id, enumeration),
                Kind::Flags(flags) => visitor.flags(id, flags),
                Kind::Resource(resource) => visitor.resource(id, resource),
                Kind::HostResource(resource) => visitor.host_resource(id, resource),
                Kind::List(of) => visitor.list(id, *of),
                Kind::FixedList(of, length) => visitor.fixed_list(id, *of, *length),
                Kind::Map(key, value) => visitor.map(id, *key, *value),
                Kind::Tuple(of) => visitor.tuple(id, of),
                Kind::Option(of) => visitor.option(id, *of),
                Kind::Result(ok, err) => visitor.result(id, *ok, *err),
                Kind::Own(resource) => visitor.own(id, *resource),
                Kind::Borrow(resource) => visitor.borrow(id, *resource),
                Kind::HostOwn(resource) => visitor.host_own(id, *resource),
                Kind::HostBorrow(resource) => visitor.host_borrow(id, *resource),
            },
        }
    }

    /// Calls the method of `visitor` for the kind that `definition` is of; `None` for a type that
    /// cannot be defined, which the plan never lists as a definition.
    pub fn visit_definition<V: DefinitionVisitor>(
        &self,
        definition: &Definition,
        visitor: &mut V,
    ) -> Option<V::Output> {
        let id = match definition {
            Definition::Type(id) => *id,
            Definition::Alias(alias) => return Some(visitor.alias(alias)),
        };
        match &self.def(id).kind {
            Kind::Record(record) => Some(visitor.record(id, record)),
            Kind::Variant(variant) => Some(visitor.variant(id, variant)),
            Kind::Enum(enumeration) => Some(visitor.enumeration(id, enumeration)),
            Kind::Flags(flags) => Some(visitor.flags(id, flags)),
            Kind::Resource(resource) => Some(visitor.resource(id, resource)),
            Kind::HostResource(resource) => Some(visitor.host_resource(id, resource)),
            Kind::List(_)
            | Kind::FixedList(..)
            | Kind::Map(..)
            | Kind::Tuple(_)
            | Kind::Option(_)
            | Kind::Result(..)
            | Kind::Own(_)
            | Kind::Borrow(_)
            | Kind::HostOwn(_)
            | Kind::HostBorrow(_) => None,
        }
    }

    /// The entry of a type id that this plan gave out.
    pub fn def(&self, id: TypeId) -> &TypeDef {
        &self.types[id as usize]
    }

    /// The number that `ty` is, if it is one.
    pub fn number(&self, ty: Type) -> Option<Number> {
        Number::of(ty)
    }

    /// Whether `ty` is an `option`, which makes an option of it a nested one.
    pub fn is_option(&self, ty: Type) -> bool {
        matches!(ty, Type::Def(id) if matches!(self.def(id).kind, Kind::Option(_)))
    }

    /// The named type that `ty` is, where it is one: a record, variant, enum, flags, or the
    /// resource of a handle.
    pub fn named(&self, ty: Type) -> Option<&Named> {
        let Type::Def(id) = ty else { return None };
        match &self.def(id).kind {
            Kind::Own(id) | Kind::Borrow(id) | Kind::HostOwn(id) | Kind::HostBorrow(id) => {
                self.def(*id).named()
            }
            _ => self.def(id).named(),
        }
    }
}

impl TypeDef {
    /// Name, place and docs, where the type has a name.
    pub fn named(&self) -> Option<&Named> {
        match &self.kind {
            Kind::Record(Record { named, .. })
            | Kind::Variant(Variant { named, .. })
            | Kind::Enum(Enum { named, .. })
            | Kind::Flags(Flags { named, .. })
            | Kind::Resource(Resource { named, .. })
            | Kind::HostResource(HostResource { named, .. }) => Some(named),
            Kind::List(_)
            | Kind::FixedList(..)
            | Kind::Map(..)
            | Kind::Tuple(_)
            | Kind::Option(_)
            | Kind::Result(..)
            | Kind::Own(_)
            | Kind::Borrow(_)
            | Kind::HostOwn(_)
            | Kind::HostBorrow(_) => None,
        }
    }
}

impl Number {
    /// The number that `ty` is, if it is one.
    pub fn of(ty: Type) -> Option<Number> {
        Some(match ty {
            Type::U8 => Number::U8,
            Type::U16 => Number::U16,
            Type::U32 => Number::U32,
            Type::U64 => Number::U64,
            Type::S8 => Number::S8,
            Type::S16 => Number::S16,
            Type::S32 => Number::S32,
            Type::S64 => Number::S64,
            Type::F32 => Number::F32,
            Type::F64 => Number::F64,
            Type::Bool | Type::Char | Type::String | Type::Def(_) => return None,
        })
    }
}
