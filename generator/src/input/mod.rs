//! What the command is given: a WIT file, a WIT folder with its `deps`, or a component.

mod surviving;
mod wasm;
mod wit;
mod worlds;

use crate::error::Error;
use crate::plan::{self, Reading};
use sha2::{Digest, Sha256};
use std::path::Path;
use wit_parser::{Resolve, WorldId};

/// Packages and worlds, resolved.
#[derive(Debug)]
pub struct Input {
    /// The path as it was given, for messages.
    name: String,
    /// What it is.
    pub source: Source,
    resolve: Resolve,
    /// The package whose worlds can be chosen by their short names.
    worlds: Vec<WorldId>,
}

/// What an input is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A WIT file or folder.
    Wit,
    /// A WIT package as wasm.
    Package(Wasm),
    /// A component.
    Component(Wasm),
}

/// Which parts of WIT are read that are marked with `@unstable(feature = ...)`. What a `.wasm` file
/// has is always read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features {
    /// Those of these features.
    pub names: Vec<String>,
    /// All of them.
    pub all: bool,
}

/// Size and hash of a `.wasm` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wasm {
    /// Bytes.
    pub size: u64,
    /// The SHA-256 of its contents, in hex.
    pub sha256: String,
}

impl Input {
    /// Reads a WIT file, a WIT folder or a component.
    ///
    /// # Errors
    /// It cannot be read, is none of these, or is not valid.
    pub fn open(path: &Path) -> Result<Input, Error> {
        Input::open_with(path, &Features::default())
    }

    /// Likewise, with what is marked as unstable.
    ///
    /// # Errors
    /// As [`Input::open`].
    pub fn open_with(path: &Path, features: &Features) -> Result<Input, Error> {
        let name = path.display().to_string();
        if path.is_dir() {
            return wit::folder(path, name, features);
        }
        let bytes = std::fs::read(path).map_err(|e| Error::new(format!("{name} cannot be read: {e}")))?;
        match wasm::is_wasm(&bytes, path) {
            true => wasm::decode(&bytes, name, path),
            false => wit::file(&bytes, name, path, features),
        }
    }

    /// The path as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the chosen world, or the only one.
    ///
    /// # Errors
    /// There is no such world, or no world is chosen where there are several.
    pub fn read(&self, world: Option<&str>) -> Result<Reading, Error> {
        self.choose(world).map(|world| plan::read(&self.resolve, world))
    }

    /// Reads every world.
    pub fn read_all(&self) -> Vec<Reading> {
        self.worlds.iter().map(|world| plan::read(&self.resolve, *world)).collect()
    }
}

impl Wasm {
    fn of(bytes: &[u8]) -> Wasm {
        let hash = Sha256::digest(bytes);
        let sha256 = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        Wasm { size: bytes.len() as u64, sha256 }
    }
}
