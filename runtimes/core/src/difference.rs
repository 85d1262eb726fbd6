//! Shows the types of a world and of a component where they differ.

use outwit_signature::{Type, TypeDef, TypeText, World};
use wasmtime::component::__internal::{ComponentTypes, InterfaceType};

/// Shows a type that the world has, with the names inside it: they may be the difference.
pub(crate) struct Expected<'a>(pub &'a World, pub Type);

impl std::fmt::Display for Expected<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Expected(world, ty) = *self;
        let def = match ty {
            Type::Def(id) => world.def(id),
            _ => None,
        };
        let (what, names): (_, Vec<&str>) = match def {
            Some(TypeDef::Record { fields, .. }) => {
                ("record", fields.iter().map(|x| x.name.as_str()).collect())
            }
            Some(TypeDef::Variant { cases, .. }) => {
                ("variant", cases.iter().map(|x| x.name.as_str()).collect())
            }
            Some(TypeDef::Enum { cases, .. }) => ("enum", cases.iter().map(String::as_str).collect()),
            Some(TypeDef::Flags { flags, .. }) => ("flags", flags.iter().map(String::as_str).collect()),
            _ => return write!(f, "{}", TypeText(world, ty)),
        };
        write!(f, "{what} {} {{ {} }}", TypeText(world, ty), names.join(", "))
    }
}

/// Shows a type that a component has. Component types are structural, so it has no name.
pub(crate) struct Found<'a>(pub &'a ComponentTypes, pub InterfaceType);

impl std::fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Found(types, ty) = *self;
        let show = |ty: InterfaceType| Found(types, ty);
        let names = |f: &mut std::fmt::Formatter<'_>, what: &str, names: Vec<&str>| {
            write!(f, "{what} {{ {} }}", names.join(", "))
        };
        match ty {
            InterfaceType::Bool => f.write_str("bool"),
            InterfaceType::S8 => f.write_str("s8"),
            InterfaceType::U8 => f.write_str("u8"),
            InterfaceType::S16 => f.write_str("s16"),
            InterfaceType::U16 => f.write_str("u16"),
            InterfaceType::S32 => f.write_str("s32"),
            InterfaceType::U32 => f.write_str("u32"),
            InterfaceType::S64 => f.write_str("s64"),
            InterfaceType::U64 => f.write_str("u64"),
            InterfaceType::Float32 => f.write_str("f32"),
            InterfaceType::Float64 => f.write_str("f64"),
            InterfaceType::Char => f.write_str("char"),
            InterfaceType::String => f.write_str("string"),
            InterfaceType::Record(i) => {
                names(f, "record", types[i].fields.iter().map(|x| x.name.as_str()).collect())
            }
            InterfaceType::Variant(i) => {
                names(f, "variant", types[i].cases.keys().map(String::as_str).collect())
            }
            InterfaceType::Enum(i) => names(f, "enum", types[i].names.iter().map(String::as_str).collect()),
            InterfaceType::Flags(i) => names(f, "flags", types[i].names.iter().map(String::as_str).collect()),
            InterfaceType::List(i) => write!(f, "list<{}>", show(types[i].element)),
            InterfaceType::FixedLengthList(i) => {
                write!(f, "list<{}, {}>", show(types[i].element), types[i].size)
            }
            InterfaceType::Map(i) => write!(f, "map<{}, {}>", show(types[i].key), show(types[i].value)),
            InterfaceType::Tuple(i) => {
                let items: Vec<String> = types[i].types.iter().map(|&ty| show(ty).to_string()).collect();
                write!(f, "tuple<{}>", items.join(", "))
            }
            InterfaceType::Option(i) => write!(f, "option<{}>", show(types[i].ty)),
            InterfaceType::Result(_) => f.write_str("a result"),
            InterfaceType::Own(_) => f.write_str("an owned resource"),
            InterfaceType::Borrow(_) => f.write_str("a borrowed resource"),
            InterfaceType::Future(_) => f.write_str("a future"),
            InterfaceType::Stream(_) => f.write_str("a stream"),
            InterfaceType::ErrorContext(_) => f.write_str("an error-context"),
        }
    }
}
