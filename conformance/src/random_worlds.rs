//! Worlds that chance makes (`wit-smith`), through the generator: every world is refused for a known reason, or its
//! packages pass each language's parser and formatter. Some also have to pass the strict checkers.

use crate::entry::{Entry, Outcome};
use crate::random::number;
use crate::testee::Language;
use crate::worlds::checkers::{self, Complaints, Depth};
use crate::worlds::generate::summary;
use arbitrary::Unstructured;
use outwit_generator::input::Input;
use outwit_generator::lang::Language as Generated;
use outwit_generator::output;
use outwit_generator::plan::Reading;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use wasmtime::error::Context;
use wasmtime::{Result, ensure};

const SUITE: &str = "random-worlds";

/// How many worlds are made. `OUTWIT_WORLDS` is another number, `OUTWIT_SEED` another beginning.
const WORLDS: usize = 200;

/// With fewer types and functions a world tells nothing new, and most of what chance makes has fewer.
const ITEMS: usize = 6;

/// Of so many worlds one is checked strictly.
const SAMPLE: usize = 12;

/// A world, and what its packages are called.
struct World {
    case: String,
    package: String,
    reading: Reading,
}

/// Makes worlds, generates each in the languages that are wanted, and has the packages checked.
pub fn run(root: &Path, languages: &[&Language], entries: &mut Vec<Entry>) -> Result<()> {
    let (wanted, seed) = (number("OUTWIT_WORLDS", WORLDS)?, number("OUTWIT_SEED", 1)?);
    let folder = root.join("target/conformance/random-worlds");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let worlds = worlds(wanted, seed, &folder)?;
    for language in languages {
        let generated = match language.name {
            "python" => Generated::Python,
            "node" => Generated::Typescript,
            _ => Generated::Go,
        };
        let found = in_language(root, generated, &worlds)?;
        entries.extend(worlds.iter().zip(found).map(|(world, (outcome, reason))| Entry {
            suite: SUITE.to_owned(),
            case: world.case.clone(),
            language: language.name.to_owned(),
            outcome,
            reason,
        }));
    }
    Ok(())
}

/// So many worlds. The package of each is kept by its seed.
fn worlds(wanted: usize, first: u64, folder: &Path) -> Result<Vec<World>> {
    let mut worlds = Vec::new();
    let mut seeds = first..first + 100 * wanted as u64;
    while worlds.len() < wanted {
        let seed = seeds.next().context("chance makes nothing of any size")?;
        // Now and then it makes what is not WIT, and panics over it.
        let Ok(Ok(package)) = catch_unwind(|| smith(seed)) else { continue };
        let path = folder.join(format!("{seed}.wasm"));
        fs::write(&path, package)?;
        let readings = Input::open(&path).with_context(|| path.display().to_string())?.read_all();
        let named = readings.into_iter().enumerate().map(|(position, reading)| World {
            case: format!("{seed}/{position}"),
            package: format!("world_{seed}_{position}"),
            reading,
        });
        let before = worlds.len();
        worlds.extend(named.filter(|world| items(&world.reading) >= ITEMS));
        if worlds.len() == before {
            fs::remove_file(&path)?;
        }
    }
    worlds.truncate(wanted);
    Ok(worlds)
}

fn items(reading: &Reading) -> usize {
    let world = &reading.plan.signature;
    world.types.len() + world.imports.len() + world.exports.len()
}

/// The same package for the same seed.
fn smith(seed: u64) -> arbitrary::Result<Vec<u8>> {
    let asynchronous = seed.is_multiple_of(4);
    let config = wit_smith::Config {
        async_: asynchronous,
        futures: asynchronous,
        streams: asynchronous,
        error_context: seed.is_multiple_of(8),
        fixed_length_lists: seed.is_multiple_of(3),
        world_include: true,
        implements: seed.is_multiple_of(2),
        ..wit_smith::Config::default()
    };
    let mut rng = fastrand::Rng::with_seed(seed);
    let bytes: Vec<u8> = (0..4096).map(|_| rng.u8(..)).collect();
    wit_smith::smith(&config, &mut Unstructured::new(&bytes))
}

/// What came of every world in one language.
fn in_language(root: &Path, language: Generated, worlds: &[World]) -> Result<Vec<(Outcome, String)>> {
    let folder = |what: &str| root.join(format!("target/conformance/{what}-{}", language.name()));
    let (all, sample) = (folder("random-worlds"), folder("random-worlds-strict"));
    for folder in [&all, &sample] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
    }
    let (mut found, mut made, mut strict) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for world in worlds {
        let generate = || outwit_generator::generate(&world.reading, language);
        found.push(match catch_unwind(AssertUnwindSafe(generate)) {
            Ok(Ok(files)) => {
                output::write(&all.join(&world.package), &files)?;
                if made.len().is_multiple_of(SAMPLE) {
                    output::write(&sample.join(&world.package), &files)?;
                    strict.insert(world.package.as_str());
                }
                made.insert(world.package.as_str());
                (Outcome::Passed, String::new())
            }
            // A world that is refused as a whole says which of its items are why.
            Ok(Err(error)) if !error.problems().is_empty() => (Outcome::Refused, summary(&error)),
            Ok(Err(error)) => (Outcome::Failed, error.to_string()),
            Err(_) => (Outcome::Failed, "the generator panics".to_owned()),
        });
    }
    ensure!(!strict.is_empty(), "every world is refused");
    let parsed = checkers::check(root, language, &all, &made, Depth::Syntax)?;
    let checked = checkers::check(root, language, &sample, &strict, Depth::Strict)?;
    let said = |all: &Complaints, world: &World| all.get(&world.package).map(|lines| lines.join("; "));
    for (world, found) in worlds.iter().zip(&mut found) {
        if let Some(lines) = said(&parsed, world).or_else(|| said(&checked, world)) {
            *found = (Outcome::Failed, lines);
        }
    }
    Ok(found)
}
