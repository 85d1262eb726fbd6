//! Values of `.wast` files as scripts have them.

use serde_json::{Value, json};
use wast::component::WastVal;
use wast::core::{NanPattern, WastArgCore, WastRetCore};
use wast::{WastArg, WastRet};

/// The bits of the numbers that stand for all that are none.
const NAN_32: u32 = 0x7fc0_0000;
const NAN_64: u64 = 0x7ff8_0000_0000_0000;

/// An argument of a call; `None` if no component has it.
pub fn argument(argument: &WastArg<'_>) -> Option<Value> {
    match argument {
        WastArg::Component(value) => Some(component(value)),
        WastArg::Core(WastArgCore::F32(number)) => Some(f32(number.bits)),
        WastArg::Core(WastArgCore::F64(number)) => Some(f64(number.bits)),
        _ => None,
    }
}

/// What a call should give; `None` if no component can.
pub fn result(result: &WastRet<'_>) -> Option<Value> {
    match result {
        WastRet::Component(value) => Some(component(value)),
        WastRet::Core(WastRetCore::F32(NanPattern::Value(number))) => Some(f32(number.bits)),
        WastRet::Core(WastRetCore::F64(NanPattern::Value(number))) => Some(f64(number.bits)),
        WastRet::Core(WastRetCore::F32(_)) => Some(f32(NAN_32)),
        WastRet::Core(WastRetCore::F64(_)) => Some(f64(NAN_64)),
        _ => None,
    }
}

fn f32(bits: u32) -> Value {
    json!(["f32", bits])
}

fn f64(bits: u64) -> Value {
    json!(["f64", bits.to_string()])
}

fn component(value: &WastVal<'_>) -> Value {
    let maybe = |value: &Option<Box<WastVal<'_>>>| value.as_deref().map(component);
    match value {
        WastVal::Bool(v) => json!(["bool", v]),
        WastVal::U8(v) => json!(["u8", v]),
        WastVal::S8(v) => json!(["s8", v]),
        WastVal::U16(v) => json!(["u16", v]),
        WastVal::S16(v) => json!(["s16", v]),
        WastVal::U32(v) => json!(["u32", v]),
        WastVal::S32(v) => json!(["s32", v]),
        WastVal::U64(v) => json!(["u64", v.to_string()]),
        WastVal::S64(v) => json!(["s64", v.to_string()]),
        WastVal::F32(v) => f32(v.bits),
        WastVal::F64(v) => f64(v.bits),
        WastVal::Char(v) => json!(["char", v]),
        WastVal::String(v) => json!(["string", v]),
        WastVal::List(v) => json!(["list", all(v)]),
        WastVal::Tuple(v) => json!(["tuple", all(v)]),
        WastVal::Map(v) => {
            let entries = v.iter().map(|(key, value)| json!([component(key), component(value)]));
            json!(["map", entries.collect::<Vec<_>>()])
        }
        WastVal::Record(v) => {
            let fields = v.iter().map(|(name, value)| json!([name, component(value)]));
            json!(["record", fields.collect::<Vec<_>>()])
        }
        WastVal::Variant(case, v) => json!(["variant", case, maybe(v)]),
        WastVal::Enum(case) => json!(["enum", case]),
        WastVal::Option(v) => json!(["option", maybe(v)]),
        WastVal::Result(Ok(v)) => json!(["result", "ok", maybe(v)]),
        WastVal::Result(Err(v)) => json!(["result", "err", maybe(v)]),
        WastVal::Flags(names) => json!(["flags", names]),
    }
}

fn all(values: &[WastVal<'_>]) -> Vec<Value> {
    values.iter().map(component).collect()
}
