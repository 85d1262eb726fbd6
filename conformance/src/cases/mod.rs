//! Our own cases: `conformance/cases/*.yaml`, one file a feature, values in WAVE. Each case is played with
//! every component of its file.

mod file;
mod functions;
mod scripts;
mod wave;

use crate::bindings::{self, Wanted};
use crate::entry::Entry;
use crate::play::{self, Gate, Played};
use crate::reference;
use crate::testee::Language;
use file::File;
use functions::Functions;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use wasmtime::component::Component;
use wasmtime::error::Context;
use wasmtime::{Engine, Result, bail, ensure};

const SUITE: &str = "cases";

/// Turns the cases into scripts and plays them.
pub fn run(root: &Path, languages: &[&Language], entries: &mut Vec<Entry>) -> Result<()> {
    let engine = reference::engine()?;
    let output = root.join("target/conformance/cases");
    fs::create_dir_all(&output)?;
    let mut known = HashMap::new();
    let (mut played, mut wanted) = (Vec::new(), Vec::new());
    for path in files(&root.join("conformance/cases"))? {
        let file = File::read(&path)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        for case in &file.cases {
            let names: Vec<&str> = file.components(case).collect();
            for name in &names {
                if !known.contains_key(*name) {
                    let made = Made::find(root, &engine, &output, name);
                    known.insert((*name).to_owned(), made.with_context(|| file.place(case, None))?);
                }
                let made = &known[*name];
                let mut script = scripts::script(&file, case, &made.functions)?;
                script.component = made.path.display().to_string();
                if file.bindings {
                    script.bindings = Some(made.package.clone());
                    wanted.push(Wanted { package: made.package.clone(), component: made.path.clone() });
                }
                let mut case = format!("{stem}/{}", case.value.name);
                if names.len() > 1 {
                    case += &format!(" ({})", name.rsplit('/').next().unwrap_or(name));
                }
                let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
                let script_path = output.join(case.chars().map(plain).collect::<String>() + ".json");
                fs::write(&script_path, serde_json::to_vec(&script)?)?;
                played.push(Played { case, what: String::new(), script: script_path });
            }
        }
    }
    wanted.sort();
    wanted.dedup();
    println!("conformance: {} cases with {} components", played.len(), known.len());
    bindings::generate(root, &wanted)?;
    play::play(root, languages, SUITE, Gate::Ours, &played, entries)
}

/// The files with cases, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        ensure!(path.extension().is_some_and(|own| own == "yaml"), "{} is no file of cases", path.display());
        files.push(path);
    }
    files.sort();
    Ok(files)
}

/// A component, and what it imports and exports.
struct Made {
    path: PathBuf,
    /// The name of its bindings.
    package: String,
    functions: Functions,
}

impl Made {
    /// `records` is a fixture, `toolchains/c` a guest of these suites, `wit-fixtures/hostile/x.wat` text.
    fn find(root: &Path, engine: &Engine, output: &Path, name: &str) -> Result<Made> {
        let path = match name.strip_suffix(".wat") {
            Some(stem) => {
                let path = output.join(format!("{}.wasm", stem.replace('/', "-")));
                let source = root.join(name);
                let binary = wat::parse_file(&source)?;
                if fs::read(&path).ok().as_ref() != Some(&binary) {
                    fs::write(&path, binary)?;
                }
                path
            }
            None if name.contains('/') => root.join(format!("target/conformance/{name}.wasm")),
            None => root.join(format!("target/components/{name}.wasm")),
        };
        if !path.is_file() {
            bail!("there is no component {name}; is it built?");
        }
        let component = Component::from_file(engine, &path).with_context(|| name.to_owned())?;
        let package = bindings::package(SUITE, name.trim_end_matches(".wat"));
        Ok(Made { path, package, functions: Functions::of(engine, &component) })
    }
}
