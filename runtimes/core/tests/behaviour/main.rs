//! How the core behaves towards its callers, with small components made for it.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod cache;
mod calls;
mod guests;
mod host_failures;
mod host_resources;
mod imports;
mod limits;
mod linking;
mod loading;
mod nesting;
mod parts;
mod resources;
mod threads;
