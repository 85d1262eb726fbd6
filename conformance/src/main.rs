//! Tests that others wrote, in three languages. See README.md.
//!
//! `runtime`: wit-bindgen's runtime cases are played through the bindings: once in the place of the
//! runner (the `test` guest is called), once in the place of the test (the `runner` guest is given what
//! it imports and run). `worlds`: wit-bindgen's and wit-parser's WIT is generated, checked and linked.

mod bindings;
mod cases;
mod composition;
mod entry;
mod guard;
mod handles;
mod record;
mod report;
mod script;
mod testee;
mod value;
mod worlds;

use entry::Entry;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use testee::Language;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

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

/// Whether everything passes. Arguments are the names of suites and languages; without any, all run.
fn run() -> Result<bool> {
    let root = project_root()?;
    let names: Vec<String> = std::env::args().skip(1).collect();
    let mut suites: Vec<&str> =
        ["runtime", "worlds"].into_iter().filter(|s| names.iter().any(|n| n == s)).collect();
    let languages: Vec<&Language> =
        testee::LANGUAGES.iter().filter(|language| names.iter().any(|name| name == language.name)).collect();
    if names.len() != suites.len() + languages.len() {
        bail!("its arguments are suites (runtime, worlds) and languages (python, node, go)");
    }
    if suites.is_empty() {
        suites = vec!["runtime", "worlds"];
    }
    let languages = if languages.is_empty() { testee::LANGUAGES.iter().collect() } else { languages };
    let mut entries = Vec::new();
    let mut passed = true;
    if suites.contains(&"runtime") {
        passed &= runtime(&root, &languages, &mut entries)?;
    }
    if suites.contains(&"worlds") {
        passed &= worlds::run(&root, &languages, &mut entries)?;
    }
    entry::merge(&root.join("out/conformance"), &entries)?;
    entry::show(&entries);
    Ok(passed)
}

/// Plays the runtime cases. Whether everything that is played passes.
fn runtime(root: &Path, languages: &[&Language], entries: &mut Vec<Entry>) -> Result<bool> {
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

    bindings::generate(root, &folder, &cases)?;
    let mut rows = Vec::new();
    for language in languages {
        guard::check(language, root, &cases, &played).with_context(|| language.name)?;
        let outcomes = language.play(root, &played).with_context(|| language.name)?;
        rows.extend(report::rows(language.name, &cases, &played, &outcomes));
    }
    let table = report::table(&cases, &rows);
    print!("{table}");
    report::write(&root.join("out/conformance"), &rows, &table)?;
    entries.extend(report::entries(&rows));
    let problems = bindings::check(root);
    for problem in &problems {
        eprintln!("conformance: the generated bindings: {problem}");
    }
    Ok(report::passed(&rows) && problems.is_empty())
}

/// The checkout that the current folder is in.
fn project_root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    let found = here.ancestors().find(|folder| folder.join("conformance/Cargo.toml").is_file());
    found
        .map(Path::to_path_buf)
        .with_context(|| format!("{} is not inside a checkout of outwit", here.display()))
}
