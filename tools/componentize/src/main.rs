//! Builds the project's guests from source and wraps them as components.
//!
//! `cargo run --release -p outwit-componentize` builds all of them into `target/components`;
//! `-- integers pdf` only those.

mod build;
mod encode;

use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("componentize: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let root = project_root()?;
    let target = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    };
    let components = root.join("target/components");
    let packages = build::packages(&wanted)?;
    build::require_wasm_target(&root)?;

    for package in packages {
        let started = Instant::now();
        println!("componentize: building {}", package.name());
        let modules = package.build(&root, &target.join("guests"))?;
        println!("componentize: built {} in {}", package.name(), seconds(started.elapsed()));

        let started = Instant::now();
        let mut wrapped = Vec::new();
        for module in &modules {
            if encode::wrap(&module.path, &components.join(format!("{}.wasm", module.stem)))? {
                wrapped.push(module.stem.as_str());
            }
        }
        let unchanged = modules.len() - wrapped.len();
        match wrapped.is_empty() {
            true => println!("componentize: {unchanged} components are up to date"),
            false => println!(
                "componentize: wrapped {} in {} ({unchanged} unchanged)",
                wrapped.join(", "),
                seconds(started.elapsed())
            ),
        }
    }
    Ok(())
}

/// The checkout that the current folder is in.
fn project_root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    for folder in here.ancestors() {
        if folder.join("wit-fixtures/Cargo.toml").is_file() {
            return Ok(folder.to_path_buf());
        }
    }
    bail!("{} is not inside a checkout of outwit: there is no wit-fixtures/Cargo.toml", here.display())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
