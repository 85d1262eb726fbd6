//! Calls of what the guest exports.
//!
//! One parameter type and one result type stand for every function: they implement the traits
//! that `#[derive(Lower)]` and `#[derive(Lift)]` expand to, and walk the [`Plan`] instead of a
//! Rust type. The plan was made from the types of the very function that is called (see `link`).

use super::{Published, flat_values};
use crate::error::{Error, ValueError};
use crate::grant::Grant;
use crate::guest::Fault;
use crate::handles::Handles;
use crate::host::{Returned, Sink, Source};
use crate::lift::Lifting;
use crate::lower::Lowering;
use crate::plan::{FunctionPlan, MAX_FLAT_PARAMS, Plan};
use outwit_signature::{Function, World};
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ptr;
use wasmtime::component::__internal::{
    CanonicalAbiInfo, InstanceType, InterfaceType, LiftContext, LowerContext,
};
use wasmtime::component::{ComponentNamedList, ComponentType, Func, Lift, Lower, TypedFunc};
use wasmtime::{Store, ValRaw};

/// Everything that a call needs but its store.
pub(crate) struct Frame<'a, S, K> {
    pub world: &'a World,
    pub plan: &'a Plan,
    pub function: &'a Function,
    pub planned: &'a FunctionPlan,
    pub handles: &'a mut Handles,
    pub source: &'a mut S,
    pub sink: &'a mut K,
}

/// How a call failed.
pub(crate) enum CallError {
    /// There was no call.
    Refused(Error),
    /// A host value was wrong, or the host failed to build one.
    Value { error: ValueError, while_lifting: bool },
    /// Wasmtime says so.
    Guest(wasmtime::Error),
}

/// Calls a function with arguments from the source, and gives its result to the sink.
///
/// # Safety
/// `frame.planned` must have been made from the types of `func` (see [`actual_types`]).
#[inline(always)] // copying the frame costs more than the rest of this function
pub(crate) unsafe fn call<T: 'static, S: Source, K: Sink>(
    store: &mut Store<T>,
    func: Func,
    grant: Option<&RefCell<Grant>>,
    frame: Frame<'_, S, K>,
) -> Result<Returned<K::Value>, CallError> {
    let shared = Shared { frame: RefCell::new(frame), fault: Cell::new(None), returned: Cell::new(None) };
    // SAFETY: `Args` and `Lifted` lower and lift as the plan says, and the caller promises that
    // the plan is this function's.
    let typed = unsafe { TypedFunc::<Args<S, K>, Lifted<S, K>>::new_unchecked(func) };
    let result = {
        let _guard = Published::with(grant, ptr::from_ref(&shared).cast()).map_err(CallError::Refused)?;
        typed.call(store, Args(PhantomData))
    };
    match (result, shared.returned.into_inner(), shared.fault.into_inner()) {
        (Ok(_), Some(returned), _) => Ok(returned),
        (_, _, Some((error, while_lifting))) => Err(CallError::Value { error, while_lifting }),
        (Err(error), _, None) => Err(CallError::Guest(error)),
        (Ok(_), None, None) => {
            Err(CallError::Guest(wasmtime::Error::msg("defect in outwit: nothing was lifted")))
        }
    }
}

/// What lowering and lifting share during one call.
struct Shared<'a, S, K: Sink> {
    frame: RefCell<Frame<'a, S, K>>,
    fault: Cell<Option<(ValueError, bool)>>,
    returned: Cell<Option<Returned<K::Value>>>,
}

impl<S, K: Sink> Shared<'_, S, K> {
    /// Keeps a host's error aside, whole, and gives Wasmtime one of its own.
    fn fail(&self, fault: Fault, while_lifting: bool) -> wasmtime::Error {
        match fault {
            Fault::Guest(error) => error,
            Fault::Value(error) => {
                self.fault.set(Some((error, while_lifting)));
                wasmtime::Error::msg("a host value was wrong")
            }
        }
    }
}

/// The call that is lowering or lifting on this thread.
///
/// # Safety
/// Only for [`Args`] and [`Lifted`] of the same `S` and `K`, while Wasmtime lowers or lifts them.
unsafe fn current<'x, S, K: Sink>() -> &'x Shared<'x, S, K> {
    // SAFETY: only the function that `call` made typed lowers and lifts these types; `call`
    // published its `Shared<S, K>` on this thread and is still running, and calls inside it have
    // put their own away again. So this is the `Shared<S, K>` of that very call.
    unsafe { &*super::current::call().cast() }
}

