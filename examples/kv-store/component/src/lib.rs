//! A key-value store on a database and a clock that the host brings.

#[cfg(target_arch = "wasm32")]
mod component;
pub mod rules;
