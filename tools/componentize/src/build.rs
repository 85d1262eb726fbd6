//! Which packages hold guests, and how cargo builds them.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TARGET: &str = "wasm32-unknown-unknown";

/// A package outside the project's own workspace, since nothing in it is for this machine.
pub struct Package {
    /// Its folder.
    folder: &'static str,
    /// What it holds.
    guests: Guests,
}

enum Guests {
    /// One guest, its library, known by this stem.
    Library(&'static str),
    /// One guest an example, known by its name; all of them if none is named.
    Examples(Vec<String>),
}

/// A core module that cargo built.
pub struct Module {
    /// The name of the component to be.
    pub stem: String,
    /// The file.
    pub path: PathBuf,
}

/// The packages that hold the guests named in `wanted`; all of them if none is named.
pub fn packages(wanted: &[String]) -> Result<Vec<Package>> {
    let library = |folder, stem| Package { folder, guests: Guests::Library(stem) };
    let libraries = [
        library("bench/guest", "bench"),
        library("bench/guest-host", "bench_host"),
        library("examples/kv-store/component", "kv"),
        library("examples/pdf/component", "pdf"),
    ];
    let examples: Vec<String> =
        wanted.iter().filter(|name| !libraries.iter().any(|l| l.is_named(name))).cloned().collect();
    if let Some(option) = examples.iter().find(|name| name.starts_with('-')) {
        bail!("there are no options, only names of guests: {option}");
    }
    let mut packages = Vec::new();
    if wanted.is_empty() || !examples.is_empty() {
        packages.push(Package { folder: "wit-fixtures", guests: Guests::Examples(examples) });
    }
    packages.extend(
        libraries
            .into_iter()
            .filter(|library| wanted.is_empty() || wanted.iter().any(|name| library.is_named(name))),
    );
    Ok(packages)
}

/// Fails if this Rust cannot build for WebAssembly, which cargo says less clearly.
pub fn require_wasm_target(root: &Path) -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .current_dir(root)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("rustc cannot be run")?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    if output.status.success() && folder.is_dir() {
        return Ok(());
    }
    bail!("this Rust cannot build for {TARGET}; run `rustup target add {TARGET}` in {}", root.display())
}

impl Package {
    /// What to call it in messages.
    pub fn name(&self) -> String {
        match &self.guests {
            Guests::Examples(names) if !names.is_empty() => format!("{}: {}", self.folder, names.join(", ")),
            _ => self.folder.to_owned(),
        }
    }

    fn is_named(&self, name: &str) -> bool {
        matches!(self.guests, Guests::Library(stem) if stem == name)
    }

    /// Builds the core modules with cargo, whose own messages go to standard error.
    pub fn build(&self, root: &Path, target: &Path) -> Result<Vec<Module>> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let manifest = root.join(self.folder).join("Cargo.toml");
        let mut command = Command::new(cargo);
        command
            // Where cargo looks for the package's own settings.
            .current_dir(root.join(self.folder))
            .args(["build", "--release", "--locked", "--quiet", "--target", TARGET])
            .args(["--message-format", "json-render-diagnostics"])
            .arg("--manifest-path")
            .arg(&manifest)
            .arg("--target-dir")
            .arg(target);
        match &self.guests {
            Guests::Library(_) => command.arg("--lib"),
            Guests::Examples(names) if names.is_empty() => command.arg("--examples"),
            Guests::Examples(names) => command.args(names.iter().map(|name| format!("--example={name}"))),
        };
        let mut child = command.stdout(Stdio::piped()).spawn().context("cargo cannot be run")?;
        let output = child.stdout.take().context("cargo has no output")?;
        let mut modules = Vec::new();
        for line in BufReader::new(output).lines() {
            let line = line.context("cargo's messages cannot be read")?;
            modules.extend(self.module(&line)?);
        }
        let status = child.wait().context("cargo did not end")?;
        if !status.success() {
            bail!("{} does not build (see above)", manifest.display());
        }
        if modules.is_empty() {
            bail!("{} has no guests: cargo built no core module", manifest.display());
        }
        modules.sort_by(|a, b| a.stem.cmp(&b.stem));
        Ok(modules)
    }

    /// The core module that a message of cargo tells of, if it does.
    fn module(&self, line: &str) -> Result<Option<Module>> {
        let message: Message =
            serde_json::from_str(line).with_context(|| format!("cargo said something unexpected: {line}"))?;
        let (Some(target), Some(files)) = (message.target, message.filenames) else { return Ok(None) };
        let Some(path) = files.into_iter().find(|file| file.extension().is_some_and(|ext| ext == "wasm"))
        else {
            return Ok(None);
        };
        let stem = match &self.guests {
            Guests::Library(stem) => (*stem).to_owned(),
            Guests::Examples(_) => target.name,
        };
        Ok(Some(Module { stem, path }))
    }
}

/// The part of cargo's messages that says what was built.
#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    filenames: Option<Vec<PathBuf>>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wanted: &[&str]) -> Result<Vec<String>> {
        let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
        Ok(packages(&wanted)?.iter().map(Package::name).collect())
    }

    #[test]
    fn builds_everything_or_what_is_named() -> Result<()> {
        assert_eq!(
            names(&[])?,
            [
                "wit-fixtures",
                "bench/guest",
                "bench/guest-host",
                "examples/kv-store/component",
                "examples/pdf/component"
            ]
        );
        assert_eq!(names(&["pdf"])?, ["examples/pdf/component"]);
        assert_eq!(names(&["records", "bench", "maps"])?, ["wit-fixtures: records, maps", "bench/guest"]);
        assert!(names(&["--all"]).is_err());
        Ok(())
    }

    #[test]
    fn reads_what_cargo_says() -> Result<()> {
        let package = Package { folder: "wit-fixtures", guests: Guests::Examples(Vec::new()) };
        let line = r#"{"reason":"compiler-artifact","target":{"name":"maps"},"filenames":["/t/maps.wasm"]}"#;
        let module = package.module(line)?.context("it tells of a module")?;
        assert_eq!((module.stem.as_str(), module.path.as_path()), ("maps", Path::new("/t/maps.wasm")));
        let line =
            r#"{"reason":"compiler-artifact","target":{"name":"anyhow"},"filenames":["/t/libanyhow.rlib"]}"#;
        assert!(package.module(line)?.is_none());
        assert!(package.module(r#"{"reason":"build-finished","success":true}"#)?.is_none());
        assert!(package.module("cargo?").is_err());
        Ok(())
    }
}
