//! How far plain Wasmtime gets with a component.

use crate::script::Stage;
use std::panic::{AssertUnwindSafe, catch_unwind};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Error, Result, Store};

pub use crate::reference::engine;

/// Where Wasmtime stops, and why; `None` if there is an instance in the end. All that is imported is
/// supplied, as far as a host can.
pub fn stop(engine: &Engine, bytes: &[u8]) -> Option<(Stage, String)> {
    // It is known to panic at one of the components.
    let component = match catch_unwind(AssertUnwindSafe(|| Component::new(engine, bytes))) {
        Ok(Ok(component)) => component,
        Ok(Err(error)) => return Some((Stage::Loading, reason(&error))),
        Err(_) => return Some((Stage::Loading, "it panics".to_owned())),
    };
    let instantiate = || -> Result<()> {
        let mut linker = Linker::new(engine);
        linker.define_unknown_imports_as_traps(&component)?;
        linker.instantiate(Store::new(engine, ()), &component)?;
        Ok(())
    };
    instantiate().err().map(|error| (Stage::Instantiation, reason(&error)))
}

/// On one line, and without the places in the binary, so that the same reasons are the same.
fn reason(error: &Error) -> String {
    let text = format!("{error:#}");
    let text = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    text.split(" (at offset").next().unwrap_or_default().to_owned()
}
