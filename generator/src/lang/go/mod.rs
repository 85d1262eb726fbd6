//! Go: one package for the world, with a file for each interface.

mod answers;
mod codec;
mod codec_bodies;
mod codec_forms;
mod comments;
mod definitions;
mod functions;
mod hosts;
mod imports;
mod interface;
pub mod names;
mod scope;
mod types;
mod view;
mod world;

use crate::error::Problem;
use crate::lang::modules::module_names;
use crate::lang::{Files, header, json};
use crate::plan::{Kind, Plan};
use askama::Template;
use codec::Codecs;
use imports::Imports;
use scope::Package;
use view::{File, Item};

/// The longest tuple that the runtime has a type for.
const LONGEST_TUPLE: usize = 26;

/// The files of the bindings for a world.
///
/// # Errors
/// Names that are the same in Go, and tuples that are too long for it.
pub fn generate(plan: &Plan) -> Result<Files, Vec<Problem>> {
    tuples(plan)?;
    let package = Package::new(plan)?;
    let codecs = Codecs::new(plan, &package);
    let mut files = Files::new();
    files.add("signature.go", render(plan, &signature(plan, &package)?)?);
    add(&mut files, &names::file(&plan.name), render(plan, &world::file(plan, &package, &codecs)?)?);
    let mut imports = Imports::default();
    let items = codecs.items(&mut imports);
    if !items.is_empty() {
        add(&mut files, "codec", render(plan, &plain(plan, &package, imports, items))?);
    }
    for (position, name) in module_names(plan).iter().enumerate() {
        let file = interface::file(plan, &package, &codecs, position)?;
        if !file.items.is_empty() {
            add(&mut files, &names::file(name), render(plan, &file)?);
        }
    }
    if !plan.imports.is_empty() {
        let mut imports = Imports::default();
        let items = answers::items(plan, &package, &codecs, &mut imports);
        add(&mut files, "host", render(plan, &plain(plan, &package, imports, items))?);
    }
    Ok(files)
}

/// A file that nobody needs to read.
fn plain(plan: &Plan, package: &Package<'_>, imports: Imports, items: Vec<Item>) -> File {
    let imports = imports.lines();
    File { header: header(plan), docs: Vec::new(), package: package.name.clone(), imports, items }
}

/// Adds a file under its name, or under another one if that is taken.
fn add(files: &mut Files, stem: &str, contents: String) {
    let mut path = format!("{stem}.go");
    while !files.add(path.clone(), contents.clone()) {
        path = path.replace(".go", "x.go");
    }
}

fn tuples(plan: &Plan) -> Result<(), Vec<Problem>> {
    let long = |kind: &Kind| matches!(kind, Kind::Tuple(of) if of.len() > LONGEST_TUPLE);
    match plan.types.iter().any(|def| long(&def.kind)) {
        true => {
            let message =
                format!("tuples of more than {LONGEST_TUPLE} elements have no type in Go; use a record");
            Err(vec![Problem::new(plan.full_name(), message)])
        }
        false => Ok(()),
    }
}

fn signature(plan: &Plan, package: &Package<'_>) -> Result<view::Signature, Vec<Problem>> {
    Ok(view::Signature { header: header(plan), package: package.name.clone(), json: json(plan)? })
}

/// The text of a filled template, without spaces at the ends of lines.
fn render(plan: &Plan, template: &impl Template) -> Result<String, Vec<Problem>> {
    let text = crate::lang::render(plan, template)?;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    Ok(lines.join("\n") + "\n")
}
