//! Wasmtime's dynamic values as a source and a sink of the core: for tests, which compare the two.
//! A handle is shown as its number.

use outwit_core::signature::{TypeDef, TypeId, World};
use outwit_core::{Call, Choice, Error, Handle, Instance, Number, Returned, Sink, Source, ValueError};
use std::vec::IntoIter;
use wasmtime::component::Val;

/// Calls an export by its name.
pub fn call(instance: &Instance, name: &str, params: &[Val]) -> Result<Returned<Val>, Error> {
    call_with(instance, &Call::default(), name, params)
}

/// Calls an export by its name, with limits.
pub fn call_with(
    instance: &Instance,
    limits: &Call,
    name: &str,
    params: &[Val],
) -> Result<Returned<Val>, Error> {
    let world = instance.world();
    let number = world.exports.iter().position(|function| function.name == name).expect(name);
    let (mut source, mut sink) = (ValSource { world, params }, ValSink::new(world));
    instance.enter()?.call(number as u32, limits, &mut source, &mut sink)
}

/// What a call gave back, a `result` as the value that it is.
pub fn whole(returned: Returned<Val>) -> Option<Val> {
    match returned {
        Returned::Nothing => None,
        Returned::Value(value) => Some(value),
        Returned::Ok(payload) => Some(Val::Result(Ok(payload.map(Box::new)))),
        Returned::Err(payload) => Some(Val::Result(Err(payload.map(Box::new)))),
    }
}

/// Reads arguments.
pub struct ValSource<'a> {
    pub world: &'a World,
    pub params: &'a [Val],
}

fn wrong<T>(expected: &str, value: &Val) -> Result<T, ValueError> {
    Err(ValueError::wrong_type(format!("expected {expected}, got {value:?}")))
}

fn position<'a>(mut names: impl Iterator<Item = &'a str>, name: &str) -> Result<u32, ValueError> {
    let found = names.position(|other| other == name);
    found.map(|at| at as u32).ok_or_else(|| ValueError::not_allowed(format!("no case {name}")))
}

macro_rules! read {
    ($($method:ident $variant:ident $ty:ty;)*) => {$(
        fn $method(&mut self, value: Val) -> Result<$ty, ValueError> {
            match value {
                Val::$variant(value) => Ok(value),
                other => wrong(stringify!($method), &other),
            }
        }
    )*};
}

