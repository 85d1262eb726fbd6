//! Lists of numbers: a buffer of the right format is one copy, any other sequence is read number
//! by number.

use crate::errors::host_error;
use crate::scalars::{float, integer, show, small_float, wrong_type};
use outwit_core::{Number, ValueError};
use pyo3::buffer::{ElementType, PyUntypedBuffer};
use pyo3::exceptions::{PyBufferError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};
use std::ptr;

/// Long copies are slow on some processors when source and destination lie alike in their pages;
/// pieces of this size are not.
const PIECE: usize = 1024;

/// The numbers of a list, found and kept alive, but not yet copied.
pub enum Numbers<'py> {
    /// Bytes that never change.
    Bytes(Bound<'py, PyBytes>),
    /// The memory of another object, which cannot move while it is exported.
    Buffer(Python<'py>, PyUntypedBuffer),
    /// Objects to be read one by one.
    Sequence(Sequence<'py>),
}

/// A sequence that is read by position.
pub enum Sequence<'py> {
    /// A list, which may change while it is read.
    List(Bound<'py, PyList>),
    /// A tuple, or what another sequence had in it.
    Tuple(Bound<'py, PyTuple>),
}

impl<'py> Numbers<'py> {
    /// Finds the numbers of `value` and their count.
    pub fn find(value: Bound<'py, PyAny>, number: Number) -> Result<(Numbers<'py>, usize), ValueError> {
        if number == Number::U8
            && let Ok(bytes) = value.cast_exact::<PyBytes>()
        {
            return Ok((Numbers::Bytes(bytes.clone()), bytes.as_bytes().len()));
        }
        if value.is_exact_instance_of::<PyList>() {
            return Numbers::in_sequence(value, number);
        }
        // SAFETY: the object is alive and the interpreter attached.
        if unsafe { ffi::PyObject_CheckBuffer(value.as_ptr()) } != 0 {
            let buffer = PyUntypedBuffer::get(&value).map_err(|error| unreadable(&value, error))?;
            if fits(&buffer, number) {
                let count = buffer.item_count();
                return Ok((Numbers::Buffer(value.py(), buffer), count));
            }
            buffer.release(value.py());
        }
        Numbers::in_sequence(value, number)
    }

    fn in_sequence(value: Bound<'py, PyAny>, number: Number) -> Result<(Numbers<'py>, usize), ValueError> {
        let wanted = match number {
            Number::U8 => "bytes or a sequence of int",
            Number::F32 | Number::F64 => "a sequence of float",
            _ => "a sequence of int",
        };
        let sequence = Sequence::new(value, wanted)?;
        let count = sequence.len();
        Ok((Numbers::Sequence(sequence), count))
    }

    /// Writes the numbers to `to` in little-endian order.
    pub fn copy(self, number: Number, to: &mut [u8]) -> Result<(), ValueError> {
        match self {
            Numbers::Bytes(bytes) => copy(bytes.as_bytes(), to),
            Numbers::Buffer(py, buffer) => {
                if buffer.len_bytes() != to.len() {
                    return Err(changed());
                }
                let from = buffer.buf_ptr().cast::<u8>();
                for (piece, offset) in to.chunks_mut(PIECE).zip((0..).step_by(PIECE)) {
                    // SAFETY: the exported buffer is contiguous and `to.len()` bytes long, and
                    // guest memory is never part of a Python object.
                    unsafe { ptr::copy_nonoverlapping(from.add(offset), piece.as_mut_ptr(), piece.len()) };
                }
                buffer.release(py);
                Ok(())
            }
            Numbers::Sequence(sequence) => match number {
                Number::U8 => sequence.write(to, integer, u8::to_le_bytes),
                Number::S8 => sequence.write(to, integer, i8::to_le_bytes),
                Number::U16 => sequence.write(to, integer, u16::to_le_bytes),
                Number::S16 => sequence.write(to, integer, i16::to_le_bytes),
                Number::U32 => sequence.write(to, integer, u32::to_le_bytes),
                Number::S32 => sequence.write(to, integer, i32::to_le_bytes),
                Number::U64 => sequence.write(to, integer, u64::to_le_bytes),
                Number::S64 => sequence.write(to, integer, i64::to_le_bytes),
                Number::F32 => sequence.write(to, small_float, f32::to_le_bytes),
                Number::F64 => sequence.write(to, float, f64::to_le_bytes),
            },
        }
    }
}

/// Copies in pieces.
pub fn copy(from: &[u8], to: &mut [u8]) -> Result<(), ValueError> {
    if from.len() != to.len() {
        return Err(changed());
    }
    for (from, to) in from.chunks(PIECE).zip(to.chunks_mut(PIECE)) {
        to.copy_from_slice(from);
    }
    Ok(())
}

/// Whether a buffer is one run of exactly these numbers in the guest's byte order.
fn fits(buffer: &PyUntypedBuffer, number: Number) -> bool {
    let wanted = match number {
        Number::U8 | Number::U16 | Number::U32 | Number::U64 => {
            ElementType::UnsignedInteger { bytes: number.size() }
        }
        Number::S8 | Number::S16 | Number::S32 | Number::S64 => {
            ElementType::SignedInteger { bytes: number.size() }
        }
        Number::F32 | Number::F64 => ElementType::Float { bytes: number.size() },
    };
    let format = buffer.format();
    let swapped = matches!(format.to_bytes().first(), Some(b'>' | b'!')) && number.size() > 1;
    cfg!(target_endian = "little")
        && buffer.dimensions() == 1
        && buffer.item_size() == number.size()
        && !swapped
        && ElementType::from_format(format) == wanted
        && buffer.is_c_contiguous()
}

/// Memory that its owner does not show, or that has no shape.
#[cold]
fn unreadable(value: &Bound<'_, PyAny>, error: PyErr) -> ValueError {
    if !error.is_instance_of::<PyBufferError>(value.py()) {
        return host_error(error);
    }
    let message = format!("expected numbers in memory that can be read, got {}: {error}", show(value));
    ValueError::not_allowed(message)
}

/// A value that is shorter than it was when its length was asked for.
#[cold]
pub fn changed() -> ValueError {
    ValueError::not_allowed("expected a value that stays as it is during the call, but its length changed")
}

impl<'py> Sequence<'py> {
    /// Any sequence but a `str`, whose elements would be strings again.
    pub fn new(value: Bound<'py, PyAny>, wanted: &str) -> Result<Sequence<'py>, ValueError> {
        let value = match value.cast_into_exact::<PyList>() {
            Ok(list) => return Ok(Sequence::List(list)),
            Err(error) => error.into_inner(),
        };
        let value = match value.cast_into_exact::<PyTuple>() {
            Ok(tuple) => return Ok(Sequence::Tuple(tuple)),
            Err(error) => error.into_inner(),
        };
        // SAFETY: the object is alive and the interpreter attached.
        let by_position = unsafe { ffi::PySequence_Check(value.as_ptr()) } != 0;
        if !by_position || value.is_instance_of::<PyString>() || value.is_instance_of::<PyDict>() {
            return Err(wrong_type(wanted, &value));
        }
        // SAFETY: as above; what comes back is a new reference or null with an exception set.
        let tuple =
            unsafe { Bound::from_owned_ptr_or_err(value.py(), ffi::PySequence_Tuple(value.as_ptr())) };
        let tuple = tuple.and_then(|tuple| Ok(tuple.cast_into::<PyTuple>()?));
        Ok(Sequence::Tuple(tuple.map_err(host_error)?))
    }

    /// How many elements it has now.
    pub fn len(&self) -> usize {
        match self {
            Sequence::List(list) => list.len(),
            Sequence::Tuple(tuple) => tuple.len(),
        }
    }

    /// The element at `index`, if there still is one.
    #[inline]
    pub fn get(&self, index: usize) -> Result<Bound<'py, PyAny>, ValueError> {
        match self {
            Sequence::List(list) => list.get_item(index).map_err(|_| changed()),
            Sequence::Tuple(tuple) => tuple.get_item(index).map_err(|_| changed()),
        }
    }

    /// The element at `index` without a reference to it, which is half the cost of a number.
    ///
    /// # Safety
    /// It may be gone once any other Python code has run.
    #[inline]
    unsafe fn lend(&self, index: usize) -> Result<Borrowed<'_, 'py, PyAny>, ValueError> {
        let index = index.cast_signed();
        // SAFETY: the container is of this type and alive; the call checks the index, and lends
        // an element or returns null with an exception set.
        unsafe {
            let (py, element) = match self {
                Sequence::List(list) => (list.py(), ffi::PyList_GetItem(list.as_ptr(), index)),
                Sequence::Tuple(tuple) => (tuple.py(), ffi::PyTuple_GetItem(tuple.as_ptr(), index)),
            };
            Borrowed::from_ptr_or_err(py, element).map_err(|_| changed())
        }
    }

    /// `read` must take a reference of its own before it runs other Python code.
    fn write<T, const SIZE: usize>(
        &self,
        to: &mut [u8],
        read: impl Fn(&Bound<'py, PyAny>) -> Result<T, ValueError>,
        bytes: impl Fn(T) -> [u8; SIZE],
    ) -> Result<(), ValueError> {
        let (places, _) = to.as_chunks_mut::<SIZE>();
        for (index, place) in places.iter_mut().enumerate() {
            // SAFETY: the element is only read here, and `read` takes a reference of its own
            // before it runs any other Python code.
            let element = unsafe { self.lend(index) }?;
            *place = bytes(read(&element).map_err(|error| error.at(index))?);
        }
        match self.len() == places.len() {
            true => Ok(()),
            false => Err(changed()),
        }
    }
}

/// A `list` (or `tuple`) of the numbers in `bytes`; `bytes` itself for `u8`.
pub fn numbers_to_python<'py>(
    py: Python<'py>,
    number: Number,
    fixed: bool,
    bytes: &[u8],
) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: each call gives a new reference to a fresh number, or null with an exception set.
    unsafe {
        match number {
            Number::U8 if !fixed => PyBytes::new_with(py, bytes.len(), |to| {
                copy(bytes, to).map_err(|error| PyTypeError::new_err(error.to_string()))
            })
            .map(Bound::into_any),
            Number::U8 => build(py, fixed, bytes, |b| ffi::PyLong_FromLong(u8::from_le_bytes(b).into())),
            Number::S8 => build(py, fixed, bytes, |b| ffi::PyLong_FromLong(i8::from_le_bytes(b).into())),
            Number::U16 => build(py, fixed, bytes, |b| ffi::PyLong_FromLong(u16::from_le_bytes(b).into())),
            Number::S16 => build(py, fixed, bytes, |b| ffi::PyLong_FromLong(i16::from_le_bytes(b).into())),
            Number::U32 => {
                build(py, fixed, bytes, |b| ffi::PyLong_FromLongLong(u32::from_le_bytes(b).into()))
            }
            Number::S32 => {
                build(py, fixed, bytes, |b| ffi::PyLong_FromLongLong(i32::from_le_bytes(b).into()))
            }
            Number::U64 => {
                build(py, fixed, bytes, |b| ffi::PyLong_FromUnsignedLongLong(u64::from_le_bytes(b)))
            }
            Number::S64 => build(py, fixed, bytes, |b| ffi::PyLong_FromLongLong(i64::from_le_bytes(b))),
            Number::F32 => build(py, fixed, bytes, |b| ffi::PyFloat_FromDouble(f32::from_le_bytes(b).into())),
            Number::F64 => build(py, fixed, bytes, |b| ffi::PyFloat_FromDouble(f64::from_le_bytes(b))),
        }
    }
}

/// A new `list` or `tuple` of one object for each `SIZE` bytes.
///
/// # Safety
/// `make` returns a new reference or null with an exception set, and runs no other Python code.
unsafe fn build<'py, const SIZE: usize>(
    py: Python<'py>,
    fixed: bool,
    bytes: &[u8],
    make: impl Fn([u8; SIZE]) -> *mut ffi::PyObject,
) -> PyResult<Bound<'py, PyAny>> {
    let (numbers, _) = bytes.as_chunks::<SIZE>();
    let length = numbers.len().cast_signed();
    // SAFETY: the container is new and of this length, each position is set once, and setting
    // takes over the reference. One that stays half filled is legal to drop.
    unsafe {
        let container = Bound::from_owned_ptr_or_err(
            py,
            if fixed { ffi::PyTuple_New(length) } else { ffi::PyList_New(length) },
        )?;
        for (index, &number) in (0..).zip(numbers) {
            let object = make(number);
            if object.is_null() {
                return Err(PyErr::fetch(py));
            }
            match fixed {
                true => ffi::PyTuple_SetItem(container.as_ptr(), index, object),
                false => ffi::PyList_SetItem(container.as_ptr(), index, object),
            };
        }
        Ok(container)
    }
}
