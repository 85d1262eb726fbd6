//! Plays wit-bindgen's runtime cases through the three languages' bindings: once in the place of the
//! runner (the `test` guest is called), once in the place of the test (the `runner` guest is given what
//! it imports and run). See README.md.

mod bindings;
mod cases;
mod composition;
mod guard;
mod handles;
mod record;
mod report;
mod script;
mod testee;
mod value;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wasmtime::Result;
use wasmtime::error::Context;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("conformance: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything that is played passes.
fn run() -> Result<bool> {
    let root = project_root()?;
    let folder = root.join("target/conformance/runtime");
    let mut cases = cases::read(&folder)?;
    let engine = record::engine()?;
    let mut played = Vec::new();
    for (number, case) in cases.iter_mut().enumerate() {
        if case.left_out.is_some() || !case.failed.is_empty() {
            continue;
        }
        match case.record(number, &engine, &folder) {
            Ok(scripts) => played.extend(scripts),
            Err(error) => case.failed.push(format!("it does not work on Wasmtime's own values: {error:#}")),
        }
    }
    println!("conformance: {} scripts of {} cases recorded", played.len(), cases.len());

    bindings::generate(&root, &folder, &cases)?;
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut rows = Vec::new();
    for language in testee::LANGUAGES {
        if wanted.is_empty() || wanted.iter().any(|name| name == language.name) {
            guard::check(language, &root, &cases, &played).with_context(|| language.name)?;
            let outcomes = language.play(&root, &played).with_context(|| language.name)?;
            rows.extend(report::rows(language.name, &cases, &played, &outcomes));
        }
    }
    report::write(&root.join("out/conformance"), &rows)?;
    let passed = report::show(&cases, &rows);
    let problems = bindings::check(&root);
    for problem in &problems {
        eprintln!("conformance: the generated bindings: {problem}");
    }
    Ok(passed && problems.is_empty())
}

/// The checkout that the current folder is in.
fn project_root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    let found = here.ancestors().find(|folder| folder.join("conformance/Cargo.toml").is_file());
    found
        .map(Path::to_path_buf)
        .with_context(|| format!("{} is not inside a checkout of outwit", here.display()))
}
