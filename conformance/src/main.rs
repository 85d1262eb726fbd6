//! Suites of cases, most of which others wrote, in three languages. See README.md.

mod bindings;
mod cases;
mod entry;
mod expected;
mod guard;
mod package;
mod page;
mod play;
mod random;
mod random_worlds;
mod reference;
mod report;
mod runtime;
mod script;
mod suites;
mod testee;
mod value;
mod wast;
mod worlds;

use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use suites::{SUITES, Suite};
use testee::{LANGUAGES, Language};
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// Runs the suites through the bindings of each language. Prints what came of them, and writes it to
/// out/conformance/report.json. Fails if a case failed.
#[derive(Parser)]
#[command(name = "outwit-conformance", after_help = suites::help())]
struct Arguments {
    /// Suites and languages (python, node, go); without any of either, all. `reference`: play scripts on plain
    /// Wasmtime, as the languages' programs do
    names: Vec<String>,
    /// Write the table of docs/conformance.md anew, which must otherwise have these numbers
    #[arg(long)]
    page: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("conformance: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything passes.
fn run(arguments: &Arguments) -> Result<bool> {
    let names = &arguments.names;
    if *names == [testee::REFERENCE.name] {
        return reference::serve().map(|()| true);
    }
    let root = project_root()?;
    let named = |name: &str| names.iter().any(|own| own == name);
    let mut suites: Vec<&Suite> = SUITES.iter().filter(|suite| named(suite.name)).collect();
    let mut languages: Vec<&Language> = LANGUAGES.iter().filter(|language| named(language.name)).collect();
    if let Some(unknown) = names.iter().find(|name| {
        !suites.iter().any(|suite| suite.name == *name) && !languages.iter().any(|own| own.name == *name)
    }) {
        bail!("{unknown} is neither a suite nor a language; --help lists them");
    }
    if suites.is_empty() {
        suites = SUITES.iter().collect();
    }
    if languages.is_empty() {
        languages = LANGUAGES.iter().collect();
    }
    suites::run(&root, &suites, &languages, arguments.page)
}

/// The checkout that the current folder is in.
fn project_root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    let found = here.ancestors().find(|folder| folder.join("conformance/Cargo.toml").is_file());
    found
        .map(Path::to_path_buf)
        .with_context(|| format!("{} is not inside a checkout of outwit", here.display()))
}
