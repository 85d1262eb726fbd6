//! Random values of a type, with a liking for edges.

use fastrand::Rng;
use outwit_core::signature::{Type, TypeDef};
use wasmtime::component::Val;

/// Makes values; every part of a value costs a bit of `budget`, without which lists stay empty.
pub struct Values<'a> {
    pub rng: &'a mut Rng,
    pub types: &'a [TypeDef],
    pub budget: usize,
}

macro_rules! integer {
    ($rng:expr, $method:ident, $ty:ty) => {
        match $rng.u32(0..8) {
            0 => <$ty>::MIN,
            1 => <$ty>::MAX,
            2 => 0,
            3 => 1,
            4 => (0 as $ty).wrapping_sub(1),
            _ => $rng.$method(..),
        }
    };
}

impl Values<'_> {
    pub fn value(&mut self, ty: Type) -> Val {
        self.budget = self.budget.saturating_sub(1);
        let rng = &mut *self.rng;
        match ty {
            Type::Bool => Val::Bool(rng.bool()),
            Type::U8 => Val::U8(integer!(rng, u8, u8)),
            Type::U16 => Val::U16(integer!(rng, u16, u16)),
            Type::U32 => Val::U32(integer!(rng, u32, u32)),
            Type::U64 => Val::U64(integer!(rng, u64, u64)),
            Type::S8 => Val::S8(integer!(rng, i8, i8)),
            Type::S16 => Val::S16(integer!(rng, i16, i16)),
            Type::S32 => Val::S32(integer!(rng, i32, i32)),
            Type::S64 => Val::S64(integer!(rng, i64, i64)),
            Type::F32 => Val::Float32(match rng.u32(0..6) {
                0 => -0.0,
                1 => f32::from_bits(0x7fa0_0001),
                2 => f32::NEG_INFINITY,
                _ => f32::from_bits(rng.u32(..)),
            }),
            Type::F64 => Val::Float64(match rng.u32(0..6) {
                0 => -0.0,
                1 => f64::from_bits(0x7ff4_0000_0000_0001),
                2 => f64::INFINITY,
                _ => f64::from_bits(rng.u64(..)),
            }),
            Type::Char => Val::Char(character(rng)),
            Type::String => {
                let length = self.length(true);
                Val::String((0..length).map(|_| character(self.rng)).collect())
            }
            Type::Def(id) => self.compound(&self.types[id as usize]),
        }
    }

    fn compound(&mut self, def: &TypeDef) -> Val {
        match def {
            TypeDef::List { of, length: None } => {
                let length = self.length(!matches!(of, Type::Def(_)));
                Val::List((0..length).map(|_| self.value(*of)).collect())
            }
            TypeDef::List { of, length: Some(length) } => {
                Val::FixedLengthList((0..*length).map(|_| self.value(*of)).collect())
            }
            TypeDef::Map { key, value } => {
                let length = self.length(false);
                Val::Map((0..length).map(|_| (self.value(*key), self.value(*value))).collect())
            }
            TypeDef::Record { fields, .. } => {
                Val::Record(fields.iter().map(|field| (field.name.clone(), self.value(field.ty))).collect())
            }
            TypeDef::Tuple { of } => Val::Tuple(of.iter().map(|ty| self.value(*ty)).collect()),
            TypeDef::Variant { cases, .. } => {
                let mut case = &cases[self.rng.usize(..cases.len())];
                let with_payload: Vec<_> = cases.iter().filter(|case| case.ty.is_some()).collect();
                if !with_payload.is_empty() && self.rng.bool() {
                    case = with_payload[self.rng.usize(..with_payload.len())];
                }
                Val::Variant(case.name.clone(), self.payload(case.ty))
            }
            TypeDef::Enum { cases, .. } => Val::Enum(cases[self.rng.usize(..cases.len())].clone()),
            TypeDef::Flags { flags, .. } => {
                let bits = integer!(self.rng, u32, u32);
                let set = flags.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                Val::Flags(set.map(|(_, name)| name.clone()).collect())
            }
            TypeDef::Option { of } => {
                let some = self.rng.u32(0..3) > 0;
                Val::Option(self.payload(some.then_some(*of)))
            }
            TypeDef::Result { ok, err } => Val::Result(match self.rng.bool() {
                true => Ok(self.payload(*ok)),
                false => Err(self.payload(*err)),
            }),
            // A handle: whoever sends it knows which.
            TypeDef::Own { .. } | TypeDef::Borrow { .. } => Val::U32(0),
            other => panic!("no values of {other:?}"),
        }
    }

    fn payload(&mut self, ty: Option<Type>) -> Option<Box<Val>> {
        ty.map(|ty| Box::new(self.value(ty)))
    }

    /// Long now and then, so that runs become blobs.
    fn length(&mut self, cheap: bool) -> usize {
        let long = match self.rng.u32(0..300) {
            0 if cheap => self.rng.usize(500..6000),
            1..=10 => self.rng.usize(4..60),
            _ => self.rng.usize(0..4),
        };
        long.min(self.budget)
    }
}

fn character(rng: &mut Rng) -> char {
    const EDGES: [char; 12] = [
        '\0',
        '\x7f',
        '\u{80}',
        '\u{7ff}',
        '\u{800}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{feff}',
        '\u{ffff}',
        '\u{10000}',
        '\u{1f980}',
        '\u{10ffff}',
    ];
    match rng.u32(0..3) {
        0 => EDGES[rng.usize(..EDGES.len())],
        1 => rng.char('\0'..=char::MAX),
        _ => rng.alphanumeric(),
    }
}
