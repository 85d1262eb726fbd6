//! Calls of what the guest imports.
//!
//! Wasmtime hands the flat values of a call over as one slice, exactly as long as the function's
//! own, so the parameter type has that length. It is lifted before the closure that knows which
//! import is called: [`Grant::lift`] finds the plan by the types alone.

use super::flat_values;
use super::probe::see;
use crate::error::{Error, ErrorKind};
use crate::grant::Grant;
use crate::instance::Data;
use crate::interrupt::Stop;
use crate::lower::To;
use crate::plan::MAX_FLAT_PARAMS;
use std::any::TypeId;
use std::mem::MaybeUninit;
use std::ptr;
use wasmtime::ValRaw;
use wasmtime::component::__internal::{
    CanonicalAbiInfo, InstanceType, InterfaceType, LiftContext, LowerContext,
};
use wasmtime::component::{ComponentNamedList, ComponentType, Lift, LinkerInstance, Lower, ResourceType};

/// Uses the grant of the guest that has just called out on this thread.
fn current<R>(work: impl FnOnce(&mut Grant) -> wasmtime::Result<R>) -> wasmtime::Result<R> {
    // SAFETY: it is null, or `Published` put it there and is alive, and so is what it borrows: every
    // way into a guest goes through it, and inner calls have put their own away again.
    let grant = unsafe { super::current::grant().as_ref() };
    let Some(grant) = grant else {
        let message = "the guest drops a resource of its host's, and the instance was made without a host";
        return Err(stop(Error::new(ErrorKind::Usage, message)));
    };
    match grant.try_borrow_mut() {
        Ok(mut grant) => work(&mut grant),
        // A guest cannot call out while its host function runs: nothing can enter it.
        Err(_) => Err(wasmtime::Error::msg("defect in outwit: a guest calls out twice at once")),
    }
}

/// Stops the guest with an error of the host's.
fn stop(error: Error) -> wasmtime::Error {
    wasmtime::Error::new(Stop::new(error))
}

/// The parameters of an import with `N` flat values; the values themselves are with the host.
struct Taken<const N: usize>;

// SAFETY: `Lower` is an array of `ValRaw`, as long as `ABI` says. No value of this type is ever
// stored in memory or in another type, so the size does not matter.
unsafe impl<const N: usize> ComponentType for Taken<N> {
    type Lower = [ValRaw; N];
    const ABI: CanonicalAbiInfo = flat_values(N);

    /// Any type will do here: whether the function has `N` flat values is checked once its types
    /// are known, before the linker that holds it makes an instance (`supply`).
    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> wasmtime::Result<()> {
        see(ty, types);
        Ok(())
    }
}

// SAFETY: it is the list of parameters itself.
unsafe impl<const N: usize> ComponentNamedList for Taken<N> {}

// SAFETY: `src` is read only as far as the parameters' own plan reaches, which was made from `ty`.
unsafe impl<const N: usize> Lift for Taken<N> {
    fn linear_lift_from_flat(
        cx: &mut LiftContext<'_>,
        ty: InterfaceType,
        src: &[ValRaw; N],
    ) -> wasmtime::Result<Self> {
        current(|grant| grant.lift(cx, ty, src, 0)).map(|()| Taken)
    }

    /// `bytes` are none at all, since the type has no size: they say where the values lie.
    fn linear_lift_from_memory(
        cx: &mut LiftContext<'_>,
        ty: InterfaceType,
        bytes: &[u8],
    ) -> wasmtime::Result<Self> {
        let at = bytes.as_ptr().addr().wrapping_sub(cx.memory().as_ptr().addr());
        let at = u32::try_from(at).map_err(|_| wasmtime::Error::msg("arguments outside of memory"))?;
        current(|grant| grant.lift(cx, ty, &[], at)).map(|()| Taken)
    }
}

/// The result of an import with `N` flat values; the value itself is with the host.
struct Given<const N: usize> {
    import: u32,
}

// SAFETY: as for `Taken`.
unsafe impl<const N: usize> ComponentType for Given<N> {
    type Lower = [ValRaw; N];
    const ABI: CanonicalAbiInfo = flat_values(N);

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> wasmtime::Result<()> {
        see(ty, types);
        Ok(())
    }
}

// SAFETY: it is the list of results itself.
unsafe impl<const N: usize> ComponentNamedList for Given<N> {}

// SAFETY: all values of `dst` are written, and as the plan demands, which was made from `ty`.
unsafe impl<const N: usize> Lower for Given<N> {
    fn linear_lower_to_flat<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        dst: &mut MaybeUninit<[ValRaw; N]>,
    ) -> wasmtime::Result<()> {
        let slots = dst.write([ValRaw::u64(0); N]);
        let cx = concrete(cx)?;
        current(|grant| grant.lower(cx, ty, self.import, To::Flat(slots)))
    }

    fn linear_lower_to_memory<T>(
        &self,
        cx: &mut LowerContext<'_, T>,
        ty: InterfaceType,
        at: usize,
    ) -> wasmtime::Result<()> {
        let cx = concrete(cx)?;
        current(|grant| grant.lower(cx, ty, self.import, To::Memory(at)))
    }
}

/// Lowering for a store of ours, and all stores here are.
fn concrete<'c, 'a, T: 'static>(
    cx: &'c mut LowerContext<'a, T>,
) -> wasmtime::Result<&'c mut LowerContext<'a, Data>> {
    match TypeId::of::<T>() == TypeId::of::<Data>() {
        // SAFETY: `T` is `Data`, so this is the same type.
        true => Ok(unsafe { &mut *ptr::from_mut(cx).cast() }),
        false => Err(wasmtime::Error::msg("defect in outwit: another's store")),
    }
}

/// Defines the import at a position of the world's. `params` and `results` are its flat values,
/// `MAX_FLAT_PARAMS + 1` or more standing for "through memory".
pub(crate) fn define(
    linker: &mut LinkerInstance<'_, Data>,
    name: &str,
    import: u32,
    params: usize,
    results: usize,
) -> wasmtime::Result<()> {
    macro_rules! by_count {
        ($($count:literal)*) => {
            match params {
                $($count => with_params::<$count>(linker, name, import, results),)*
                _ => with_params::<0>(linker, name, import, results),
            }
        };
    }
    const { assert!(MAX_FLAT_PARAMS == 16) };
    by_count!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16)
}

fn with_params<const P: usize>(
    linker: &mut LinkerInstance<'_, Data>,
    name: &str,
    import: u32,
    results: usize,
) -> wasmtime::Result<()> {
    match results {
        0 => linker.func_wrap(name, move |store, _: Taken<P>| {
            current(|grant| grant.call(import, store.data()).map_err(stop))?;
            Ok(Given::<0> { import })
        }),
        _ => linker.func_wrap(name, move |store, _: Taken<P>| {
            current(|grant| grant.call(import, store.data()).map_err(stop))?;
            Ok(Given::<1> { import })
        }),
    }
}

/// Defines a resource of the host's, the entry `resource` of the world's types.
pub(crate) fn define_resource(
    linker: &mut LinkerInstance<'_, Data>,
    name: &str,
    resource: u32,
) -> wasmtime::Result<()> {
    linker.resource(name, ResourceType::host_dynamic(resource), move |store, rep| {
        current(|grant| grant.dropped(resource, rep, store.data()).map_err(stop))
    })
}
