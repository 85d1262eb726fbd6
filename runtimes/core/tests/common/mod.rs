//! What several test programs share.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

pub mod buffer;
pub mod buffered;
pub mod guests;
pub mod hosts;
pub mod notation;
pub mod random;
pub mod values;

/// A number from the environment.
pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}
