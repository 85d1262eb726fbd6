//! Instances: made with their limits, closed, and the resources that the caller lets go.

use crate::bytes::OutwitBytes;
use crate::call::Running;
use crate::component::OutwitLinked;
use crate::status::entry;
use outwit_core::{Handle, Instance, Options};
use std::sync::Arc;

/// A running component. Any thread may use it; a call waits for the one before it.
pub struct OutwitInstance {
    pub(crate) instance: Instance,
    pub(crate) running: Arc<Running>,
}

/// The limits of an instance.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct OutwitOptions {
    /// Bytes that a memory may have; `UINT64_MAX` for no limit of its own.
    pub memory: u64,
}

/// Makes an instance.
///
/// # Safety
/// `linked` is one that this library gave; `options` is null or lends its struct; `result` and
/// `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_linked_instantiate(
    linked: *const OutwitLinked,
    options: *const OutwitOptions,
    result: *mut *mut OutwitInstance,
    error: *mut OutwitBytes,
) -> i32 {
    let instantiate = || {
        // SAFETY: what the caller promised.
        let (linked, limits) = unsafe { (&*linked, options.as_ref()) };
        let running = Arc::new(Running::default());
        let instance = linked.0.instantiate(Options {
            memory: limits.map(|limits| limits.memory).filter(|&memory| memory != u64::MAX),
            interrupt: Some(running.clone()),
        })?;
        // SAFETY: what the caller promised.
        unsafe { *result = Box::into_raw(Box::new(OutwitInstance { instance, running })) };
        Ok(())
    };
    // SAFETY: what the caller promised.
    unsafe { entry(error, instantiate) }
}

/// Drops a resource that the caller owns. Waits for a call that is under way.
///
/// # Safety
/// `instance` is one that this library gave; `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_instance_drop(
    instance: *const OutwitInstance,
    handle: u64,
    error: *mut OutwitBytes,
) -> i32 {
    // SAFETY: what the caller promised.
    unsafe { entry(error, || (&*instance).instance.enter()?.drop_handle(Handle(handle))) }
}

/// Drops a resource that the caller owns at the next call. Never waits, never fails: made for
/// finalisers.
///
/// # Safety
/// `instance` is one that this library gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_instance_queue_drop(instance: *const OutwitInstance, handle: u64) {
    let queue = || {
        // SAFETY: what the caller promised.
        unsafe { &*instance }.instance.queue_drop(Handle(handle));
        Ok(())
    };
    // SAFETY: there is nowhere to write an error to, and none to write.
    unsafe { entry(std::ptr::null_mut(), queue) };
}

/// Ends an instance: its memory is given back, every later call fails. Waits for a call that is
/// under way.
///
/// # Safety
/// `instance` is one that this library gave; `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_instance_close(
    instance: *const OutwitInstance,
    error: *mut OutwitBytes,
) -> i32 {
    // SAFETY: what the caller promised.
    unsafe { entry(error, || (&*instance).instance.close()) }
}

/// Gives an instance back.
///
/// # Safety
/// `instance` is null, or one that this library gave, that no call is using and that is not used
/// afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_instance_free(instance: *mut OutwitInstance) {
    if !instance.is_null() {
        let free = || {
            // SAFETY: made by `Box::into_raw`, and the caller gives it up.
            drop(unsafe { Box::from_raw(instance) });
            Ok(())
        };
        // SAFETY: there is nowhere to write an error to.
        unsafe { entry(std::ptr::null_mut(), free) };
    }
}
