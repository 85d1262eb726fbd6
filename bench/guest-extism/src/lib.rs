//! The benchmark's rows as an Extism plug-in: bytes in, bytes out.

use extism_pdk::{FnResult, plugin_fn};

/// Two little-endian `u32` in, their sum out.
#[plugin_fn]
pub fn add(input: Vec<u8>) -> FnResult<Vec<u8>> {
    let (a, b) = input.split_at(4);
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
    Ok(number(a).wrapping_add(number(b)).to_le_bytes().to_vec())
}

/// The text with its characters in reverse order.
#[plugin_fn]
pub fn rev(text: String) -> FnResult<String> {
    Ok(text.chars().rev().collect())
}

/// Gives the bytes back.
#[plugin_fn]
pub fn echo(data: Vec<u8>) -> FnResult<Vec<u8>> {
    Ok(data)
}

/// Little-endian `f64` in, their sum out.
#[plugin_fn]
pub fn sum(input: Vec<u8>) -> FnResult<Vec<u8>> {
    let (numbers, _) = input.as_chunks::<8>();
    let sum: f64 = numbers.iter().map(|bytes| f64::from_le_bytes(*bytes)).sum();
    Ok(sum.to_le_bytes().to_vec())
}
