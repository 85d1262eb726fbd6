//! The report: `report.json`, and the table in the terminal.

use crate::entry::{Entry, Outcome};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use wasmtime::Result;
use wasmtime::error::Context;

/// Writes `report.json` and gives all that is in it now: `entries`, and what was not run again, of suites
/// that there still are.
pub fn merge(folder: &Path, entries: &[Entry], parts: &[&str]) -> Result<Vec<Entry>> {
    fs::create_dir_all(folder)?;
    let path = folder.join("report.json");
    let mut all: Vec<Entry> = match fs::read(&path) {
        Ok(text) => serde_json::from_slice(&text).unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let languages: BTreeSet<&str> = entries.iter().map(|entry| entry.language.as_str()).collect();
    let ran = |old: &Entry| {
        parts.contains(&old.suite.as_str()) && languages.contains(old.language.as_str())
            || !crate::suites::SUITES.iter().any(|suite| suite.parts.contains(&old.suite.as_str()))
    };
    all.retain(|old| !ran(old));
    all.extend(entries.iter().cloned());
    all.sort();
    let text = serde_json::to_string_pretty(&all)? + "\n";
    fs::write(&path, text).with_context(|| path.display().to_string())?;
    Ok(all)
}

/// What an entry is counted with: its suite, and its feature where cases are named `feature/case`.
fn group(entry: &Entry) -> String {
    match (entry.suite.as_str(), entry.case.split_once('/')) {
        (suite @ ("cases" | "wast"), Some((feature, _))) => format!("{suite}/{feature}"),
        _ => entry.suite.clone(),
    }
}

/// A row of the table: its suite, its name, and a cell a language: `104 passed, 88 skipped`.
pub struct Row {
    pub suite: String,
    pub name: String,
    pub cells: Vec<String>,
}

/// The rows, in the order in which the suites were run. What has nothing to do with a language counts in each.
pub fn rows(entries: &[Entry], languages: &[&str]) -> Vec<Row> {
    let mut suites: Vec<&str> = Vec::new();
    let mut counts: BTreeMap<(usize, String), Vec<BTreeMap<Outcome, usize>>> = BTreeMap::new();
    for entry in entries {
        let place = suites.iter().position(|suite| *suite == entry.suite).unwrap_or_else(|| {
            suites.push(&entry.suite);
            suites.len() - 1
        });
        // A suite of several features has a row for the whole, too.
        for name in BTreeSet::from([entry.suite.clone(), group(entry)]) {
            let row = counts.entry((place, name)).or_insert_with(|| vec![BTreeMap::new(); languages.len()]);
            for (cell, language) in row.iter_mut().zip(languages) {
                if ["all", language].contains(&entry.language.as_str()) {
                    *cell.entry(entry.outcome).or_default() += 1;
                }
            }
        }
    }
    let row = |((place, name), counts): ((usize, String), Vec<_>)| Row {
        suite: suites[place].to_owned(),
        name,
        cells: counts.iter().map(counted).collect(),
    };
    counts.into_iter().map(row).collect()
}

fn counted(counts: &BTreeMap<Outcome, usize>) -> String {
    let parts: Vec<String> =
        counts.iter().map(|(outcome, count)| format!("{count} {}", outcome.name())).collect();
    parts.join(", ")
}

/// The numbers of each suite or feature and language, and every case that is not plainly passed.
pub fn table(entries: &[Entry], languages: &[&str]) -> String {
    let rows = rows(entries, languages);
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    let widest = |column: usize| rows.iter().map(|row| row.cells[column].len()).max().unwrap_or_default();
    let widths: Vec<usize> =
        languages.iter().enumerate().map(|(column, name)| widest(column).max(name.len())).collect();
    let line = |name: &str, cells: &[String]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:<width$}"));
        format!("{name:<width$}{}", padded.collect::<String>()).trim_end().to_owned()
    };
    let heads: Vec<String> = languages.iter().map(|name| (*name).to_owned()).collect();
    let mut lines = vec![String::new(), line("", &heads)];
    lines.extend(rows.iter().map(|row| line(&row.name, &row.cells)));
    lines.push(String::new());
    lines.extend(reasons(entries));
    lines.join("\n") + "\n"
}

