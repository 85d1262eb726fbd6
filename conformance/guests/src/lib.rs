//! What the guests are linked with, built once for all of them.

#[cfg(target_arch = "wasm32")]
pub use {futures, wit_bindgen};
