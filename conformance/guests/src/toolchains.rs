//! One world as a guest of each toolchain. Another one is a folder of `conformance/toolchains` and a line in `TOOLCHAINS`.

use crate::bindings::{self, World};
use crate::compile::{self, C, Python, Rust};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where things are.
struct Place<'a> {
    root: &'a Path,
    world: World<'a>,
    /// The guest's sources.
    folder: PathBuf,
    /// For what lies between them and the component.
    work: PathBuf,
    component: PathBuf,
}

type Build = fn(&Place) -> Result<()>;

const TOOLCHAINS: [(&str, Build); 3] = [("rust", rust), ("c", c), ("python", python)];

/// Builds all guests into `target/conformance/toolchains`.
pub fn build(root: &Path) -> Result<()> {
    let folder = root.join("conformance/toolchains");
    let target = root.join("target/conformance");
    let wit = folder.join("wit");
    for (name, build) in TOOLCHAINS {
        let started = Instant::now();
        let place = Place {
            root,
            world: World { wit: &wit, name: "guest" },
            folder: folder.join(name),
            work: target.join("bindings/toolchains").join(name),
            component: target.join("toolchains").join(name).with_extension("wasm"),
        };
        for folder in [&place.work, &target.join("toolchains")] {
            fs::create_dir_all(folder)?;
        }
        build(&place).and_then(|()| compile::check(&place.component, &place.world)).context(name)?;
        println!("conformance: guest in {name} built in {:.1} s", started.elapsed().as_secs_f64());
    }
    Ok(())
}

fn rust(place: &Place) -> Result<()> {
    let manifest = place.root.join("conformance/guests/Cargo.toml");
    let rust = Rust::build(&manifest, &place.root.join("target/conformance/build"))?;
    bindings::rust(&place.world, vec!["--generate-all".to_owned()], &place.work)?;
    let module = place.work.join("module.wasm");
    let bindings = place.world.file(&place.work, ".rs");
    rust.module(&place.folder.join("guest.rs"), &bindings, &[], &[], &module)?;
    compile::wrap(&module, &place.component)
}

fn c(place: &Place) -> Result<()> {
    let mut words = Vec::new();
    for interface in ["types", "host", "values", "relay", "shelves"] {
        words.extend(["--rename".to_owned(), format!("outwit:toolchains/{interface}@1.0.0={interface}")]);
    }
    bindings::c(&place.world, words, &place.work)?;
    let sources = sources(&place.folder, "c")?;
    let module = place.work.join("module.wasm");
    let flags = ["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"].map(str::to_owned);
    C::find(place.root)?.module(&sources, &place.world, &place.work, &flags, &module)?;
    compile::wrap(&module, &place.component)
}

fn python(place: &Place) -> Result<()> {
    // Python leaves its bytecode beside the sources: they are copied.
    for source in sources(&place.folder, "py")? {
        fs::copy(&source, place.work.join(source.file_name().unwrap_or_default()))?;
    }
    Python::find(place.root)?.component(&place.work, &place.world, &place.component)
}

/// The files that have this ending, by name.
fn sources(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        found.extend(Some(path).filter(|path| path.extension().is_some_and(|own| own == ending)));
    }
    found.sort();
    Ok(found)
}
