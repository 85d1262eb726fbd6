//! Values in WAVE, by their types, as scripts have them. A resource is its number.

use serde_json::{Value, json};
use wasm_wave::ast::{Node, NodeType};
use wasm_wave::untyped::UntypedValue;
use wasmtime::component::Type;
use wasmtime::error::Context;
use wasmtime::{Error, Result, bail, ensure};

/// A value of this type.
pub fn value(text: &str, ty: &Type) -> Result<Value> {
    let parsed = parse(text)?;
    Reader { text }.value(parsed.node(), ty)
}

/// Arguments in parentheses, of these types.
pub fn arguments(text: &str, types: &[Type]) -> Result<Vec<Value>> {
    // WAVE has no empty tuple.
    if text.split_whitespace().collect::<String>() == "()" {
        ensure!(types.is_empty(), "it has {} parameters, not 0", types.len());
        return Ok(Vec::new());
    }
    let parsed = parse(text)?;
    let nodes: Vec<&Node> = parsed.node().as_tuple().map_err(wrong)?.collect();
    ensure!(nodes.len() == types.len(), "it has {} parameters, not {}", types.len(), nodes.len());
    let reader = Reader { text };
    let argument = |(place, (node, ty)): (usize, (&Node, &Type))| {
        reader.value(node, ty).with_context(|| format!("argument {}", place + 1))
    };
    nodes.into_iter().zip(types).enumerate().map(argument).collect()
}

fn parse(text: &str) -> Result<UntypedValue<'_>> {
    UntypedValue::parse(text).map_err(wrong)
}

fn wrong(error: impl std::fmt::Display) -> Error {
    Error::msg(error.to_string())
}

struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    fn value(&self, node: &Node, ty: &Type) -> Result<Value> {
        Ok(match ty {
            // As the key of a map it is a label to WAVE.
            Type::Bool if node.ty() == NodeType::Label => match &self.text[node.span()] {
                "true" => json!(["bool", true]),
                "false" => json!(["bool", false]),
                other => bail!("{other} is no truth value"),
            },
            Type::Bool => json!(["bool", node.as_bool().map_err(wrong)?]),
            Type::S8 => json!(["s8", self.number::<i8>(node)?]),
            Type::U8 => json!(["u8", self.number::<u8>(node)?]),
            Type::S16 => json!(["s16", self.number::<i16>(node)?]),
            Type::U16 => json!(["u16", self.number::<u16>(node)?]),
            Type::S32 => json!(["s32", self.number::<i32>(node)?]),
            Type::U32 => json!(["u32", self.number::<u32>(node)?]),
            Type::S64 => json!(["s64", self.number::<i64>(node)?.to_string()]),
            Type::U64 => json!(["u64", self.number::<u64>(node)?.to_string()]),
            Type::Float32 => {
                let number: f32 = self.number(node)?;
                json!(["f32", if number.is_nan() { f32::NAN } else { number }.to_bits()])
            }
            Type::Float64 => {
                let number: f64 = self.number(node)?;
                json!(["f64", if number.is_nan() { f64::NAN } else { number }.to_bits().to_string()])
            }
            Type::Char => json!(["char", node.as_char(self.text).map_err(wrong)?]),
            Type::String => json!(["string", node.as_str(self.text).map_err(wrong)?]),
            Type::List(list) => json!(["list", self.all(node, &list.ty())?]),
            Type::FixedLengthList(list) => {
                let values = self.all(node, &list.ty())?;
                ensure!(values.len() == list.len() as usize, "{} values, not {}", list.len(), values.len());
                json!(["list", values])
            }
            Type::Tuple(tuple) => {
                let nodes: Vec<&Node> = node.as_tuple().map_err(wrong)?.collect();
                let types: Vec<Type> = tuple.types().collect();
                ensure!(nodes.len() == types.len(), "a tuple of {}, not {}", types.len(), nodes.len());
                let values: Result<Vec<Value>> =
                    nodes.iter().zip(&types).map(|(node, ty)| self.value(node, ty)).collect();
                json!(["tuple", values?])
            }
            Type::Map(map) => {
                let entries = node.as_map().map_err(wrong)?.map(|(key, value)| {
                    Ok(json!([self.value(key, &map.key())?, self.value(value, &map.value())?]))
                });
                json!(["map", entries.collect::<Result<Vec<Value>>>()?])
            }
            Type::Record(record) => {
                let given: Vec<(&str, &Node)> = node.as_record(self.text).map_err(wrong)?.collect();
                ensure!(
                    given.len() == record.fields().len(),
                    "{} fields, not {}",
                    record.fields().len(),
                    given.len()
                );
                let fields = record.fields().map(|field| {
                    let found = given.iter().find(|(name, _)| *name == field.name);
                    let (_, node) = found.with_context(|| format!("there is no field {}", field.name))?;
                    let value = self.value(node, &field.ty).with_context(|| field.name.to_owned())?;
                    Ok(json!([field.name, value]))
                });
                json!(["record", fields.collect::<Result<Vec<Value>>>()?])
            }
            Type::Variant(variant) => {
                let (name, payload) = self.case(node)?;
                let case = variant.cases().find(|case| case.name == name);
                let case = case.with_context(|| format!("there is no case {name}"))?;
                json!(["variant", name, self.payload(payload, case.ty.as_ref())?])
            }
            Type::Enum(of) => {
                let name = self.case(node)?.0;
                ensure!(of.names().any(|own| own == name), "there is no case {name}");
                json!(["enum", name])
            }
            Type::Option(option) => match node.as_option().map_err(wrong)? {
                Some(node) => json!(["option", self.value(node, &option.ty())?]),
                None => json!(["option", null]),
            },
            Type::Result(result) => match node.as_result().map_err(wrong)? {
                Ok(node) => json!(["result", "ok", self.payload(node, result.ok().as_ref())?]),
                Err(node) => json!(["result", "err", self.payload(node, result.err().as_ref())?]),
            },
            Type::Flags(flags) => {
                let names: Vec<&str> = node.as_flags(self.text).map_err(wrong)?.collect();
                for name in &names {
                    ensure!(flags.names().any(|own| own == *name), "there is no flag {name}");
                }
                // In the order of their declaration, as the bindings give them.
                json!(["flags", flags.names().filter(|own| names.contains(own)).collect::<Vec<_>>()])
            }
            Type::Own(_) => json!(["own", self.number::<u32>(node)?]),
            Type::Borrow(_) => json!(["borrow", self.number::<u32>(node)?]),
            Type::Future(_) | Type::Stream(_) | Type::ErrorContext => {
                bail!("only async calls have such values")
            }
        })
    }

    fn number<T: std::str::FromStr>(&self, node: &Node) -> Result<T> {
        node.as_number(self.text).map_err(wrong)
    }

    fn all(&self, node: &Node, ty: &Type) -> Result<Vec<Value>> {
        let value =
            |(place, node): (usize, &Node)| self.value(node, ty).with_context(|| format!("[{place}]"));
        node.as_list().map_err(wrong)?.enumerate().map(value).collect()
    }

    /// A case of a variant or an enum. `none`, `some` and their like are WAVE's own words, so that WAVE would
    /// have them with a `%` before; it is clear without.
    fn case<'n>(&self, node: &'n Node) -> Result<(&str, Option<&'n Node>)> {
        let first = node.as_option().ok();
        Ok(match node.ty() {
            NodeType::OptionSome | NodeType::OptionNone => {
                let payload = first.flatten();
                (if payload.is_some() { "some" } else { "none" }, payload)
            }
            NodeType::ResultOk | NodeType::ResultErr => match node.as_result().map_err(wrong)? {
                Ok(payload) => ("ok", payload),
                Err(payload) => ("err", payload),
            },
            NodeType::BoolTrue => ("true", None),
            NodeType::BoolFalse => ("false", None),
            _ => node.as_variant(self.text).map_err(wrong)?,
        })
    }

    fn payload(&self, node: Option<&Node>, ty: Option<&Type>) -> Result<Value> {
        match (node, ty) {
            (Some(node), Some(ty)) => self.value(node, ty),
            (None, None) => Ok(Value::Null),
            (Some(_), None) => bail!("there is no payload"),
            (None, Some(_)) => bail!("the payload is missing"),
        }
    }
}
