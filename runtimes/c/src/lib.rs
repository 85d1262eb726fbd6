//! The C ABI of outwit: `liboutwit.so`, described by `include/outwit.h`.
//!
//! Values travel in the flat buffer (`docs/wire.md`), worlds and errors as JSON, so that the ABI
//! stays as small as it is. Every entry catches panics and gives a status; nothing here keeps a
//! value in a thread or in a global, since a goroutine changes threads between two calls.

mod bytes;
mod call;
mod command;
mod component;
mod instance;
mod status;

pub use bytes::{OutwitBytes, OutwitSlice};
pub use call::{OutwitCall, OutwitPoll, OutwitTake};
pub use command::outwit_command;
pub use component::{OutwitComponent, OutwitLinked};
pub use instance::{OutwitInstance, OutwitOptions};

/// The version of this ABI. It grows with every change that a caller would notice.
pub const ABI: u32 = 1;

/// The version of the ABI that this library speaks, [`ABI`].
#[unsafe(no_mangle)]
pub extern "C" fn outwit_abi() -> u32 {
    ABI
}
