//! The guests' bindings, with the options that each guest asks for.

use anyhow::{Context, Result};
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};
use wit_bindgen_core::{Files, WorldGenerator};
use wit_parser::Resolve;

/// What bindings are written of.
pub struct World<'a> {
    /// The WIT file, or the folder.
    pub wit: &'a Path,
    pub name: &'a str,
}

impl World<'_> {
    /// The file of its bindings that has this ending.
    pub fn file(&self, folder: &Path, ending: &str) -> PathBuf {
        folder.join(format!("{}{ending}", self.name.replace('-', "_")))
    }
}

/// The part of wit-bindgen's command line that the guests use: the generator's options, and which features there are.
#[derive(Parser)]
struct Arguments<Options: clap::Args> {
    #[clap(flatten)]
    options: Options,
    #[clap(long)]
    features: Vec<String>,
}

impl<Options: clap::Args> Arguments<Options> {
    fn read(words: Vec<String>) -> Result<Self> {
        let words = std::iter::once("wit-bindgen".to_owned()).chain(words);
        Arguments::try_parse_from(words).context("its options are not understood")
    }
}

/// Writes `WORLD.rs` into the folder.
pub fn rust(world: &World, words: Vec<String>, folder: &Path) -> Result<()> {
    let arguments = Arguments::<wit_bindgen_rust::Opts>::read(words)?;
    write(world, arguments.features, Box::new(arguments.options.build()), folder)
}

/// Writes `WORLD.c`, `WORLD.h` and the object that says which world it is into the folder.
pub fn c(world: &World, words: Vec<String>, folder: &Path) -> Result<()> {
    let arguments = Arguments::<wit_bindgen_c::Opts>::read(words)?;
    write(world, arguments.features, arguments.options.build(), folder)
}

fn write(
    world: &World,
    features: Vec<String>,
    mut generator: Box<dyn WorldGenerator>,
    folder: &Path,
) -> Result<()> {
    let mut resolve = Resolve::default();
    resolve.features.extend(features);
    let (package, _) = resolve.push_path(world.wit)?;
    let id = resolve.select_world(&[package], Some(world.name))?;
    let mut files = Files::default();
    generator.generate(&mut resolve, id, &mut files)?;

    fs::create_dir_all(folder)?;
    for (name, content) in files.iter() {
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}
