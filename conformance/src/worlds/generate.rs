//! Bindings of every world, and what the generator says where it makes none.

use super::input::World;
use super::sources::Given;
use outwit_generator::input::{Features, Input};
use outwit_generator::lang::Language;
use outwit_generator::{Error, output};
use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use wasmtime::Result;

/// What the generator did with a world in one language.
pub enum Made {
    /// Bindings, in the folder of the world's package.
    Bindings,
    /// It says why not.
    Refused(String),
    /// It does not say it well, or does not say anything.
    Failed(String),
}

/// Generates the packages of a language and removes those of before.
pub fn generate(worlds: &[World], language: Language, folder: &Path) -> Result<Vec<Made>> {
    fs::create_dir_all(folder)?;
    let made: Vec<Made> = worlds.iter().map(|world| one(world, language, folder)).collect();
    let bound = worlds.iter().zip(&made).filter(|(_, made)| matches!(made, Made::Bindings));
    let wanted: BTreeSet<&str> = bound.map(|(world, _)| world.package.as_str()).collect();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let of_ours = ["codegen_", "ui_"].iter().any(|prefix| name.starts_with(prefix));
        if of_ours && !wanted.contains(name.as_str()) {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(made)
}

fn one(world: &World, language: Language, folder: &Path) -> Made {
    let generate = || {
        let input = Input::open_with(&world.path, &features(world.features))?;
        let files = outwit_generator::generate(&input.read(Some(&world.name))?, language)?;
        output::write(&folder.join(&world.package), &files)
    };
    // WIT has positions. A binary package has none.
    let is_text = world.path.extension().is_none_or(|extension| extension != "wasm");
    match catch_unwind(std::panic::AssertUnwindSafe(generate)) {
        Ok(Ok(())) => Made::Bindings,
        Ok(Err(error)) if is_text && !has_position(&error) => {
            Made::Failed(format!("refused without a position: {}", summary(&error)))
        }
        Ok(Err(error)) => Made::Refused(summary(&error)),
        Err(_) => Made::Failed("the generator panics".to_owned()),
    }
}

/// Why input that is not valid is not refused as it should be.
pub fn refusal(given: &Given) -> Result<String, String> {
    let read = || Input::open_with(&given.path, &features(given.features)).map(|_| ());
    match catch_unwind(std::panic::AssertUnwindSafe(read)) {
        Ok(Ok(())) => Err("it is read as if it were valid".to_owned()),
        Ok(Err(error)) if has_position(&error) => Ok(summary(&error)),
        Ok(Err(error)) => {
            let path = given.path.display().to_string();
            Err(format!("refused without a position: {}", summary(&error).replace(&path, &given.name)))
        }
        Err(_) => Err("the generator panics".to_owned()),
    }
}

fn features(names: &[&str]) -> Features {
    Features { names: names.iter().map(|name| (*name).to_owned()).collect(), all: false }
}

/// Whether everything that it says is wrong is shown in the WIT.
fn has_position(error: &Error) -> bool {
    match error.problems() {
        [] => !error.places().is_empty(),
        problems => problems.iter().all(|problem| problem.place.is_some()),
    }
}

/// The first thing that is wrong, and how many more there are.
pub fn summary(error: &Error) -> String {
    let first = match error.problems().first() {
        Some(problem) => problem.to_string(),
        None => error.message().to_owned(),
    };
    let more = error.problems().len().saturating_sub(1);
    let first = super::input::one_line(&first);
    if more > 0 { format!("{first} (and {more} more)") } else { first }
}

/// Where the packages of a language are, from the top of the checkout.
pub fn folder(root: &Path, language: Language) -> PathBuf {
    root.join(format!("target/conformance/worlds-{}", language.name()))
}
