//! What runs on a thread. Wasmtime calls lifting and lowering with no other way to reach it.

use crate::error::{Error, ErrorKind};
use crate::grant::Grant;
use crate::stack::has_room;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::ptr;

thread_local! {
    // One for all of it: in a shared library every look-up is a call.
    static CURRENT: Current = const {
        Current { call: Cell::new(ptr::null()), grant: Cell::new(ptr::null()), guests: Cell::new(0) }
    };
}

struct Current {
    /// The innermost call of an export, as its lifting and lowering know it; null where a guest starts
    /// or drops something.
    call: Cell<*const ()>,
    /// What the innermost guest was granted; null where that is nothing.
    grant: Cell<*const RefCell<Grant>>,
    /// How many guests there are, one inside the other.
    guests: Cell<u32>,
}

/// Publishes a guest and what it was granted, even if that is nothing, for as long as it runs. Calls
/// nest: a host function may call another instance, whose guest must not reach this one's host, and
/// the outer call is current again before it lifts.
pub(crate) struct Published<'a> {
    /// This thread's. The pointer keeps the guard on its thread.
    current: *const Current,
    outer_call: *const (),
    outer_grant: *const RefCell<Grant>,
    _grant: PhantomData<Option<&'a RefCell<Grant>>>,
}

impl<'a> Published<'a> {
    /// # Errors
    /// The thread's stack has no room for one more guest.
    #[inline]
    pub fn new(grant: Option<&'a RefCell<Grant>>) -> Result<Published<'a>, Error> {
        Published::with(grant, ptr::null())
    }

    /// As [`Published::new`], for a call that [`call`] gives back.
    #[inline]
    pub(super) fn with(grant: Option<&'a RefCell<Grant>>, call: *const ()) -> Result<Published<'a>, Error> {
        CURRENT.with(|current| {
            let guests = current.guests.get();
            if guests > 0 && !has_room() {
                let message =
                    "host functions and guests call each other too deeply: the stack has no room left";
                return Err(Error::new(ErrorKind::Usage, message));
            }
            current.guests.set(guests + 1);
            Ok(Published {
                current,
                outer_call: current.call.replace(call),
                outer_grant: current.grant.replace(grant.map_or(ptr::null(), ptr::from_ref)),
                _grant: PhantomData,
            })
        })
    }
}

impl Drop for Published<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: it was made on this thread, whose `CURRENT` has no destructor and lasts as long as
        // the thread does.
        let current = unsafe { &*self.current };
        current.call.set(self.outer_call);
        current.grant.set(self.outer_grant);
        current.guests.set(current.guests.get() - 1);
    }
}

/// The innermost call of an export on this thread.
#[inline]
pub(super) fn call() -> *const () {
    CURRENT.with(|current| current.call.get())
}

/// What the innermost guest of this thread was granted.
#[inline]
pub(super) fn grant() -> *const RefCell<Grant> {
    CURRENT.with(|current| current.grant.get())
}
