//! Lowering to guest memory.

use super::{Lowering, Payload, below, exactly, within};
use crate::deferred::Place;
use crate::error::ValueError;
use crate::guest::{Fault, Guest, Stretch, defect};
use crate::host::Source;
use crate::plan::{Cases, Kind, MapPlan, Member, Node, NodeId, Tag};
use outwit_signature::TypeId;

impl<S: Source> Lowering<'_, S> {
    /// Lowers a value to guest memory at `at`.
    pub(super) fn store<G: Guest>(
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
            Kind::Own(_) | Kind::Borrow(_) | Kind::HostOwn(..) | Kind::HostBorrow(..) => {
                self.handle(guest, node, value, Place::Memory(at))
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
                self.store_case(guest, node.id, cases, case, payload, at)
            }
        }
    }

    /// Lowers the case of a variant, option or result, and its payload.
    pub(super) fn store_case<G: Guest>(
        &mut self,
        guest: &mut G,
        id: TypeId,
        cases: &Cases,
        case: u32,
        payload: Payload<S::Value>,
        at: usize,
    ) -> Result<(), Fault> {
        put_tag(guest, cases.tag, case, at)?;
        let Some((payload, value)) = payload else { return Ok(()) };
        self.store(guest, &self.plan.nodes[payload], value, at + cases.payload_offset)
            .map_err(|fault| self.inside_case(fault, id, case))
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
    pub(super) fn pointer<G: Guest>(
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
}

fn put_tag<G: Guest>(guest: &mut G, tag: Tag, case: u32, at: usize) -> Result<(), Fault> {
    match tag {
        Tag::One => guest.put(at, [case as u8]),
        Tag::Two => guest.put(at, (case as u16).to_le_bytes()),
        Tag::Four => guest.put(at, case.to_le_bytes()),
    }
}

/// The bytes of a list. The canonical ABI allows less than 2^31 of them.
fn bytes_of(length: usize, size: usize) -> Result<usize, ValueError> {
    match length.checked_mul(size) {
        Some(bytes) if bytes < 1 << 31 && length < 1 << 31 => Ok(bytes),
        _ => Err(ValueError::not_allowed("longer than the 2 GiB that a guest can take")),
    }
}
