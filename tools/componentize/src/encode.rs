//! A core module wrapped as a component.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::time::SystemTime;
use wit_component::ComponentEncoder;

/// Wraps the core module in a component, written whole or not at all. False if it was there
/// already and newer than both the module and this program.
pub fn wrap(module: &Path, component: &Path) -> Result<bool> {
    if is_current(module, component) {
        return Ok(false);
    }
    let bytes = fs::read(module).with_context(|| format!("{} cannot be read", module.display()))?;
    let encoded = ComponentEncoder::default()
        .validate(true)
        .module(&bytes)
        .and_then(|encoder| encoder.encode())
        .with_context(|| format!("{} cannot be wrapped as a component", module.display()))?;
    write_whole(component, &encoded).with_context(|| format!("{} cannot be written", component.display()))?;
    Ok(true)
}

fn is_current(module: &Path, component: &Path) -> bool {
    let Some(made) = modified(component) else { return false };
    let program = std::env::current_exe().ok().and_then(|path| modified(&path));
    modified(module).is_some_and(|time| time < made) && program.is_none_or(|time| time < made)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = path.with_extension(format!("part-{}", std::process::id()));
    fs::write(&part, bytes)?;
    fs::rename(&part, path)
}
