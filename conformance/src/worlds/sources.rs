//! Where the inputs are: in packages that cargo fetched.

use crate::package::package;
use std::fs;
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Result, ensure};

/// A WIT file or folder that somebody wrote as a test.
pub struct Given {
    pub suite: &'static str,
    pub name: String,
    pub path: PathBuf,
    /// The features that its own test turns on.
    pub features: &'static [&'static str],
}

/// What `wit-parser`'s tests turn on.
const ACTIVE: &[&str] = &["active"];

/// wit-bindgen's inputs for generators, and wit-parser's own.
pub struct Sources {
    pub valid: Vec<Given>,
    pub invalid: Vec<Given>,
}

impl Sources {
    pub fn find(root: &Path) -> Result<Sources> {
        // Cargo fetches a package without a library, but does not list it: it lies beside the others.
        let core = package(&root.join("conformance/guests/Cargo.toml"), "wit-bindgen-core", "0.63.")?;
        let folder = core.path.parent().context("the packages are in no folder")?;
        let codegen = folder.join(format!("wit-bindgen-cli-{}/tests/codegen", core.version));
        let ui = package(&root.join("Cargo.toml"), "wit-parser", "0.263.")?.path.join("tests/ui");
        let mut valid = Vec::new();
        for (name, path) in list(&codegen)? {
            let inner = path.join("wit");
            let path = if inner.is_dir() { inner } else { path };
            valid.push(Given { suite: "codegen", name, path, features: &[] });
        }
        let ui_given = |(name, path)| Given { suite: "ui", name, path, features: ACTIVE };
        valid.extend(list(&ui)?.into_iter().filter(|(name, _)| name != "parse-fail").map(ui_given));
        let invalid: Vec<Given> = list(&ui.join("parse-fail"))?
            .into_iter()
            .map(|(name, path)| Given { suite: "ui-invalid", name, path, features: ACTIVE })
            .collect();
        ensure!(valid.len() > 150 && invalid.len() > 150, "the inputs are not all there");
        Ok(Sources { valid, invalid })
    }
}

/// The inputs in a folder, by name.
fn list(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cargo has fetched no {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_input = path.is_dir()
            || path.extension().is_some_and(|extension| extension == "wit" || extension == "wat");
        if let (true, Some(stem)) = (is_input, path.file_stem()) {
            found.push((stem.to_string_lossy().into_owned(), path));
        }
    }
    found.sort();
    Ok(found)
}
