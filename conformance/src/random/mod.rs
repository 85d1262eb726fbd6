//! Random values across languages: one makes values and sends them through a component's functions, which give them
//! back; what was sent has to come back there, and to go the same way in the other languages and on plain Wasmtime.

mod guest;
mod orders;
mod types;

use crate::bindings::{self, Wanted};
use crate::entry::{Entry, Outcome};
use crate::play::{self, Gate, Played};
use crate::testee::{LANGUAGES, Language};
use orders::Subject;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

const SUITE: &str = "random";

/// How many values each language makes. It reads them all, those of the others, too: over 100,000 go through it.
/// `OUTWIT_VALUES` is another number.
const VALUES: usize = 26_000;

/// Where chance begins; `OUTWIT_SEED` is another number. A failure names the seed of its script.
const SEED: u64 = 1;

/// Steps of one script.
const CHUNK: usize = 1000;

/// Components with types that nobody chose. Their seeds are fixed, so that bindings are generated once.
const COMPONENTS: u64 = 8;

/// Fewer fixtures with functions that give back what they are given are a mistake.
const FIXTURES: usize = 15;

/// The programs that make scripts.
const MAKERS: &[Language] = &[
    Language {
        name: "python",
        command: &[".venv/bin/python", "conformance/python/maker.py"],
        packages: "target/conformance/bindings-python",
    },
    Language {
        name: "node",
        command: &["node", "conformance/node/maker.mjs"],
        packages: "target/conformance/bindings-typescript",
    },
    Language {
        name: "go",
        command: &["target/conformance/maker-go"],
        packages: "target/conformance/bindings-go",
    },
];

/// How much is made, and from where chance begins.
#[derive(Clone, Copy)]
struct Amount {
    values: usize,
    seed: u64,
}

/// Makes scripts in all languages and plays them in those that are wanted.
pub fn run(root: &Path, languages: &[&Language], entries: &mut Vec<Entry>) -> Result<()> {
    let amount = Amount { values: number("OUTWIT_VALUES", VALUES)?, seed: number("OUTWIT_SEED", SEED)? };
    let subjects = subjects(root)?;
    let wanted = |own: &Subject| Wanted { package: own.package.clone(), component: own.component.clone() };
    bindings::generate(root, &subjects.iter().map(wanted).collect::<Vec<_>>())?;
    build_maker(root)?;
    let folder = root.join("target/conformance/random");
    let mut made = Vec::new();
    for (number, maker) in MAKERS.iter().enumerate() {
        guard(root, maker, &folder).context(maker.name)?;
        // No two languages begin at the same place.
        let seed = amount.seed * 1_000_000 + number as u64 * 100_000;
        made.extend(make(root, maker, &subjects, Amount { seed, ..amount }, &folder)?);
    }
    made.sort_by(|a, b| a.0.case.cmp(&b.0.case));
    for language in languages {
        for (own, error) in &made {
            let Some(error) = error else { continue };
            let [suite, case, language] = [SUITE, &own.case, language.name].map(str::to_owned);
            let case = format!("{case}, {}", own.what);
            entries.push(Entry { suite, case, language, outcome: Outcome::Failed, reason: error.clone() });
        }
    }
    let played: Vec<Played> =
        made.into_iter().filter(|(_, error)| error.is_none()).map(|(own, _)| own).collect();
    play::play(root, languages, SUITE, Gate::Ours, &played, entries)?;
    println!(
        "conformance: {} values made in each of {} languages, from seed {}; each was read {} times in every language",
        amount.values,
        LANGUAGES.len(),
        amount.seed,
        LANGUAGES.len(),
    );
    Ok(())
}

/// The number in a variable of the environment, if it is set.
pub fn number<T: FromStr>(name: &str, otherwise: T) -> Result<T> {
    match env::var(name) {
        Err(_) => Ok(otherwise),
        Ok(text) => text.parse().ok().with_context(|| format!("{name} is {text:?}, which is no number")),
    }
}

/// Go's maker is a program that has to be built.
fn build_maker(root: &Path) -> Result<()> {
    let mut command = Command::new("go");
    command.args(["build", "-o", "../../target/conformance/maker-go", "./maker"]);
    let output = command.current_dir(root.join("conformance/go")).output().context("go cannot be run")?;
    if !output.status.success() {
        bail!("go build fails:\n{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// The fixtures and the random components.
fn subjects(root: &Path) -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    let mut fixtures: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(root.join("wit-fixtures"))? {
        let stem = entry?.file_name();
        let component = root.join("target/components").join(stem).with_extension("wasm");
        if component.is_file() {
            fixtures.push(component);
        }
    }
    fixtures.sort();
    for component in fixtures {
        let stem = component.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // As the suite of cases calls them: they are generated once.
        subjects.extend(Subject::read(&stem, component, format!("cases_{stem}"))?);
    }
    if subjects.len() < FIXTURES {
        bail!("only {} fixtures have functions that give back what they are given", subjects.len());
    }
    let folder = root.join("target/conformance/random");
    fs::create_dir_all(&folder)?;
    for seed in 1..=COMPONENTS {
        let wit = types::package(seed);
        let bytes = guest::component(&wit).with_context(|| format!("the types of seed {seed}:\n{wit}"))?;
        let path = folder.join(format!("types-{seed}.wasm"));
        // What has not changed keeps its time, and with that its bindings.
        if fs::read(&path).ok().as_ref() != Some(&bytes) {
            fs::write(&path, bytes)?;
        }
        let subject = Subject::read(&format!("types-{seed}"), path, format!("random_{seed}"))?;
        subjects.push(subject.with_context(|| format!("types-{seed} has no functions that give back"))?);
    }
    Ok(subjects)
}

/// A maker has to see that a function gives something else back than it was given.
fn guard(root: &Path, maker: &Language, folder: &Path) -> Result<()> {
    let bools = Subject::read("bools", root.join("target/components/bools.wasm"), "cases_bools".to_owned())?;
    let wrong = bools.context("bools has no functions that give back")?.claiming("negate");
    let order = wrong.order(1, 10, &folder.join("guard.json"))?;
    match maker.answers(root, [order].into_iter())?.as_slice() {
        [Some(error)] if error.contains("what came back") => Ok(()),
        answers => bail!("its maker takes another value for the same: {answers:?}"),
    }
}

/// Lets a program make its share of scripts. What failed comes with its reason.
fn make(
    root: &Path,
    maker: &Language,
    subjects: &[Subject],
    amount: Amount,
    folder: &Path,
) -> Result<Vec<(Played, Option<String>)>> {
    let whole: usize = subjects.iter().map(Subject::weight).sum();
    let (mut seed, mut orders, mut made) = (amount.seed, Vec::new(), Vec::new());
    for subject in subjects {
        let mut left = (amount.values * subject.weight()).div_ceil(whole);
        while left > 0 {
            let steps = left.min(CHUNK);
            left -= steps;
            let script = folder.join(format!("{}-{}-{seed}.json", subject.case, maker.name));
            orders.push(subject.order(seed, steps, &script)?);
            let what = format!("made in {} from seed {seed}", maker.name);
            made.push(Played { case: subject.case.clone(), what, script });
            seed += 1;
        }
    }
    let answers = maker.answers(root, orders.into_iter()).context(maker.name)?;
    Ok(made.into_iter().zip(answers).collect())
}
