//! The Node-API addon behind the npm package `outwit`.
//!
//! The package's TypeScript writes arguments into one shared buffer (`docs/wire.md`), makes one
//! call into this addon, and reads the result from the same buffer. [`call`] is that call, on raw
//! Node-API for its speed; everything else happens once a component or an instance.
//!
//! Nothing here throws: a function gives its value or a [`failure::Failure`], and the package
//! makes the error of the right class from that. Its classes and functions are private to the
//! package; `bindings/node/src/native.ts` declares them.

mod away;
mod blobs;
mod call;
mod cli;
mod component;
mod crossing;
mod failure;
mod host;
mod instance;
mod load;
mod ready;
mod scratch;
mod threads;

/// The first engine of a process asks the processor what it can do and touches much code for the
/// first time, a third of a millisecond of work. It is done aside while JavaScript loads the package.
#[napi_derive::module_init]
fn warm_up() {
    use outwit_core::{Cache, Engine};
    let work = || drop(Engine::new(Cache::Off));
    // It is no harm if no thread can be had.
    drop(std::thread::Builder::new().name("outwit-warm-up".into()).spawn(work));
}
