//! Runs of bytes that cross the boundary: lent by the caller, or owned by this library.

use std::ptr;

/// Bytes that the caller lends for the length of a call.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct OutwitSlice {
    /// The first byte; may be null where `length` is 0.
    pub data: *const u8,
    /// How many.
    pub length: usize,
}

/// Bytes that this library made and [`outwit_bytes_free`] takes back.
#[repr(C)]
#[derive(Debug)]
pub struct OutwitBytes {
    /// The first byte; null where there is nothing to free.
    pub data: *mut u8,
    /// How many.
    pub length: usize,
    /// How many were allocated.
    pub capacity: usize,
}

impl OutwitBytes {
    /// Nothing.
    pub const EMPTY: OutwitBytes = OutwitBytes { data: ptr::null_mut(), length: 0, capacity: 0 };
}

impl From<Vec<u8>> for OutwitBytes {
    fn from(bytes: Vec<u8>) -> OutwitBytes {
        let mut bytes = std::mem::ManuallyDrop::new(bytes);
        OutwitBytes { data: bytes.as_mut_ptr(), length: bytes.len(), capacity: bytes.capacity() }
    }
}

/// The bytes that the caller lends.
///
/// # Safety
/// `data` points to `length` bytes that stay as they are for `'a`, or `length` is 0.
pub(crate) unsafe fn slice<'a>(data: *const u8, length: usize) -> &'a [u8] {
    match length {
        0 => &[],
        // SAFETY: what the caller promised.
        _ => unsafe { std::slice::from_raw_parts(data, length) },
    }
}

/// The bytes that the caller lends to be written to.
///
/// # Safety
/// `data` points to `length` initialised bytes that nobody else uses for `'a`, or `length` is 0.
pub(crate) unsafe fn slice_mut<'a>(data: *mut u8, length: usize) -> &'a mut [u8] {
    match length {
        0 => &mut [],
        // SAFETY: what the caller promised.
        _ => unsafe { std::slice::from_raw_parts_mut(data, length) },
    }
}

/// Gives bytes back that this library made.
///
/// # Safety
/// `bytes` is as this library gave it, and is not used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_bytes_free(data: *mut u8, length: usize, capacity: usize) {
    if !data.is_null() {
        // SAFETY: the three parts are those of a vector that `OutwitBytes::from` took apart.
        drop(unsafe { Vec::from_raw_parts(data, length, capacity) });
    }
}
