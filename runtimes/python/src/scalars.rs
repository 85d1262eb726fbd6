//! Numbers and characters out of Python objects: checked, never wrapped.

use crate::class::slot_of;
use crate::errors::host_error;
use outwit_core::ValueError;
use pyo3::exceptions::{PyOverflowError, PyUnicodeEncodeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::ffi::c_int;
use std::slice;

/// How messages show a value: its text where that is short, otherwise its type.
pub fn show(value: &Bound<'_, PyAny>) -> String {
    match value.is_none() {
        true => String::from("None"),
        false => value.get_type().name().map_or_else(|_| String::from("an object"), |name| name.to_string()),
    }
}

/// `a Point`, `an Access`.
pub fn article(name: &str) -> String {
    let article =
        if name.starts_with(['A', 'E', 'I', 'O', 'U', 'a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// `a` and the name of a class.
pub fn a_class(class: &Bound<'_, PyType>) -> String {
    class.name().map_or_else(|_| String::from("an object"), |name| article(&name.to_string()))
}

/// A value of another type than `wanted`.
#[cold]
pub fn wrong_type(wanted: &str, value: &Bound<'_, PyAny>) -> ValueError {
    ValueError::wrong_type(format!("expected {wanted}, got {}", show(value)))
}

/// An integer type of at most 64 bits.
pub trait Integer: Copy {
    /// The smallest value.
    const MIN: i128;
    /// The largest value.
    const MAX: i128;
    /// The value, if it is in range.
    fn from_i64(value: i64) -> Option<Self>;
    /// The value of a number that is too large for [`i64`].
    fn from_u64(value: u64) -> Option<Self>;
}

macro_rules! integers {
    ($($name:ident)*) => {$(
        impl Integer for $name {
            const MIN: i128 = $name::MIN as i128;
            const MAX: i128 = $name::MAX as i128;
            fn from_i64(value: i64) -> Option<Self> { $name::try_from(value).ok() }
            fn from_u64(value: u64) -> Option<Self> { $name::try_from(value).ok() }
        }
    )*};
}
integers!(u8 i8 u16 i16 u32 i32 u64 i64);

/// An `int`, or an object that stands for one (`__index__`).
#[inline]
pub fn integer<T: Integer>(value: &Bound<'_, PyAny>) -> Result<T, ValueError> {
    if is_int(value) {
        return exact_integer(value);
    }
    integer_by_index(value)
}

/// Whether `value` is an `int`.
#[inline]
fn is_int(value: &Bound<'_, PyAny>) -> bool {
    // SAFETY: the object is alive and the interpreter attached.
    unsafe { ffi::PyLong_CheckExact(value.as_ptr()) != 0 || ffi::PyLong_Check(value.as_ptr()) != 0 }
}

#[cold]
fn integer_by_index<T: Integer>(value: &Bound<'_, PyAny>) -> Result<T, ValueError> {
    let value = &value.clone(); // what `__index__` does may drop the last other reference
    if slot_of(&value.get_type(), ffi::Py_nb_index).is_null() {
        return Err(wrong_type("an int", value));
    }
    // SAFETY: the object is alive; the result is a new reference or null with an exception set.
    let index = unsafe { Bound::from_owned_ptr_or_err(value.py(), ffi::PyNumber_Index(value.as_ptr())) };
    exact_integer(&index.map_err(host_error)?)
}

#[inline]
fn exact_integer<T: Integer>(value: &Bound<'_, PyAny>) -> Result<T, ValueError> {
    let mut overflow: c_int = 0;
    // SAFETY: `value` is an `int`, for which this cannot fail but only report an overflow.
    let small = unsafe { ffi::PyLong_AsLongLongAndOverflow(value.as_ptr(), &mut overflow) };
    let number = match overflow {
        0 => T::from_i64(small),
        1 => large_integer(value),
        _ => None,
    };
    number.ok_or_else(|| out_of_range::<T>(value))
}

#[cold]
fn large_integer<T: Integer>(value: &Bound<'_, PyAny>) -> Option<T> {
    value.extract::<u64>().ok().and_then(T::from_u64)
}

#[cold]
fn out_of_range<T: Integer>(value: &Bound<'_, PyAny>) -> ValueError {
    // A huge number would fill the screen; Python itself refuses to write out the largest.
    let text = match value.clone().str() {
        Ok(text) if text.len().is_ok_and(|n| n <= 40) => text.to_string(),
        _ => String::from("a number far beyond it"),
    };
    ValueError::out_of_range(format!("expected an int from {} to {}, got {text}", T::MIN, T::MAX))
}

/// A `float`, or any number that stands for one (`__float__`, `__index__`).
#[inline]
pub fn float(value: &Bound<'_, PyAny>) -> Result<f64, ValueError> {
    // SAFETY: the object is alive and a `float`, for which this cannot fail.
    unsafe {
        if ffi::PyFloat_CheckExact(value.as_ptr()) != 0 {
            return Ok(ffi::PyFloat_AsDouble(value.as_ptr()));
        }
    }
    float_by_method(value)
}

fn float_by_method(value: &Bound<'_, PyAny>) -> Result<f64, ValueError> {
    let value = &value.clone(); // what `__float__` does may drop the last other reference
    let class = value.get_type();
    if slot_of(&class, ffi::Py_nb_float).is_null() && slot_of(&class, ffi::Py_nb_index).is_null() {
        return Err(wrong_type("a float", value));
    }
    // SAFETY: the object is alive; -1 may be the value or come with an exception set.
    let number = unsafe { ffi::PyFloat_AsDouble(value.as_ptr()) };
    if number == -1.0
        && let Some(error) = PyErr::take(value.py())
    {
        return Err(match is_int(value) && error.is_instance_of::<PyOverflowError>(value.py()) {
            true => ValueError::out_of_range("expected a float, got an int that is too large for one"),
            false => host_error(error),
        });
    }
    Ok(number)
}

/// A `float` that is finite as an `f32` too, if it is finite at all.
#[inline]
pub fn small_float(value: &Bound<'_, PyAny>) -> Result<f32, ValueError> {
    let wide = float(value)?;
    #[allow(clippy::cast_possible_truncation)]
    let narrow = wide as f32;
    match narrow.is_infinite() && wide.is_finite() {
        true => Err(ValueError::out_of_range(format!("expected a float that fits 32 bits, got {wide:e}"))),
        false => Ok(narrow),
    }
}

/// A `bool`, nothing that merely counts as true.
pub fn boolean(value: &Bound<'_, PyAny>) -> Result<bool, ValueError> {
    // SAFETY: `True` and `False` are objects that never die; only addresses are compared.
    unsafe {
        if value.as_ptr() == ffi::Py_True() {
            Ok(true)
        } else if value.as_ptr() == ffi::Py_False() {
            Ok(false)
        } else {
            Err(wrong_type("a bool", value))
        }
    }
}

/// A `str` of one character that is a scalar value.
pub fn character(value: &Bound<'_, PyAny>) -> Result<char, ValueError> {
    // SAFETY: the object is alive, and a `str` where its length and characters are asked for.
    let (length, code) = unsafe {
        if ffi::PyUnicode_Check(value.as_ptr()) == 0 {
            return Err(wrong_type("a str of one character", value));
        }
        let length = ffi::PyUnicode_GetLength(value.as_ptr());
        (length, if length == 1 { ffi::PyUnicode_ReadChar(value.as_ptr(), 0) } else { 0 })
    };
    if length != 1 {
        return Err(ValueError::not_allowed(format!(
            "expected a str of one character, got {length} characters"
        )));
    }
    char::from_u32(code).ok_or_else(|| {
        ValueError::not_allowed(format!("expected a character, got the lone surrogate U+{code:04X}"))
    })
}

/// The text of a `str`, which lives as long as the object.
#[inline]
pub fn text<'a>(value: &'a Bound<'_, PyAny>) -> Result<&'a str, ValueError> {
    let mut length = 0;
    // SAFETY: the object is alive and a `str`; the bytes are UTF-8, belong to the object and
    // stay as they are until it dies.
    unsafe {
        if ffi::PyUnicode_Check(value.as_ptr()) == 0 {
            return Err(wrong_type("a str", value));
        }
        let bytes = ffi::PyUnicode_AsUTF8AndSize(value.as_ptr(), &mut length);
        if bytes.is_null() {
            return Err(no_text(value.py()));
        }
        Ok(std::str::from_utf8_unchecked(slice::from_raw_parts(bytes.cast(), length.cast_unsigned())))
    }
}

#[cold]
fn no_text(py: Python<'_>) -> ValueError {
    let error = PyErr::fetch(py);
    if !error.is_instance_of::<PyUnicodeEncodeError>(py) {
        return host_error(error);
    }
    let at = error.value(py).getattr("start").and_then(|start| start.extract::<usize>());
    let place = at.map_or_else(|_| String::new(), |at| format!(" at {at}"));
    ValueError::not_allowed(format!("expected a str that is Unicode text, got a lone surrogate{place}"))
}
