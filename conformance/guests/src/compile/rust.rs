//! Guests in Rust.

use super::run;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// What all guests are linked with.
pub struct Rust {
    /// The names of the crates and their files.
    externs: Vec<(String, PathBuf)>,
    /// Where the crates are that these need.
    folders: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    filenames: Option<Vec<PathBuf>>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Rust {
    /// Builds them with cargo, whose own messages go to standard error.
    pub fn build(manifest: &Path, target: &Path) -> Result<Rust> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command
            .args(["rustc", "--lib", "--crate-type=rlib", "--locked", "--quiet", "--target", TARGET])
            .args(["--message-format", "json-render-diagnostics", "--manifest-path"])
            .arg(manifest)
            .arg("--target-dir")
            .arg(target)
            .stderr(std::process::Stdio::inherit());
        let output = command.output().context("cargo cannot be run")?;
        if !output.status.success() {
            bail!("the guests' libraries do not build (see above)");
        }
        let mut libraries = Rust { externs: Vec::new(), folders: Vec::new() };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Message = serde_json::from_str(line).context("cargo said something else")?;
            let (Some(target), Some(files)) = (message.target, message.filenames) else { continue };
            for file in files {
                let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
                if !libraries.folders.contains(&folder) {
                    libraries.folders.push(folder);
                }
                let wanted = ["wit_bindgen", "futures"].contains(&target.name.as_str());
                if wanted && file.extension().is_some_and(|extension| extension == "rlib") {
                    libraries.externs.push((target.name.clone(), file));
                }
            }
        }
        Ok(libraries)
    }

    /// Builds a module of a source that finds its bindings in the environment. Crates are files of others that it needs.
    pub fn module(
        &self,
        source: &Path,
        bindings: &Path,
        crates: &[PathBuf],
        flags: &[String],
        module: &Path,
    ) -> Result<()> {
        let mut externs = Vec::new();
        for file in crates {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let output = module.with_file_name(format!("lib{stem}.rlib"));
            run("rustc", self.rustc(file, "rlib", flags, &output))?;
            externs.push(format!("--extern={stem}={}", output.display()));
        }
        let mut command = self.rustc(source, "cdylib", flags, module);
        command.env("BINDINGS", bindings).args(externs);
        run("rustc", command)
    }

    fn rustc(&self, file: &Path, kind: &str, flags: &[String], output: &Path) -> Command {
        let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        command
            .args(["--edition=2021", "--cap-lints=allow", "--target", TARGET])
            .args(["-Copt-level=1", "-Cpanic=abort", "--crate-type", kind, "-o"])
            .arg(output)
            .arg(file)
            .args(flags)
            // Where a guest's own `generate!` finds its WIT.
            .env("CARGO_MANIFEST_DIR", file.parent().unwrap_or(Path::new(".")));
        for folder in &self.folders {
            command.arg(format!("-Ldependency={}", folder.display()));
        }
        for (name, path) in &self.externs {
            command.arg(format!("--extern={name}={}", path.display()));
        }
        command
    }
}
