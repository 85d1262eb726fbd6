//! The buffer that JavaScript and Rust share, and the frames of calls in it.

use crate::crossing::Crossing;
use crate::failure::{Outcome, node, outcome};
use napi::bindgen_prelude::{Env, Object};
use napi::{JsValue, sys};
use napi_derive::napi;
use outwit_core::{Error, ErrorKind};
use std::cell::{Cell, OnceCell, RefCell};
use std::ptr;
use std::sync::Arc;

/// Words at the start of the buffer, before the frames of calls under way.
pub const HEADER_BYTES: usize = 16;

/// In [`Header::status`]: the call failed and returned a [`crate::failure::Failure`], or the host
/// function threw.
pub const FAILED: u32 = u32::MAX;
/// In [`Header::status`]: the result did not fit, and the call returned it.
pub const SPILLED: u32 = u32::MAX - 1;

/// What one side says to the other of a call, and of its result.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Header {
    /// The function, a position in the world's exports; of a call out, in its imports.
    pub function: u32,
    /// Where the arguments begin: a multiple of 8. Of a call out: where its result does.
    pub begin: u32,
    /// Where they end. The result goes behind, from the next multiple of 8.
    pub end: u32,
    /// How long the result is, or [`FAILED`] or [`SPILLED`]. Of a call out: how many blobs its
    /// result has, or [`FAILED`].
    pub status: u32,
}

/// The shared buffer of one JavaScript thread, and only used there.
pub struct Memory {
    address: Cell<usize>,
    length: Cell<usize>,
    /// Where the frames of the calls under way end.
    top: Cell<usize>,
}

// SAFETY: it is used on its JavaScript thread only, as its methods demand; other threads count and
// free it at most, which touches no cell.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

/// The arguments of a call; while it lives, calls out of the component lie behind it.
pub struct Frame<'a> {
    pub function: u32,
    pub arguments: &'a [u8],
    _covered: Covered<'a>,
}

/// Keeps what comes next behind the part of the buffer that is in use.
pub struct Covered<'a> {
    memory: &'a Memory,
    outer: usize,
}

impl Drop for Covered<'_> {
    fn drop(&mut self) {
        self.memory.top.set(self.outer);
    }
}

impl Default for Memory {
    fn default() -> Memory {
        Memory { address: Cell::new(0), length: Cell::new(0), top: Cell::new(HEADER_BYTES) }
    }
}

impl Memory {
    fn header_pointer(&self) -> Result<*mut Header, Error> {
        match self.length.get() < HEADER_BYTES {
            true => Err(misuse("the shared buffer was never set")),
            false => Ok(self.address.get() as *mut Header),
        }
    }

    /// The header as it is now.
    pub fn header(&self) -> Result<Header, Error> {
        // SAFETY: the buffer is alive (its reference is held), at least a header long, and an
        // ArrayBuffer's memory is aligned to more than 4 bytes.
        Ok(unsafe { self.header_pointer()?.read() })
    }

    /// Writes the header.
    pub fn set_header(&self, header: Header) -> Result<(), Error> {
        // SAFETY: as in `header`.
        unsafe { self.header_pointer()?.write(header) };
        Ok(())
    }

    /// Writes the header's status word.
    pub fn set_status(&self, status: u32) {
        if let Ok(header) = self.header_pointer() {
            // SAFETY: inside the buffer and aligned, as in `header`.
            unsafe { (&raw mut (*header).status).write(status) }
        }
    }

    /// The frame that the header describes.
    ///
    /// # Safety
    /// On the buffer's own JavaScript thread; what the frame's arguments are in must not be
    /// written to while they are used.
    pub unsafe fn frame<'a>(&'a self) -> Result<Frame<'a>, Error> {
        let header = self.header()?;
        // SAFETY: the caller's promise.
        let arguments = unsafe { self.part(header.begin, header.end)? };
        Ok(Frame { function: header.function, arguments, _covered: self.cover(header.end) })
    }

    /// Keeps what comes next behind what JavaScript has written so far: the header's `end`.
    pub fn covered(&self) -> Result<Covered<'_>, Error> {
        Ok(self.cover(self.header()?.end))
    }

    fn cover(&self, end: u32) -> Covered<'_> {
        Covered { memory: self, outer: self.top.replace((end as usize).next_multiple_of(8)) }
    }

    /// Where the next frame begins.
    pub fn top(&self) -> u32 {
        self.top.get() as u32
    }

    /// A part of the buffer.
    ///
    /// # Safety
    /// As for [`Memory::frame`].
    pub unsafe fn part<'a>(&self, begin: u32, end: u32) -> Result<&'a [u8], Error> {
        let (begin, end) = (begin as usize, end as usize);
        let room = end.next_multiple_of(8);
        if begin < HEADER_BYTES || begin % 8 != 0 || begin > end || room > self.length.get() {
            return Err(misuse("a frame outside the shared buffer"));
        }
        // SAFETY: `begin <= end <= length`; the caller promises that nobody writes there. A buffer
        // that is replaced during a call lives until that is over (`Scratch::share`).
        Ok(unsafe { std::slice::from_raw_parts((self.address.get() as *const u8).add(begin), end - begin) })
    }

    /// All that is behind the frames of the calls under way.
    ///
    /// # Safety
    /// On the buffer's own JavaScript thread, and neither JavaScript nor another frame may use
    /// that part while the slice lives.
    pub unsafe fn room<'a>(&self) -> &'a mut [u8] {
        let (top, length) = (self.top.get(), self.length.get());
        if top > length {
            return &mut [];
        }
        // SAFETY: `top <= length`; the caller promises that nobody else uses it.
        unsafe { std::slice::from_raw_parts_mut((self.address.get() as *mut u8).add(top), length - top) }
    }

    fn is_in_use(&self) -> bool {
        self.top.get() > HEADER_BYTES
    }
}

fn misuse(what: &str) -> Error {
    Error::new(ErrorKind::Usage, format!("a defect in outwit: {what}; please report it"))
}

/// What a JavaScript thread shares with the addon: the `ArrayBuffer`, and the way back to it from
/// other threads.
#[napi]
#[derive(Default)]
pub struct Scratch {
    pub(crate) memory: Arc<Memory>,
    crossing: OnceCell<Arc<Crossing>>,
    references: RefCell<Vec<sys::napi_ref>>,
}

#[napi]
impl Scratch {
    /// Nothing shared yet.
    #[napi(constructor)]
    pub fn new() -> Scratch {
        Scratch::default()
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
            self.memory.address.set(address as usize);
            self.memory.length.set(length);
            let mut references = self.references.borrow_mut();
            if !self.memory.is_in_use() {
                for old in references.drain(..) {
                    // SAFETY: made by `napi_create_reference` in this environment, deleted once.
                    node(unsafe { sys::napi_delete_reference(env.raw(), old) })?;
                }
            }
            references.push(reference);
            Ok(())
        })
    }

    /// Stops all calls of this JavaScript thread that are under way on others: it ends.
    #[napi]
    pub fn close(&self) {
        if let Some(crossing) = self.crossing.get() {
            crossing.close();
        }
    }

    /// The way back from other threads, made when it is first needed.
    pub(crate) fn crossing(&self, env: sys::napi_env) -> Result<&Arc<Crossing>, Error> {
        if self.crossing.get().is_none() {
            let crossing = Crossing::new(env)?;
            return Ok(self.crossing.get_or_init(|| crossing));
        }
        self.crossing.get().ok_or_else(|| misuse("nothing crosses"))
    }
}
