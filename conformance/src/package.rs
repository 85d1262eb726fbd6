//! Packages that cargo fetched, by version, and checked against a lock file.

use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// A package, and where its sources are.
pub struct Package {
    pub version: String,
    pub path: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    name: String,
    version: String,
    manifest_path: PathBuf,
}

/// Where cargo has a package that a workspace needs.
pub fn package(manifest: &Path, name: &str, version: &str) -> Result<Package> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version=1", "--locked", "--manifest-path"]).arg(manifest);
    let output = command.output().context("cargo cannot be run")?;
    if !output.status.success() {
        bail!("cargo cannot fetch {name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout).context("cargo said something else")?;
    let listed = |listed: &&Listed| listed.name == name && listed.version.starts_with(version);
    let found = metadata.packages.iter().find(listed);
    let found = found.with_context(|| format!("{} does not need {name} {version}x", manifest.display()))?;
    let path = found.manifest_path.parent().context("a manifest is in a folder")?;
    Ok(Package { version: found.version.clone(), path: path.to_owned() })
}
