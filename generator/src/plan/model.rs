//! The plan's data: what a backend reads. Names are WIT's kebab names; types are referred to by
//! position, never by text.

pub use outwit_signature::{Type, TypeId};

/// The position of a function in [`Plan::functions`], and the number by which a runtime calls it.
pub type FunctionId = usize;

/// The position of a function in [`Plan::imports`], and the number by which a runtime asks the host
/// for it.
pub type ImportId = usize;

/// The position of an interface in [`Plan::interfaces`].
pub type InterfaceId = usize;

/// A world as plain data: everything that its bindings are made of.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The package that the world belongs to, `outwit:pdf@0.1.0`; `None` where the world was read
    /// from a component.
    pub package: Option<Package>,
    /// The world's name: `pdf`.
    pub name: String,
    /// What WIT says about the world.
    pub docs: Docs,
    /// Every compound type, each after the types that it is made of. A position here is the
    /// [`TypeId`], and the same as in [`Plan::signature`].
    pub types: Vec<TypeDef>,
    /// The interfaces of the world: first the imported ones, some of which only give types, then
    /// those that are only exported, each in WIT order.
    pub interfaces: Vec<Interface>,
    /// The named types of the world itself, in WIT order.
    pub definitions: Vec<Definition>,
    /// Every exported function, in the order of the signature. A position here is the [`FunctionId`].
    pub functions: Vec<Function>,
    /// Every imported function, in the order of the signature. A position here is the [`ImportId`].
    pub imports: Vec<Function>,
    /// The world as generated code states it and the runtimes check it.
    pub signature: outwit_signature::World,
}

/// A package name: `outwit:pdf@0.1.0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// `outwit`
    pub namespace: String,
    /// `pdf`
    pub name: String,
    /// `0.1.0`
    pub version: Option<String>,
}

/// An interface of the world: `interface reader { ... }`.
#[derive(Debug, Clone)]
pub struct Interface {
    /// The name that the component model gives it: `outwit:pdf/reader@0.1.0`, or `reader` for one
    /// that is written inside the world.
    pub id: String,
    /// Its kebab name: `reader`.
    pub name: String,
    /// The package that it belongs to; `None` for one that is written inside the world.
    pub package: Option<Package>,
    /// What WIT says about it.
    pub docs: Docs,
    /// What WIT says about what the host implements. It differs only for interfaces that are
    /// written inside the world, which may import one and export another of the same name.
    pub host_docs: Docs,
    /// Whether the world exports it.
    pub exported: bool,
    /// Its named types, in WIT order. Where the world both imports and exports it, types without
    /// resources are here once, the others twice: `bucket`, and `imported-bucket` for the host's.
    pub definitions: Vec<Definition>,
    /// Its exported functions that belong to no resource, in WIT order.
    pub functions: Vec<FunctionId>,
    /// The imported functions that the host's object for this interface has, in WIT order: those
    /// that belong to no resource, and the constructors and statics of its resources. Methods are
    /// listed with their resource. Where there are none, there is no such object.
    pub imports: Vec<ImportId>,
}

/// What stands at a type's name in an interface or world.
#[derive(Debug, Clone)]
pub enum Definition {
    /// A record, variant, enum, flags or resource.
    Type(TypeId),
    /// Another name for a type: `type id = u32`, or a `use`.
    Alias(Alias),
}

/// Another name for a type. Everything that mentions the alias refers to its target instead.
#[derive(Debug, Clone)]
pub struct Alias {
    /// The new name.
    pub named: Named,
    /// The type that it stands for, itself no alias. For another name of a resource it is the
    /// entry of the resource itself, not of a handle to it.
    pub target: Type,
    /// It comes from a `use`, not from a `type`.
    pub used: bool,
}

/// Name, place and documentation of a type.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its kebab name: `outline-item`. No two of one owner have the same.
    pub name: String,
    /// Where it is defined.
    pub owner: Owner,
    /// What WIT says about it.
    pub docs: Docs,
}

/// Where a named type or a function is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// In the world itself.
    World,
    /// In an interface, an entry of [`Plan::interfaces`].
    Interface(InterfaceId),
}

/// What WIT says about an item, apart from what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// The doc comment, without the slashes and without blank lines around it; empty if there is
    /// none.
    pub text: String,
    /// `@since(version = ...)`
    pub since: Option<String>,
    /// `@deprecated(version = ...)`
    pub deprecated: Option<String>,
}

/// A compound type and which ways its values go.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// What it is.
    pub kind: Kind,
    /// It is part of a parameter of an export or of the result of an import: the host makes values
    /// of it.
    pub lowered: bool,
    /// It is part of the result of an export or of a parameter of an import: the host is given
    /// values of it.
    pub lifted: bool,
}

