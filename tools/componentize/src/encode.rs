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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::path::PathBuf;
    use std::time::Duration;

    /// The smallest core module there is.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0";

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Result<Folder> {
            let path = std::env::temp_dir().join(format!("componentize-{name}-{}", std::process::id()));
            fs::create_dir_all(&path)?;
            Ok(Folder(path))
        }

        /// A core module that was built an hour ago.
        fn module(&self, bytes: &[u8]) -> Result<PathBuf> {
            let path = self.0.join("module.wasm");
            fs::write(&path, bytes)?;
            File::options()
                .write(true)
                .open(&path)?
                .set_modified(SystemTime::now() - Duration::from_secs(3600))?;
            Ok(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn wraps_once() -> Result<()> {
        let folder = Folder::new("once")?;
        let (module, component) = (folder.module(MODULE)?, folder.0.join("new/component.wasm"));
        assert!(wrap(&module, &component)?);
        assert!(!wrap(&module, &component)?);
        assert_eq!(fs::read(&component)?[4..8], [13, 0, 1, 0], "the version of a component");
        Ok(())
    }

    #[test]
    fn wraps_again_when_the_module_is_newer() -> Result<()> {
        let folder = Folder::new("again")?;
        let (module, component) = (folder.module(MODULE)?, folder.0.join("component.wasm"));
        assert!(wrap(&module, &component)?);
        let later = SystemTime::now() + Duration::from_secs(3600);
        File::options().write(true).open(&module)?.set_modified(later)?;
        assert!(wrap(&module, &component)?);
        Ok(())
    }

    #[test]
    fn leaves_nothing_behind_when_it_fails() -> Result<()> {
        let folder = Folder::new("fails")?;
        let (module, component) = (folder.module(b"no module")?, folder.0.join("component.wasm"));
        let error = wrap(&module, &component).err().context("that was no module")?;
        assert!(error.to_string().contains("cannot be wrapped"), "{error:#}");
        assert_eq!(fs::read_dir(&folder.0)?.count(), 1);
        Ok(())
    }
}
