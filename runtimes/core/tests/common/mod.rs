//! What several test programs share.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

pub mod buffer;
pub mod guests;
pub mod hosts;
pub mod notation;
pub mod values;
