//! Everything that is built, and the list of it.

use crate::bindings::{self, World};
use crate::compile::{self, C, Rust};
use crate::source::{Language, Source};
use crate::suite::{self, Case};
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// What `index.json` says of a case.
#[derive(Serialize)]
struct Entry {
    name: String,
    /// Why it is not here.
    left_out: Option<String>,
    /// How its components are put together, where that is not plain.
    composition: Option<String>,
    /// The runner's come first.
    components: Vec<Component>,
    /// Guests that do not build, and why.
    failed: Vec<String>,
}

#[derive(Serialize)]
struct Component {
    world: String,
    /// The name of the source file.
    stem: String,
    /// The component, from the folder of the index.
    file: String,
}

/// Builds all cases and writes the list.
pub fn build(root: &Path) -> Result<()> {
    let manifest = root.join("conformance/guests/Cargo.toml");
    let work = root.join("target/conformance");
    let out = work.join("runtime");
    let cases = suite::cases(&suite::locate(&manifest)?)?;
    if cases.is_empty() {
        bail!("there are no cases");
    }
    let tools = Tools { rust: Rust::build(&manifest, &work.join("build"))?, c: C::find(root)? };

    let jobs: Vec<(usize, &Source)> = cases
        .iter()
        .enumerate()
        .filter(|(_, case)| case.left_out.is_none())
        .flat_map(|(place, case)| case.sources.iter().map(move |source| (place, source)))
        .collect();
    let failures = Mutex::new(vec![Failures::new(); cases.len()]);
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((place, source)) = jobs.get(next.fetch_add(1, Relaxed)) {
                    let folder = work.join("bindings").join(&cases[*place].name).join(source.stem());
                    let made = guest(&tools, &cases[*place], source, &folder, &out);
                    if let (Err(error), Ok(mut failures)) = (made, failures.lock()) {
                        failures[*place].push((source.stem(), one_line(&format!("{error:#}"))));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap_or_default();
    let entries: Vec<Entry> = cases.iter().zip(&failures).map(|(case, failed)| entry(case, failed)).collect();
    let left_out = entries.iter().filter(|entry| entry.left_out.is_some()).count();
    fs::create_dir_all(&out)?;
    fs::write(out.join("index.json"), serde_json::to_vec_pretty(&entries)?)?;
    println!("conformance: {} guests of {} cases built, {left_out} left out", jobs.len(), entries.len());
    Ok(())
}

struct Tools {
    rust: Rust,
    c: C,
}

fn guest(tools: &Tools, case: &Case, source: &Source, folder: &Path, out: &Path) -> Result<()> {
    let component = out.join(file(case, source));
    if is_current(&component) {
        return Ok(());
    }
    let world = World { wit: &case.wit(), name: &source.world };
    let words = source.config.bindgen();
    let flags = source.config.compiler();
    let module = folder.join("module.wasm");
    match source.language {
        Language::Rust => {
            let all = (case.config.default_bindgen_args != Some(false)).then(|| "--generate-all".to_owned());
            bindings::rust(&world, all.into_iter().chain(words).collect(), folder).context("bindings")?;
            tools.rust.module(&source.path, &world.file(folder, ".rs"), &source.crates(), &flags, &module)?;
        }
        Language::C => {
            bindings::c(&world, words, folder).context("bindings")?;
            // The runner of `lists` writes where a pointer points that it has not set.
            let zeroed =
                ["-ftrivial-auto-var-init=zero", "-fno-delete-null-pointer-checks"].map(str::to_owned);
            let flags = [flags, zeroed.to_vec()].concat();
            tools.c.module(std::slice::from_ref(&source.path), &world, folder, &flags, &module)?;
        }
    }
    compile::wrap(&module, &component)
}

/// The sources of a version never change: a component is built again only after this program is.
fn is_current(component: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let program = std::env::current_exe().ok().and_then(|path| modified(&path));
    modified(component).is_some_and(|made| program.is_some_and(|built| built < made))
}

fn file(case: &Case, source: &Source) -> String {
    format!("{}/{}.wasm", case.name, source.stem())
}

/// The guests that do not build, and why.
type Failures = Vec<(String, String)>;

/// The first line of what a tool says that has to do with an error.
fn one_line(text: &str) -> String {
    let line = text.lines().find(|line| line.contains("error")).or(text.lines().next());
    line.unwrap_or_default().to_owned()
}

fn entry(case: &Case, failures: &Failures) -> Entry {
    let built = |source: &&Source| !failures.iter().any(|(stem, _)| *stem == source.stem());
    let component = |source: &Source| Component {
        world: source.world.clone(),
        stem: source.stem(),
        file: file(case, source),
    };
    let components = match case.left_out {
        None => case.sources.iter().filter(built).map(component).collect(),
        Some(_) => Vec::new(),
    };
    Entry {
        name: case.name.clone(),
        left_out: case.left_out.clone(),
        composition: case.composition.clone(),
        components,
        failed: failures.iter().map(|(stem, reason)| format!("{stem}: {reason}")).collect(),
    }
}
