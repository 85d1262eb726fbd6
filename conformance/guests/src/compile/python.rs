//! Guests in Python: componentize-py, which brings the interpreter.

use super::run;
use crate::bindings::World;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The tool.
pub struct Python {
    tool: PathBuf,
}

impl Python {
    /// Finds the tool where the set-up installed it.
    pub fn find(root: &Path) -> Result<Python> {
        let tool = root.join("target/conformance/tools/bin/componentize-py");
        if !tool.exists() {
            bail!("{} is missing: make installs it", tool.display());
        }
        Ok(Python { tool })
    }

    /// Builds a component of the module `app` in this folder. What the interpreter would want of WASI traps.
    pub fn component(&self, folder: &Path, world: &World, component: &Path) -> Result<()> {
        let mut command = Command::new(&self.tool);
        command
            .arg("--wit-path")
            .arg(world.wit)
            .args(["--world", world.name, "componentize", "app", "--stub-wasi", "--python-path"])
            .arg(folder)
            .arg("--output")
            .arg(component)
            .env_remove("VIRTUAL_ENV");
        run("componentize-py", command)
    }
}
