//! The flat buffer: values as one run of bytes. The format is `docs/wire.md`.

mod sink;
mod source;

pub use sink::{Blobs, WireSink, Written};
pub use source::WireSource;

/// A run's count that says: the elements are in a blob, whose position follows.
const BLOB: u32 = u32::MAX;

/// A writer sends runs of this many bytes and more as blobs.
pub const BLOB_THRESHOLD: usize = 4096;
