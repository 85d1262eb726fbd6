//! Random types.

use fastrand::Rng;
use outwit_core::signature::{Case, Field, Type, TypeDef};

const PRIMITIVES: [Type; 13] = [
    Type::Bool,
    Type::U8,
    Type::U16,
    Type::U32,
    Type::U64,
    Type::S8,
    Type::S16,
    Type::S32,
    Type::S64,
    Type::F32,
    Type::F64,
    Type::Char,
    Type::String,
];

/// A type for a function, seldom a primitive.
pub fn wanted(rng: &mut Rng, types: &mut Vec<TypeDef>) -> Type {
    if rng.u32(0..10) == 0 {
        return primitive(rng);
    }
    let depth = rng.u32(1..5);
    loop {
        match random(rng, types, depth) {
            Type::Def(id) => return Type::Def(id),
            _primitive => {}
        }
    }
}

/// A type that is nested `depth` deep at most. What it is made of is added to `types`.
pub fn random(rng: &mut Rng, types: &mut Vec<TypeDef>, depth: u32) -> Type {
    let choices = if depth == 0 { 0..10 } else { 0..30 };
    let def = match rng.u32(choices) {
        0..=7 => return primitive(rng),
        8 => TypeDef::Enum { name: name(types), interface: None, cases: names("e", enum_cases(rng)) },
        9 => TypeDef::Flags { name: name(types), interface: None, flags: names("g", rng.u32(1..=32)) },
        10..=12 => TypeDef::List { of: random(rng, types, depth - 1), length: None },
        13 => TypeDef::List { of: number(rng), length: None },
        14 => TypeDef::List { of: random(rng, types, depth - 1), length: Some(fixed_length(rng)) },
        15 => TypeDef::List { of: number(rng), length: Some(fixed_length(rng)) },
        16..=17 => {
            let key = if rng.u32(0..8) == 0 { random(rng, types, depth - 1) } else { primitive(rng) };
            TypeDef::Map { key, value: random(rng, types, depth - 1) }
        }
        18..=21 => {
            let fields = members(rng, types, depth);
            let fields = names("f", fields.len() as u32).into_iter().zip(fields);
            let fields = fields.map(|(name, ty)| Field { name, ty }).collect();
            TypeDef::Record { name: name(types), interface: None, fields }
        }
        22..=23 => TypeDef::Tuple { of: members(rng, types, depth) },
        24..=26 => {
            let count = if rng.u32(0..12) == 0 { rng.u32(200..300) } else { rng.u32(1..6) };
            let cases = names("c", count).into_iter().map(|name| {
                let ty = match rng.u32(0..if count > 100 { 40 } else { 3 }) {
                    0 | 1 => Some(random(rng, types, depth - 1)),
                    _ => None,
                };
                Case { name, ty }
            });
            let cases = cases.collect();
            TypeDef::Variant { name: name(types), interface: None, cases }
        }
        27 => TypeDef::Option { of: random(rng, types, depth - 1) },
        _ => {
            let mut side = || rng.bool().then(|| random(rng, types, depth - 1));
            TypeDef::Result { ok: side(), err: side() }
        }
    };
    types.push(def);
    Type::Def(types.len() as u32 - 1)
}

fn primitive(rng: &mut Rng) -> Type {
    PRIMITIVES[rng.usize(..PRIMITIVES.len())]
}

fn number(rng: &mut Rng) -> Type {
    PRIMITIVES[rng.usize(1..11)]
}

/// Around 256 cases the discriminant gets a second byte.
fn enum_cases(rng: &mut Rng) -> u32 {
    match rng.u32(0..4) {
        0 => rng.u32(250..300),
        1 => rng.u32(256..=257),
        _ => rng.u32(1..9),
    }
}

fn fixed_length(rng: &mut Rng) -> u32 {
    if rng.u32(0..10) == 0 { rng.u32(10..40) } else { rng.u32(1..5) }
}

fn members(rng: &mut Rng, types: &mut Vec<TypeDef>, depth: u32) -> Vec<Type> {
    let count = if rng.u32(0..8) == 0 { rng.u32(7..20) } else { rng.u32(1..6) };
    (0..count).map(|_| random(rng, types, depth - 1)).collect()
}

/// Types have names of their own: a component exports each.
fn name(types: &[TypeDef]) -> String {
    format!("type{}", types.len())
}

fn names(prefix: &str, count: u32) -> Vec<String> {
    (0..count).map(|n| format!("{prefix}{n}")).collect()
}
