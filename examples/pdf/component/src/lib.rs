//! Reads PDF files: their text, their metadata, their outline, and their pages as pictures.
//!
//! On `wasm32` this crate is the component of `../wit/pdf.wit`; elsewhere [`reader`] is the same code for Rust.

#[cfg(target_arch = "wasm32")]
mod component;
mod destinations;
mod document;
mod error;
mod metadata;
mod outline;
mod render;
mod string;
mod text;

/// What the component exports, as plain Rust.
pub mod reader {
    pub use crate::document::{Document, extract_text};
    pub use crate::error::Error;
    pub use crate::metadata::Metadata;
    pub use crate::outline::OutlineItem;
}