/// A line for every reason why cases of a suite are not plainly passed, with the cases.
fn reasons(entries: &[Entry]) -> Vec<String> {
    // What is not valid is refused for a hundred reasons, all of which are right.
    let plain = |entry: &&Entry| match entry.outcome {
        Outcome::Passed => entry.suite == "ui-invalid" || entry.reason.is_empty(),
        _ => false,
    };
    let mut languages: BTreeMap<(Outcome, &str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !plain(entry)) {
        let key = (entry.outcome, entry.suite.as_str(), entry.reason.as_str(), entry.case.as_str());
        languages.entry(key).or_default().insert(&entry.language);
    }
    let mut cases: BTreeMap<(Outcome, &str, &str, BTreeSet<&str>), Vec<&str>> = BTreeMap::new();
    for ((outcome, suite, reason, case), languages) in languages {
        cases.entry((outcome, suite, reason, languages)).or_default().push(case);
    }
    let line = |((outcome, suite, reason, languages), cases): (_, Vec<&str>)| {
        let outcome: Outcome = outcome;
        let languages: Vec<&str> = BTreeSet::into_iter(languages).collect();
        format!(
            "{} ({}): {suite}/{}: {reason}",
            outcome.name(),
            languages.join(", "),
            cases.join(&format!(", {suite}/"))
        )
    };
    cases.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(suite: &str, case: &str, language: &str, outcome: Outcome, reason: &str) -> Entry {
        let [suite, case, language, reason] = [suite, case, language, reason].map(str::to_owned);
        Entry { suite, case, language, outcome, reason }
    }

    #[test]
    fn keeps_what_others_found() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("outwit-report-{}", std::process::id()));
        let [runtime, ui, gone] = [
            entry("runtime", "a", "go", Outcome::KnownFailing, ""),
            entry("ui", "a", "go", Outcome::Failed, ""),
            entry("of a suite that is gone", "a", "go", Outcome::Failed, ""),
        ];
        merge(&folder, &[runtime.clone(), ui, gone], &["runtime", "ui"])?;
        let again = entry("ui", "b", "go", Outcome::Passed, "");
        let all = merge(&folder, std::slice::from_ref(&again), &["ui"])?;
        let text = fs::read_to_string(folder.join("report.json"))?;
        fs::remove_dir_all(&folder)?;
        assert_eq!(all, [runtime, again]);
        assert_eq!(serde_json::from_str::<Vec<Entry>>(&text)?, all);
        assert!(text.contains("\"known-failing\""), "{text}");
        Ok(())
    }

    #[test]
    fn shows_every_reason_once() {
        let entries = [
            entry("runtime", "a", "go", Outcome::Skipped, "too large"),
            entry("runtime", "b", "go", Outcome::Skipped, "too large"),
            entry("runtime", "c", "go", Outcome::Passed, ""),
            entry("cases", "lists/a", "python", Outcome::Failed, "wrong"),
            entry("cases", "lists/a", "go", Outcome::Failed, "wrong"),
            entry("cases", "lists/b", "go", Outcome::Passed, ""),
            entry("cases", "lists/c", "all", Outcome::Passed, ""),
        ];
        let expected = "\n             python              go\n\
                        runtime                          1 passed, 2 skipped\n\
                        cases        1 passed, 1 failed  2 passed, 1 failed\n\
                        cases/lists  1 passed, 1 failed  2 passed, 1 failed\n\n\
                        skipped (go): runtime/a, runtime/b: too large\n\
                        failed (go, python): cases/lists/a: wrong\n";
        assert_eq!(table(&entries, &["python", "go"]), expected);
    }
}
