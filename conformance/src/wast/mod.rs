//! The reference tests of the component model, and wasm-tools' own, as crates.io `wasm-tools` has them:
//! `.wast` files, whose components, calls and assertions become scripts. What plain Wasmtime does not do,
//! nobody has to, except that what it refuses is refused in every language.

mod file;
mod gate;
mod guard;
mod source;
mod value;

use crate::entry::{Entry, Outcome};
use crate::play::{self, Gate, Played};
use crate::script::{Script, Stage};
use crate::testee::Language;
use file::{Given, Wanted};
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use wasmtime::Result;
use wasmtime::error::Context;

const SUITE: &str = "wast";

/// What the parser says of a file that tests how it reads what it no longer reads.
const LEGACY: &str = "WAST_STRICT_COMPONENT_INDICES";

/// Adds an entry for each component of every file, and each language.
pub fn run(root: &Path, languages: &[&Language], entries: &mut Vec<Entry>) -> Result<()> {
    let folder = root.join("target/conformance/wast");
    let mut scripts = Scripts::default();
    // A panic of Wasmtime's is a reason like others.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let written = scripts.write(root, &folder, entries);
    std::panic::set_hook(hook);
    written?;
    guard::check(root, languages, &folder, &scripts.played)?;
    let start = entries.len();
    play::play(root, languages, SUITE, Gate::Others, &scripts.played, entries)?;
    for entry in &mut entries[start..] {
        judge(entry, scripts.refused.get(&entry.case));
    }
    Ok(())
}

/// What is played.
#[derive(Default)]
struct Scripts {
    played: Vec<Played>,
    /// Valid components that Wasmtime refuses, and why.
    refused: HashMap<String, String>,
}

impl Scripts {
    /// Writes the scripts of all files; adds entries for what there is no script of.
    fn write(&mut self, root: &Path, folder: &Path, entries: &mut Vec<Entry>) -> Result<()> {
        let engine = gate::engine()?;
        for source in source::find(root)? {
            let read = match file::read(&source.path) {
                Ok(read) => read,
                Err(error) if format!("{error:#}").contains(LEGACY) => {
                    entries.push(skipped(source.name, "a syntax of before".to_owned()));
                    continue;
                }
                Err(error) => return Err(error).context(source.name),
            };
            for (place, reason) in read.skipped {
                entries.push(skipped(format!("{}:{place}", source.name), reason));
            }
            for given in read.given {
                let case = format!("{}:{}", source.name, given.place);
                let stop = gate::stop(&engine, &given.bytes);
                match expected(&given, stop.as_ref().map(|(stage, _)| *stage)) {
                    Ok(stage) => {
                        if let (Wanted::Instance, Some((_, reason))) = (&given.wanted, stop) {
                            self.refused.insert(case.clone(), reason);
                        }
                        self.played.push(write(folder, case, given, stage)?);
                    }
                    Err(reason) => entries.push(skipped(case, reason)),
                }
            }
        }
        Ok(())
    }
}

/// What must fail, or why nothing can be said.
fn expected(given: &Given, stop: Option<Stage>) -> Result<Option<Stage>, String> {
    match (&given.wanted, stop) {
        (Wanted::Instance, stop) => Ok(stop),
        (Wanted::Invalid(_), Some(Stage::Loading)) => Ok(stop),
        (Wanted::Invalid(text), _) => Err(format!("plain Wasmtime loads it ({text})")),
        (Wanted::NoInstance(_), Some(Stage::Instantiation)) => Ok(stop),
        (Wanted::NoInstance(text), Some(Stage::Loading)) => {
            Err(format!("plain Wasmtime does not load it ({text})"))
        }
        (Wanted::NoInstance(text), None) => Err(format!("plain Wasmtime makes an instance ({text})")),
    }
}

/// Writes a component and its script.
fn write(folder: &Path, case: String, given: Given, refused: Option<Stage>) -> Result<Played> {
    let path = folder.join(case.replace(':', "-"));
    let component = path.with_added_extension("wasm");
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(&component, &given.bytes).with_context(|| component.display().to_string())?;
    let steps = if refused.is_some() { Vec::new() } else { given.steps };
    let component = component.display().to_string();
    let text = serde_json::to_vec(&Script { component, bindings: None, refused, steps })?;
    let script = path.with_added_extension("json");
    fs::write(&script, text).with_context(|| script.display().to_string())?;
    Ok(Played { case, what: String::new(), script })
}

/// Tells what passes from what Wasmtime refuses, too, and what is not supported from what fails.
fn judge(entry: &mut Entry, refused: Option<&String>) {
    // A stack tells nothing here.
    let whole = entry.reason.split_once(" wasm backtrace:");
    if let Some((what, (_, why))) = whole.and_then(|(what, rest)| Some((what, rest.rsplit_once(": ")?))) {
        entry.reason = format!("{what}: {why}");
    }
    match entry.outcome {
        Outcome::Passed => {
            if let Some(reason) = refused {
                entry.outcome = Outcome::Skipped;
                entry.reason = format!("refused, as plain Wasmtime does: {reason}");
            }
        }
        Outcome::Failed if entry.reason.contains("not supported") => entry.outcome = Outcome::Refused,
        _ => {}
    }
}

fn skipped(case: String, reason: String) -> Entry {
    let [suite, language] = [SUITE, "all"].map(str::to_owned);
    Entry { suite, case, language, outcome: Outcome::Skipped, reason }
}
