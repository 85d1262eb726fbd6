//! The worlds of an input, and components that have them.

use super::sources::Given;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Error, Result, bail, format_err};
use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, PackageId, Resolve, WorldId};

/// An input whose uses of uses wit-component follows along all of their ten billion ways.
const SLOW: &str = "stress-export-elaborate";

/// A world of an input, to be generated.
pub struct World {
    pub suite: &'static str,
    /// The input's name, and the world's where the input has several.
    pub case: String,
    /// What the outwit command would be given: a path, features, and the name of the world.
    pub path: PathBuf,
    pub features: &'static [&'static str],
    pub name: String,
    /// The name of its packages: `codegen_wasi_http_proxy`.
    pub package: String,
    /// A component of the world, or why there is none.
    pub component: Result<PathBuf, String>,
}

/// The worlds of an input: those of its package; if it has none, those of all packages in it; if
/// there is none at all, one that imports and exports every interface.
pub fn worlds(given: &Given, folder: &Path) -> Result<Vec<World>> {
    let own = folder.join(given.suite).join(&given.name);
    let mut path = readable(given, &own)?;
    let (mut resolve, main) = resolve(&path, given.features)?;
    let mut chosen: Vec<WorldId> = resolve.packages[main].worlds.values().copied().collect();
    if chosen.is_empty() {
        chosen = resolve.worlds.iter().map(|(id, _)| id).collect();
    }
    if chosen.is_empty() {
        let Some(written) = write_world(&resolve, &path, &own)? else { return Ok(Vec::new()) };
        let read = self::resolve(&written, given.features)?;
        path = written;
        resolve = read.0;
        chosen = resolve.packages[read.1].worlds.values().copied().collect();
    }
    let several = chosen.len() > 1;
    let short = |name: &str| chosen.iter().filter(|id| resolve.worlds[**id].name == name).count() == 1;
    let is_short: Vec<bool> = chosen.iter().map(|id| short(&resolve.worlds[*id].name)).collect();
    let mut worlds = Vec::new();
    for (id, is_short) in chosen.into_iter().zip(is_short) {
        let world = &resolve.worlds[id];
        let package = world.package.with_context(|| format!("{} is in no package", world.name))?;
        let name = resolve.packages[package].name.interface_id(&world.name);
        let case = match several {
            true if is_short => format!("{}/{}", given.name, world.name),
            true => format!("{}/{name}", given.name),
            false => given.name.clone(),
        };
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let package: String = format!("{}_{case}", given.suite).chars().map(plain).collect();
        let file = folder.join(format!("{package}.wasm"));
        let component = match given.name == SLOW {
            true => Err(format_err!("wit-component takes minutes over it")),
            false => component(&resolve, id),
        };
        let component = component.and_then(|bytes| Ok(fs::write(&file, bytes).map(|()| file)?));
        let component = component.map_err(|error| one_line(&format!("{error:#}")));
        let path = path.clone();
        worlds.push(World {
            suite: given.suite,
            case,
            path,
            features: given.features,
            name,
            package,
            component,
        });
    }
    Ok(worlds)
}

/// The input as it is, or with WebAssembly text made binary, which the command leaves to other tools.
fn readable(given: &Given, own: &Path) -> Result<PathBuf> {
    let is_text = |path: &Path| path.extension().is_some_and(|extension| extension == "wat");
    if is_text(&given.path) {
        fs::create_dir_all(own)?;
        let path = own.join(&given.name).with_extension("wasm");
        fs::write(&path, wat::parse_file(&given.path)?)?;
        return Ok(path);
    }
    let deps = given.path.join("deps");
    let has_text =
        |folder| fs::read_dir(folder).is_ok_and(|files| files.flatten().any(|f| is_text(&f.path())));
    if !has_text(&deps) {
        return Ok(given.path.clone());
    }
    empty(own)?;
    copy(&given.path, own)?;
    for file in fs::read_dir(own.join("deps"))? {
        let path = file?.path();
        if is_text(&path) {
            fs::write(path.with_extension("wasm"), wat::parse_file(&path)?)?;
            fs::remove_file(&path)?;
        }
    }
    Ok(own.to_owned())
}

fn resolve(path: &Path, features: &[&str]) -> Result<(Resolve, PackageId)> {
    let mut resolve = Resolve::new();
    resolve.features.extend(features.iter().map(|feature| (*feature).to_owned()));
    let (package, _) = resolve.push_path(path).map_err(foreign)?;
    Ok((resolve, package))
}

