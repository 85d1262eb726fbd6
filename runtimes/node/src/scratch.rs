//! The buffer that JavaScript and Rust share.

use crate::failure::{Outcome, node, outcome};
use napi::bindgen_prelude::{Env, Object};
use napi::{JsValue, sys};
use napi_derive::napi;
use outwit_core::{Error, ErrorKind};
use std::cell::Cell;
use std::ptr;
use std::rc::Rc;

/// Words at the start of the buffer, before the frames of calls under way.
pub const HEADER_BYTES: usize = 16;

/// In [`Header::status`]: the call failed and returned a [`crate::failure::Failure`].
pub const FAILED: u32 = u32::MAX;
/// In [`Header::status`]: the result did not fit, and the call returned it.
pub const SPILLED: u32 = u32::MAX - 1;

/// What the package says of a call, and the addon of its result.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Header {
    /// The function, a position in the world's exports.
    pub function: u32,
    /// Where the arguments begin: a multiple of 8.
    pub begin: u32,
    /// Where they end. The result goes behind, from the next multiple of 8.
    pub end: u32,
    /// How long the result is, or [`FAILED`] or [`SPILLED`].
    pub status: u32,
}

/// The shared buffer of one JavaScript thread.
#[derive(Default)]
pub struct Memory {
    address: Cell<usize>,
    length: Cell<usize>,
}

/// The arguments of a call, and the room for its result.
pub struct Frame<'a> {
    pub function: u32,
    pub arguments: &'a [u8],
    pub result: &'a mut [u8],
}

impl Memory {
    fn header_pointer(&self) -> Result<*mut Header, Error> {
        match self.length.get() < HEADER_BYTES {
            true => Err(misuse("the shared buffer was never set")),
            false => Ok(self.address.get() as *mut Header),
        }
    }

    /// The frame that the header describes.
    ///
    /// # Safety
    /// On the buffer's own JavaScript thread, and neither JavaScript nor another frame may use
    /// the buffer while the frame lives.
    pub unsafe fn frame<'a>(&self) -> Result<Frame<'a>, Error> {
        // SAFETY: the buffer is alive (its reference is held), at least a header long, and an
        // ArrayBuffer's memory is aligned to more than 4 bytes.
        let header = unsafe { self.header_pointer()?.read() };
        let (begin, end) = (header.begin as usize, header.end as usize);
        let room = end.next_multiple_of(8);
        if begin < HEADER_BYTES || begin % 8 != 0 || begin > end || room > self.length.get() {
            return Err(misuse("a frame outside the shared buffer"));
        }
        let start = self.address.get() as *mut u8;
        // SAFETY: `begin <= end <= room <= length`, checked above: two parts of the buffer that
        // do not overlap; the caller promises that nobody else uses them.
        let (arguments, result) = unsafe {
            (
                std::slice::from_raw_parts(start.add(begin), end - begin),
                std::slice::from_raw_parts_mut(start.add(room), self.length.get() - room),
            )
        };
        Ok(Frame { function: header.function, arguments, result })
    }

    /// Writes the header's status word, on the buffer's own JavaScript thread.
    pub fn set_status(&self, status: u32) {
        if let Ok(header) = self.header_pointer() {
            // SAFETY: inside the buffer and aligned, as in `frame`.
            unsafe { (&raw mut (*header).status).write(status) }
        }
    }
}

fn misuse(what: &str) -> Error {
    Error::new(ErrorKind::Usage, format!("a defect in outwit: {what}; please report it"))
}

/// Holds the `ArrayBuffer` that a JavaScript thread shares with the addon.
#[napi]
pub struct Scratch {
    pub(crate) memory: Rc<Memory>,
    reference: Cell<sys::napi_ref>,
}

#[napi]
impl Scratch {
    /// Nothing shared yet.
    #[napi(constructor)]
    pub fn new() -> Scratch {
        Scratch { memory: Rc::default(), reference: Cell::new(ptr::null_mut()) }
    }

    /// Shares `buffer`, an `ArrayBuffer`, instead of what was shared before.
    #[napi]
    pub fn share(&self, env: Env, buffer: Object<'_>) -> Outcome<()> {
        outcome(|| {
            let (mut address, mut length, mut reference) = (ptr::null_mut(), 0, ptr::null_mut());
            // SAFETY: `buffer` is a live value of `env`, and the places to write to are ours.
            node(unsafe {
                sys::napi_get_arraybuffer_info(env.raw(), buffer.raw(), &mut address, &mut length)
            })?;
            // SAFETY: as above. The reference keeps the memory where it is: no one else can
            // detach the buffer, which never leaves the package.
            node(unsafe { sys::napi_create_reference(env.raw(), buffer.raw(), 1, &mut reference) })?;
            let old = self.reference.replace(reference);
            self.memory.address.set(address as usize);
            self.memory.length.set(length);
            if !old.is_null() {
                // SAFETY: made by `napi_create_reference` in this environment, deleted once.
                node(unsafe { sys::napi_delete_reference(env.raw(), old) })?;
            }
            Ok(())
        })
    }
}
