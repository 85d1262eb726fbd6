//! The JSON notation of values in the golden vectors: `tests/wire/README.md`.

use outwit_core::signature::{Type, TypeDef, World};
use serde_json::Value;
use wasmtime::component::Val;

/// The value of a type that `json` stands for.
pub fn parse(world: &World, ty: Type, json: &Value) -> Val {
    match ty {
        Type::Bool => Val::Bool(json.as_bool().unwrap()),
        Type::U8 => Val::U8(json.as_u64().unwrap().try_into().unwrap()),
        Type::U16 => Val::U16(json.as_u64().unwrap().try_into().unwrap()),
        Type::U32 => Val::U32(json.as_u64().unwrap().try_into().unwrap()),
        Type::U64 => Val::U64(json.as_str().unwrap().parse().unwrap()),
        Type::S8 => Val::S8(json.as_i64().unwrap().try_into().unwrap()),
        Type::S16 => Val::S16(json.as_i64().unwrap().try_into().unwrap()),
        Type::S32 => Val::S32(json.as_i64().unwrap().try_into().unwrap()),
        Type::S64 => Val::S64(json.as_str().unwrap().parse().unwrap()),
        Type::F32 => Val::Float32(float(json) as f32),
        Type::F64 => Val::Float64(float(json)),
        Type::Char => Val::Char(json.as_str().unwrap().parse().unwrap()),
        Type::String => Val::String(text(json)),
        Type::Def(id) => compound(world, world.def(id).unwrap(), json),
    }
}

fn compound(world: &World, def: &TypeDef, json: &Value) -> Val {
    let parse = |ty: Type, json: &Value| parse(world, ty, json);
    let payload = |ty: Option<Type>, json: &Value| ty.map(|ty| Box::new(parse(ty, json)));
    match def {
        TypeDef::List { of, length: None } => {
            Val::List(items(json).iter().map(|json| parse(*of, json)).collect())
        }
        TypeDef::List { of, length: Some(length) } => {
            let items = items(json);
            assert_eq!(items.len(), *length as usize);
            Val::FixedLengthList(items.iter().map(|json| parse(*of, json)).collect())
        }
        TypeDef::Map { key, value } => Val::Map(
            items(json).iter().map(|entry| (parse(*key, &entry[0]), parse(*value, &entry[1]))).collect(),
        ),
        TypeDef::Tuple { of } => {
            Val::Tuple(of.iter().zip(items(json)).map(|(ty, json)| parse(*ty, &json)).collect())
        }
        TypeDef::Record { fields, .. } => {
            Val::Record(fields.iter().map(|f| (f.name.clone(), parse(f.ty, &json[&f.name]))).collect())
        }
        TypeDef::Variant { cases, .. } => {
            let case = cases.iter().find(|case| case.name == json["case"].as_str().unwrap()).unwrap();
            Val::Variant(case.name.clone(), payload(case.ty, &json["value"]))
        }
        TypeDef::Enum { .. } => Val::Enum(json.as_str().unwrap().to_owned()),
        TypeDef::Flags { .. } => {
            Val::Flags(items(json).iter().map(|flag| flag.as_str().unwrap().to_owned()).collect())
        }
        TypeDef::Option { of } => Val::Option(match json {
            Value::Null => None,
            some => payload(Some(*of), &some["some"]),
        }),
        TypeDef::Result { ok, err } => Val::Result(match (json.get("ok"), json.get("err")) {
            (Some(json), None) => Ok(payload(*ok, json)),
            (None, Some(json)) => Err(payload(*err, json)),
            _ => panic!("neither ok nor err: {json}"),
        }),
        TypeDef::Own { of } | TypeDef::Borrow { of } if world.is_imported(*of) => {
            Val::U32(json.as_u64().unwrap().try_into().unwrap())
        }
        TypeDef::Own { .. } | TypeDef::Borrow { .. } => Val::U64(json.as_u64().unwrap()),
        TypeDef::Resource { .. } => panic!("a resource itself has no values"),
    }
}

fn float(json: &Value) -> f64 {
    match json {
        Value::String(name) => match name.as_str() {
            "nan" => f64::from_bits(0x7ff8_0000_0000_0000),
            "inf" => f64::INFINITY,
            "-inf" => f64::NEG_INFINITY,
            other => panic!("not a float: {other}"),
        },
        number => number.as_f64().unwrap(),
    }
}

/// A string, or `{"repeat": "ab", "times": 3}`.
pub fn text(json: &Value) -> String {
    match json {
        Value::String(text) => text.clone(),
        repeated => repeated["repeat"].as_str().unwrap().repeat(repeated["times"].as_u64().unwrap() as usize),
    }
}

/// An array, or `{"repeat": 7, "times": 3}`.
fn items(json: &Value) -> Vec<Value> {
    match json {
        Value::Array(items) => items.clone(),
        repeated => vec![repeated["repeat"].clone(); repeated["times"].as_u64().unwrap() as usize],
    }
}

/// Hexadecimal digits as bytes; see [`text`].
pub fn unhex(json: &Value) -> Vec<u8> {
    let digits = text(json);
    assert!(digits.len().is_multiple_of(2));
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// Bytes as hexadecimal digits; many that repeat one number as `{"repeat": .., "times": ..}`.
pub fn hex(bytes: &[u8]) -> Value {
    let digits = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    if bytes.len() > 256 {
        for size in [1, 2, 4, 8] {
            let mut pieces = bytes.chunks_exact(size);
            if pieces.remainder().is_empty() && pieces.all(|piece| piece == &bytes[..size]) {
                return serde_json::json!({"repeat": digits(&bytes[..size]), "times": bytes.len() / size});
            }
        }
    }
    digits(bytes).into()
}
