//! What the tests share.
#![allow(dead_code)]

use outwit_generator::Error;
use outwit_generator::input::Input;
use outwit_generator::plan::Reading;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The folder of WIT fixtures.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit-fixtures")
}

/// The stems of the fixtures that have a world, sorted.
pub fn stems() -> Vec<String> {
    let folders = std::fs::read_dir(fixtures()).expect("wit-fixtures is there");
    let mut stems: Vec<String> = folders
        .map(|folder| folder.expect("a folder can be read").path())
        .filter(|folder| folder.join("world.wit").is_file())
        .map(|folder| folder.file_name().expect("a folder has a name").to_string_lossy().into_owned())
        .collect();
    stems.sort();
    stems
}

/// Reads WIT text as a file named `test.wit`, and its only world.
pub fn read(wit: &str) -> Result<Reading, Error> {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("test.wit");
    std::fs::write(&path, wit).expect("the folder can be written");
    Input::open(&path)?.read(None)
}

/// The problems of a world, a line each.
pub fn problems(wit: &str) -> Vec<String> {
    let reading = read(wit).expect("the WIT is valid");
    reading.problems.iter().map(ToString::to_string).collect()
}

/// An interface `a:b/c` with these items, exported by a world.
pub fn interface(items: &str) -> String {
    format!("package a:b;\ninterface c {{\n{items}\n}}\nworld w {{ export c; }}\n")
}

/// A component of a world, whose functions trap.
pub fn component(wit: &str) -> Vec<u8> {
    use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
    use wit_parser::{ManglingAndAbi, Resolve};
    let mut resolve = Resolve::new();
    let package = resolve.push_str("test.wit", wit).expect("the WIT is valid");
    let world = resolve.select_world(&[package], None).expect("there is one world");
    let abi = ManglingAndAbi::Standard32;
    let mut module = dummy_module(&resolve, world, abi);
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false)
        .expect("the metadata fits");
    let mut encoder = ComponentEncoder::default();
    encoder.module(&module).expect("the module has metadata");
    encoder.validate(true).encode().expect("the component is valid")
}
