//! Everything that is built, and the list of it.

use crate::bindings;
use crate::compile::Libraries;
use crate::source::Source;
use crate::suite::{self, Case};
use anyhow::{Context, Result, bail};
use serde::Serialize;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
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
pub fn build() -> Result<()> {
    let root = project_root()?;
    let manifest = root.join("conformance/guests/Cargo.toml");
    let work = root.join("target/conformance");
    let out = work.join("runtime");
    let cases = suite::cases(&suite::locate(&manifest)?)?;
    if cases.is_empty() {
        bail!("there are no cases");
    }
    let libraries = Libraries::build(&manifest, &work.join("build"))?;

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
                    let made = guest(&libraries, &cases[*place], source, &folder, &out);
                    if let (Err(error), Ok(mut failures)) = (made, failures.lock()) {
                        failures[*place].push((source.stem(), format!("{error:#}")));
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

fn guest(libraries: &Libraries, case: &Case, source: &Source, folder: &Path, out: &Path) -> Result<()> {
    let component = out.join(file(case, source));
    if is_current(&component) {
        return Ok(());
    }
    let bindings = bindings::write(case, source, folder).context("its bindings cannot be made")?;
    libraries.component(source, &bindings, &component)
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

/// The checkout that the current folder is in.
fn project_root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    let found = here.ancestors().find(|folder| folder.join("conformance/guests/Cargo.toml").is_file());
    found
        .map(Path::to_path_buf)
        .with_context(|| format!("{} is not inside a checkout of outwit", here.display()))
}
