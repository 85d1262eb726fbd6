//! Lowering: host values, read from a [`Source`], into flat values and guest memory.
//!
//! The walk follows the [`Plan`], which was made from the types that Wasmtime checked: offsets and
//! sizes come from there.

use crate::deferred::{self, Deferred, Place};
use crate::error::{ErrorKind, ValueError};
use crate::guest::{Fault, Guest, Stretch, defect, part};
use crate::handles::Handles;
use crate::host::{Handle, Number, Source};
use crate::plan::{Cases, FunctionPlan, Kind, MAX_FLAT_PARAMS, MapPlan, Member, Node, NodeId, Plan, Tag};
use outwit_signature::{Function, TypeDef, TypeId, World};
use wasmtime::ValRaw;
use wasmtime::component::__internal::{InterfaceType, LowerContext};

/// One call's arguments on their way into the guest.
pub(crate) struct Lowering<'a, S> {
    pub world: &'a World,
    pub plan: &'a Plan,
    pub handles: &'a mut Handles,
    pub source: &'a mut S,
    /// Handles, which come after everything else.
    pub deferred: Vec<Deferred>,
}

impl<S: Source> Lowering<'_, S> {
    /// Lowers the arguments of a function. `slots` are zero.
    pub fn params<T: 'static>(
        &mut self,
        cx: &mut LowerContext<'_, T>,
        function: &Function,
        plan: &FunctionPlan,
        slots: &mut [ValRaw; MAX_FLAT_PARAMS],
    ) -> Result<(), Fault> {
        if plan.flat <= MAX_FLAT_PARAMS {
            let mut slot = 0;
            for (index, param) in plan.params.iter().enumerate() {
                let value = self.source.param(index)?;
                let node = &self.plan.nodes[param.node];
                self.flatten(cx, node, value, &mut slots[..], slot)
                    .map_err(|fault| fault.inside(&function.params[index].name))?;
                slot += node.flat;
            }
        } else {
            let base = cx.allocate(plan.align, plan.size as usize)?;
            for (index, param) in plan.params.iter().enumerate() {
                let value = self.source.param(index)?;
                self.store(cx, &self.plan.nodes[param.node], value, base + param.offset)
                    .map_err(|fault| fault.inside(&function.params[index].name))?;
            }
            slots[0] = ValRaw::i64(base as i64);
        }
        nothing_left(self.source)?;
        self.source.finished();
        if self.deferred.is_empty() {
            Ok(())
        } else {
            deferred::settle(&self.deferred, cx, self.handles, slots)
        }
    }

    fn defer<G: Guest>(
        &mut self,
        guest: &mut G,
        handle: Handle,
        ty: InterfaceType,
        place: Place,
    ) -> Result<(), Fault> {
        let resource = self.handles.get(handle)?;
        if !guest.accepts(ty, resource) {
            return Err(ValueError::new(ErrorKind::Handle, "the resource is of another type").into());
        }
        self.deferred.push(Deferred { place, ty, handle, resource });
        Ok(())
    }

    /// Lowers a value into flat values from `slots[slot]` on.
    fn flatten<T: 'static>(
        &mut self,
        cx: &mut LowerContext<'_, T>,
        node: &Node,
        value: S::Value,
        slots: &mut [ValRaw],
        slot: usize,
    ) -> Result<(), Fault> {
        let source = &mut *self.source;
        slots[slot] = match &node.kind {
            Kind::Bool => ValRaw::u32(source.bool(value)?.into()),
            Kind::U8 => ValRaw::u32(source.u8(value)?.into()),
            Kind::U16 => ValRaw::u32(source.u16(value)?.into()),
            Kind::U32 => ValRaw::u32(source.u32(value)?),
            Kind::U64 => ValRaw::u64(source.u64(value)?),
            Kind::S8 => ValRaw::i32(source.s8(value)?.into()),
            Kind::S16 => ValRaw::i32(source.s16(value)?.into()),
            Kind::S32 => ValRaw::i32(source.s32(value)?),
            Kind::S64 => ValRaw::i64(source.s64(value)?),
            Kind::F32 => ValRaw::f32(source.f32(value)?.to_bits()),
            Kind::F64 => ValRaw::f64(source.f64(value)?.to_bits()),
            Kind::Char => ValRaw::u32(source.char(value)?.into()),
            Kind::Enum { cases, .. } => ValRaw::u32(below(source.enumeration(value, node.id)?, *cases)?),
            Kind::Flags { mask, .. } => ValRaw::u32(within(source.flags(value, node.id)?, *mask)?),
            Kind::String | Kind::Numbers(_) | Kind::List(_) | Kind::Map(_) => {
                let (pointer, length) = self.pointer(cx, node, value)?;
                slots[slot + 1] = ValRaw::u32(length);
                ValRaw::u32(pointer)
            }
            Kind::Own(ty) => {
                let handle = source.own(value, node.id)?;
                return self.defer(cx, handle, *ty, Place::Slot(slot));
            }
            Kind::Borrow(ty) => {
                let handle = source.borrow(value, node.id)?;
                return self.defer(cx, handle, *ty, Place::Slot(slot));
            }
            Kind::Record(members) => {
                let mut items = source.record(value, node.id)?;
                return self.flatten_members(cx, node.id, members, &mut items, slots, slot, true);
            }
            Kind::Tuple(members) => {
                let mut items = source.tuple(value, node.id)?;
                return self.flatten_members(cx, node.id, members, &mut items, slots, slot, false);
            }
            Kind::FixedNumbers(number, length) => {
                return self.flatten_numbers(node.id, *number, *length, value, &mut slots[slot..]);
            }
            Kind::FixedList(element, length) => {
                let (mut items, found) = source.list(value, node.id, Some(*length))?;
                exactly(*length, found)?;
                let element = &self.plan.nodes[*element];
                for index in 0..*length {
                    let value = self.source.next(&mut items).map_err(|e| e.at(index))?;
                    self.flatten(cx, element, value, slots, slot + index * element.flat)
                        .map_err(|f| f.at(index))?;
                }
                return Ok(());
            }
            Kind::Variant(_) | Kind::Option(_) | Kind::Result(_) => {
                let (case, payload) = self.choose(node, value)?;
                slots[slot] = ValRaw::u32(case);
                let Some((payload, value)) = payload else { return Ok(()) };
                let payload = &self.plan.nodes[payload];
                return self
                    .flatten(cx, payload, value, slots, slot + 1)
                    .map_err(|fault| self.inside_case(fault, node.id, case));
            }
        };
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn flatten_members<T: 'static>(
        &mut self,
        cx: &mut LowerContext<'_, T>,
        id: TypeId,
        members: &[Member],
        items: &mut S::Items,
        slots: &mut [ValRaw],
        mut slot: usize,
        named: bool,
    ) -> Result<(), Fault> {
        for (index, member) in members.iter().enumerate() {
            let node = &self.plan.nodes[member.node];
            let done = match self.source.next(items) {
                Ok(value) => self.flatten(cx, node, value, slots, slot),
                Err(error) => Err(error.into()),
            };
            done.map_err(|fault| self.inside_member(fault, id, index, named))?;
            slot += node.flat;
        }
        Ok(())
    }

    fn flatten_numbers(
        &mut self,
        id: TypeId,
        number: Number,
        length: usize,
        value: S::Value,
        slots: &mut [ValRaw],
    ) -> Result<(), Fault> {
        let (numbers, found) = self.source.numbers(value, id, number, Some(length))?;
        exactly(length, found)?;
        let mut bytes = [0; MAX_FLAT_PARAMS * 8];
        let bytes = part(&mut bytes, 0, length * number.size())?;
        self.source.copy_numbers(numbers, number, bytes)?;
        for (slot, bytes) in slots.iter_mut().zip(bytes.chunks_exact(number.size())) {
            let mut wide = [0; 8];
            wide[..bytes.len()].copy_from_slice(bytes);
            let bits = u64::from_le_bytes(wide);
            *slot = match number {
                Number::S8 => ValRaw::i32((bits as i8).into()),
                Number::S16 => ValRaw::i32((bits as i16).into()),
                _ => ValRaw::u64(bits),
            };
        }
        Ok(())
    }

    /// Lowers a value to guest memory at `at`.
    fn store<G: Guest>(
        &mut self,
        guest: &mut G,
        node: &Node,
        value: S::Value,
        at: usize,
    ) -> Result<(), Fault> {
        let source = &mut *self.source;
        match &node.kind {
            Kind::Bool => guest.put(at, [source.bool(value)?.into()]),
            Kind::U8 => guest.put(at, source.u8(value)?.to_le_bytes()),
            Kind::U16 => guest.put(at, source.u16(value)?.to_le_bytes()),
            Kind::U32 => guest.put(at, source.u32(value)?.to_le_bytes()),
            Kind::U64 => guest.put(at, source.u64(value)?.to_le_bytes()),
            Kind::S8 => guest.put(at, source.s8(value)?.to_le_bytes()),
            Kind::S16 => guest.put(at, source.s16(value)?.to_le_bytes()),
            Kind::S32 => guest.put(at, source.s32(value)?.to_le_bytes()),
            Kind::S64 => guest.put(at, source.s64(value)?.to_le_bytes()),
            Kind::F32 => guest.put(at, source.f32(value)?.to_le_bytes()),
            Kind::F64 => guest.put(at, source.f64(value)?.to_le_bytes()),
            Kind::Char => guest.put(at, u32::from(source.char(value)?).to_le_bytes()),
            Kind::Enum { tag, cases } => {
                let case = below(source.enumeration(value, node.id)?, *cases)?;
                put_tag(guest, *tag, case, at)
            }
            Kind::Flags { size, mask } => {
                let bits = within(source.flags(value, node.id)?, *mask)?.to_le_bytes();
                guest.slice(at, *size as usize)?.copy_from_slice(&bits[..*size as usize]);
                Ok(())
            }
            Kind::String | Kind::Numbers(_) | Kind::List(_) | Kind::Map(_) => {
                let (pointer, length) = self.pointer(guest, node, value)?;
                guest.put(at, pointer.to_le_bytes())?;
                guest.put(at + 4, length.to_le_bytes())
            }
            Kind::Own(ty) => {
                let handle = source.own(value, node.id)?;
                self.defer(guest, handle, *ty, Place::Memory(at))
            }
            Kind::Borrow(ty) => {
                let handle = source.borrow(value, node.id)?;
                self.defer(guest, handle, *ty, Place::Memory(at))
            }
            Kind::Record(members) => {
                let mut items = source.record(value, node.id)?;
                self.store_members(guest, node.id, members, &mut items, at, true)
            }
            Kind::Tuple(members) => {
                let mut items = source.tuple(value, node.id)?;
                self.store_members(guest, node.id, members, &mut items, at, false)
            }
            Kind::FixedNumbers(number, length) => {
                let (numbers, found) = source.numbers(value, node.id, *number, Some(*length))?;
                exactly(*length, found)?;
                Ok(source.copy_numbers(numbers, *number, guest.slice(at, length * number.size())?)?)
            }
            Kind::FixedList(element, length) => {
                let (items, found) = source.list(value, node.id, Some(*length))?;
                exactly(*length, found)?;
                self.store_elements(guest, *element, items, *length, at)
            }
            Kind::Variant(cases) | Kind::Option(cases) | Kind::Result(cases) => {
                let (case, payload) = self.choose(node, value)?;
                put_tag(guest, cases.tag, case, at)?;
                let Some((payload, value)) = payload else { return Ok(()) };
                let payload = &self.plan.nodes[payload];
                self.store(guest, payload, value, at + cases.payload_offset)
                    .map_err(|fault| self.inside_case(fault, node.id, case))
            }
        }
    }

    fn store_members<G: Guest>(
        &mut self,
        guest: &mut G,
        id: TypeId,
        members: &[Member],
        items: &mut S::Items,
        at: usize,
        named: bool,
    ) -> Result<(), Fault> {
        for (index, member) in members.iter().enumerate() {
            let node = &self.plan.nodes[member.node];
            let done = match self.source.next(items) {
                Ok(value) => self.store(guest, node, value, at + member.offset),
                Err(error) => Err(error.into()),
            };
            done.map_err(|fault| self.inside_member(fault, id, index, named))?;
        }
        Ok(())
    }

    fn store_elements<G: Guest>(
        &mut self,
        guest: &mut G,
        element: NodeId,
        mut items: S::Items,
        length: usize,
        base: usize,
    ) -> Result<(), Fault> {
        let element = &self.plan.nodes[element];
        let size = element.size as usize;
        if element.plain {
            let mut stretch = Stretch { bytes: guest.slice(base, length * size)? };
            for index in 0..length {
                let value = self.source.next(&mut items).map_err(|e| e.at(index))?;
                self.store(&mut stretch, element, value, index * size).map_err(|f| f.at(index))?;
            }
        } else {
            for index in 0..length {
                let value = self.source.next(&mut items).map_err(|e| e.at(index))?;
                self.store(guest, element, value, base + index * size).map_err(|f| f.at(index))?;
            }
        }
        Ok(())
    }

    /// Lowers a string, list or map: its pointer and length.
    fn pointer<G: Guest>(
        &mut self,
        guest: &mut G,
        node: &Node,
        value: S::Value,
    ) -> Result<(u32, u32), Fault> {
        match &node.kind {
            Kind::String => self.source.string(value, |text| {
                bytes_of(text.len(), 1)?;
                guest.string(text)
            })?,
            Kind::Numbers(number) => {
                let (numbers, length) = self.source.numbers(value, node.id, *number, None)?;
                let size = bytes_of(length, number.size())?;
                let at = guest.allocate(number.size() as u32, size)?;
                self.source.copy_numbers(numbers, *number, guest.slice(at, size)?)?;
                Ok((at as u32, length as u32))
            }
            Kind::List(element) => {
                let (items, length) = self.source.list(value, node.id, None)?;
                let planned = &self.plan.nodes[*element];
                let at = guest.allocate(planned.align, bytes_of(length, planned.size as usize)?)?;
                self.store_elements(guest, *element, items, length, at)?;
                Ok((at as u32, length as u32))
            }
            Kind::Map(map) => {
                let (items, length) = self.source.map(value, node.id)?;
                let at = guest.allocate(map.entry_align, bytes_of(length, map.entry_size)?)?;
                self.store_entries(guest, map, items, length, at)?;
                Ok((at as u32, length as u32))
            }
            _ => Err(defect("a pointer to something else")),
        }
    }

    fn store_entries<G: Guest>(
        &mut self,
        guest: &mut G,
        map: &MapPlan,
        mut items: S::Items,
        length: usize,
        base: usize,
    ) -> Result<(), Fault> {
        let (key, value) = (&self.plan.nodes[map.key], &self.plan.nodes[map.value]);
        for index in 0..length {
            let at = base + index * map.entry_size;
            let host = self.source.next(&mut items)?;
            self.store(guest, key, host, at).map_err(|f| f.inside("key").at(index))?;
            let host = self.source.next(&mut items)?;
            self.store(guest, value, host, at + map.value_offset).map_err(|f| f.inside("value").at(index))?;
        }
        Ok(())
    }

    /// The case of a variant, option or result, and its payload where the case has one.
    #[allow(clippy::type_complexity)]
    fn choose(&mut self, node: &Node, value: S::Value) -> Result<(u32, Option<(NodeId, S::Value)>), Fault> {
        let pick = |cases: &Cases, case: u32, value| -> Result<_, Fault> {
            below(case, cases.payloads.len() as u32)?;
            Ok((case, cases.payloads[case as usize].map(|payload| (payload, value))))
        };
        match &node.kind {
            Kind::Option(cases) => match self.source.option(value, node.id)? {
                None => Ok((0, None)),
                Some(value) => pick(cases, 1, value),
            },
            Kind::Result(cases) => {
                let (is_err, value) = self.source.result(value, node.id)?;
                pick(cases, is_err.into(), value)
            }
            Kind::Variant(cases) => {
                let (case, value) = self.source.variant(value, node.id)?;
                pick(cases, case, value)
            }
            _ => Err(defect("a choice of something else")),
        }
    }

    #[cold]
    fn inside_member(&self, fault: Fault, id: TypeId, index: usize, named: bool) -> Fault {
        match self.world.def(id) {
            Some(TypeDef::Record { fields, .. }) if named => match fields.get(index) {
                Some(field) => fault.inside(&field.name),
                None => fault,
            },
            _ => fault.at(index),
        }
    }

    /// A variant's payload is named by its case; what is inside an option or result adds nothing
    /// that a reader of the path would miss.
    #[cold]
    fn inside_case(&self, fault: Fault, id: TypeId, case: u32) -> Fault {
        match self.world.def(id) {
            Some(TypeDef::Variant { cases, .. }) => match cases.get(case as usize) {
                Some(case) => fault.inside(&case.name),
                None => fault,
            },
            Some(TypeDef::Result { .. }) => fault.inside(if case == 0 { "ok" } else { "err" }),
            _ => fault,
        }
    }
}

