//! The C ABI of outwit: `liboutwit.so`, described by `include/outwit.h`.
//!
//! Values travel in the flat buffer (`docs/wire.md`), worlds and errors as JSON, so that the ABI
//! stays as small as it is. Every entry catches panics and gives a status; nothing here keeps a
//! value in a thread or in a global, since a goroutine changes threads between two calls.

mod bytes;
mod call;
mod command;
mod component;
mod host;
mod instance;
mod status;

pub use bytes::{OutwitBytes, OutwitSlice, outwit_bytes_free};
pub use call::{OutwitCall, OutwitPoll, OutwitTake, outwit_instance_call};
pub use command::outwit_command;
pub use component::{
    OutwitComponent, OutwitLinked, outwit_component_free, outwit_component_link, outwit_component_new,
    outwit_component_open, outwit_component_world, outwit_linked_free,
};
pub use host::{CALL_IMPORT, DROP_RESOURCE, OutwitAnswer, OutwitHost, OutwitRequest, TAKE_BACK, TAKE_RUN};
pub use instance::{
    OutwitInstance, OutwitOptions, outwit_instance_close, outwit_instance_drop, outwit_instance_free,
    outwit_instance_is_inside, outwit_instance_queue_drop, outwit_instance_resources,
    outwit_linked_instantiate,
};

/// The version of this ABI. It grows with every change that a caller would notice.
pub const ABI: u32 = 2;

/// The version of the ABI that this library speaks, [`ABI`].
#[unsafe(no_mangle)]
pub extern "C" fn outwit_abi() -> u32 {
    ABI
}
