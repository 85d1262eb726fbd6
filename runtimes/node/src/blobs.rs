//! Large runs of bytes, which travel beside the buffer: in by reference, out in one copy.

use crate::failure::node;
use napi::sys;
use outwit_core::wire::Blobs;
use outwit_core::{Error, ErrorKind, Number, ValueError};
use std::ptr;

/// The bytes of a typed array.
///
/// # Safety
/// `value` is a live value of `env`. Nothing may write to, detach or free the array's memory
/// while the slice is in use: no JavaScript runs meanwhile, and the package copies arrays over
/// shared memory first.
pub unsafe fn bytes_of<'a>(env: sys::napi_env, value: sys::napi_value) -> Result<&'a [u8], Error> {
    let (mut kind, mut length, mut data) = (0, 0, ptr::null_mut());
    // SAFETY: the caller's promise; null is allowed for what is not asked.
    node(unsafe {
        sys::napi_get_typedarray_info(
            env,
            value,
            &mut kind,
            &mut length,
            &mut data,
            ptr::null_mut(),
            ptr::null_mut(),
        )
    })?;
    use sys::TypedarrayType as Kind;
    let size = match kind {
        Kind::int8_array | Kind::uint8_array | Kind::uint8_clamped_array => 1,
        Kind::int16_array | Kind::uint16_array => 2,
        Kind::int32_array | Kind::uint32_array | Kind::float32_array => 4,
        Kind::float64_array | Kind::bigint64_array | Kind::biguint64_array => 8,
        other => {
            return Err(Error::new(
                ErrorKind::Type,
                format!("typed arrays of the kind {other} are not known here"),
            ));
        }
    };
    match data.is_null() {
        true => Ok(&[]),
        // SAFETY: Node says that `length` elements of `size` bytes lie there; the rest is the
        // caller's promise.
        false => Ok(unsafe { std::slice::from_raw_parts(data.cast(), length * size) }),
    }
}

/// The bytes of the `count` typed arrays in an array.
///
/// # Safety
/// As for [`bytes_of`].
pub unsafe fn elements<'a>(
    env: sys::napi_env,
    array: sys::napi_value,
    count: u32,
) -> Result<Vec<&'a [u8]>, Error> {
    let bytes = |index| {
        let mut element = ptr::null_mut();
        // SAFETY: the caller's promise.
        unsafe {
            node(sys::napi_get_element(env, array, index, &mut element))?;
            bytes_of(env, element)
        }
    };
    (0..count).map(bytes).collect()
}

/// Large results as JavaScript values, made while lifting: strings, and buffers for numbers.
pub struct ValueBlobs {
    env: sys::napi_env,
    values: Vec<sys::napi_value>,
}

impl ValueBlobs {
    /// For a call in `env`.
    pub fn new(env: sys::napi_env) -> ValueBlobs {
        ValueBlobs { env, values: Vec::new() }
    }

    /// `undefined` (a null pointer) where nothing was large and nothing spilled; otherwise an
    /// array: what spilled, then the blobs.
    pub fn into_value(self, spilled: Option<Vec<u8>>) -> Result<sys::napi_value, Error> {
        if self.values.is_empty() && spilled.is_none() {
            return Ok(ptr::null_mut());
        }
        let mut array = ptr::null_mut();
        // SAFETY: on the environment's thread, in the scope of the call.
        node(unsafe { sys::napi_create_array_with_length(self.env, self.values.len() + 1, &mut array) })?;
        let first = spilled.map(|bytes| buffer(self.env, &bytes)).transpose()?;
        for (index, value) in first.into_iter().map(|v| (0, v)).chain((1..).zip(self.values)) {
            // SAFETY: both are live values of this scope.
            node(unsafe { sys::napi_set_element(self.env, array, index, value) })?;
        }
        Ok(array)
    }
}

impl Blobs for ValueBlobs {
    fn add(&mut self, number: Option<Number>, bytes: &[u8]) -> Result<u32, ValueError> {
        let value = match number {
            None => string(self.env, bytes),
            Some(_) => buffer(self.env, bytes),
        };
        self.values.push(value.map_err(|error| ValueError::not_allowed(error.message))?);
        Ok(self.values.len() as u32 - 1)
    }
}

/// Large results of a call on another thread, kept until the loop's thread can make values.
#[derive(Default)]
pub struct HeldBlobs(pub Vec<(Option<Number>, Vec<u8>)>);

impl HeldBlobs {
    /// The result as an array: its bytes, then the blobs.
    pub fn into_value(self, env: sys::napi_env, result: &[u8]) -> Result<sys::napi_value, Error> {
        let mut blobs = ValueBlobs::new(env);
        for (number, bytes) in self.0 {
            blobs.add(number, &bytes)?;
        }
        blobs.into_value(Some(result.to_vec()))
    }
}

impl Blobs for HeldBlobs {
    fn add(&mut self, number: Option<Number>, bytes: &[u8]) -> Result<u32, ValueError> {
        self.0.push((number, bytes.to_vec()));
        Ok(self.0.len() as u32 - 1)
    }
}

/// A `Buffer` of its own memory, which is not zeroed first.
fn buffer(env: sys::napi_env, bytes: &[u8]) -> Result<sys::napi_value, Error> {
    let (mut data, mut value) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: on the environment's thread; the places to write to are ours.
    let status = unsafe { sys::napi_create_buffer(env, bytes.len(), &mut data, &mut value) };
    if status != sys::Status::napi_ok {
        clear_exception(env);
        return Err(too_large(bytes.len(), "an ArrayBuffer"));
    }
    if !bytes.is_empty() {
        // SAFETY: Node has just made `bytes.len()` bytes there, which nobody else knows of.
        let target = unsafe { std::slice::from_raw_parts_mut(data.cast::<u8>(), bytes.len()) };
        // In small pieces: a long `rep movsb` between two addresses of the same offset in
        // their pages runs at a third of its speed on some processors.
        for (to, from) in target.chunks_mut(1024).zip(bytes.chunks(1024)) {
            to.copy_from_slice(from);
        }
    }
    Ok(value)
}

/// A string, by the shorter way where it is ASCII.
fn string(env: sys::napi_env, bytes: &[u8]) -> Result<sys::napi_value, Error> {
    let mut value = ptr::null_mut();
    let make = match bytes.is_ascii() {
        true => sys::napi_create_string_latin1,
        false => sys::napi_create_string_utf8,
    };
    // SAFETY: on the environment's thread; the bytes live through the call.
    let status = unsafe { make(env, bytes.as_ptr().cast(), bytes.len() as isize, &mut value) };
    if status != sys::Status::napi_ok {
        clear_exception(env);
        return Err(too_large(bytes.len(), "a string"));
    }
    Ok(value)
}

fn too_large(length: usize, what: &str) -> Error {
    Error::new(ErrorKind::Value, format!("{length} bytes are more than {what} can hold here"))
}

/// What failed may leave an exception, which would be thrown over the error.
fn clear_exception(env: sys::napi_env) {
    let mut exception = ptr::null_mut();
    // SAFETY: allowed whether or not an exception is pending; its outcome does not matter.
    unsafe { sys::napi_get_and_clear_last_exception(env, &mut exception) };
}
