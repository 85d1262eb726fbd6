//! The cases: where they are, and what each is made of.

use crate::source::Source;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wit_parser::{Function, Resolve, TypeDefKind, WorldItem};

/// One case: a folder with a `test.wit`.
pub struct Case {
    /// The folder, from that of all cases.
    pub name: String,
    pub folder: PathBuf,
    pub config: Config,
    /// How the components are put together, in the language of `wac`.
    pub composition: Option<String>,
    /// The guests in Rust and C, the runner's first.
    pub sources: Vec<Source>,
    /// Why there is nothing to build.
    pub left_out: Option<String>,
}

/// What the comments at the top of `test.wit` say.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    #[serde(default, rename = "async")]
    asynchronous: bool,
    #[serde(default, rename = "error-context")]
    _error_context: bool,
    #[serde(default)]
    pub default_bindgen_args: Option<bool>,
    #[serde(default)]
    runner: Option<String>,
    #[serde(default)]
    dependencies: Option<Words>,
    #[serde(default)]
    wac: Option<String>,
}

/// Words, as a list or with spaces between them.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub enum Words {
    Text(String),
    List(Vec<String>),
}

impl Words {
    pub fn list(&self) -> Vec<String> {
        match self {
            Words::Text(text) => text.split_whitespace().map(str::to_owned).collect(),
            Words::List(list) => list.clone(),
        }
    }
}

impl Case {
    /// What to read the WIT from: the file, or the folder if that has more packages.
    pub fn wit(&self) -> PathBuf {
        wit(&self.folder)
    }
}

fn wit(folder: &Path) -> PathBuf {
    if folder.join("deps").exists() { folder.to_path_buf() } else { folder.join("test.wit") }
}

/// The folder of the cases, in the package that cargo fetched.
pub fn locate(manifest: &Path) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version=1", "--locked", "--manifest-path"]).arg(manifest);
    let output = command.output().context("cargo cannot be run")?;
    if !output.status.success() {
        bail!("cargo cannot fetch the cases: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout).context("cargo said something else")?;
    let core = metadata.packages.into_iter().find(|package| package.name == "wit-bindgen-core");
    let core = core.context("wit-bindgen-core is not among the packages")?;
    // Cargo fetches a package without a library, but does not list it: it lies beside the others.
    let beside = core.manifest_path.ancestors().nth(2).context("the packages are in no folder")?;
    let folder = beside.join(format!("wit-bindgen-cli-{}", core.version)).join("tests/runtime");
    if !folder.is_dir() {
        bail!("cargo has fetched no {}", folder.display());
    }
    Ok(folder)
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    manifest_path: PathBuf,
}

/// All cases, by name.
pub fn cases(folder: &Path) -> Result<Vec<Case>> {
    let mut found = Vec::new();
    walk(folder, folder, &mut found)?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Case>) -> Result<()> {
    if folder.join("test.wit").is_file() {
        found.push(case(root, folder).with_context(|| folder.display().to_string())?);
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(root, &path, found)?;
        }
    }
    Ok(())
}

fn case(root: &Path, folder: &Path) -> Result<Case> {
    let name = folder.strip_prefix(root)?.to_string_lossy().into_owned();
    let config: Config = config(&fs::read_to_string(folder.join("test.wit"))?)?;
    let mut worlds = vec![config.runner.clone().unwrap_or_else(|| "runner".to_owned())];
    worlds.extend(config.dependencies.as_ref().map_or_else(|| vec!["test".to_owned()], Words::list));
    let composition = match &config.wac {
        Some(file) => Some(fs::read_to_string(folder.join(file))?),
        None => None,
    };
    let sources = Source::all(folder, &worlds)?;
    let left_out = match config.asynchronous || is_asynchronous(&wit(folder), &worlds)? {
        true => Some("asynchronous: its worlds have async functions, streams or futures".to_owned()),
        false => missing(folder, &worlds, &sources)?,
    };
    Ok(Case { name, folder: folder.to_path_buf(), config, composition, sources, left_out })
}

/// Why the case cannot be built from Rust and C alone.
fn missing(folder: &Path, worlds: &[String], sources: &[Source]) -> Result<Option<String>> {
    if sources.iter().any(|source| source.config.links_libraries()) {
        return Ok(Some(
            "its guests are shared libraries, which only wasi-sdk's C library can link".to_owned(),
        ));
    }
    let without: Vec<&str> = worlds
        .iter()
        .filter(|world| !sources.iter().any(|s| s.world == **world))
        .map(String::as_str)
        .collect();
    if without.is_empty() {
        return Ok(None);
    }
    let mut others: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
        others.extend(extension.filter(|ext| !matches!(ext.as_str(), "rs" | "c" | "wit" | "wac")));
    }
    others.sort();
    others.dedup();
    Ok(Some(format!("no guest in Rust or C for {} (there is: {})", without.join(", "), others.join(", "))))
}

/// Whether a world of the case needs what only asynchronous calls have.
fn is_asynchronous(wit: &Path, worlds: &[String]) -> Result<bool> {
    let mut resolve = Resolve { all_features: true, ..Resolve::default() };
    let (package, _) = resolve.push_path(wit)?;
    let by_type = resolve
        .types
        .iter()
        .any(|(_, ty)| matches!(ty.kind, TypeDefKind::Future(_) | TypeDefKind::Stream(_)));
    let is_async = |function: &Function| function.kind.is_async();
    for world in worlds {
        let world = resolve.select_world(&[package], Some(world))?;
        let world = &resolve.worlds[world];
        for item in world.imports.values().chain(world.exports.values()) {
            let found = match item {
                WorldItem::Interface { id, .. } => resolve.interfaces[*id].functions.values().any(is_async),
                WorldItem::Function(function) => is_async(function),
                WorldItem::Type { .. } => false,
            };
            if found {
                return Ok(true);
            }
        }
    }
    Ok(by_type)
}

/// Reads the settings in the `//@` comments at the top of a file.
pub fn config<T: DeserializeOwned>(text: &str) -> Result<T> {
    let lines: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//@")).collect();
    toml::from_str(&lines.join("\n")).context("the comments at its top are not understood")
}
