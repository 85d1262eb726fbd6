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
use wasmtime::component::{Lower, ResourceAny, ResourceDynamic};

/// A handle that waits to be lowered.
pub(crate) struct Deferred {
    pub place: Place,
    pub ty: InterfaceType,
    pub lent: Lent,
}

/// What the handle means.
pub(crate) enum Lent {
    /// A resource of the guest's that the host holds.
    Guest {
        handle: Handle,
        resource: ResourceAny,
    },
    /// A resource of the host's, which Wasmtime knows as type `resource`.
    HostOwn {
        rep: u32,
        resource: u32,
    },
    HostBorrow {
        rep: u32,
        resource: u32,
    },
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
        match item.lent {
            Lent::Guest { resource, .. } => resource.linear_lower_to_flat(cx, item.ty, &mut raw)?,
            Lent::HostOwn { rep, resource } => {
                ResourceDynamic::new_own(rep, resource).linear_lower_to_flat(cx, item.ty, &mut raw)?;
            }
            Lent::HostBorrow { rep, resource } => {
                ResourceDynamic::new_borrow(rep, resource).linear_lower_to_flat(cx, item.ty, &mut raw)?;
            }
        }
        // SAFETY: `Lower` for resources writes the value when it succeeds.
        let raw = unsafe { raw.assume_init() };
        match item.place {
            Place::Slot(slot) => slots[slot] = raw,
            Place::Memory(at) => cx.put(at, raw.get_u32().to_le_bytes())?,
        }
        if let (Lent::Guest { handle, .. }, InterfaceType::Own(_)) = (&item.lent, item.ty) {
            handles.remove(*handle)?;
        }
    }
    Ok(())
}

/// Whether a handle that leaves the host is among the others as well. The host's own resources
/// have a number for each time that they are handed over.
fn given_away_twice(deferred: &[Deferred]) -> bool {
    if deferred.len() < 2 {
        return false;
    }
    let mut guests: Vec<_> = deferred
        .iter()
        .filter_map(|item| match item.lent {
            Lent::Guest { handle, .. } => Some((handle.0, matches!(item.ty, InterfaceType::Own(_)))),
            _ => None,
        })
        .collect();
    guests.sort_unstable();
    guests.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[1].1)
}
