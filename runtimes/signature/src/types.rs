use serde::{Deserialize, Serialize};

/// The position of a type in [`World::types`].
pub type TypeId = u32;

/// A world: the component's exports and imports, and every compound type that they mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// The version of this form, [`crate::VERSION`].
    pub outwit: u32,
    /// The world's name, `outwit:pdf/pdf@0.1.0`; empty when it was read from a component.
    #[serde(default)]
    pub name: String,
    /// Every compound type, each after the types that it is made of.
    pub types: Vec<TypeDef>,
    /// What the component exports, in WIT order. A position here is the number by which a
    /// function is called.
    pub exports: Vec<Function>,
    /// What the host must supply, in WIT order.
    #[serde(default)]
    pub imports: Vec<Function>,
}

/// One function of the world or of an interface of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// The interface, `outwit:pdf/reader@0.1.0`; absent for a function of the world itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The name as the component model writes it: `extract-text`, `[constructor]document`,
    /// `[method]document.text`, `[static]document.open`.
    pub name: String,
    /// The parameters in order. A method's first one is `self`.
    pub params: Vec<Param>,
    /// The result; absent where the function returns nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Type>,
    /// Whether the function is `async` in WIT.
    #[serde(default, rename = "async", skip_serializing_if = "std::ops::Not::not")]
    pub is_async: bool,
}

/// A parameter of a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Param {
    /// Its kebab-case name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// A type: a primitive by its WIT name, anything else by its position in [`World::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Type {
    Bool,
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
    Char,
    String,
    /// An entry of [`World::types`].
    Def(TypeId),
}

/// The interface that a named type belongs to; absent for a type of the world itself.
pub type Owner = Option<String>;

/// A compound type. The named kinds carry their WIT name and interface.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TypeDef {
    /// `record point { x: u32, y: u32 }`
    Record {
        /// Its kebab-case name.
        name: String,
        /// Its interface.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interface: Owner,
        /// The fields in order.
        fields: Vec<Field>,
    },
    /// `variant shape { circle(f64), none }`
    Variant {
        /// Its kebab-case name.
        name: String,
        /// Its interface.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interface: Owner,
        /// The cases in order.
        cases: Vec<Case>,
    },
    /// `enum colour { red, green }`
    Enum {
        /// Its kebab-case name.
        name: String,
        /// Its interface.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interface: Owner,
        /// The names of the cases in order.
        cases: Vec<String>,
    },
    /// `flags access { read, write }`
    Flags {
        /// Its kebab-case name.
        name: String,
        /// Its interface.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interface: Owner,
        /// The names of the flags, lowest bit first.
        flags: Vec<String>,
    },
    /// `resource document`
    Resource {
        /// Its kebab-case name.
        name: String,
        /// Its interface.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        interface: Owner,
        /// Whether the host implements it: it belongs to an imported interface, or the world
        /// itself imports it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        imported: bool,
    },
    /// `list<T>`, or `list<T, N>` where `length` is given.
    List {
        /// The element type.
        of: Type,
        /// The fixed length.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        length: Option<u32>,
    },
    /// `map<K, V>`
    Map {
        /// The key type.
        key: Type,
        /// The value type.
        value: Type,
    },
    /// `tuple<A, B>`
    Tuple {
        /// The element types.
        of: Vec<Type>,
    },
    /// `option<T>`
    Option {
        /// The payload type.
        of: Type,
    },
    /// `result<T, E>`
    Result {
        /// The payload of `ok`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ok: Option<Type>,
        /// The payload of `err`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        err: Option<Type>,
    },
    /// An owned handle, `document` in WIT.
    Own {
        /// The resource, an entry of [`World::types`].
        of: TypeId,
    },
    /// A borrowed handle, `borrow<document>`.
    Borrow {
        /// The resource, an entry of [`World::types`].
        of: TypeId,
    },
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Field {
    /// Its kebab-case name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// A case of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Case {
    /// Its kebab-case name.
    pub name: String,
    /// Its payload.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<Type>,
}

impl World {
    /// The entry that `id` names. `None` only for a world that [`World::parse`] did not check.
    pub fn def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id as usize)
    }

    /// Whether `id` is a resource that the host implements.
    pub fn is_imported(&self, id: TypeId) -> bool {
        matches!(self.def(id), Some(TypeDef::Resource { imported: true, .. }))
    }
}

impl TypeDef {
    /// Every type that this one is made of, in order.
    pub fn children(&self) -> Vec<Type> {
        match self {
            TypeDef::Record { fields, .. } => fields.iter().map(|f| f.ty).collect(),
            TypeDef::Variant { cases, .. } => cases.iter().filter_map(|c| c.ty).collect(),
            TypeDef::Enum { .. } | TypeDef::Flags { .. } | TypeDef::Resource { .. } => Vec::new(),
            TypeDef::List { of, .. } | TypeDef::Option { of } => vec![*of],
            TypeDef::Map { key, value } => vec![*key, *value],
            TypeDef::Tuple { of } => of.clone(),
            TypeDef::Result { ok, err } => ok.iter().chain(err).copied().collect(),
            TypeDef::Own { of } | TypeDef::Borrow { of } => vec![Type::Def(*of)],
        }
    }
}

impl Type {
    /// The WIT name of a primitive.
    pub fn primitive_name(self) -> Option<&'static str> {
        Some(match self {
            Type::Bool => "bool",
            Type::U8 => "u8",
            Type::U16 => "u16",
            Type::U32 => "u32",
            Type::U64 => "u64",
            Type::S8 => "s8",
            Type::S16 => "s16",
            Type::S32 => "s32",
            Type::S64 => "s64",
            Type::F32 => "f32",
            Type::F64 => "f64",
            Type::Char => "char",
            Type::String => "string",
            Type::Def(_) => return None,
        })
    }

    /// The primitive of this WIT name.
    pub fn from_primitive_name(name: &str) -> Option<Type> {
        Some(match name {
            "bool" => Type::Bool,
            "u8" => Type::U8,
            "u16" => Type::U16,
            "u32" => Type::U32,
            "u64" => Type::U64,
            "s8" => Type::S8,
            "s16" => Type::S16,
            "s32" => Type::S32,
            "s64" => Type::S64,
            "f32" => Type::F32,
            "f64" => Type::F64,
            "char" => Type::Char,
            "string" => Type::String,
            _ => return None,
        })
    }
}
