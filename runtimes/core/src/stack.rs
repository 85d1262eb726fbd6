//! How much of its stack a thread has left.

use std::cell::Cell;

/// What a guest may use (Wasmtime's `max_wasm_stack`, as it is by default), and a host function that
/// it calls at the end of that.
const ROOM: usize = (512 << 10) + (256 << 10);

/// Whether one more guest can run inside those that do. Wasmtime bounds the stack of each of them, but
/// not of all together, and a thread that comes to the end of its stack ends the process.
pub(crate) fn has_room() -> bool {
    thread_local!(static END: Cell<Option<usize>> = const { Cell::new(None) });
    let local = 0u8;
    let here = std::ptr::from_ref(&local).addr();
    let end = END.get().unwrap_or_else(|| {
        let end = end();
        END.set(Some(end));
        end
    });
    here.saturating_sub(end) >= ROOM
}

/// The lowest address of this thread's stack; 0 where that cannot be known.
#[cfg(target_os = "linux")]
fn end() -> usize {
    let mut attributes = std::mem::MaybeUninit::<libc::pthread_attr_t>::uninit();
    let (mut lowest, mut size) = (std::ptr::null_mut(), 0);
    // SAFETY: the functions only write to the places that they are given; the attributes are used
    // and destroyed once they were written.
    unsafe {
        if libc::pthread_getattr_np(libc::pthread_self(), attributes.as_mut_ptr()) != 0 {
            return 0;
        }
        let found = libc::pthread_attr_getstack(attributes.as_ptr(), &raw mut lowest, &raw mut size);
        libc::pthread_attr_destroy(attributes.as_mut_ptr());
        if found == 0 { lowest.addr() } else { 0 }
    }
}

#[cfg(not(target_os = "linux"))]
fn end() -> usize {
    0
}
