//! The boundary with Wasmtime, and all that is unsafe about it: what it calls to lower, lift and
//! check types, for both directions.

mod current;
mod exports;
mod imports;
mod probe;

pub(crate) use current::Published;
pub(crate) use exports::{CallError, Frame, call};
pub(crate) use imports::{define, define_resource};
pub(crate) use probe::{actual_types, checked_types};

use wasmtime::component::__internal::CanonicalAbiInfo;

/// Says that a type is so many flat values, and that it is never stored in memory as such.
const fn flat_values(count: usize) -> CanonicalAbiInfo {
    CanonicalAbiInfo { size32: 0, align32: 1, size64: 0, align64: 1, flat_count: Some(count as u8) }
}
