//! The guests' bindings, with the options that each guest asks for.

use crate::source::Source;
use crate::suite::Case;
use anyhow::{Context, Result};
use clap::Parser;
use std::fs;
use std::path::{Path, PathBuf};
use wit_bindgen_core::{Files, WorldGenerator};
use wit_parser::Resolve;

/// The part of wit-bindgen's command line that the cases use.
#[derive(Parser)]
struct Arguments {
    #[clap(flatten)]
    rust: wit_bindgen_rust::Opts,
    #[clap(long)]
    features: Vec<String>,
}

/// Writes the bindings of a guest and gives the file's name.
pub fn write(case: &Case, source: &Source, folder: &Path) -> Result<PathBuf> {
    let mut words = vec!["wit-bindgen".to_owned()];
    if case.config.default_bindgen_args != Some(false) {
        words.push("--generate-all".to_owned());
    }
    words.extend(source.config.bindgen());
    let arguments = Arguments::try_parse_from(words).context("its options are not understood")?;

    let mut resolve = Resolve::default();
    resolve.features.extend(arguments.features);
    let (package, _) = resolve.push_path(case.wit())?;
    let world = resolve.select_world(&[package], Some(&source.world))?;
    let mut files = Files::default();
    arguments.rust.build().generate(&mut resolve, world, &mut files)?;

    fs::create_dir_all(folder)?;
    for (name, content) in files.iter() {
        fs::write(folder.join(name), content)?;
    }
    Ok(folder.join(format!("{}.rs", source.world.replace('-', "_"))))
}
