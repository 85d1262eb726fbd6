//! Random types, and random values of them.

pub mod types;
pub mod values;
