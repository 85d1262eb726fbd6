//! WIT as text.

use super::{Features, Input, Source};
use crate::error::Error;
use crate::place::{Place, Sources};
use std::ops::Range;
use std::path::Path;
use wit_parser::{PackageId, ParseError, Resolve, ResolveError, ResolveErrorKind, Span};

pub(super) fn file(bytes: &[u8], name: String, path: &Path, features: &Features) -> Result<Input, Error> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Error::new(format!("{name} is neither WIT, which is UTF-8 text, nor a wasm file")))?;
    let mut resolve = gated(features);
    match resolve.push_str(path, text) {
        Ok(package) => Ok(input(resolve, package, name)),
        Err(error) => Err(match blamed(&error.to_string(), text) {
            Some(range) if !has_span(&error) => {
                Error::at(error.to_string(), vec![Place::new(path, text, range)])
            }
            _ => parse_error(&resolve, &error, &name),
        }),
    }
}

/// Whether the parser says where it is.
fn has_span(error: &anyhow::Error) -> bool {
    typed(error).is_some_and(|(_, spans)| spans.iter().any(|span| span.is_known()))
}

/// What errors without a place are about: a file without a package as a whole, which its start
/// stands for; or a world, of whose names the parser does not know where they are.
fn blamed(message: &str, text: &str) -> Option<Range<usize>> {
    if message.contains("no `package` header") {
        return Some(0..0);
    }
    let (name, _) = message.split_once(" in world `")?.1.split_once('`')?;
    let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let declaration = format!("world {name}");
    let mut found = text.match_indices(&declaration);
    found.find(|(at, world)| is_whole(&text[at + world.len()..])).map(|(at, world)| at..at + world.len())
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
    let mut sources = Sources::new(&resolve.source_map);
    if let Some((message, spans)) = typed(error) {
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

/// The message and the places of an error of the parser's own.
fn typed(error: &anyhow::Error) -> Option<(String, Vec<Span>)> {
    error.chain().find_map(|layer| {
        if let Some(error) = layer.downcast_ref::<ResolveError>() {
            return Some((error.to_string(), resolve_spans(error.kind())));
        }
        layer.downcast_ref::<ParseError>().map(|error| (error.to_string(), vec![error.kind().span()]))
    })
}

fn resolve_spans(error: &ResolveErrorKind) -> Vec<Span> {
    match error {
        ResolveErrorKind::DuplicatePackage { span1, span2, .. } => vec![*span1, *span2],
        error => vec![error.span()],
    }
}
