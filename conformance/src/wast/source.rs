//! Where the files are: in the package that cargo fetched.

use crate::package::package;
use std::fs;
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Result, ensure};

/// A `.wast` file.
pub struct Source {
    /// `values/strings`, `cli/gc/lists`.
    pub name: String,
    pub path: PathBuf,
}

/// The folders of the package, and what they are called here.
const FOLDERS: &[(&str, &str)] = &[("tests/component-model/test", ""), ("tests/cli/component-model", "cli/")];

/// All files, in the order of their names.
pub fn find(root: &Path) -> Result<Vec<Source>> {
    let package = package(&root.join("conformance/guests/Cargo.toml"), "wasm-tools", "1.263.")?;
    let mut sources = Vec::new();
    for (folder, name) in FOLDERS {
        list(&package.path.join(folder), name, &mut sources)?;
    }
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    ensure!(sources.len() > 100, "the files are not all there");
    Ok(sources)
}

fn list(folder: &Path, above: &str, sources: &mut Vec<Source>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = format!("{above}{}", path.file_stem().unwrap_or_default().display());
        if path.is_dir() {
            list(&path, &format!("{name}/"), sources)?;
        } else if path.extension().is_some_and(|extension| extension == "wast") {
            sources.push(Source { name, path });
        }
    }
    Ok(())
}
