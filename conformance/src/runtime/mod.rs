//! wit-bindgen's runtime cases, played through the bindings: once in the place of the runner (the `test`
//! guest is called), once in the place of the test (the `runner` guest is given what it imports and run).

mod composition;
mod handles;
mod list;
mod record;

use crate::bindings::{self, Wanted};
use crate::entry::{Entry, Outcome};
use crate::play::{self, Gate, Played};
use crate::reference;
use crate::testee::Language;
use list::{Case, Role};
use std::path::Path;
use wasmtime::{Engine, Result};

const SUITE: &str = "runtime";

/// Records the cases and plays them.
pub fn run(root: &Path, languages: &[&Language], entries: &mut Vec<Entry>) -> Result<()> {
    let folder = root.join("target/conformance/runtime");
    let cases = list::read(&folder)?;
    let engine = reference::engine()?;
    let mut played = Vec::new();
    for case in &cases {
        let recorded = record(case, &engine, &folder);
        for role in Role::ALL {
            let (outcome, reason) = match &recorded {
                Ok(scripts) if scripts.iter().any(|(own, _)| *own == role) => continue,
                Ok(_) => (Outcome::Failed, "nothing was played"),
                Err((outcome, reason)) => (*outcome, reason.as_str()),
            };
            for language in languages {
                let [suite, language, reason] = [SUITE, language.name, reason].map(str::to_owned);
                entries.push(Entry { suite, case: case.name_as(role), language, outcome, reason });
            }
        }
        let mut scripts = recorded.unwrap_or_default();
        scripts.sort_by_key(|(role, _)| *role);
        played.extend(scripts.into_iter().map(|(_, script)| script));
    }
    println!("conformance: {} scripts of {} cases recorded", played.len(), cases.len());
    let wanted: Vec<Wanted> = cases.iter().flat_map(|case| case.wanted(&folder)).collect();
    bindings::generate(root, &wanted)?;
    // What was recorded on Wasmtime's own values plays on them, or the recording is wrong.
    play::play(root, languages, SUITE, Gate::Ours, &played, entries)
}

/// The scripts of a case, or what comes of it instead.
fn record(case: &Case, engine: &Engine, folder: &Path) -> Result<Vec<(Role, Played)>, (Outcome, String)> {
    if let Some(reason) = &case.left_out {
        return Err((Outcome::Skipped, reason.clone()));
    }
    if !case.failed.is_empty() {
        return Err((Outcome::Failed, case.failed.join("; ")));
    }
    let wrong = |error| (Outcome::Failed, format!("it does not work on Wasmtime's own values: {error:#}"));
    case.record(engine, folder).map_err(wrong)
}
