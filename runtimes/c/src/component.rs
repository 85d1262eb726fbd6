//! Components: opened, described, and linked to the world that a caller expects.

use crate::bytes::{OutwitBytes, slice};
use crate::status::entry;
use outwit_core::signature::World;
use outwit_core::{Component, Engine, Error, ErrorKind, Linked};
use std::path::Path;
use std::sync::Arc;

/// A compiled component.
pub struct OutwitComponent(Component);

/// A component that was checked against a world.
pub struct OutwitLinked(pub(crate) Linked);

/// Opens the component in the file of this name (UTF-8).
///
/// # Safety
/// `path` lends `length` bytes; `result` and `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_component_open(
    path: *const u8,
    length: usize,
    result: *mut *mut OutwitComponent,
    error: *mut OutwitBytes,
) -> i32 {
    let open = || {
        // SAFETY: what the caller promised.
        let path = text(unsafe { slice(path, length) }, "the component's path")?;
        let component = Component::open(&Engine::shared()?, Path::new(path))?;
        // SAFETY: what the caller promised.
        unsafe { *result = Box::into_raw(Box::new(OutwitComponent(component))) };
        Ok(())
    };
    // SAFETY: what the caller promised.
    unsafe { entry(error, open) }
}

/// Makes a component from the bytes of its file.
///
/// # Safety
/// `bytes` lends `length` bytes; `result` and `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_component_new(
    bytes: *const u8,
    length: usize,
    result: *mut *mut OutwitComponent,
    error: *mut OutwitBytes,
) -> i32 {
    let new = || {
        // SAFETY: what the caller promised.
        let component = Component::new(&Engine::shared()?, unsafe { slice(bytes, length) })?;
        // SAFETY: what the caller promised.
        unsafe { *result = Box::into_raw(Box::new(OutwitComponent(component))) };
        Ok(())
    };
    // SAFETY: what the caller promised.
    unsafe { entry(error, new) }
}

/// The component's own world, as JSON (`docs/signature.md`).
///
/// # Safety
/// `component` is one that this library gave; `json` and `error` may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_component_world(
    component: *const OutwitComponent,
    json: *mut OutwitBytes,
    error: *mut OutwitBytes,
) -> i32 {
    let world = || {
        // SAFETY: what the caller promised.
        let component = unsafe { &*component };
        let text = component.0.world()?.to_json_lines().map_err(unreadable)?;
        // SAFETY: what the caller promised.
        unsafe { *json = OutwitBytes::from(text.into_bytes()) };
        Ok(())
    };
    // SAFETY: what the caller promised.
    unsafe { entry(error, world) }
}

/// Checks the component against a world (JSON, `docs/signature.md`), or against its own where
/// `length` is 0.
///
/// # Safety
/// `component` is one that this library gave; `json` lends `length` bytes; `result` and `error`
/// may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_component_link(
    component: *const OutwitComponent,
    json: *const u8,
    length: usize,
    result: *mut *mut OutwitLinked,
    error: *mut OutwitBytes,
) -> i32 {
    let link = || {
        // SAFETY: what the caller promised.
        let component = unsafe { &*component };
        let world = match length {
            0 => component.0.world()?.clone(),
            // SAFETY: what the caller promised.
            _ => Arc::new(
                World::parse(text(unsafe { slice(json, length) }, "the world")?).map_err(unreadable)?,
            ),
        };
        let linked = component.0.link(world)?;
        // SAFETY: what the caller promised.
        unsafe { *result = Box::into_raw(Box::new(OutwitLinked(linked))) };
        Ok(())
    };
    // SAFETY: what the caller promised.
    unsafe { entry(error, link) }
}

/// Gives a component back. What was linked from it lives on.
///
/// # Safety
/// `component` is null, or one that this library gave and that is not used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_component_free(component: *mut OutwitComponent) {
    if !component.is_null() {
        // SAFETY: made by `Box::into_raw`, and the caller gives it up.
        drop(unsafe { Box::from_raw(component) });
    }
}

/// Gives a linked component back. Its instances live on.
///
/// # Safety
/// `linked` is null, or one that this library gave and that is not used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_linked_free(linked: *mut OutwitLinked) {
    if !linked.is_null() {
        // SAFETY: made by `Box::into_raw`, and the caller gives it up.
        drop(unsafe { Box::from_raw(linked) });
    }
}

fn text<'a>(bytes: &'a [u8], what: &str) -> Result<&'a str, Error> {
    std::str::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::Usage, format!("{what} is not UTF-8")))
}

fn unreadable(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Link, format!("the world cannot be read: {error}"))
}
