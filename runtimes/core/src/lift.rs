//! Lifting: flat values and guest memory, built into host values by a [`Sink`].
//!
//! Everything here comes from a guest, which is hostile: pointers, lengths, discriminants,
//! characters and text are checked before they are used, and how much the host allocates for them
//! is bounded.

use crate::error::{Error, ErrorKind};
use crate::guest::Fault;
use crate::handles::Handles;
use crate::host::{Choice, Returned, Sink};
use crate::plan::{
    Cases, FunctionPlan, Kind, MAX_FLAT_PARAMS, MapPlan, Member, Node, NodeId, ParamsPlan, Plan, Tag,
};
use outwit_signature::TypeId;
use std::fmt;
use wasmtime::ValRaw;
use wasmtime::component::__internal::wasmtime_environ::component::StringEncoding;
use wasmtime::component::__internal::{InterfaceType, LiftContext};
use wasmtime::component::{Lift, ResourceAny, ResourceDynamic};

/// What an element costs the host at the least, whatever its size in the guest: a guest may name
/// the same four bytes a million times.
const ELEMENT_COST: usize = 16;

/// One call's values on their way out of the guest.
pub(crate) struct Lifting<'a, K> {
    pub plan: &'a Plan,
    pub handles: &'a mut Handles,
    pub sink: &'a mut K,
}