impl Source for ValSource<'_> {
    type Value = Val;
    type Items = IntoIter<Val>;
    type Numbers = Vec<Val>;

    fn param(&mut self, index: usize) -> Result<Val, ValueError> {
        Ok(self.params[index].clone())
    }

    read! {
        bool Bool bool;
        u8 U8 u8;
        u16 U16 u16;
        u32 U32 u32;
        u64 U64 u64;
        s8 S8 i8;
        s16 S16 i16;
        s32 S32 i32;
        s64 S64 i64;
        f32 Float32 f32;
        f64 Float64 f64;
        char Char char;
    }

    fn string<R>(&mut self, value: Val, use_text: impl FnOnce(&str) -> R) -> Result<R, ValueError> {
        match value {
            Val::String(text) => Ok(use_text(&text)),
            other => wrong("a string", &other),
        }
    }

    fn numbers(
        &mut self,
        value: Val,
        _id: TypeId,
        _number: Number,
        length: Option<usize>,
    ) -> Result<(Vec<Val>, usize), ValueError> {
        match (value, length) {
            (Val::List(items), None) | (Val::FixedLengthList(items), Some(_)) => {
                let length = items.len();
                Ok((items, length))
            }
            (other, _) => wrong("a list of numbers", &other),
        }
    }

    fn copy_numbers(&mut self, numbers: Vec<Val>, number: Number, to: &mut [u8]) -> Result<(), ValueError> {
        assert_eq!(to.len(), numbers.len() * number.size());
        for (value, to) in numbers.iter().zip(to.chunks_exact_mut(number.size())) {
            match value {
                Val::U8(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::S8(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::U16(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::S16(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::U32(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::S32(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::U64(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::S64(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::Float32(v) => to.copy_from_slice(&v.to_le_bytes()),
                Val::Float64(v) => to.copy_from_slice(&v.to_le_bytes()),
                other => return wrong("a number", other),
            }
        }
        Ok(())
    }

    fn list(
        &mut self,
        value: Val,
        _id: TypeId,
        length: Option<usize>,
    ) -> Result<(IntoIter<Val>, usize), ValueError> {
        match (value, length) {
            (Val::List(items), None) | (Val::FixedLengthList(items), Some(_)) => {
                let length = items.len();
                Ok((items.into_iter(), length))
            }
            (other, _) => wrong("a list", &other),
        }
    }

    fn map(&mut self, value: Val, _id: TypeId) -> Result<(IntoIter<Val>, usize), ValueError> {
        match value {
            Val::Map(entries) => {
                let length = entries.len();
                let items: Vec<Val> = entries.into_iter().flat_map(|(key, value)| [key, value]).collect();
                Ok((items.into_iter(), length))
            }
            other => wrong("a map", &other),
        }
    }

    fn record(&mut self, value: Val, _id: TypeId) -> Result<IntoIter<Val>, ValueError> {
        match value {
            Val::Record(fields) => {
                Ok(fields.into_iter().map(|(_, value)| value).collect::<Vec<_>>().into_iter())
            }
            other => wrong("a record", &other),
        }
    }

    fn tuple(&mut self, value: Val, _id: TypeId) -> Result<IntoIter<Val>, ValueError> {
        match value {
            Val::Tuple(items) => Ok(items.into_iter()),
            other => wrong("a tuple", &other),
        }
    }

    fn next(&mut self, items: &mut IntoIter<Val>) -> Result<Val, ValueError> {
        items.next().ok_or_else(|| ValueError::not_allowed("too few parts"))
    }

    fn variant(&mut self, value: Val, id: TypeId) -> Result<(u32, Val), ValueError> {
        match (value, self.world.def(id)) {
            (Val::Variant(name, payload), Some(TypeDef::Variant { cases, .. })) => {
                let case = position(cases.iter().map(|case| case.name.as_str()), &name)?;
                Ok((case, payload.map_or(Val::Bool(false), |payload| *payload)))
            }
            (other, _) => wrong("a variant", &other),
        }
    }

    fn enumeration(&mut self, value: Val, id: TypeId) -> Result<u32, ValueError> {
        match (value, self.world.def(id)) {
            (Val::Enum(name), Some(TypeDef::Enum { cases, .. })) => {
                position(cases.iter().map(String::as_str), &name)
            }
            (other, _) => wrong("an enum", &other),
        }
    }

    fn flags(&mut self, value: Val, id: TypeId) -> Result<u32, ValueError> {
        match (value, self.world.def(id)) {
            (Val::Flags(set), Some(TypeDef::Flags { flags, .. })) => set
                .iter()
                .try_fold(0, |bits, name| Ok(bits | 1 << position(flags.iter().map(String::as_str), name)?)),
            (other, _) => wrong("flags", &other),
        }
    }

    fn option(&mut self, value: Val, _id: TypeId) -> Result<Option<Val>, ValueError> {
        match value {
            Val::Option(payload) => Ok(payload.map(|payload| *payload)),
            other => wrong("an option", &other),
        }
    }

    fn result(&mut self, value: Val, _id: TypeId) -> Result<(bool, Val), ValueError> {
        let nothing = |payload: Option<Box<Val>>| payload.map_or(Val::Bool(false), |payload| *payload);
        match value {
            Val::Result(Ok(payload)) => Ok((false, nothing(payload))),
            Val::Result(Err(payload)) => Ok((true, nothing(payload))),
            other => wrong("a result", &other),
        }
    }

    fn own(&mut self, value: Val, _id: TypeId) -> Result<Handle, ValueError> {
        self.u64(value).map(Handle)
    }

    fn borrow(&mut self, value: Val, _id: TypeId) -> Result<Handle, ValueError> {
        self.u64(value).map(Handle)
    }

    fn host_own(&mut self, value: Val, _id: TypeId) -> Result<u32, ValueError> {
        self.u32(value)
    }

    fn host_borrow(&mut self, value: Val, _id: TypeId) -> Result<u32, ValueError> {
        self.u32(value)
    }

    fn outcome(&mut self, id: TypeId) -> Result<(bool, Val), ValueError> {
        let value = self.param(0)?;
        self.result(value, id)
    }
}

/// Builds results.
pub struct ValSink<'a> {
    world: &'a World,
    /// The types of the records that were built.
    pub records: Vec<TypeId>,
}

impl<'a> ValSink<'a> {
    pub fn new(world: &'a World) -> ValSink<'a> {
        ValSink { world, records: Vec::new() }
    }
}

/// A compound value under construction.
pub struct Parts {
    kind: PartsOf,
    expected: Option<usize>,
    values: Vec<Val>,
}

enum PartsOf {
    List,
    FixedList,
    Map,
    Record(TypeId),
    Tuple,
}

impl Parts {
    fn new(kind: PartsOf, expected: Option<usize>) -> Result<Parts, ValueError> {
        Ok(Parts { kind, expected, values: Vec::new() })
    }
}

macro_rules! build {
    ($($method:ident $variant:ident $ty:ty;)*) => {$(
        fn $method(&mut self, value: $ty) -> Result<Val, ValueError> {
            Ok(Val::$variant(value))
        }
    )*};
}

fn number(number: Number, bytes: &[u8]) -> Val {
    match number {
        Number::U8 => Val::U8(bytes[0]),
        Number::S8 => Val::S8(bytes[0] as i8),
        Number::U16 => Val::U16(u16::from_le_bytes(bytes.try_into().unwrap())),
        Number::S16 => Val::S16(i16::from_le_bytes(bytes.try_into().unwrap())),
        Number::U32 => Val::U32(u32::from_le_bytes(bytes.try_into().unwrap())),
        Number::S32 => Val::S32(i32::from_le_bytes(bytes.try_into().unwrap())),
        Number::U64 => Val::U64(u64::from_le_bytes(bytes.try_into().unwrap())),
        Number::S64 => Val::S64(i64::from_le_bytes(bytes.try_into().unwrap())),
        Number::F32 => Val::Float32(f32::from_le_bytes(bytes.try_into().unwrap())),
        Number::F64 => Val::Float64(f64::from_le_bytes(bytes.try_into().unwrap())),
    }
}

impl Sink for ValSink<'_> {
    type Value = Val;
    type Items = Parts;

    build! {
        bool Bool bool;
        u8 U8 u8;
        u16 U16 u16;
        u32 U32 u32;
        u64 U64 u64;
        s8 S8 i8;
        s16 S16 i16;
        s32 S32 i32;
        s64 S64 i64;
        f32 Float32 f32;
        f64 Float64 f64;
        char Char char;
    }

    fn string(&mut self, value: &str) -> Result<Val, ValueError> {
        Ok(Val::String(value.to_owned()))
    }

    fn numbers(&mut self, _id: TypeId, of: Number, fixed: bool, bytes: &[u8]) -> Result<Val, ValueError> {
        let items = bytes.chunks(of.size()).map(|bytes| number(of, bytes)).collect();
        Ok(if fixed { Val::FixedLengthList(items) } else { Val::List(items) })
    }

    fn list(&mut self, _id: TypeId, length: usize, fixed: bool) -> Result<Parts, ValueError> {
        Parts::new(if fixed { PartsOf::FixedList } else { PartsOf::List }, Some(length))
    }

    fn map(&mut self, _id: TypeId, length: usize) -> Result<Parts, ValueError> {
        Parts::new(PartsOf::Map, Some(2 * length))
    }

    fn record(&mut self, id: TypeId) -> Result<Parts, ValueError> {
        self.records.push(id);
        Parts::new(PartsOf::Record(id), None)
    }

    fn tuple(&mut self, _id: TypeId) -> Result<Parts, ValueError> {
        Parts::new(PartsOf::Tuple, None)
    }

    fn push(&mut self, parts: &mut Parts, value: Val) -> Result<(), ValueError> {
        parts.values.push(value);
        Ok(())
    }

    fn finish(&mut self, parts: Parts) -> Result<Val, ValueError> {
        let Parts { kind, expected, values } = parts;
        assert_eq!(expected.unwrap_or(values.len()), values.len());
        Ok(match kind {
            PartsOf::List => Val::List(values),
            PartsOf::FixedList => Val::FixedLengthList(values),
            PartsOf::Map => {
                Val::Map(values.chunks(2).map(|entry| (entry[0].clone(), entry[1].clone())).collect())
            }
            PartsOf::Record(id) => {
                let Some(TypeDef::Record { fields, .. }) = self.world.def(id) else { panic!("no record") };
                assert_eq!(fields.len(), values.len());
                Val::Record(fields.iter().map(|field| field.name.clone()).zip(values).collect())
            }
            PartsOf::Tuple => Val::Tuple(values),
        })
    }

    fn case(&mut self, _id: TypeId, _choice: Choice, _case: u32) -> Result<(), ValueError> {
        Ok(())
    }

    fn variant(&mut self, id: TypeId, case: u32, payload: Option<Val>) -> Result<Val, ValueError> {
        let Some(TypeDef::Variant { cases, .. }) = self.world.def(id) else { panic!("no variant") };
        Ok(Val::Variant(cases[case as usize].name.clone(), payload.map(Box::new)))
    }

    fn option(&mut self, _id: TypeId, payload: Option<Val>) -> Result<Val, ValueError> {
        Ok(Val::Option(payload.map(Box::new)))
    }

    fn result(&mut self, _id: TypeId, is_err: bool, payload: Option<Val>) -> Result<Val, ValueError> {
        let payload = payload.map(Box::new);
        Ok(Val::Result(if is_err { Err(payload) } else { Ok(payload) }))
    }

    fn enumeration(&mut self, id: TypeId, case: u32) -> Result<Val, ValueError> {
        let Some(TypeDef::Enum { cases, .. }) = self.world.def(id) else { panic!("no enum") };
        Ok(Val::Enum(cases[case as usize].clone()))
    }

    fn flags(&mut self, id: TypeId, bits: u32) -> Result<Val, ValueError> {
        let Some(TypeDef::Flags { flags, .. }) = self.world.def(id) else { panic!("no flags") };
        let set = flags.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
        Ok(Val::Flags(set.map(|(_, name)| name.clone()).collect()))
    }

    fn own(&mut self, _id: TypeId, handle: Handle) -> Result<Val, ValueError> {
        Ok(Val::U64(handle.0))
    }

    fn borrow(&mut self, _id: TypeId, handle: Handle) -> Result<Val, ValueError> {
        Ok(Val::U64(handle.0))
    }

    fn host_own(&mut self, _id: TypeId, rep: u32) -> Result<Val, ValueError> {
        Ok(Val::U32(rep))
    }

    fn host_borrow(&mut self, _id: TypeId, rep: u32) -> Result<Val, ValueError> {
        Ok(Val::U32(rep))
    }
}

/// Whether two values are the same, floats by their bits.
pub fn same(a: &Val, b: &Val) -> bool {
    let all = |a: &[Val], b: &[Val]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    let maybe = |a: &Option<Box<Val>>, b: &Option<Box<Val>>| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => same(a, b),
        _ => false,
    };
    match (a, b) {
        (Val::Float32(a), Val::Float32(b)) => a.to_bits() == b.to_bits(),
        (Val::Float64(a), Val::Float64(b)) => a.to_bits() == b.to_bits(),
        (Val::List(a), Val::List(b))
        | (Val::FixedLengthList(a), Val::FixedLengthList(b))
        | (Val::Tuple(a), Val::Tuple(b)) => all(a, b),
        (Val::Map(a), Val::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(&a.0, &b.0) && same(&a.1, &b.1))
        }
        (Val::Record(a), Val::Record(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0 && same(&a.1, &b.1))
        }
        (Val::Variant(a, x), Val::Variant(b, y)) => a == b && maybe(x, y),
        (Val::Option(a), Val::Option(b)) => maybe(a, b),
        (Val::Result(Ok(a)), Val::Result(Ok(b))) | (Val::Result(Err(a)), Val::Result(Err(b))) => maybe(a, b),
        _ => a == b,
    }
}
