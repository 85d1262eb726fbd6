//! The Node-API addon behind the npm package `outwit`.
//!
//! The package's TypeScript writes arguments into one shared buffer (`docs/wire.md`), makes one
//! call into this addon, and reads the result from the same buffer. [`call`] is that call, on raw
//! Node-API for its speed; everything else happens once a component or an instance.
//!
//! Nothing here throws: a function gives its value or a [`failure::Failure`], and the package
//! makes the error of the right class from that. Its classes and functions are private to the
//! package; `bindings/node/src/native.ts` declares them.

mod blobs;
mod call;
mod cli;
mod component;
mod failure;
mod instance;
mod scratch;
mod task;