/// The parameters of any function. The values themselves wait in [`Shared`], since Wasmtime wants
/// types that may change threads and a host's values may not.
struct Args<S, K>(PhantomData<fn(S, K)>);

/// The result of any function; the value itself waits in [`Shared`].
struct Lifted<S, K>(PhantomData<fn(S, K)>);

// SAFETY: `Lower` is an array of `ValRaw` as the trait demands, and as long as `ABI` says: the most
// that parameters take. Fewer are read where the function has fewer; where it has more, the first
// is a pointer, and `Lowering` allocates. No value of this type is ever stored in memory or in
// another type, so the size does not matter.
unsafe impl<S: Source, K: Sink> ComponentType for Args<S, K> {
    type Lower = [ValRaw; MAX_FLAT_PARAMS];
    const ABI: CanonicalAbiInfo = flat_values(MAX_FLAT_PARAMS);

    fn typecheck(_: &InterfaceType, _: &InstanceType<'_>) -> wasmtime::Result<()> {
        Err(wasmtime::Error::msg("defect in outwit: arguments are not checked by Wasmtime"))
    }
}

// SAFETY: it is the list of parameters itself; see `call`.
unsafe impl<S: Source, K: Sink> ComponentNamedList for Args<S, K> {}

// SAFETY: all values of `dst` are written, and as the function's own types demand.
unsafe impl<S: Source, K: Sink> Lower for Args<S, K> {
    fn linear_lower_to_flat<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        _ty: InterfaceType,
        dst: &mut MaybeUninit<Self::Lower>,
    ) -> wasmtime::Result<()> {
        let slots = dst.write([ValRaw::u64(0); MAX_FLAT_PARAMS]);
        // SAFETY: Wasmtime is lowering this type.
        let shared = unsafe { current::<S, K>() };
        let mut frame = shared.frame.borrow_mut();
        let Frame { world, plan, function, planned, handles, source, .. } = &mut *frame;
        let mut lowering = Lowering { world, plan, handles, source: &mut **source, deferred: Vec::new() };
        lowering.params(cx, function, &planned.params, slots).map_err(|fault| shared.fail(fault, false))
    }

    fn linear_lower_to_memory<T>(
        &self,
        _: &mut LowerContext<'_, T>,
        _: InterfaceType,
        _: usize,
    ) -> wasmtime::Result<()> {
        Err(wasmtime::Error::msg("defect in outwit: arguments are lowered to flat values only"))
    }
}

// SAFETY: one `ValRaw`: a function returns one flat value at most, its result or a pointer to it.
unsafe impl<S: Source, K: Sink> ComponentType for Lifted<S, K> {
    type Lower = [ValRaw; 1];
    const ABI: CanonicalAbiInfo = flat_values(1);

    fn typecheck(_: &InterfaceType, _: &InstanceType<'_>) -> wasmtime::Result<()> {
        Err(wasmtime::Error::msg("defect in outwit: results are not checked by Wasmtime"))
    }
}

// SAFETY: it is the list of results itself; see `call`.
unsafe impl<S: Source, K: Sink> ComponentNamedList for Lifted<S, K> {}

// SAFETY: `src` is read only as far as the function's own types reach: not at all where it has no
// result, which leaves the value undefined.
unsafe impl<S: Source, K: Sink> Lift for Lifted<S, K> {
    fn linear_lift_from_flat(
        cx: &mut LiftContext<'_>,
        _ty: InterfaceType,
        src: &Self::Lower,
    ) -> wasmtime::Result<Self> {
        // SAFETY: Wasmtime is lifting this type.
        let shared = unsafe { current::<S, K>() };
        let mut frame = shared.frame.borrow_mut();
        let Frame { plan, planned, handles, sink, .. } = &mut *frame;
        let mut lifting = Lifting { plan, handles, sink: &mut **sink };
        let returned = lifting.result(cx, planned, src).map_err(|fault| shared.fail(fault, true))?;
        shared.returned.set(Some(returned));
        Ok(Lifted(PhantomData))
    }

    fn linear_lift_from_memory(
        _: &mut LiftContext<'_>,
        _: InterfaceType,
        _: &[u8],
    ) -> wasmtime::Result<Self> {
        Err(wasmtime::Error::msg("defect in outwit: results are lifted from flat values only"))
    }
}