/// What the guest did wrong. The message ends up in a trap.
#[derive(Debug)]
pub(crate) struct Invalid(String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

impl Invalid {
    pub fn to_error(&self) -> Error {
        let message = format!("the guest gave a value that breaks the canonical ABI: {}", self.0);
        Error { code: Some("invalid-value"), ..Error::new(ErrorKind::Trap, message) }
    }
}

#[cold]
fn invalid(what: impl Into<String>) -> Fault {
    Fault::Guest(wasmtime::Error::new(Invalid(what.into())))
}

impl<K: Sink> Lifting<'_, K> {
    /// Lifts the result of a function from the one flat value that it returned.
    pub fn result(
        &mut self,
        cx: &mut LiftContext<'_>,
        function: &FunctionPlan,
        slots: &[ValRaw; 1],
    ) -> Result<Returned<K::Value>, Fault> {
        self.sink.started();
        let Some(result) = function.result else { return Ok(Returned::Nothing) };
        let node = &self.plan.nodes[result];
        let memory;
        let place = if node.flat <= 1 {
            Place::Flat(slots)
        } else {
            memory = slice(cx, slots[0].get_u32(), node.size as usize, node.align)?;
            Place::Memory(memory)
        };
        let Kind::Result(cases) = &node.kind else {
            return Ok(Returned::Value(self.lift(cx, node, place)?));
        };
        let case = place.case(cases.tag);
        let payload = self.payload(cx, node.id, Choice::Result, cases, case, place)?;
        Ok(if case == 0 { Returned::Ok(payload) } else { Returned::Err(payload) })
    }

    /// Lifts the arguments of a host function, which are `flat` values, or lie in memory at `at`
    /// where there are too many.
    pub fn params(
        &mut self,
        cx: &mut LiftContext<'_>,
        params: &ParamsPlan,
        flat: &[ValRaw],
        at: u32,
        mut argument: impl FnMut(K::Value),
    ) -> Result<(), Fault> {
        self.sink.started();
        let place = match params.flat <= MAX_FLAT_PARAMS {
            true => Place::Flat(flat),
            false => Place::Memory(slice(cx, at, params.size as usize, params.align)?),
        };
        let mut slot = 0;
        for member in &params.members {
            let node = &self.plan.nodes[member.node];
            argument(self.lift(cx, node, place.part(member.offset, slot, node))?);
            slot += node.flat;
        }
        Ok(())
    }

    fn lift(&mut self, cx: &mut LiftContext<'_>, node: &Node, place: Place<'_>) -> Result<K::Value, Fault> {
        let sink = &mut *self.sink;
        Ok(match &node.kind {
            Kind::Bool => sink.bool(place.bool())?,
            Kind::U8 => sink.u8(place.u8())?,
            Kind::U16 => sink.u16(place.u16())?,
            Kind::U32 => sink.u32(place.u32())?,
            Kind::U64 => sink.u64(place.u64())?,
            Kind::S8 => sink.s8(place.u8() as i8)?,
            Kind::S16 => sink.s16(place.u16() as i16)?,
            Kind::S32 => sink.s32(place.u32() as i32)?,
            Kind::S64 => sink.s64(place.u64() as i64)?,
            Kind::F32 => sink.f32(f32::from_bits(place.u32()))?,
            Kind::F64 => sink.f64(f64::from_bits(place.u64()))?,
            Kind::Char => {
                let code = place.u32();
                let scalar = char::from_u32(code);
                sink.char(scalar.ok_or_else(|| invalid(format!("{code:#x} is no Unicode scalar value")))?)?
            }
            Kind::Enum { tag, cases } => {
                sink.enumeration(node.id, below(place.case(*tag), *cases as usize)?)?
            }
            Kind::Flags { size, mask } => {
                let bits = match size {
                    1 => place.u8().into(),
                    2 => place.u16().into(),
                    _ => place.u32(),
                };
                sink.flags(node.id, bits & mask)?
            }
            Kind::String => return self.string(cx, place),
            Kind::Numbers(number) => {
                let (pointer, length) = place.pair();
                let size = bytes_of(length, number.size())?;
                cx.consume_fuel(size)?;
                let bytes = slice(cx, pointer, size, number.size() as u32)?;
                sink.numbers(node.id, *number, false, bytes)?
            }
            Kind::List(element) => return self.list(cx, node.id, *element, place),
            Kind::Map(map) => return self.map(cx, node.id, map, place),
            Kind::FixedNumbers(number, _) => match place {
                Place::Memory(bytes) => sink.numbers(node.id, *number, true, bytes)?,
                Place::Flat(slots) => {
                    let mut bytes = Vec::with_capacity(slots.len() * number.size());
                    for slot in slots {
                        bytes.extend_from_slice(&slot.get_u64().to_le_bytes()[..number.size()]);
                    }
                    sink.numbers(node.id, *number, true, &bytes)?
                }
            },
            Kind::FixedList(element, length) => {
                let element = &self.plan.nodes[*element];
                let mut items = sink.list(node.id, *length, true)?;
                for index in 0..*length {
                    let at = index * element.size as usize;
                    let value = self.lift(cx, element, place.part(at, index * element.flat, element))?;
                    self.sink.push(&mut items, value)?;
                }
                self.sink.finish(items)?
            }
            Kind::Record(members) => {
                let items = sink.record(node.id)?;
                return self.members(cx, members, items, place);
            }
            Kind::Tuple(members) => {
                let items = sink.tuple(node.id)?;
                return self.members(cx, members, items, place);
            }
            Kind::Variant(cases) => {
                let case = below(place.case(cases.tag), cases.payloads.len())?;
                let payload = self.payload(cx, node.id, Choice::Variant, cases, case, place)?;
                self.sink.variant(node.id, case, payload)?
            }
            Kind::Option(cases) => {
                let case = below(place.case(cases.tag), 2)?;
                let payload = self.payload(cx, node.id, Choice::Option, cases, case, place)?;
                self.sink.option(node.id, payload)?
            }
            Kind::Result(cases) => {
                let case = below(place.case(cases.tag), 2)?;
                let payload = self.payload(cx, node.id, Choice::Result, cases, case, place)?;
                self.sink.result(node.id, case == 1, payload)?
            }
            Kind::Own(ty) => {
                let handle = self.handles.insert(resource(cx, *ty, place)?)?;
                sink.own(node.id, handle)?
            }
            Kind::Borrow(ty) => {
                let handle = self.handles.insert(resource(cx, *ty, place)?)?;
                sink.borrow(node.id, handle)?
            }
            Kind::HostOwn(ty, _) => sink.host_own(node.id, host_resource(cx, *ty, place)?)?,
            Kind::HostBorrow(ty, _) => sink.host_borrow(node.id, host_resource(cx, *ty, place)?)?,
        })
    }

    fn string(&mut self, cx: &mut LiftContext<'_>, place: Place<'_>) -> Result<K::Value, Fault> {
        let (pointer, length) = place.pair();
        if cx.options().string_encoding == StringEncoding::Utf8 {
            cx.consume_fuel(length as usize)?;
            let bytes = slice(cx, pointer, length as usize, 1)?;
            let text = std::str::from_utf8(bytes)
                .map_err(|error| invalid(format!("a string is not UTF-8: {error}")))?;
            return Ok(self.sink.string(text)?);
        }
        // Wasmtime's own lifting knows the other encodings. It checks and charges as well.
        let pair = [ValRaw::u32(pointer), ValRaw::u32(length)];
        let text = String::linear_lift_from_flat(cx, InterfaceType::String, &pair)?;
        Ok(self.sink.string(&text)?)
    }

    fn list(
        &mut self,
        cx: &mut LiftContext<'_>,
        id: TypeId,
        element: NodeId,
        place: Place<'_>,
    ) -> Result<K::Value, Fault> {
        let element = &self.plan.nodes[element];
        let size = element.size as usize;
        let bytes = elements(cx, place, size, element.align)?;
        let length = place.pair().1 as usize;
        let mut items = self.sink.list(id, length, false)?;
        for index in 0..length {
            let value = self.lift(cx, element, Place::Memory(&bytes[index * size..][..size]))?;
            self.sink.push(&mut items, value)?;
        }
        Ok(self.sink.finish(items)?)
    }

    fn map(
        &mut self,
        cx: &mut LiftContext<'_>,
        id: TypeId,
        map: &MapPlan,
        place: Place<'_>,
    ) -> Result<K::Value, Fault> {
        let (key, value) = (&self.plan.nodes[map.key], &self.plan.nodes[map.value]);
        let bytes = elements(cx, place, map.entry_size, map.entry_align)?;
        let length = place.pair().1 as usize;
        let mut items = self.sink.map(id, length)?;
        for index in 0..length {
            let entry = Place::Memory(&bytes[index * map.entry_size..][..map.entry_size]);
            let host = self.lift(cx, key, entry.part(0, 0, key))?;
            self.sink.push(&mut items, host)?;
            let host = self.lift(cx, value, entry.part(map.value_offset, 0, value))?;
            self.sink.push(&mut items, host)?;
        }
        Ok(self.sink.finish(items)?)
    }

    fn members(
        &mut self,
        cx: &mut LiftContext<'_>,
        members: &[Member],
        mut items: K::Items,
        place: Place<'_>,
    ) -> Result<K::Value, Fault> {
        let mut slot = 0;
        for member in members {
            let node = &self.plan.nodes[member.node];
            let value = self.lift(cx, node, place.part(member.offset, slot, node))?;
            self.sink.push(&mut items, value)?;
            slot += node.flat;
        }
        Ok(self.sink.finish(items)?)
    }

    fn payload(
        &mut self,
        cx: &mut LiftContext<'_>,
        id: TypeId,
        choice: Choice,
        cases: &Cases,
        case: u32,
        place: Place<'_>,
    ) -> Result<Option<K::Value>, Fault> {
        below(case, cases.payloads.len())?;
        self.sink.case(id, choice, case)?;
        match cases.payloads[case as usize] {
            None => Ok(None),
            Some(payload) => {
                let node = &self.plan.nodes[payload];
                self.lift(cx, node, place.part(cases.payload_offset, 1, node)).map(Some)
            }
        }
    }
}

