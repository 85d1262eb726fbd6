//! The core of outwit: it embeds Wasmtime and moves host values straight into and out of guest
//! memory. It knows no language: a language offers a [`Source`] and a [`Sink`], or uses the
//! [`wire`] format.
//!
//! An [`Engine`] loads a [`Component`], which is linked against the [`signature::World`] that the
//! caller expects, and instantiated. An [`Instance`] is entered by one call at a time.

mod abi;
mod cache;
mod component;
mod deferred;
mod describe;
mod difference;
mod engine;
mod error;
mod grant;
mod guest;
mod handles;
mod host;
mod imports;
mod instance;
mod interrupt;
mod lift;
mod link;
mod lower;
mod plan;
mod stack;
mod supply;
mod thread;
pub mod transcode;
mod trap;
mod versions;
pub mod wire;

pub use cache::Cache;
pub use component::{Component, Linked};
pub use engine::Engine;
pub use error::{Error, ErrorKind, Frame, HostError, ValueError};
pub use host::{Choice, Handle, Number, Returned, Sink, Source};
pub use imports::{Arguments, Host, Inside, Refused, Results};
pub use instance::{Entered, Instance, Options};
pub use interrupt::{Call, Interrupt};
pub use outwit_signature as signature;
pub use thread::{Thread, Waiting};
