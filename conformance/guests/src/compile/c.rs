//! Guests in C: clang and a C library for wasm, both from the Python package `ziglang`.

use super::run;
use crate::bindings::World;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-wasi";

/// The compiler, and what all guests are linked with.
pub struct C {
    python: PathBuf,
    cache: PathBuf,
    /// Headers that stand in for those of the C library.
    headers: PathBuf,
}

impl C {
    /// Finds the compiler where the set-up installed it.
    pub fn find(root: &Path) -> Result<C> {
        let tools = root.join("target/conformance/tools");
        let python = tools.join("bin/python");
        if !python.exists() {
            bail!("{} is missing: make installs it", python.display());
        }
        let headers = root.join("conformance/guests/src/compile/include");
        Ok(C { python, cache: tools.join("zig-cache"), headers })
    }

    /// Builds a module of these sources, with the bindings of this world.
    pub fn module(
        &self,
        sources: &[PathBuf],
        world: &World,
        bindings: &Path,
        flags: &[String],
        module: &Path,
    ) -> Result<()> {
        let mut command = Command::new(&self.python);
        command
            .args(["-m", "ziglang", "cc", "-target", TARGET, "-mexec-model=reactor"])
            // Without optimisation this clang would guard the stack with random numbers, which come from WASI.
            .arg("-O1")
            .args(flags)
            .arg("-I")
            .arg(&self.headers)
            .arg("-I")
            .arg(bindings)
            .args(sources)
            .arg(world.file(bindings, ".c"))
            .arg(world.file(bindings, "_component_type.o"))
            .arg("-o")
            .arg(module)
            // What it builds of its library is kept here, and not in the user's home.
            .env("ZIG_GLOBAL_CACHE_DIR", &self.cache)
            .env("ZIG_LOCAL_CACHE_DIR", &self.cache);
        run("the C compiler", command)
    }
}
