//! Types and functions as WIT writes them, for messages and listings.

use crate::{Function, Type, TypeDef, World};
use std::fmt::{self, Display, Formatter};

/// Shows a type as WIT writes it where it is used: `option<metadata>`, `borrow<document>`.
#[derive(Debug, Clone, Copy)]
pub struct TypeText<'a>(pub &'a World, pub Type);

/// Shows a function with its signature: `extract-text: func(data: list<u8>) -> string`.
#[derive(Debug, Clone, Copy)]
pub struct FunctionText<'a>(pub &'a World, pub &'a Function);

impl Display for TypeText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let TypeText(world, ty) = *self;
        let id = match ty {
            Type::Def(id) => id,
            primitive => return f.write_str(primitive.primitive_name().unwrap_or_default()),
        };
        let text = |ty: &Type| TypeText(world, *ty);
        match world.def(id) {
            None => write!(f, "?"),
            Some(
                TypeDef::Record { name, .. }
                | TypeDef::Variant { name, .. }
                | TypeDef::Enum { name, .. }
                | TypeDef::Flags { name, .. }
                | TypeDef::Resource { name, .. },
            ) => f.write_str(name),
            Some(TypeDef::List { of, length: None }) => write!(f, "list<{}>", text(of)),
            Some(TypeDef::List { of, length: Some(n) }) => write!(f, "list<{}, {n}>", text(of)),
            Some(TypeDef::Map { key, value }) => write!(f, "map<{}, {}>", text(key), text(value)),
            Some(TypeDef::Option { of }) => write!(f, "option<{}>", text(of)),
            Some(TypeDef::Tuple { of }) => {
                f.write_str("tuple<")?;
                for (i, ty) in of.iter().enumerate() {
                    write!(f, "{}{}", if i == 0 { "" } else { ", " }, text(ty))?;
                }
                f.write_str(">")
            }
            Some(TypeDef::Result { ok, err }) => match (ok, err) {
                (None, None) => f.write_str("result"),
                (Some(ok), None) => write!(f, "result<{}>", text(ok)),
                (None, Some(err)) => write!(f, "result<_, {}>", text(err)),
                (Some(ok), Some(err)) => write!(f, "result<{}, {}>", text(ok), text(err)),
            },
            Some(TypeDef::Own { of }) => write!(f, "{}", text(&Type::Def(*of))),
            Some(TypeDef::Borrow { of }) => write!(f, "borrow<{}>", text(&Type::Def(*of))),
        }
    }
}

impl Display for FunctionText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let FunctionText(world, function) = *self;
        write!(f, "{}: {}func(", function.name, if function.is_async { "async " } else { "" })?;
        for (i, param) in function.params.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            write!(f, "{comma}{}: {}", param.name, TypeText(world, param.ty))?;
        }
        f.write_str(")")?;
        match function.result {
            Some(ty) => write!(f, " -> {}", TypeText(world, ty)),
            None => Ok(()),
        }
    }
}
