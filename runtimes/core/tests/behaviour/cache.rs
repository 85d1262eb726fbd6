//! Compiled code is kept on disk, and only where nobody else could put it.

use crate::common::values::call;
use crate::guests::{ENGINE, KITCHEN};
use outwit_core::{Cache, Component, Engine, Error, ErrorKind, Options};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasmtime::component::Val;

fn load(cache: Cache) -> Result<(), Error> {
    let component = Component::new(&Engine::new(cache)?, &KITCHEN)?;
    let instance =
        component.link(component.world().unwrap().clone())?.instantiate(Options::default(), None)?;
    call(&instance, "add", &[Val::U32(1), Val::U32(2)]).map(drop)
}

/// The compiled code in a cache. Beside each stands what the component says of itself.
fn files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (compiled, others): (Vec<_>, Vec<_>) =
        files.partition(|file| file.extension().is_some_and(|it| it == "cwasm"));
    for file in &compiled {
        assert!(others.contains(&file.with_extension("json")), "{others:?}");
    }
    compiled
}

/// The compiled code of a cache with one component.
fn only_file(folder: &Path) -> PathBuf {
    let files = files(folder);
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

#[cfg(unix)]
fn identity(file: &Path) -> (u64, std::time::SystemTime) {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(file).unwrap();
    (metadata.ino(), metadata.modified().unwrap())
}

#[test]
#[cfg(unix)]
fn a_component_is_compiled_once() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::Folder(folder.path().join("deep/er"));
    load(cache.clone()).unwrap();
    let file = only_file(&folder.path().join("deep/er"));
    let first = identity(&file);
    load(cache).unwrap();
    assert_eq!(identity(&file), first, "compiling again writes the file anew");
    assert_eq!(only_file(&folder.path().join("deep/er")), file);
}

#[test]
fn a_component_describes_itself_from_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::new(Cache::Folder(folder.path().join("cache"))).unwrap();
    Component::new(&engine, &KITCHEN).unwrap();
    let cached = Component::new(&engine, &KITCHEN).unwrap();
    let fresh = Component::new(&ENGINE, &KITCHEN).unwrap();
    assert_eq!(cached.world().unwrap(), fresh.world().unwrap());
}

#[test]
fn a_description_that_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let engine = Engine::new(Cache::Folder(cache.clone())).unwrap();
    let component = Component::new(&engine, &KITCHEN).unwrap();
    fs::remove_file(only_file(&cache).with_extension("json")).unwrap();
    let error = component.world().map(drop).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Cache);
    assert!(error.message.ends_with("load the component again"), "{error}");
    let again = Component::new(&engine, &KITCHEN).unwrap();
    assert!(!again.world().unwrap().exports.is_empty());
}

#[test]
fn another_component_is_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::new(Cache::Folder(folder.path().join("cache"))).unwrap();
    Component::new(&engine, &KITCHEN).unwrap();
    Component::new(&engine, &wat::parse_str("(component)").unwrap()).unwrap();
    assert_eq!(files(&folder.path().join("cache")).len(), 2);
}

#[test]
fn a_file_that_wasmtime_refuses_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::Folder(folder.path().join("cache"));
    load(cache.clone()).unwrap();
    let file = only_file(&folder.path().join("cache"));
    let whole = fs::read(&file).unwrap();
    for broken in [&b""[..], b"garbage", &whole[..100], &whole[..whole.len() / 2], &vec![0; whole.len()]] {
        fs::write(&file, broken).unwrap();
        load(cache.clone()).unwrap();
        assert!(fs::read(&file).unwrap() == whole, "{} bytes were left in place", broken.len());
    }
}

#[test]
fn a_folder_that_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = load(Cache::Folder(file.join("cache"))).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Cache);
    let start = format!("the cache of compiled code at {} cannot be used: ", file.join("cache").display());
    assert!(error.message.starts_with(&start), "{error}");
    assert!(error.message.ends_with("Set OUTWIT_CACHE to a private folder that can be written, or to `off`"));
}

#[test]
fn a_folder_that_vanished() {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::new(Cache::Folder(folder.path().join("cache"))).unwrap();
    fs::remove_dir(folder.path().join("cache")).unwrap();
    let error = Component::new(&engine, &KITCHEN).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Cache, "{error}");
}

#[test]
#[cfg(unix)]
fn a_folder_that_others_may_write_to() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    for mode in [0o777, 0o770, 0o702] {
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        let error = load(Cache::Folder(folder.path().to_owned())).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Cache);
        assert!(error.message.contains("others may write to it"), "{error}");
        assert_eq!(files(folder.path()).len(), 0);
    }
}

#[test]
#[cfg(unix)]
fn a_folder_of_another_user() {
    let folder = tempfile::tempdir().unwrap();
    // Only root can give a folder away; others cannot get into this situation by themselves.
    if std::os::unix::fs::chown(folder.path(), Some(12345), None).is_ok() {
        let error = load(Cache::Folder(folder.path().to_owned())).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Cache);
        assert!(error.message.contains("it belongs to another user"), "{error}");
    }
}

#[test]
#[cfg(unix)]
fn the_folder_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    load(Cache::Folder(folder.path().join("cache"))).unwrap();
    let mode = fs::metadata(folder.path().join("cache")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

/// Runs [`child`] in a process of its own, whose environment is all that it knows.
fn in_a_child(home: &Path, cache: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "cache::child", "--ignored", "--quiet"])
        .env("HOME", home)
        .env("XDG_CACHE_HOME", home.join("xdg"))
        .env("LOCALAPPDATA", home.join("xdg"))
        .env("OUTWIT_CACHE", cache)
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stdout));
}

#[test]
#[ignore = "for other tests, which set its environment"]
fn child() {
    load(Cache::Default).unwrap();
}

#[test]
fn the_environment_turns_it_off() {
    let home = tempfile::tempdir().unwrap();
    in_a_child(home.path(), "off");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn the_environment_names_a_folder() {
    let home = tempfile::tempdir().unwrap();
    in_a_child(home.path(), home.path().join("elsewhere").to_str().unwrap());
    only_file(&home.path().join("elsewhere"));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
#[cfg(target_os = "linux")]
fn else_it_is_in_the_users_cache_folder() {
    let home = tempfile::tempdir().unwrap();
    in_a_child(home.path(), "");
    only_file(&home.path().join("xdg/outwit"));
}
