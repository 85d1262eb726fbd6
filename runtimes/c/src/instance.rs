//! Instances: made with their limits, closed, and the resources that the caller lets go.

use crate::bytes::{OutwitBytes, slice};
use crate::call::{Running, deadline};
use crate::component::OutwitLinked;
use crate::host::{Caller, OutwitHost};
use crate::status::entry;
use outwit_core::{Call, Handle, Host, Instance, Options};
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
    /// Nanoseconds that the guest's own start may take; negative for as long as it wants.
    pub timeout: i64,
}

/// Makes an instance.
///
/// # Safety
/// `linked` is one that this library gave; `options` and `host` are null or lend their structs;
/// `host.answer` may be called until the instance is freed; `result` and `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_linked_instantiate(
    linked: *const OutwitLinked,
    options: *const OutwitOptions,
    host: *const OutwitHost,
    result: *mut *mut OutwitInstance,
    error: *mut OutwitBytes,
) -> i32 {
    let instantiate = || {
        // SAFETY: what the caller promised.
        let (linked, limits, host) = unsafe { (&*linked, options.as_ref(), host.as_ref()) };
        let has = host.map_or(&[][..], |host| {
            // SAFETY: what the caller promised.
            unsafe { slice(host.has, host.has_count) }
        });
        linked.0.check_imports(|import| has.get(import as usize).is_some_and(|&has| has != 0))?;
        let running = Arc::new(Running::default());
        let options = Options {
            memory: limits.map(|limits| limits.memory).filter(|&memory| memory != u64::MAX),
            interrupt: Some(running.clone()),
            start: Call { deadline: limits.and_then(|limits| deadline(limits.timeout)), cancel: None },
        };
        let host = host.map(|host| Box::new(Caller::new(host)) as Box<dyn Host>);
        let instance = linked.0.instantiate(options, host)?;
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
    let instance = unsafe { &*instance };
    let drop = || instance.instance.enter()?.drop_handle(Handle(handle));
    // SAFETY: what the caller promised.
    unsafe { entry(error, drop) }
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

/// Whether this thread is in a call of the instance: whether a host function asks. Never waits.
///
/// # Safety
/// `instance` is one that this library gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_instance_is_inside(instance: *const OutwitInstance) -> i32 {
    // SAFETY: what the caller promised.
    unsafe { &*instance }.instance.is_inside().into()
}

/// Counts the guest's resources that the caller owns. Waits for a call that is under way.
///
/// # Safety
/// `instance` is one that this library gave; `result` and `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_instance_resources(
    instance: *const OutwitInstance,
    result: *mut usize,
    error: *mut OutwitBytes,
) -> i32 {
    let count = || {
        // SAFETY: what the caller promised.
        unsafe { *result = (&*instance).instance.enter()?.handles() };
        Ok(())
    };
    // SAFETY: what the caller promised.
    unsafe { entry(error, count) }
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
