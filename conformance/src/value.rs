//! Values as JSON that says their kinds, so that no number is rounded and no case is guessed:
//! `["u64","7"]`, `["f32",1065353216]` (the bits), `["variant","some-case",null]`, `["own",3]`.

use serde_json::{Value, json};
use wasmtime::component::{ResourceAny, Val};
use wasmtime::{Result, bail};

/// Writes a value. `resource` gives a handle its number.
pub fn to_json(value: &Val, resource: &mut impl FnMut(&ResourceAny) -> Result<u32>) -> Result<Value> {
    Ok(match value {
        Val::Bool(v) => json!(["bool", v]),
        Val::S8(v) => json!(["s8", v]),
        Val::U8(v) => json!(["u8", v]),
        Val::S16(v) => json!(["s16", v]),
        Val::U16(v) => json!(["u16", v]),
        Val::S32(v) => json!(["s32", v]),
        Val::U32(v) => json!(["u32", v]),
        Val::S64(v) => json!(["s64", v.to_string()]),
        Val::U64(v) => json!(["u64", v.to_string()]),
        Val::Float32(v) => json!(["f32", v.to_bits()]),
        Val::Float64(v) => json!(["f64", v.to_bits().to_string()]),
        Val::Char(v) => json!(["char", v]),
        Val::String(v) => json!(["string", v]),
        Val::List(v) | Val::FixedLengthList(v) => json!(["list", all(v, resource)?]),
        Val::Tuple(v) => json!(["tuple", all(v, resource)?]),
        Val::Map(v) => {
            let mut entries = Vec::new();
            for (key, value) in v {
                entries.push(json!([to_json(key, resource)?, to_json(value, resource)?]));
            }
            json!(["map", entries])
        }
        Val::Record(v) => {
            let mut fields = Vec::new();
            for (name, value) in v {
                fields.push(json!([name, to_json(value, resource)?]));
            }
            json!(["record", fields])
        }
        Val::Variant(case, v) => json!(["variant", case, maybe(v.as_deref(), resource)?]),
        Val::Enum(case) => json!(["enum", case]),
        Val::Option(v) => json!(["option", maybe(v.as_deref(), resource)?]),
        Val::Result(Ok(v)) => json!(["result", "ok", maybe(v.as_deref(), resource)?]),
        Val::Result(Err(v)) => json!(["result", "err", maybe(v.as_deref(), resource)?]),
        Val::Flags(names) => json!(["flags", names]),
        Val::Resource(handle) => {
            json!([if handle.owned() { "own" } else { "borrow" }, resource(handle)?])
        }
        Val::Future(_) | Val::Stream(_) | Val::ErrorContext(_) => bail!("a value that only async calls have"),
    })
}

fn all(values: &[Val], resource: &mut impl FnMut(&ResourceAny) -> Result<u32>) -> Result<Vec<Value>> {
    values.iter().map(|value| to_json(value, resource)).collect()
}

fn maybe(value: Option<&Val>, resource: &mut impl FnMut(&ResourceAny) -> Result<u32>) -> Result<Value> {
    value.map_or(Ok(Value::Null), |value| to_json(value, resource))
}

/// Calls `change` with every handle in a value.
pub fn each_handle(value: &mut Val, change: &mut impl FnMut(&mut ResourceAny) -> Result<()>) -> Result<()> {
    match value {
        Val::Resource(handle) => change(handle),
        Val::List(v) | Val::FixedLengthList(v) | Val::Tuple(v) => {
            v.iter_mut().try_for_each(|value| each_handle(value, change))
        }
        Val::Map(v) => v.iter_mut().try_for_each(|(_, value)| each_handle(value, change)),
        Val::Record(v) => v.iter_mut().try_for_each(|(_, value)| each_handle(value, change)),
        Val::Variant(_, Some(v)) | Val::Option(Some(v)) => each_handle(v, change),
        Val::Result(Ok(Some(v)) | Err(Some(v))) => each_handle(v, change),
        _ => Ok(()),
    }
}
