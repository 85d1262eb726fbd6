//! Host values into a buffer and back, without a guest: for calls that leave their thread. The
//! walk is the one of `lower` and `lift`, over the world's types instead of guest memory.

use crate::error::{ErrorKind, ValueError};
use crate::host::{Choice, Number, Returned, Sink, Source};
use crate::lower::{below, exactly, nothing_left, within};
use crate::plan::flags_mask;
use outwit_signature::{Function, Type, TypeDef, TypeId, World};

/// Hands the arguments of a function from the source to the sink.
///
/// # Errors
/// A wrong value, with its path; or there is no such function.
pub fn params<S: Source, K: Sink>(
    world: &World,
    function: u32,
    source: &mut S,
    sink: &mut K,
) -> Result<(), ValueError> {
    arguments(world, find(&world.exports, function)?, source, sink, &mut drop)
}

/// As [`params`], for any function and with the values that the sink made.
pub(crate) fn arguments<S: Source, K: Sink>(
    world: &World,
    function: &Function,
    source: &mut S,
    sink: &mut K,
    argument: &mut impl FnMut(K::Value),
) -> Result<(), ValueError> {
    for (index, param) in function.params.iter().enumerate() {
        let value = source.param(index)?;
        let walked = Walk { world, source, sink }.value(param.ty, value);
        argument(walked.map_err(|error| error.inside(&param.name))?);
    }
    nothing_left(source)?;
    source.finished();
    Ok(())
}

/// Hands the result of a function from the source to the sink.
///
/// # Errors
/// A wrong value, with its path; or there is no such function.
pub fn returned<S: Source, K: Sink>(
    world: &World,
    function: u32,
    source: &mut S,
    sink: &mut K,
) -> Result<Returned<K::Value>, ValueError> {
    sink.started();
    let Some(ty) = find(&world.exports, function)?.result else {
        return nothing_left(source).map(|()| Returned::Nothing);
    };
    let value = source.param(0)?;
    let mut walk = Walk { world, source, sink };
    if let Type::Def(id) = ty
        && let Some(TypeDef::Result { ok, err }) = world.def(id)
    {
        let (is_err, value) = walk.source.result(value, id)?;
        let payload =
            walk.payload(id, Choice::Result, is_err.into(), if is_err { *err } else { *ok }, value)?;
        nothing_left(source)?;
        return Ok(if is_err { Returned::Err(payload) } else { Returned::Ok(payload) });
    }
    let value = walk.value(ty, value)?;
    nothing_left(source)?;
    Ok(Returned::Value(value))
}

pub(crate) fn find(functions: &[Function], function: u32) -> Result<&Function, ValueError> {
    functions.get(function as usize).ok_or_else(|| {
        ValueError::new(ErrorKind::Usage, format!("the world has no function number {function}"))
    })
}

struct Walk<'a, S, K> {
    world: &'a World,
    source: &'a mut S,
    sink: &'a mut K,
}

