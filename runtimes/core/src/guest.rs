//! Guest memory as lowering sees it: bytes to write, and the guest's own allocator. Every write is
//! bounds-checked; pointers come only from the guest's `realloc` by way of Wasmtime.

use crate::error::ValueError;
use std::mem::MaybeUninit;
use wasmtime::ValRaw;
use wasmtime::component::__internal::wasmtime_environ::component::StringEncoding;
use wasmtime::component::__internal::{InterfaceType, LowerContext};
use wasmtime::component::{Lower, ResourceAny};

/// Why a value did not get across.
pub(crate) enum Fault {
    /// The host's value is wrong: nothing happened to the guest.
    Value(ValueError),
    /// The guest failed.
    Guest(wasmtime::Error),
}

impl From<ValueError> for Fault {
    fn from(error: ValueError) -> Fault {
        Fault::Value(error)
    }
}

impl From<wasmtime::Error> for Fault {
    fn from(error: wasmtime::Error) -> Fault {
        Fault::Guest(error)
    }
}

impl Fault {
    pub fn inside(self, name: &str) -> Fault {
        match self {
            Fault::Value(error) => Fault::Value(error.inside(name)),
            guest => guest,
        }
    }

    pub fn at(self, index: usize) -> Fault {
        match self {
            Fault::Value(error) => Fault::Value(error.at(index)),
            guest => guest,
        }
    }
}

/// Where lowered bytes go.
pub(crate) trait Guest {
    fn slice(&mut self, at: usize, length: usize) -> Result<&mut [u8], Fault>;
    fn allocate(&mut self, align: u32, size: usize) -> Result<usize, Fault>;
    fn string(&mut self, text: &str) -> Result<(u32, u32), Fault>;
    /// Whether the resource is of the type that the handle type `ty` refers to.
    fn accepts(&self, ty: InterfaceType, resource: ResourceAny) -> bool;

    fn put<const N: usize>(&mut self, at: usize, bytes: [u8; N]) -> Result<(), Fault> {
        self.slice(at, N)?.copy_from_slice(&bytes);
        Ok(())
    }
}

impl<T: 'static> Guest for LowerContext<'_, T> {
    fn slice(&mut self, at: usize, length: usize) -> Result<&mut [u8], Fault> {
        part(self.as_slice_mut(), at, length)
    }

    fn allocate(&mut self, align: u32, size: usize) -> Result<usize, Fault> {
        Ok(self.realloc(0, 0, align, size)?)
    }

    fn string(&mut self, text: &str) -> Result<(u32, u32), Fault> {
        if self.options().string_encoding == StringEncoding::Utf8 {
            let at = self.allocate(1, text.len())?;
            copy(self.slice(at, text.len())?, text.as_bytes());
            return Ok((at as u32, text.len() as u32));
        }
        // Wasmtime's own lowering knows the other encodings.
        let mut pair = MaybeUninit::<[ValRaw; 2]>::uninit();
        text.linear_lower_to_flat(self, InterfaceType::String, &mut pair)?;
        // SAFETY: `Lower for str` writes both values when it succeeds.
        let [pointer, length] = unsafe { pair.assume_init() };
        Ok((pointer.get_u32(), length.get_u32()))
    }

    fn accepts(&self, ty: InterfaceType, resource: ResourceAny) -> bool {
        match ty {
            InterfaceType::Own(table) | InterfaceType::Borrow(table) => {
                self.resource_type(table) == resource.ty()
            }
            _ => false,
        }
    }
}

/// A stretch of guest memory, for values without pointers: looked up once, not once a field.
pub(crate) struct Stretch<'a> {
    pub bytes: &'a mut [u8],
}

impl Guest for Stretch<'_> {
    fn slice(&mut self, at: usize, length: usize) -> Result<&mut [u8], Fault> {
        part(self.bytes, at, length)
    }

    fn allocate(&mut self, _align: u32, _size: usize) -> Result<usize, Fault> {
        Err(defect("a plain value needs memory"))
    }

    fn string(&mut self, _text: &str) -> Result<(u32, u32), Fault> {
        Err(defect("a plain value holds a string"))
    }

    fn accepts(&self, _ty: InterfaceType, _resource: ResourceAny) -> bool {
        false
    }
}

#[inline]
pub(crate) fn part(bytes: &mut [u8], at: usize, length: usize) -> Result<&mut [u8], Fault> {
    bytes.get_mut(at..).and_then(|rest| rest.get_mut(..length)).ok_or_else(|| defect("a write out of bounds"))
}

#[cold]
pub(crate) fn defect(what: &str) -> Fault {
    Fault::Guest(wasmtime::Error::msg(format!("defect in outwit: {what}")))
}

/// Copies in pieces of 1 KiB: one long `memcpy` falls to a third of its speed on recent AMD cores
/// when both sides lie at the same offset in their pages, as large buffers like to.
pub(crate) fn copy(to: &mut [u8], from: &[u8]) {
    const PIECE: usize = 1024;
    let mut to = to.chunks_exact_mut(PIECE);
    let mut from = from.chunks_exact(PIECE);
    for (to, from) in to.by_ref().zip(from.by_ref()) {
        to.copy_from_slice(from);
    }
    to.into_remainder().copy_from_slice(from.remainder());
}