/// Where a value lies: in flat values, or in exactly as many bytes of guest memory as it takes.
#[derive(Clone, Copy)]
enum Place<'a> {
    Flat(&'a [ValRaw]),
    Memory(&'a [u8]),
}

impl<'a> Place<'a> {
    /// The place of a part of the value here. The plan keeps both inside.
    fn part(self, offset: usize, slot: usize, node: &Node) -> Place<'a> {
        match self {
            Place::Flat(slots) => Place::Flat(&slots[slot..][..node.flat]),
            Place::Memory(bytes) => Place::Memory(&bytes[offset..][..node.size as usize]),
        }
    }

    fn bytes<const N: usize>(self) -> [u8; N] {
        match self {
            Place::Flat(slots) => {
                let mut bytes = [0; N];
                bytes.copy_from_slice(&slots[0].get_u64().to_le_bytes()[..N]);
                bytes
            }
            Place::Memory(memory) => {
                let mut bytes = [0; N];
                bytes.copy_from_slice(&memory[..N]);
                bytes
            }
        }
    }

    /// Anything but 0 is true. A flat one is an `i32`, of which every bit counts.
    fn bool(self) -> bool {
        match self {
            Place::Flat(slots) => slots[0].get_u32() != 0,
            Place::Memory(_) => self.u8() != 0,
        }
    }

    fn u8(self) -> u8 {
        u8::from_le_bytes(self.bytes())
    }

    fn u16(self) -> u16 {
        u16::from_le_bytes(self.bytes())
    }

    fn u32(self) -> u32 {
        u32::from_le_bytes(self.bytes())
    }

    fn u64(self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// The discriminant. A flat one is always an `i32`, whatever it takes in memory.
    fn case(self, tag: Tag) -> u32 {
        match (self, tag) {
            (Place::Flat(_), _) | (_, Tag::Four) => self.u32(),
            (_, Tag::Two) => self.u16().into(),
            (_, Tag::One) => self.u8().into(),
        }
    }

    /// A pointer and a length.
    fn pair(self) -> (u32, u32) {
        match self {
            Place::Flat(slots) => (slots[0].get_u32(), slots[1].get_u32()),
            Place::Memory(_) => {
                let both = self.u64();
                (both as u32, (both >> 32) as u32)
            }
        }
    }
}

fn resource(cx: &mut LiftContext<'_>, ty: InterfaceType, place: Place<'_>) -> Result<ResourceAny, Fault> {
    Ok(ResourceAny::linear_lift_from_flat(cx, ty, &ValRaw::u32(place.u32()))?)
}

/// The number by which the host knows a resource of its own. Wasmtime's table, which the guest
/// cannot write to, keeps it.
fn host_resource(cx: &mut LiftContext<'_>, ty: InterfaceType, place: Place<'_>) -> Result<u32, Fault> {
    Ok(ResourceDynamic::linear_lift_from_flat(cx, ty, &ValRaw::u32(place.u32()))?.rep())
}

fn elements<'a>(
    cx: &mut LiftContext<'a>,
    place: Place<'_>,
    size: usize,
    align: u32,
) -> Result<&'a [u8], Fault> {
    let (pointer, length) = place.pair();
    let bytes = bytes_of(length, size)?;
    cx.consume_fuel_array(length as usize, size.max(ELEMENT_COST))?;
    slice(cx, pointer, bytes, align)
}

fn bytes_of(length: u32, size: usize) -> Result<usize, Fault> {
    (length as usize).checked_mul(size).ok_or_else(|| invalid("a list is longer than memory"))
}

fn slice<'a>(cx: &LiftContext<'a>, pointer: u32, length: usize, align: u32) -> Result<&'a [u8], Fault> {
    if !pointer.is_multiple_of(align) {
        return Err(invalid(format!("pointer {pointer:#x} is not aligned to {align}")));
    }
    cx.memory()
        .get(pointer as usize..)
        .and_then(|rest| rest.get(..length))
        .ok_or_else(|| invalid(format!("{length} bytes at {pointer:#x} are out of bounds of memory")))
}

fn below(case: u32, cases: usize) -> Result<u32, Fault> {
    match (case as usize) < cases {
        true => Ok(case),
        false => Err(invalid(format!("discriminant {case} of {cases} cases"))),
    }
}
