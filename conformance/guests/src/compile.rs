//! Guests as core modules, and as components.

use crate::source::Source;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wit_component::ComponentEncoder;

const TARGET: &str = "wasm32-unknown-unknown";

/// What all guests are linked with.
pub struct Libraries {
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

impl Libraries {
    /// Builds them with cargo, whose own messages go to standard error.
    pub fn build(manifest: &Path, target: &Path) -> Result<Libraries> {
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
        let mut libraries = Libraries { externs: Vec::new(), folders: Vec::new() };
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

    /// Builds a guest and wraps it as a component.
    pub fn component(&self, source: &Source, bindings: &Path, component: &Path) -> Result<()> {
        let work = bindings.parent().context("the bindings are in no folder")?;
        let mut crates = Vec::new();
        for file in source.config.crates() {
            let path = beside(source, file);
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let output = work.join(format!("lib{stem}.rlib"));
            self.run(self.rustc(source, &path, "rlib", &output))?;
            crates.push(format!("--extern={stem}={}", output.display()));
        }
        let module = work.join(source.stem()).with_extension("core.wasm");
        let mut command = self.rustc(source, &source.path, "cdylib", &module);
        command.env("BINDINGS", bindings).args(crates);
        self.run(command)?;

        let bytes = fs::read(&module).with_context(|| module.display().to_string())?;
        let mut encoder = ComponentEncoder::default();
        let encoded = encoder.validate(true).module(&bytes).and_then(|encoder| encoder.encode());
        let encoded = encoded.context("it cannot be wrapped as a component")?;
        if let Some(folder) = component.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(component, encoded).with_context(|| component.display().to_string())
    }

    fn rustc(&self, source: &Source, file: &Path, kind: &str, output: &Path) -> Command {
        let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        command
            .args(["--edition=2021", "--cap-lints=allow", "--target", TARGET])
            .args(["-Copt-level=1", "-Cpanic=abort", "--crate-type", kind, "-o"])
            .arg(output)
            .arg(file)
            .args(source.config.rustc())
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

    fn run(&self, mut command: Command) -> Result<()> {
        let output = command.output().context("rustc cannot be run")?;
        if output.status.success() {
            return Ok(());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("it does not build: {}", errors.lines().next().unwrap_or("rustc says nothing"))
    }
}

fn beside(source: &Source, file: &str) -> PathBuf {
    source.path.parent().unwrap_or(Path::new(".")).join(file)
}
