//! A [`World`] as plain data: its types, and the functions that it exports and imports.
//!
//! Generated code states the world that it was made from, the runtimes read what a component
//! really has, and the two are compared before the first call. Both sides write the same JSON,
//! described in `docs/signature.md`. Nothing here knows a language, WIT's parser or Wasmtime.

mod display;
mod json;
mod types;

pub use display::{FunctionText, TypeText};
pub use types::{Case, Field, Function, Owner, Param, Type, TypeDef, TypeId, World};

/// The version of the JSON form. A runtime refuses another one.
pub const VERSION: u32 = 1;
