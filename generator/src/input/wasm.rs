//! Components, and WIT packages as wasm.

use super::surviving::surviving;
use super::{Input, Source, Wasm};
use crate::error::Error;
use crate::lang::words::words;
use std::path::Path;
use wit_component::DecodedWasm;

/// The first bytes of every wasm file.
const MAGIC: &[u8] = b"\0asm";
/// The first bytes of a core module: magic and version 1.
const CORE_MODULE: &[u8] = b"\0asm\x01\0\0\0";

/// Whether a file is wasm, by its contents or at least by its name.
pub(super) fn is_wasm(bytes: &[u8], path: &Path) -> bool {
    bytes.starts_with(MAGIC) || path.extension().is_some_and(|extension| extension == "wasm")
}

pub(super) fn decode(bytes: &[u8], name: String, path: &Path) -> Result<Input, Error> {
    if !bytes.starts_with(MAGIC) {
        return Err(Error::new(format!("{name} is not a wasm file")));
    }
    if bytes.starts_with(CORE_MODULE) {
        return Err(Error::new(format!(
            "{name} is a core wasm module, not a component; `wasm-tools component new` makes one from it"
        )));
    }
    surviving(|| Ok(loadable(bytes)?)).map_err(|error| {
        let message = one_line(&error);
        Error::new(format!("{name} is not a component that the runtime can load: {message}"))
    })?;
    let wasm = Wasm::of(bytes);
    let decoded = surviving(|| wit_component::decode(bytes)).map_err(|error| {
        Error::new(format!("{name} is not a component that can be read: {}", one_line(&error)))
    })?;
    Ok(match decoded {
        DecodedWasm::Component(mut resolve, world) => {
            resolve.worlds[world].name = component_name(path);
            resolve.worlds[world].package = None;
            Input { name, source: Source::Component(wasm), resolve, worlds: vec![world] }
        }
        DecodedWasm::WitPackage(resolve, package) => {
            let worlds = resolve.packages[package].worlds.values().copied().collect();
            Input { name, source: Source::Package(wasm), resolve, worlds }
        }
    })
}

/// Checks the file with the parser that the runtime's Wasmtime has, which is older than the one
/// that decodes it here and does not know all of its syntax.
fn loadable(bytes: &[u8]) -> Result<(), wasmparser::BinaryReaderError> {
    let mut validator = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all());
    for payload in wasmparser::Parser::new(0).parse_all(bytes) {
        validator.payload(&payload?)?;
    }
    Ok(())
}

/// A component does not say which world it was made from: its world is called after the file.
fn component_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let words = words(&stem);
    match words.first().and_then(|word| word.bytes().next()) {
        Some(first) if first.is_ascii_alphabetic() => words.join("-"),
        _ => "component".to_owned(),
    }
}

fn one_line(error: &anyhow::Error) -> String {
    let text = format!("{error:#}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