/// Writes a package with a world that imports and exports every interface; the input and what it
/// depends on are what it depends on.
fn write_world(resolve: &Resolve, path: &Path, own: &Path) -> Result<Option<PathBuf>> {
    let mut interfaces = BTreeSet::new();
    for (_, package) in resolve.packages.iter() {
        interfaces.extend(package.interfaces.keys().map(|name| package.name.interface_id(name)));
    }
    if interfaces.is_empty() {
        return Ok(None);
    }
    let folder = own.join("all");
    empty(&folder)?;
    let deps = folder.join("deps");
    fs::create_dir_all(&deps)?;
    if path.is_dir() {
        let main = deps.join("main");
        copy(path, &main)?;
        if main.join("deps").is_dir() {
            copy(&main.join("deps"), &deps)?;
            fs::remove_dir_all(main.join("deps"))?;
        }
    } else {
        let extension = path.extension().unwrap_or_default();
        fs::copy(path, deps.join("main").with_extension(extension))?;
    }
    let items: String =
        interfaces.iter().map(|name| format!("  import {name};\n  export {name};\n")).collect();
    fs::write(folder.join("world.wit"), format!("package conformance:worlds;\n\nworld all {{\n{items}}}\n"))?;
    Ok(Some(folder))
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        match path.is_dir() {
            true => copy(&path, &to.join(name))?,
            false => drop(fs::copy(&path, to.join(name))?),
        }
    }
    Ok(())
}

/// A component of a world, whose functions trap.
fn component(resolve: &Resolve, world: WorldId) -> Result<Vec<u8>> {
    // The maker of modules panics at what it does not know.
    let made = catch_unwind(AssertUnwindSafe(|| encode(resolve, world)));
    match made {
        Ok(bytes) => bytes.context("no component can be made"),
        Err(_) => bail!("no component can be made: the maker of its module panics"),
    }
}

fn encode(resolve: &Resolve, world: WorldId) -> Result<Vec<u8>> {
    let mut module = dummy_module(resolve, world, ManglingAndAbi::Legacy(LiftLowerAbi::Sync));
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8, false).map_err(foreign)?;
    let mut encoder = ComponentEncoder::default();
    encoder.module(&module).map_err(foreign)?;
    encoder.validate(true).encode().map_err(foreign)
}

/// An error of the WIT tools.
fn foreign(error: impl std::fmt::Display) -> Error {
    format_err!("{error:#}")
}

pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cases and worlds of an input, and whether there are components of all of them.
    fn read(name: &str, wit: &str) -> Result<(Vec<(String, String)>, bool)> {
        let folder = std::env::temp_dir().join(format!("outwit-worlds-{}-{name}", std::process::id()));
        empty(&folder)?;
        let path = folder.join("input.wit");
        fs::write(&path, wit)?;
        let given = Given { suite: "ui", name: "input".to_owned(), path, features: &["active"] };
        let worlds = worlds(&given, &folder)?;
        let whole = worlds.iter().all(|world| world.component.as_ref().is_ok_and(|path| path.is_file()));
        fs::remove_dir_all(&folder)?;
        Ok((worlds.into_iter().map(|world| (world.case, world.name)).collect(), whole))
    }

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(case, name)| ((*case).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn takes_every_world() -> Result<()> {
        let (one, whole) = read("one", "package a:b@1.0.0; world w { export f: func(); }")?;
        assert_eq!((one, whole), (pairs(&[("input", "a:b/w@1.0.0")]), true));
        let (two, _) = read("two", "package a:b; world v {} @unstable(feature = active) world w {}")?;
        assert_eq!(two, pairs(&[("input/v", "a:b/v"), ("input/w", "a:b/w")]));
        let nested = "package a:b; package c:d { world v {} world w {} } package e:f { world w {} }";
        let (nested, _) = read("nested", nested)?;
        let expected = [("input/v", "c:d/v"), ("input/c:d/w", "c:d/w"), ("input/e:f/w", "e:f/w")];
        assert_eq!(nested, pairs(&expected));
        Ok(())
    }

    #[test]
    fn makes_a_world_of_interfaces() -> Result<()> {
        let (all, whole) = read("interfaces", "package a:b; interface i { f: func(); } interface j {}")?;
        assert_eq!((all, whole), (pairs(&[("input", "conformance:worlds/all")]), true));
        assert_eq!(read("nothing", "package a:b;")?.0, []);
        Ok(())
    }
}
