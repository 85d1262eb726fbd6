//! A guest's source file and its settings.

use crate::suite::{Words, config};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// A guest. A world may have several.
pub struct Source {
    pub world: String,
    pub path: PathBuf,
    pub language: Language,
    pub config: Config,
}

/// What it is written in. The sources in other languages are left out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    Rust,
    C,
}

/// What the comments at the top of the file say.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    #[serde(default)]
    args: Option<Words>,
    #[serde(default, rename = "wasmtime-flags")]
    _wasmtime_flags: Option<Words>,
    #[serde(default)]
    lang: Flags,
}

/// What it says to its language's tools.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Flags {
    #[serde(default)]
    rustflags: Option<Words>,
    #[serde(default)]
    cflags: Option<Words>,
    #[serde(default)]
    externs: Vec<String>,
    #[serde(default)]
    link_shared: bool,
    #[serde(default)]
    extern_dylibs: Vec<String>,
}

impl Config {
    /// What it wants the generator of bindings to be told.
    pub fn bindgen(&self) -> Vec<String> {
        self.args.as_ref().map_or_else(Vec::new, Words::list)
    }
    /// What it wants the compiler to be told.
    pub fn compiler(&self) -> Vec<String> {
        let flags = self.lang.rustflags.as_ref().or(self.lang.cflags.as_ref());
        flags.map_or_else(Vec::new, Words::list)
    }
    /// Whether it is linked from libraries when it is run.
    pub fn links_libraries(&self) -> bool {
        self.lang.link_shared || !self.lang.extern_dylibs.is_empty()
    }
}

impl Source {
    /// The guests of these worlds, in the order of the worlds. A file belongs to the first world that
    /// its name begins with.
    pub fn all(folder: &Path, worlds: &[String]) -> Result<Vec<Source>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let Some(place) = worlds.iter().position(|world| name.starts_with(world.as_str())) else {
                continue;
            };
            let language = match path.extension().and_then(|extension| extension.to_str()) {
                Some("rs") => Language::Rust,
                Some("c") => Language::C,
                _ => continue,
            };
            let text = fs::read_to_string(&path)?;
            let config = config(&text).with_context(|| path.display().to_string())?;
            found.push((place, Source { world: worlds[place].clone(), path, language, config }));
        }
        found.sort_by(|(a, one), (b, other)| (a, one.stem()).cmp(&(b, other.stem())));
        Ok(found.into_iter().map(|(_, source)| source).collect())
    }

    /// The file's name without its ending; `runner-c` of `runner.c`, which may be beside a `runner.rs`.
    pub fn stem(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match self.language {
            Language::Rust => stem,
            Language::C => format!("{stem}-c"),
        }
    }
    /// Files beside it that are crates of their own.
    pub fn crates(&self) -> Vec<PathBuf> {
        self.config.lang.externs.iter().map(|file| self.path.with_file_name(file)).collect()
    }
}
