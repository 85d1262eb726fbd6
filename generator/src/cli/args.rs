//! The command line.

use crate::input::Features;
use crate::lang::Language;
use clap::{ColorChoice, Parser, Subcommand};
use std::path::PathBuf;

/// Calls WebAssembly components from Python, TypeScript and Go.
#[derive(Debug, Parser)]
#[command(name = "outwit", version, bin_name = "outwit", propagate_version = true)]
pub(super) struct Args {
    /// Whether messages are coloured
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,

    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Generate(GenerateArgs),
    Inspect(InspectArgs),
}

/// Write bindings for a world into a folder
#[derive(Debug, clap::Args)]
pub(super) struct GenerateArgs {
    /// The language of the bindings
    pub(super) language: Language,

    /// A WIT file, a WIT folder, or a component (.wasm)
    pub(super) input: PathBuf,

    #[command(flatten)]
    pub(super) gates: Gates,

    /// The world; may be left out where there is only one
    #[arg(long, value_name = "WORLD")]
    pub(super) world: Option<String>,

    /// The folder to write; it may not have files that outwit did not generate
    #[arg(long, value_name = "FOLDER")]
    pub(super) out: PathBuf,

    /// Write nothing; list the files that differ, and exit with 1 if there are any
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Gates {
    /// Take what WIT marks with `@unstable(feature = ...)` for these features
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    features: Vec<String>,

    /// Take all that WIT marks as unstable
    #[arg(long)]
    all_features: bool,
}

impl Gates {
    pub(super) fn features(&self) -> Features {
        Features { names: self.features.clone(), all: self.all_features }
    }
}

/// Show what a component or WIT package has: worlds, functions, imports, size and hash
#[derive(Debug, clap::Args)]
pub(super) struct InspectArgs {
    /// A WIT file, a WIT folder, or a component (.wasm)
    pub(super) input: PathBuf,

    #[command(flatten)]
    pub(super) gates: Gates,

    /// Write JSON
    #[arg(long)]
    pub(super) json: bool,
}
