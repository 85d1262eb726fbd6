//! Hostile guests: see `runtimes/core/tests/random_guests`, which is the same as a test.

#![no_main]
#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../runtimes/core/tests/common/mod.rs"]
mod common;
#[path = "../../runtimes/core/tests/random_guests/one/mod.rs"]
mod one;

use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: one::prepare(),
    |bytes: &[u8]| {
        one::one(bytes);
    }
);
