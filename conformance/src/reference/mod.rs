//! The reference: plays scripts on plain Wasmtime, with its own dynamic values and nothing of ours.

mod player;
mod values;

use crate::script::Script;
use player::Player;
use serde_json::json;
use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, Write, stdin, stdout};
use std::panic::{AssertUnwindSafe, catch_unwind};
use wasmtime::component::Component;
use wasmtime::error::Context;
use wasmtime::{Config, Engine, Result, bail};

/// An engine with the settings of `runtimes/core`.
pub fn engine() -> Result<Engine> {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .wasm_component_model_map(true)
        .wasm_component_model_fixed_length_lists(true)
        .wasm_component_model_implements(true)
        .concurrency_support(false);
    Engine::new(&config)
}

/// Reads a script's path a line, plays it, and answers with a line of JSON, as the languages' programs do.
pub fn serve() -> Result<()> {
    let mut reference = Reference { engine: engine()?, components: HashMap::new() };
    for line in stdin().lock().lines() {
        let error = reference.play_file(&line?).err().map(|error| format!("{error:#}"));
        let mut out = stdout().lock();
        writeln!(out, "{}", json!({ "error": error }))?;
        out.flush()?;
    }
    Ok(())
}

struct Reference {
    engine: Engine,
    /// The components of before: many scripts have the same one.
    components: HashMap<String, Component>,
}

impl Reference {
    fn play_file(&mut self, path: &str) -> Result<()> {
        let text = fs::read(path).with_context(|| path.to_owned())?;
        let script: Script = serde_json::from_slice(&text).with_context(|| path.to_owned())?;
        let component = match self.component(&script.component) {
            Ok(component) => component,
            Err(_) if script.refused == Some(crate::script::Stage::Loading) => return Ok(()),
            Err(error) => return Err(error).context("loading"),
        };
        Player::play(&self.engine, &component, &script)
    }

    fn component(&mut self, path: &str) -> Result<Component> {
        if let Some(known) = self.components.get(path) {
            return Ok(known.clone());
        }
        // It is known to panic at some components.
        let load = || Component::from_file(&self.engine, path);
        let component = catch_unwind(AssertUnwindSafe(load)).unwrap_or_else(|_| bail!("it panics"))?;
        self.components.insert(path.to_owned(), component.clone());
        Ok(component)
    }
}
