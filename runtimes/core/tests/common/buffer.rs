//! Writing and reading whole buffers.

use outwit_core::wire::{WireSink, Written};

/// A sink that keeps blobs in vectors.
pub type Writer<'a> = WireSink<'a, Vec<Vec<u8>>>;

/// What `write` writes to a buffer of `room` bytes, which may be too small, and the blobs.
pub fn written<E>(
    room: usize,
    write: impl FnOnce(&mut Writer<'_>) -> Result<(), E>,
) -> Result<(Vec<u8>, Vec<Vec<u8>>), E> {
    let mut buffer = vec![0xaa; room];
    let mut sink = WireSink::new(&mut buffer, Vec::new());
    write(&mut sink)?;
    let (written, blobs) = sink.into_parts();
    let bytes = match written {
        Written::InPlace(length) => buffer[..length].to_vec(),
        Written::Spilled(bytes) => bytes,
    };
    Ok((bytes, blobs))
}

/// The blobs as a source wants them.
pub fn slices(blobs: &[Vec<u8>]) -> Vec<&[u8]> {
    blobs.iter().map(Vec::as_slice).collect()
}
