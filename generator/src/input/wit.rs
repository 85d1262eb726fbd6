//! WIT as text.

use super::{Features, Input, Source};
use crate::error::Error;
use crate::place::{Place, Sources};
use std::path::Path;
use wit_parser::{PackageId, ParseError, Resolve, ResolveError, ResolveErrorKind, Span};

pub(super) fn file(bytes: &[u8], name: String, path: &Path, features: &Features) -> Result<Input, Error> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Error::new(format!("{name} is neither WIT, which is UTF-8 text, nor a wasm file")))?;
    let mut resolve = gated(features);
    match resolve.push_str(path, text) {
        Ok(package) => Ok(input(resolve, package, name)),
        Err(error) => Err(parse_error(&resolve, &error, &name)),
    }
}

pub(super) fn folder(path: &Path, name: String, features: &Features) -> Result<Input, Error> {
    let has_wit = has_wit(path).map_err(|e| Error::new(format!("{name} cannot be read: {e}")))?;
    if !has_wit {
        return Err(Error::new(format!("the folder {name} has no .wit file")));
    }
    let mut resolve = gated(features);
    match resolve.push_dir(path) {
        Ok((package, _)) => Ok(input(resolve, package, name)),
        Err(error) => Err(parse_error(&resolve, &error, &name)),
    }
}

/// Nothing yet, with the features that are on.
fn gated(features: &Features) -> Resolve {
    let mut resolve = Resolve::new();
    resolve.features.extend(features.names.iter().cloned());
    resolve.all_features = features.all;
    resolve
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

/// The parser's own message and the source it is about. Where the parser names no place, the
/// input's name comes first.
fn parse_error(resolve: &Resolve, error: &anyhow::Error, name: &str) -> Error {
    let typed = error.chain().find_map(|layer| {
        if let Some(error) = layer.downcast_ref::<ResolveError>() {
            return Some((error.to_string(), resolve_spans(error.kind())));
        }
        layer.downcast_ref::<ParseError>().map(|error| (error.to_string(), vec![error.kind().span()]))
    });
    let mut sources = Sources::new(&resolve.source_map);
    if let Some((message, spans)) = typed {
        let places: Vec<Place> = spans.into_iter().filter_map(|span| sources.place(span)).collect();
        if !places.is_empty() {
            return Error::at(message, places);
        }
    }
    let message = format!("{error:#}");
    match message.contains(name) {
        true => Error::new(message),
        false => Error::new(format!("{name}: {message}")),
    }
}

fn resolve_spans(error: &ResolveErrorKind) -> Vec<Span> {
    match error {
        ResolveErrorKind::DuplicatePackage { span1, span2, .. } => vec![*span1, *span2],
        error => vec![error.span()],
    }
}
