//! WIT that others wrote: wit-bindgen's inputs for generators (`codegen`) and wit-parser's tests (`ui`).
//! Every world is generated in every language, its packages have to pass the strict checkers, and an
//! instance is made of a component of the world, with its imports, through each package. What is not
//! valid (`ui-invalid`) has to be refused with a position.

pub mod checkers;
pub mod generate;
mod input;
mod sources;

use crate::entry::{Entry, Outcome};
use crate::testee::Language;
use checkers::{Complaints, Depth};
use generate::Made;
use input::World;
use outwit_generator::lang::Language as Generated;
use sources::{Given, Sources};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// The programs that make instances: they are given a package and a component a line.
const PROGRAMS: &[(Language, Generated)] = &[
    (
        Language {
            name: "python",
            command: &[".venv/bin/python", "conformance/python/worlds.py"],
            packages: "target/conformance/worlds-python",
        },
        Generated::Python,
    ),
    (
        Language {
            name: "node",
            command: &["node", "conformance/node/worlds.mjs"],
            packages: "target/conformance/worlds-node",
        },
        Generated::Typescript,
    ),
    (
        Language {
            name: "go",
            command: &["target/conformance/worlds-go-program"],
            packages: "target/conformance/worlds-go",
        },
        Generated::Go,
    ),
];

/// Two packages that have nothing in common: a component of the second is none of the first.
const GUARD: [&str; 2] = ["codegen_records", "codegen_strings"];

/// Generates, checks and links every world.
pub fn run(root: &Path, languages: &[&Language], entries: &mut Vec<Entry>) -> Result<()> {
    let sources = Sources::find(root)?;
    let folder = root.join("target/conformance/worlds");
    fs::create_dir_all(&folder)?;
    // What is known to panic says so in the report.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let read = read(&sources, &folder);
    std::panic::set_hook(hook);
    let (worlds, mut found) = read?;
    println!("conformance: {} inputs have {} worlds", sources.valid.len(), worlds.len());
    let programs: Vec<&(Language, Generated)> =
        PROGRAMS.iter().filter(|(own, _)| languages.iter().any(|wanted| wanted.name == own.name)).collect();
    std::thread::scope(|scope| -> Result<()> {
        let mut running = Vec::new();
        for (program, language) in programs {
            let worlds = &worlds;
            let work = move || in_language(root, program, *language, worlds).context(program.name);
            running.push(scope.spawn(work));
        }
        for thread in running {
            match thread.join() {
                Ok(entries) => found.extend(entries?),
                Err(_) => bail!("a thread panicked"),
            }
        }
        Ok(())
    })?;
    entries.append(&mut found);
    Ok(())
}

/// The worlds of all inputs; and what can be said already of those that are not valid.
fn read(sources: &Sources, folder: &Path) -> Result<(Vec<World>, Vec<Entry>)> {
    let (mut worlds, mut entries) = (Vec::new(), Vec::new());
    for given in &sources.valid {
        let own = input::worlds(given, folder).with_context(|| given.path.display().to_string())?;
        if own.is_empty() {
            entries.push(entry(given, "all", Outcome::Skipped, "it has neither a world nor an interface"));
        }
        worlds.extend(own);
    }
    for given in &sources.invalid {
        entries.push(match generate::refusal(given) {
            Ok(reason) => entry(given, "all", Outcome::Passed, &reason),
            Err(reason) => entry(given, "all", Outcome::Failed, &reason),
        });
    }
    let names: BTreeSet<&str> = worlds.iter().map(|world| world.package.as_str()).collect();
    if names.len() != worlds.len() {
        bail!("two worlds have one package");
    }
    Ok((worlds, entries))
}

fn entry(given: &Given, language: &str, outcome: Outcome, reason: &str) -> Entry {
    let [suite, case, language, reason] = [given.suite, &given.name, language, reason].map(str::to_owned);
    Entry { suite, case, language, outcome, reason }
}

/// Generates, checks and links every world in one language.
fn in_language(root: &Path, program: &Language, language: Generated, worlds: &[World]) -> Result<Vec<Entry>> {
    let folder = generate::folder(root, language);
    let made = generate::generate(worlds, language, &folder)?;
    let bound: Vec<&World> = worlds
        .iter()
        .zip(&made)
        .filter(|(_, made)| matches!(made, Made::Bindings))
        .map(|(own, _)| own)
        .collect();
    let packages: BTreeSet<&str> = bound.iter().map(|world| world.package.as_str()).collect();
    let complaints = checkers::check(root, language, &folder, &packages, Depth::Strict)?;
    let whole: Vec<&World> =
        bound.into_iter().filter(|world| !complaints.contains_key(&world.package)).collect();
    if language == Generated::Go {
        let names: Vec<&str> = whole.iter().map(|world| world.package.as_str()).collect();
        checkers::build_go(&folder, &names)?;
    }
    let linked = link(root, program, &whole)?;
    let judged = worlds.iter().zip(&made).map(|(world, made)| {
        let (outcome, reason) = match made {
            Made::Failed(reason) => (Outcome::Failed, reason.clone()),
            Made::Refused(reason) => (Outcome::Refused, reason.clone()),
            Made::Bindings => checked(world, &complaints, &linked),
        };
        let (suite, case) = (world.suite.to_owned(), world.case.clone());
        Entry { suite, case, language: program.name.to_owned(), outcome, reason }
    });
    Ok(judged.collect())
}

fn checked(world: &World, complaints: &Complaints, linked: &Complaints) -> (Outcome, String) {
    let said = complaints.get(&world.package).or_else(|| linked.get(&world.package));
    match (said, &world.component) {
        (Some(lines), _) => (Outcome::Failed, lines.join("; ")),
        (None, Ok(_)) => (Outcome::Passed, String::new()),
        (None, Err(reason)) => (Outcome::Passed, format!("generated and checked, but not linked: {reason}")),
    }
}

/// Makes an instance through every package that has a component.
fn link(root: &Path, program: &Language, worlds: &[&World]) -> Result<Complaints> {
    let components =
        worlds.iter().filter_map(|world| Some((world.package.as_str(), world.component.as_ref().ok()?)));
    let pairs: Vec<(&str, &Path)> = components.map(|(package, path)| (package, path.as_path())).collect();
    let line = |(package, path): &(&str, &Path)| format!("{package}\t{}", path.display());
    // A program that never says that a component does not fit proves nothing.
    let of = |name: &str| {
        pairs.iter().find(|(package, _)| *package == name).context("the guard's packages are gone")
    };
    let wrong = (of(GUARD[0])?.0, of(GUARD[1])?.1);
    if program.answers(root, [line(&wrong)].into_iter())?.iter().any(Option::is_none) {
        bail!("its program makes an instance of {} as {}", GUARD[1], GUARD[0]);
    }
    let answers = program.answers(root, pairs.iter().map(line))?;
    let failed = pairs.iter().zip(answers).filter_map(|((package, _), answer)| {
        Some(((*package).to_owned(), vec![format!("linking: {}", answer?)]))
    });
    Ok(failed.collect())
}