/// The kinds of compound types. Backends do not match on this, they implement
/// [`TypeVisitor`](super::TypeVisitor) and [`DefinitionVisitor`](super::DefinitionVisitor).
#[derive(Debug, Clone)]
pub enum Kind {
    /// `record point { x: u32, y: u32 }`
    Record(Record),
    /// `variant shape { circle(f64), none }`
    Variant(Variant),
    /// `enum colour { red, green }`
    Enum(Enum),
    /// `flags access { read, write }`
    Flags(Flags),
    /// `resource document` that the guest implements: the resource itself. Values are `Own` or
    /// `Borrow`.
    Resource(Resource),
    /// `resource bucket` that the host implements: the resource itself. Values are `HostOwn` or
    /// `HostBorrow`.
    HostResource(HostResource),
    /// `list<T>`
    List(Type),
    /// `list<T, N>`
    FixedList(Type, u32),
    /// `map<K, V>`
    Map(Type, Type),
    /// `tuple<A, B>`
    Tuple(Vec<Type>),
    /// `option<T>`
    Option(Type),
    /// `result<T, E>`, either of them may be absent
    Result(Option<Type>, Option<Type>),
    /// An owned handle to the resource at this position.
    Own(TypeId),
    /// A borrowed handle to the resource at this position.
    Borrow(TypeId),
    /// An object of the host's that the guest owns, or gives back; of the resource at this position.
    HostOwn(TypeId),
    /// An object of the host's that is lent for a call; of the resource at this position.
    HostBorrow(TypeId),
}

/// `record point { x: u32, y: u32 }`
#[derive(Debug, Clone)]
pub struct Record {
    /// `point`
    pub named: Named,
    /// `x`, `y`
    pub fields: Vec<Field>,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its kebab name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// What WIT says about it.
    pub docs: Docs,
}

/// `variant shape { circle(f64), none }`
#[derive(Debug, Clone)]
pub struct Variant {
    /// `shape`
    pub named: Named,
    /// `circle`, `none`
    pub cases: Vec<Case>,
}

/// A case of a variant.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its kebab name.
    pub name: String,
    /// Its payload.
    pub ty: Option<Type>,
    /// What WIT says about it.
    pub docs: Docs,
}

/// `enum colour { red, green }`
#[derive(Debug, Clone)]
pub struct Enum {
    /// `colour`
    pub named: Named,
    /// `red`, `green`
    pub cases: Vec<Label>,
}

/// `flags access { read, write }`
#[derive(Debug, Clone)]
pub struct Flags {
    /// `access`
    pub named: Named,
    /// `read`, `write`: at most 32, the lowest bit first
    pub flags: Vec<Label>,
}

/// A case of an enum, or one of the flags.
#[derive(Debug, Clone)]
pub struct Label {
    /// Its kebab name.
    pub name: String,
    /// What WIT says about it.
    pub docs: Docs,
}

/// `resource document { constructor(); text: func() -> string; open: static func() -> document; }`
#[derive(Debug, Clone)]
pub struct Resource {
    /// `document`
    pub named: Named,
    /// `constructor`
    pub constructor: Option<FunctionId>,
    /// `text`
    pub methods: Vec<FunctionId>,
    /// `open`
    pub statics: Vec<FunctionId>,
}

/// `resource bucket { get: func(key: string) -> option<string>; }` that the host implements. Its
/// constructor and statics belong to the host's object for the interface, or to the world's imports.
#[derive(Debug, Clone)]
pub struct HostResource {
    /// `bucket`
    pub named: Named,
    /// `get`
    pub methods: Vec<ImportId>,
}

/// An exported or imported function.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its kebab name as WIT writes it: `extract-text`, `text` for the method of a resource,
    /// `constructor` for a constructor.
    pub name: String,
    /// Where it is defined.
    pub owner: Owner,
    /// What it belongs to.
    pub kind: FunctionKind,
    /// Its parameters; a method's `self` is not among them.
    pub params: Vec<Param>,
    /// What it gives back.
    pub returns: Returns,
    /// What WIT says about it.
    pub docs: Docs,
}

/// What a function belongs to. The [`TypeId`] is the resource's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    /// `extract-text: func()`
    Freestanding,
    /// `constructor()`; it returns the resource, or a result of it.
    Constructor(TypeId),
    /// `text: func()` inside a resource
    Method(TypeId),
    /// `open: static func()` inside a resource
    Static(TypeId),
}

/// A parameter of a function.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its kebab name.
    pub name: String,
    /// Its type.
    pub ty: Type,
}

/// What a function gives back. Every language raises, throws or returns the error of a `result`
/// here, and only here, instead of handing the `result` on as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// Nothing.
    Nothing,
    /// A value that is no `result`.
    Value(Type),
    /// `result<ok, err>`
    Fallible {
        /// The `result` itself.
        id: TypeId,
        /// The payload of `ok`.
        ok: Option<Type>,
        /// The payload of `err`.
        err: Option<Type>,
    },
}
