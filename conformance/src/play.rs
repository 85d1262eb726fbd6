//! Plays the scripts of a suite: first on plain Wasmtime, then in each language.

use crate::entry::{Entry, Outcome};
use crate::guard;
use crate::testee::{Language, REFERENCE};
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// A script, and what it is of. A case may have several: it passes if all of them do.
pub struct Played {
    pub case: String,
    /// Which of the case's scripts it is; empty if it is the only one.
    pub what: String,
    pub script: PathBuf,
}

/// What it means that plain Wasmtime does not play a script.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// We wrote the script: it is wrong.
    Ours,
    /// Nobody has to play it.
    Others,
}

/// Plays the scripts of a suite and adds an entry for each case and language. Scripts of a case are next
/// to one another.
pub fn play(
    root: &Path,
    languages: &[&Language],
    suite: &str,
    gate: Gate,
    played: &[Played],
    entries: &mut Vec<Entry>,
) -> Result<()> {
    if played.is_empty() {
        bail!("there is nothing to play");
    }
    let reasons = |answers: &[Option<String>]| -> Vec<Option<String>> {
        let tell = |(own, answer): (&Played, &Option<String>)| {
            let text = answer.as_ref()?;
            Some(if own.what.is_empty() { text.clone() } else { format!("{}: {text}", own.what) })
        };
        played.iter().zip(answers).map(tell).collect()
    };
    let scripts: Vec<PathBuf> = played.iter().map(|own| own.script.clone()).collect();
    guard::check(&REFERENCE, root, &scripts).context(REFERENCE.name)?;
    let stopped = reasons(&REFERENCE.play(root, &scripts).context(REFERENCE.name)?);
    let rest: Vec<PathBuf> = scripts
        .iter()
        .zip(&stopped)
        .filter(|(_, reason)| reason.is_none())
        .map(|(own, _)| own.clone())
        .collect();
    for language in languages {
        guard::check(language, root, &rest).context(language.name)?;
        let mut answers = language.play(root, &rest).context(language.name)?.into_iter();
        let answers: Vec<Option<String>> = stopped
            .iter()
            .map(|reason| if reason.is_none() { answers.next().flatten() } else { None })
            .collect();
        let answers = reasons(&answers);
        let mut start = 0;
        for cases in played.chunk_by(|a, b| a.case == b.case) {
            let range = start..start + cases.len();
            start = range.end;
            let joined = |reasons: &[Option<String>]| {
                reasons[range.clone()].iter().flatten().cloned().collect::<Vec<_>>().join("; ")
            };
            let (stopped, failed) = (joined(&stopped), joined(&answers));
            let (outcome, reason) = match (stopped.is_empty(), failed.is_empty()) {
                (_, false) => (Outcome::Failed, failed),
                (true, true) => (Outcome::Passed, String::new()),
                (false, true) if gate == Gate::Ours => {
                    (Outcome::Failed, format!("plain Wasmtime: {stopped}"))
                }
                (false, true) => (Outcome::Skipped, format!("plain Wasmtime: {stopped}")),
            };
            let [suite, case, language] = [suite, &cases[0].case, language.name].map(str::to_owned);
            entries.push(Entry { suite, case, language, outcome, reason });
        }
    }
    Ok(())
}