/// All arguments were read: whoever wrote more of them meant another function.
pub(crate) fn nothing_left<S: Source>(source: &S) -> Result<(), ValueError> {
    match source.remaining() {
        0 => Ok(()),
        left => Err(ValueError::not_allowed(format!("the buffer is broken: {left} bytes are left over"))),
    }
}

fn put_tag<G: Guest>(guest: &mut G, tag: Tag, case: u32, at: usize) -> Result<(), Fault> {
    match tag {
        Tag::One => guest.put(at, [case as u8]),
        Tag::Two => guest.put(at, (case as u16).to_le_bytes()),
        Tag::Four => guest.put(at, case.to_le_bytes()),
    }
}

pub(crate) fn below(case: u32, cases: u32) -> Result<u32, ValueError> {
    if case < cases {
        Ok(case)
    } else {
        Err(ValueError::not_allowed(format!("no case {case}, there are {cases}")))
    }
}

pub(crate) fn within(bits: u32, mask: u32) -> Result<u32, ValueError> {
    match bits & !mask {
        0 => Ok(bits),
        unknown => Err(ValueError::not_allowed(format!("flags {unknown:#x} do not exist"))),
    }
}

pub(crate) fn exactly(expected: usize, found: usize) -> Result<(), ValueError> {
    match expected == found {
        true => Ok(()),
        false => Err(ValueError::not_allowed(format!("expected {expected} elements, got {found}"))),
    }
}

/// The bytes of a list. The canonical ABI allows less than 2^31 of them.
fn bytes_of(length: usize, size: usize) -> Result<usize, ValueError> {
    match length.checked_mul(size) {
        Some(bytes) if bytes < 1 << 31 && length < 1 << 31 => Ok(bytes),
        _ => Err(ValueError::not_allowed("longer than the 2 GiB that a guest can take")),
    }
}
