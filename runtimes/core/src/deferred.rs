//! Handles among the arguments. They are lowered after everything else: Wasmtime books them on the
//! call, and only a call that really begins gives them back. A wrong value beside them must not
//! cost them.

use crate::error::{ErrorKind, ValueError};
use crate::guest::{Fault, Guest};
use crate::handles::Handles;
use crate::host::Handle;
use std::mem::MaybeUninit;
use wasmtime::ValRaw;
use wasmtime::component::__internal::{InterfaceType, LowerContext};
use wasmtime::component::{Lower, ResourceAny};

/// A handle that waits to be lowered.
pub(crate) struct Deferred {
    pub place: Place,
    pub ty: InterfaceType,
    pub handle: Handle,
    pub resource: ResourceAny,
}

/// Where a handle goes.
pub(crate) enum Place {
    Slot(usize),
    Memory(usize),
}

/// Lowers the handles, once nothing can be wrong with any of them.
pub(crate) fn settle<T: 'static>(
    deferred: &[Deferred],
    cx: &mut LowerContext<'_, T>,
    handles: &mut Handles,
    slots: &mut [ValRaw],
) -> Result<(), Fault> {
    if given_away_twice(deferred) {
        let message = "the resource is given away and used again in the same call";
        return Err(ValueError::new(ErrorKind::Handle, message).into());
    }
    for item in deferred {
        let mut raw = MaybeUninit::<ValRaw>::uninit();
        item.resource.linear_lower_to_flat(cx, item.ty, &mut raw)?;
        // SAFETY: `Lower for ResourceAny` writes the value when it succeeds.
        let raw = unsafe { raw.assume_init() };
        match item.place {
            Place::Slot(slot) => slots[slot] = raw,
            Place::Memory(at) => cx.put(at, raw.get_u32().to_le_bytes())?,
        }
        if matches!(item.ty, InterfaceType::Own(_)) {
            handles.remove(item.handle)?;
        }
    }
    Ok(())
}

/// Whether a handle that leaves the host is among the others as well.
fn given_away_twice(deferred: &[Deferred]) -> bool {
    let owned = |item: &Deferred| matches!(item.ty, InterfaceType::Own(_));
    if deferred.len() < 2 || !deferred.iter().any(owned) {
        return false;
    }
    let mut sorted: Vec<_> = deferred.iter().map(|item| (item.handle.0, owned(item))).collect();
    sorted.sort_unstable();
    sorted.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[1].1)
}
