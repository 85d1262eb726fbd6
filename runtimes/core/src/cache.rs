//! Compiled code on disk, so that a component is compiled once a machine.
//!
//! A file is named by the hash of the component and Wasmtime's own compatibility hash; no name
//! from a component reaches a path. Compiled code is trusted when it is loaded, so the folder must
//! be the user's own and closed to others.

use crate::error::{Error, ErrorKind};
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use wasmtime::Engine;

/// Where compiled code is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cache {
    /// What `OUTWIT_CACHE` says (a folder, or `off`), else `outwit` in the user's cache folder.
    #[default]
    Default,
    /// Nowhere: every load compiles.
    Off,
    /// In this folder.
    Folder(PathBuf),
}

impl Cache {
    /// The folder, made if need be, or `None` where nothing is kept.
    pub(crate) fn folder(&self) -> Result<Option<PathBuf>, Error> {
        let folder = match self {
            Cache::Off => return Ok(None),
            Cache::Folder(folder) => folder.clone(),
            Cache::Default => match std::env::var_os("OUTWIT_CACHE") {
                Some(value) if value == "off" => return Ok(None),
                Some(value) if !value.is_empty() => PathBuf::from(value),
                _ => match users_folder() {
                    Some(folder) => folder.join("outwit"),
                    None => return Ok(None),
                },
            },
        };
        prepare(&folder)?;
        Ok(Some(folder))
    }
}

fn users_folder() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        return set("LOCALAPPDATA");
    }
    let home = set("HOME");
    match cfg!(target_os = "macos") {
        true => home.map(|home| home.join("Library/Caches")),
        false => set("XDG_CACHE_HOME").or_else(|| home.map(|home| home.join(".cache"))),
    }
}

fn failed(folder: &Path, what: impl std::fmt::Display) -> Error {
    let message = format!(
        "the cache of compiled code at {} cannot be used: {what}. Set OUTWIT_CACHE to a private folder \
         that can be written, or to `off`",
        folder.display()
    );
    Error::new(ErrorKind::Cache, message)
}

fn prepare(folder: &Path) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(|error| failed(folder, error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let metadata = fs::metadata(folder).map_err(|error| failed(folder, error))?;
        if metadata.mode() & 0o022 != 0 {
            return Err(failed(folder, "others may write to it"));
        }
        // SAFETY: it has no conditions and always succeeds.
        let user = unsafe { libc::geteuid() };
        if metadata.uid() != user && metadata.uid() != 0 {
            return Err(failed(folder, "it belongs to another user"));
        }
    }
    Ok(())
}

/// The file for a component under this engine's version and settings.
pub(crate) fn file(folder: &Path, engine: &Engine, component: &[u8]) -> PathBuf {
    let mut settings = Digest(blake3::Hasher::new());
    engine.precompile_compatibility_hash().hash(&mut settings);
    let component = blake3::hash(component).to_hex();
    let settings = settings.0.finalize().to_hex();
    folder.join(format!("{}-{}.cwasm", &component[..40], &settings[..16]))
}

/// Writes the file whole or not at all: readers see the old state or the new.
pub(crate) fn store(folder: &Path, file: &Path, compiled: &[u8]) -> Result<(), Error> {
    let error = |error: std::io::Error| failed(folder, error);
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(error)?;
    temporary.write_all(compiled).map_err(error)?;
    // Else a crash of the machine could leave the name without the bytes.
    temporary.as_file().sync_all().map_err(error)?;
    temporary.persist(file).map_err(|e| failed(folder, e.error))?;
    Ok(())
}

/// Hashes what Wasmtime's compatibility hash feeds it, alike in every process.
struct Digest(blake3::Hasher);

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let hash = self.0.finalize();
        let mut head = [0; 8];
        head.copy_from_slice(&hash.as_bytes()[..8]);
        u64::from_le_bytes(head)
    }
}
