//! `report.json`: one entry a case and language, of every suite; and the table of their numbers.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use wasmtime::Result;
use wasmtime::error::Context;

/// What came of a case in a language.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Entry {
    pub suite: String,
    pub case: String,
    /// `all` where a case has nothing to do with a language.
    pub language: String,
    pub outcome: Outcome,
    /// Why, where it is not plainly passed.
    pub reason: String,
}

/// Ordered as the table's columns.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    Passed,
    /// Not supported, and said so clearly; listed as such.
    Refused,
    /// Fails, and is listed with the reason.
    KnownFailing,
    /// There is nothing to do, or nothing to do it with.
    Skipped,
    Failed,
}

const OUTCOMES: [(Outcome, &str); 5] = [
    (Outcome::Passed, "passed"),
    (Outcome::Refused, "refused"),
    (Outcome::KnownFailing, "known-failing"),
    (Outcome::Skipped, "skipped"),
    (Outcome::Failed, "failed"),
];

/// Writes `report.json`. What other suites and languages left there stays.
pub fn merge(folder: &Path, entries: &[Entry]) -> Result<()> {
    fs::create_dir_all(folder)?;
    let path = folder.join("report.json");
    let mut all: Vec<Entry> = match fs::read(&path) {
        Ok(text) => serde_json::from_slice(&text).unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let ran = |old: &Entry| entries.iter().any(|new| new.suite == old.suite && new.language == old.language);
    all.retain(|old| !ran(old));
    all.extend(entries.iter().cloned());
    all.sort();
    let text = serde_json::to_string_pretty(&all)? + "\n";
    fs::write(&path, text).with_context(|| path.display().to_string())
}

/// Prints the numbers of each suite and language, and every case that is not plainly passed.
pub fn show(entries: &[Entry]) {
    let mut rows: BTreeMap<(&str, &str), BTreeMap<Outcome, usize>> = BTreeMap::new();
    for entry in entries {
        *rows.entry((&entry.suite, &entry.language)).or_default().entry(entry.outcome).or_default() += 1;
    }
    let titles: String = OUTCOMES.iter().map(|(_, title)| format!("{title:>15}")).collect();
    println!("\n{:<20}{titles}", "");
    for ((suite, language), counts) in &rows {
        let cells = OUTCOMES.iter().map(|(outcome, _)| counts.get(outcome).copied().unwrap_or_default());
        let cells: String = cells.map(|count| format!("{count:>15}")).collect();
        println!("{:<20}{cells}", format!("{suite} {language}"));
    }
    // The runtime cases have a table of their own, and what is not valid is refused for a hundred reasons.
    let plain = |entry: &Entry| match entry.outcome {
        Outcome::Passed => entry.suite == "ui-invalid" || entry.reason.is_empty(),
        Outcome::Skipped => entry.suite == "runtime",
        _ => false,
    };
    let mut lines: BTreeMap<(Outcome, String), BTreeSet<&str>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !plain(entry)) {
        let line = format!("{}/{}: {}", entry.suite, entry.case, entry.reason);
        lines.entry((entry.outcome, line)).or_default().insert(&entry.language);
    }
    println!();
    for (outcome, title) in OUTCOMES {
        for ((_, line), languages) in lines.iter().filter(|((own, _), _)| *own == outcome) {
            let languages: Vec<&str> = languages.iter().copied().collect();
            println!("{title} ({}): {line}", languages.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(suite: &str, language: &str, outcome: Outcome) -> Entry {
        let [suite, language] = [suite, language].map(str::to_owned);
        Entry { suite, case: "a".to_owned(), language, outcome, reason: String::new() }
    }

    #[test]
    fn keeps_what_others_found() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("outwit-report-{}", std::process::id()));
        let [runtime, ui] =
            [entry("runtime", "go", Outcome::KnownFailing), entry("ui", "go", Outcome::Failed)];
        merge(&folder, &[runtime.clone(), ui])?;
        let again = entry("ui", "go", Outcome::Passed);
        merge(&folder, std::slice::from_ref(&again))?;
        let text = fs::read_to_string(folder.join("report.json"))?;
        fs::remove_dir_all(&folder)?;
        assert_eq!(serde_json::from_str::<Vec<Entry>>(&text)?, [runtime, again]);
        assert!(text.contains("\"known-failing\""), "{text}");
        Ok(())
    }
}
