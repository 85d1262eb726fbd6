//! Lowering: host values, read from a [`Source`], into flat values and guest memory.
//!
//! The walk follows the [`Plan`], which was made from the types that Wasmtime checked: offsets and
//! sizes come from there.

mod flat;
mod memory;

use crate::deferred::{self, Deferred, Lent, Place};
use crate::error::{ErrorKind, ValueError};
use crate::guest::{Fault, Guest, defect};
use crate::handles::Handles;
use crate::host::{Handle, Source};
use crate::plan::{Cases, Kind, MAX_FLAT_PARAMS, Node, NodeId, ParamsPlan, Plan};
use outwit_signature::{Function, TypeDef, TypeId, World};
use wasmtime::ValRaw;
use wasmtime::component::__internal::{InterfaceType, LowerContext};

/// One call's values on their way into the guest.
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
        params: &ParamsPlan,
        slots: &mut [ValRaw; MAX_FLAT_PARAMS],
    ) -> Result<(), Fault> {
        if params.flat <= MAX_FLAT_PARAMS {
            let mut slot = 0;
            for (index, param) in params.members.iter().enumerate() {
                let value = self.source.param(index)?;
                let node = &self.plan.nodes[param.node];
                self.flatten(cx, node, value, &mut slots[..], slot)
                    .map_err(|fault| fault.inside(&function.params[index].name))?;
                slot += node.flat;
            }
        } else {
            let base = cx.allocate(params.align, params.size as usize)?;
            for (index, param) in params.members.iter().enumerate() {
                let value = self.source.param(index)?;
                self.store(cx, &self.plan.nodes[param.node], value, base + param.offset)
                    .map_err(|fault| fault.inside(&function.params[index].name))?;
            }
            slots[0] = ValRaw::i64(base as i64);
        }
        self.finish(cx, slots)
    }

    /// Lowers the result of a host function to where the guest wants it.
    pub fn result<T: 'static>(
        &mut self,
        cx: &mut LowerContext<'_, T>,
        result: Option<NodeId>,
        to: To<'_>,
    ) -> Result<(), Fault> {
        let mut none = [];
        let Some(result) = result else { return self.finish(cx, &mut none) };
        let node = &self.plan.nodes[result];
        let slots = match (&node.kind, to) {
            (Kind::Result(cases), to) => {
                let (is_err, value) = self.source.outcome(node.id)?;
                let payload = cases.payloads[usize::from(is_err)].map(|payload| (payload, value));
                match to {
                    To::Flat(slots) => {
                        self.flatten_case(cx, node.id, is_err.into(), payload, slots, 0)?;
                        slots
                    }
                    To::Memory(at) => {
                        self.store_case(cx, node.id, cases, is_err.into(), payload, at)?;
                        &mut none
                    }
                }
            }
            (_, To::Flat(slots)) => {
                let value = self.source.param(0)?;
                self.flatten(cx, node, value, slots, 0)?;
                slots
            }
            (_, To::Memory(at)) => {
                let value = self.source.param(0)?;
                self.store(cx, node, value, at)?;
                &mut none
            }
        };
        self.finish(cx, slots)
    }

    /// Everything has been read: lowers what was put off, and tells the source.
    fn finish<T: 'static>(
        &mut self,
        cx: &mut LowerContext<'_, T>,
        slots: &mut [ValRaw],
    ) -> Result<(), Fault> {
        nothing_left(self.source)?;
        if !self.deferred.is_empty() {
            deferred::settle(&self.deferred, cx, self.handles, slots)?;
        }
        self.source.finished();
        Ok(())
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
        self.deferred.push(Deferred { place, ty, lent: Lent::Guest { handle, resource } });
        Ok(())
    }

    /// Puts a handle off until everything else is in the guest.
    fn handle<G: Guest>(
        &mut self,
        guest: &mut G,
        node: &Node,
        value: S::Value,
        place: Place,
    ) -> Result<(), Fault> {
        let (ty, lent) = match node.kind {
            Kind::Own(ty) => {
                let handle = self.source.own(value, node.id)?;
                return self.defer(guest, handle, ty, place);
            }
            Kind::Borrow(ty) => {
                let handle = self.source.borrow(value, node.id)?;
                return self.defer(guest, handle, ty, place);
            }
            Kind::HostOwn(ty, resource) => {
                (ty, Lent::HostOwn { rep: self.source.host_own(value, node.id)?, resource })
            }
            Kind::HostBorrow(ty, resource) => {
                (ty, Lent::HostBorrow { rep: self.source.host_borrow(value, node.id)?, resource })
            }
            _ => return Err(defect("a handle of something else")),
        };
        self.deferred.push(Deferred { place, ty, lent });
        Ok(())
    }

    /// The case of a variant, option or result, and its payload where the case has one.
    pub(super) fn choose(&mut self, node: &Node, value: S::Value) -> Result<(u32, Payload<S::Value>), Fault> {
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
    pub(super) fn inside_member(&self, fault: Fault, id: TypeId, index: usize, named: bool) -> Fault {
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
    pub(super) fn inside_case(&self, fault: Fault, id: TypeId, case: u32) -> Fault {
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

/// The type of a case's payload and its value, where the case has one.
type Payload<V> = Option<(NodeId, V)>;

/// Where the result of a host function goes: to as many flat values as it has, or to memory.
pub(crate) enum To<'a> {
    Flat(&'a mut [ValRaw]),
    Memory(usize),
}

/// All arguments were read: whoever wrote more of them meant another function.
pub(crate) fn nothing_left<S: Source>(source: &S) -> Result<(), ValueError> {
    match source.remaining() {
        0 => Ok(()),
        left => Err(ValueError::not_allowed(format!("the buffer is broken: {left} bytes are left over"))),
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