impl<S: Source, K: Sink> Walk<'_, S, K> {
    fn value(&mut self, ty: Type, value: S::Value) -> Result<K::Value, ValueError> {
        let Walk { source, sink, .. } = self;
        match ty {
            Type::Bool => sink.bool(source.bool(value)?),
            Type::U8 => sink.u8(source.u8(value)?),
            Type::U16 => sink.u16(source.u16(value)?),
            Type::U32 => sink.u32(source.u32(value)?),
            Type::U64 => sink.u64(source.u64(value)?),
            Type::S8 => sink.s8(source.s8(value)?),
            Type::S16 => sink.s16(source.s16(value)?),
            Type::S32 => sink.s32(source.s32(value)?),
            Type::S64 => sink.s64(source.s64(value)?),
            Type::F32 => sink.f32(source.f32(value)?),
            Type::F64 => sink.f64(source.f64(value)?),
            Type::Char => sink.char(source.char(value)?),
            Type::String => source.string(value, |text| sink.string(text))?,
            Type::Def(id) => {
                let def = self.world.def(id).ok_or_else(|| unknown(id))?;
                self.compound(id, def, value)
            }
        }
    }

    fn compound(&mut self, id: TypeId, def: &TypeDef, value: S::Value) -> Result<K::Value, ValueError> {
        match def {
            TypeDef::List { of, length } => {
                let length = length.map(|length| length as usize);
                match number(*of) {
                    Some(number) => self.numbers(id, number, length, value),
                    None => self.list(id, *of, length, value),
                }
            }
            TypeDef::Map { key, value: of } => {
                let (mut from, length) = self.source.map(value, id)?;
                let mut to = self.sink.map(id, length)?;
                for index in 0..length {
                    self.next(*key, &mut from, &mut to).map_err(|e| e.inside("key").at(index))?;
                    self.next(*of, &mut from, &mut to).map_err(|e| e.inside("value").at(index))?;
                }
                self.sink.finish(to)
            }
            TypeDef::Record { fields, .. } => {
                let mut from = self.source.record(value, id)?;
                let mut to = self.sink.record(id)?;
                for field in fields {
                    self.next(field.ty, &mut from, &mut to).map_err(|e| e.inside(&field.name))?;
                }
                self.sink.finish(to)
            }
            TypeDef::Tuple { of } => {
                let mut from = self.source.tuple(value, id)?;
                let mut to = self.sink.tuple(id)?;
                for (index, ty) in of.iter().enumerate() {
                    self.next(*ty, &mut from, &mut to).map_err(|e| e.at(index))?;
                }
                self.sink.finish(to)
            }
            TypeDef::Variant { cases, .. } => {
                let (case, value) = self.source.variant(value, id)?;
                let of = &cases[below(case, cases.len() as u32)? as usize];
                let payload = self
                    .payload(id, Choice::Variant, case, of.ty, value)
                    .map_err(|error| error.inside(&of.name))?;
                self.sink.variant(id, case, payload)
            }
            TypeDef::Enum { cases, .. } => {
                let case = self.source.enumeration(value, id)?;
                self.sink.enumeration(id, below(case, cases.len() as u32)?)
            }
            TypeDef::Flags { flags, .. } => {
                let bits = self.source.flags(value, id)?;
                self.sink.flags(id, within(bits, flags_mask(flags.len()))?)
            }
            TypeDef::Option { of } => {
                let value = self.source.option(value, id)?;
                self.sink.case(id, Choice::Option, value.is_some().into())?;
                let payload = value.map(|value| self.value(*of, value)).transpose()?;
                self.sink.option(id, payload)
            }
            TypeDef::Result { ok, err } => {
                let (is_err, value) = self.source.result(value, id)?;
                let (of, name) = if is_err { (*err, "err") } else { (*ok, "ok") };
                let payload = self
                    .payload(id, Choice::Result, is_err.into(), of, value)
                    .map_err(|error| error.inside(name))?;
                self.sink.result(id, is_err, payload)
            }
            TypeDef::Own { of } if self.world.is_imported(*of) => {
                self.sink.host_own(id, self.source.host_own(value, id)?)
            }
            TypeDef::Borrow { of } if self.world.is_imported(*of) => {
                self.sink.host_borrow(id, self.source.host_borrow(value, id)?)
            }
            TypeDef::Own { .. } => self.sink.own(id, self.source.own(value, id)?),
            TypeDef::Borrow { .. } => self.sink.borrow(id, self.source.borrow(value, id)?),
            TypeDef::Resource { .. } => Err(unknown(id)),
        }
    }

    fn next(&mut self, ty: Type, from: &mut S::Items, to: &mut K::Items) -> Result<(), ValueError> {
        let value = self.source.next(from)?;
        let value = self.value(ty, value)?;
        self.sink.push(to, value)
    }

    fn payload(
        &mut self,
        id: TypeId,
        choice: Choice,
        case: u32,
        ty: Option<Type>,
        value: S::Value,
    ) -> Result<Option<K::Value>, ValueError> {
        self.sink.case(id, choice, case)?;
        ty.map(|ty| self.value(ty, value)).transpose()
    }

    fn numbers(
        &mut self,
        id: TypeId,
        number: Number,
        length: Option<usize>,
        value: S::Value,
    ) -> Result<K::Value, ValueError> {
        let (numbers, found) = self.source.numbers(value, id, number, length)?;
        exactly(length.unwrap_or(found), found)?;
        let size = found
            .checked_mul(number.size())
            .ok_or_else(|| ValueError::not_allowed("the list is too long"))?;
        let mut bytes = vec![0; size];
        self.source.copy_numbers(numbers, number, &mut bytes)?;
        self.sink.numbers(id, number, length.is_some(), &bytes)
    }

    fn list(
        &mut self,
        id: TypeId,
        of: Type,
        length: Option<usize>,
        value: S::Value,
    ) -> Result<K::Value, ValueError> {
        let (mut from, found) = self.source.list(value, id, length)?;
        exactly(length.unwrap_or(found), found)?;
        let mut to = self.sink.list(id, found, length.is_some())?;
        for index in 0..found {
            self.next(of, &mut from, &mut to).map_err(|error| error.at(index))?;
        }
        self.sink.finish(to)
    }
}

fn number(ty: Type) -> Option<Number> {
    Some(match ty {
        Type::U8 => Number::U8,
        Type::S8 => Number::S8,
        Type::U16 => Number::U16,
        Type::S16 => Number::S16,
        Type::U32 => Number::U32,
        Type::S32 => Number::S32,
        Type::U64 => Number::U64,
        Type::S64 => Number::S64,
        Type::F32 => Number::F32,
        Type::F64 => Number::F64,
        _ => return None,
    })
}

fn unknown(id: TypeId) -> ValueError {
    ValueError::new(ErrorKind::Usage, format!("the world has no type number {id}"))
}
