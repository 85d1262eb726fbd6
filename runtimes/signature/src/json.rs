//! The JSON form: `docs/signature.md`.

use crate::{Type, TypeDef, VERSION, World};
use serde::de::{Deserializer, Error as _, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use std::fmt;

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Type::Def(id) => serializer.serialize_u32(*id),
            primitive => serializer.serialize_str(primitive.primitive_name().unwrap_or_default()),
        }
    }
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TypeVisitor;
        impl Visitor<'_> for TypeVisitor {
            type Value = Type;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a primitive's name or the position of a type")
            }

            fn visit_u64<E: serde::de::Error>(self, id: u64) -> Result<Type, E> {
                let id = u32::try_from(id).map_err(|_| E::custom("type number too large"))?;
                Ok(Type::Def(id))
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Type, E> {
                Type::from_primitive_name(name)
                    .ok_or_else(|| E::custom(format_args!("unknown type `{name}`")))
            }
        }
        deserializer.deserialize_any(TypeVisitor)
    }
}

impl World {
    /// Reads the JSON form and checks that every type is in place: known, and after what it is
    /// made of, so that a walk over it always ends.
    ///
    /// # Errors
    /// The text is not JSON, not of this version, or names a type that it does not have.
    pub fn parse(json: &str) -> Result<World, serde_json::Error> {
        let world: World = serde_json::from_str(json)?;
        world.check().map_err(serde_json::Error::custom)?;
        Ok(world)
    }

    fn check(&self) -> Result<(), String> {
        if self.outwit != VERSION {
            return Err(format!(
                "the bindings are of signature version {}, this runtime reads {VERSION}; \
                 generate them again, or install the runtime that fits",
                self.outwit
            ));
        }
        for (position, def) in self.types.iter().enumerate() {
            for child in def.children() {
                match child {
                    Type::Def(id) if id as usize >= position => {
                        return Err(format!("type {position} is made of type {id}, which is not before it"));
                    }
                    _ => {}
                }
            }
            if let TypeDef::Own { of } | TypeDef::Borrow { of } = def
                && !matches!(self.def(*of), Some(TypeDef::Resource { .. }))
            {
                return Err(format!("type {position} is a handle to type {of}, which is no resource"));
            }
        }
        for function in self.exports.iter().chain(&self.imports) {
            let types = function.params.iter().map(|p| p.ty).chain(function.result);
            for ty in types {
                if let Type::Def(id) = ty
                    && id as usize >= self.types.len()
                {
                    return Err(format!("function {} uses type {id}, which does not exist", function.name));
                }
            }
        }
        Ok(())
    }

    /// The JSON form with one type or function a line, as generated code carries it: a change of
    /// one item is a change of one line.
    ///
    /// # Errors
    /// Never for a world of this crate's own types; the signature is serde's.
    pub fn to_json_lines(&self) -> Result<String, serde_json::Error> {
        fn lines<T: Serialize>(name: &str, items: &[T]) -> Result<String, serde_json::Error> {
            if items.is_empty() {
                return Ok(format!("\"{name}\": []"));
            }
            let items: Vec<String> = items
                .iter()
                .map(|item| serde_json::to_string(item).map(|text| format!("    {text}")))
                .collect::<Result<_, _>>()?;
            Ok(format!("\"{name}\": [\n{}\n  ]", items.join(",\n")))
        }
        Ok(format!(
            "{{\n  \"outwit\": {},\n  \"name\": {},\n  {},\n  {},\n  {}\n}}",
            self.outwit,
            serde_json::to_string(&self.name)?,
            lines("types", &self.types)?,
            lines("exports", &self.exports)?,
            lines("imports", &self.imports)?,
        ))
    }
}
