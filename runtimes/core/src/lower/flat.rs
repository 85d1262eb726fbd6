//! Lowering to flat values, the parameters and results of core functions.

use super::{Lowering, Payload, below, exactly, within};
use crate::deferred::Place;
use crate::guest::{Fault, part};
use crate::host::{Number, Source};
use crate::plan::{Kind, MAX_FLAT_PARAMS, Member, Node};
use outwit_signature::TypeId;
use wasmtime::ValRaw;
use wasmtime::component::__internal::LowerContext;

impl<S: Source> Lowering<'_, S> {
    /// Lowers a value into flat values from `slots[slot]` on.
    pub(super) fn flatten<T: 'static>(
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
            Kind::Own(_) | Kind::Borrow(_) | Kind::HostOwn(..) | Kind::HostBorrow(..) => {
                return self.handle(cx, node, value, Place::Slot(slot));
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
                return self.flatten_case(cx, node.id, case, payload, slots, slot);
            }
        };
        Ok(())
    }

    /// Lowers the case of a variant, option or result, and its payload.
    pub(super) fn flatten_case<T: 'static>(
        &mut self,
        cx: &mut LowerContext<'_, T>,
        id: TypeId,
        case: u32,
        payload: Payload<S::Value>,
        slots: &mut [ValRaw],
        slot: usize,
    ) -> Result<(), Fault> {
        slots[slot] = ValRaw::u32(case);
        let Some((payload, value)) = payload else { return Ok(()) };
        self.flatten(cx, &self.plan.nodes[payload], value, slots, slot + 1)
            .map_err(|fault| self.inside_case(fault, id, case))
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
}
