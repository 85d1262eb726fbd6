//! How the core behaves towards its callers, with small components made for it.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;

mod cache;
mod calls;
mod guests;
mod limits;
mod linking;
mod loading;
mod resources;
mod threads;
