//! Guests as core modules, and as components.

mod c;
mod python;
mod rust;

pub use c::C;
pub use python::Python;
pub use rust::Rust;

use crate::bindings::World;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use wit_component::{ComponentEncoder, DecodedWasm};
use wit_parser::{Resolve, WorldKey};

/// Wraps a module that says which world it is.
pub fn wrap(module: &Path, component: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| module.display().to_string())?;
    let mut encoder = ComponentEncoder::default();
    let encoded = encoder.validate(true).module(&bytes).and_then(|encoder| encoder.encode());
    let encoded = encoded.context("it cannot be wrapped as a component")?;
    if let Some(folder) = component.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(component, encoded).with_context(|| component.display().to_string())
}

/// Refuses a component that wants more than the world gives it, such as WASI, or that gives less.
pub fn check(component: &Path, world: &World) -> Result<()> {
    let bytes = fs::read(component).with_context(|| component.display().to_string())?;
    let DecodedWasm::Component(resolve, id) = wit_component::decode(&bytes)? else {
        bail!("{} is not a component", component.display());
    };
    let mut wanted = Resolve::default();
    let (package, _) = wanted.push_path(world.wit)?;
    let wanted_id = wanted.select_world(&[package], Some(world.name))?;
    let (own, world) = (&resolve.worlds[id], &wanted.worlds[wanted_id]);

    let allowed = names(&wanted, world.imports.keys());
    if let Some(name) = names(&resolve, own.imports.keys()).difference(&allowed).next() {
        bail!("it imports {name}, which the world does not have");
    }
    let exports = names(&resolve, own.exports.keys());
    if let Some(name) = names(&wanted, world.exports.keys()).difference(&exports).next() {
        bail!("it does not export {name}");
    }
    Ok(())
}

fn names<'a>(resolve: &Resolve, keys: impl Iterator<Item = &'a WorldKey>) -> BTreeSet<String> {
    keys.map(|key| resolve.name_world_key(key)).collect()
}

/// Runs a tool. If it fails, what it says is the error.
fn run(tool: &str, mut command: Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{tool} cannot be run"))?;
    if output.status.success() {
        return Ok(());
    }
    bail!("{tool} fails: {}", String::from_utf8_lossy(&output.stderr).trim())
}
