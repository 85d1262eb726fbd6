//! WIT as text.

use super::{Input, Source};
use crate::error::Error;
use std::path::Path;
use wit_parser::{PackageId, Resolve};

pub(super) fn file(bytes: &[u8], name: String, path: &Path) -> Result<Input, Error> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Error::new(format!("{name} is neither WIT, which is UTF-8 text, nor a wasm file")))?;
    let mut resolve = Resolve::new();
    match resolve.push_str(path, text) {
        Ok(package) => Ok(input(resolve, package, name)),
        Err(error) => Err(parse_error(&resolve, &error, &name)),
    }
}

pub(super) fn folder(path: &Path, name: String) -> Result<Input, Error> {
    let has_wit = has_wit(path).map_err(|e| Error::new(format!("{name} cannot be read: {e}")))?;
    if !has_wit {
        return Err(Error::new(format!("the folder {name} has no .wit file")));
    }
    let mut resolve = Resolve::new();
    match resolve.push_dir(path) {
        Ok((package, _)) => Ok(input(resolve, package, name)),
        Err(error) => Err(parse_error(&resolve, &error, &name)),
    }
}

fn input(resolve: Resolve, package: PackageId, name: String) -> Input {
    let worlds = resolve.packages[package].worlds.values().copied().collect();
    Input { name, source: Source::Wit, resolve, worlds }
}

fn has_wit(folder: &Path) -> std::io::Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        if entry?.path().extension().is_some_and(|extension| extension == "wit") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The parser's own message, with file, line, column and the source it is about. Where the parser
/// names no file, the input's name comes first.
fn parse_error(resolve: &Resolve, error: &anyhow::Error, name: &str) -> Error {
    let rendered = error.chain().filter_map(|layer| {
        if let Some(error) = layer.downcast_ref::<wit_parser::ResolveError>() {
            Some(error.render(&resolve.source_map))
        } else {
            layer.downcast_ref::<wit_parser::ParseError>().map(|error| error.render(&resolve.source_map))
        }
    });
    let places = [rendered.collect::<Vec<_>>().join(": "), format!("{error:#}")];
    let text = places.iter().find(|text| text.contains(name));
    Error::new(text.cloned().unwrap_or_else(|| format!("{name}: {error:#}")))
}
