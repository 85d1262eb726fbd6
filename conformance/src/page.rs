//! The table of docs/conformance.md, between two markers. It has to be what was measured.

use crate::entry::Entry;
use crate::report::{Row, rows};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

const BEGIN: &str = "<!-- measured: written by `make conformance-page` -->\n";
const END: &str = "<!-- end -->\n";

/// Compares the page's rows of these suites with what was measured, or writes the whole table anew. Suites
/// that were not measured in each language are left alone. Whether the page has these numbers.
pub fn check(
    path: &Path,
    entries: &[Entry],
    parts: &[&str],
    languages: &[&str],
    write: bool,
) -> Result<bool> {
    let measured: BTreeSet<(&str, &str)> =
        entries.iter().map(|entry| (entry.suite.as_str(), entry.language.as_str())).collect();
    let is_whole = |suite: &str| {
        let ran =
            |language: &&str| measured.contains(&(suite, *language)) || measured.contains(&(suite, "all"));
        languages.iter().all(ran)
    };
    let page = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (before, table, after) = split(&page).with_context(|| path.display().to_string())?;
    if write {
        if let Some(suite) = parts.iter().find(|suite| !is_whole(suite)) {
            bail!("{suite} was not measured in all languages, so the page cannot have it");
        }
        let lines: String = rows(entries, languages).iter().map(line).collect();
        let head =
            format!("| suite | {} |\n|---|{}\n", languages.join(" | "), "---|".repeat(languages.len()));
        fs::write(path, [before, &head, &lines, after].concat())?;
        return Ok(true);
    }
    let ran = |suite: &str| parts.contains(&suite) && is_whole(suite);
    let wanted: Vec<String> =
        rows(entries, languages).iter().filter(|row| ran(&row.suite)).map(line).collect();
    let here: Vec<String> =
        table.lines().filter(|line| ran(suite(line))).map(|line| format!("{line}\n")).collect();
    let wrong: Vec<String> = wanted
        .iter()
        .filter(|line| !here.contains(line))
        .map(|line| format!("should have: {line}"))
        .chain(
            here.iter().filter(|line| !wanted.contains(line)).map(|line| format!("should not have: {line}")),
        )
        .collect();
    for line in &wrong {
        eprint!("conformance: docs/conformance.md {line}");
    }
    if !wrong.is_empty() {
        eprintln!("conformance: `make conformance-page` writes it anew");
    }
    Ok(wrong.is_empty())
}

/// What is before the table, the table, and what is after it.
fn split(page: &str) -> Result<(&str, &str, &str)> {
    let begin = page.find(BEGIN).with_context(|| format!("it has no line {BEGIN:?}"))? + BEGIN.len();
    let end = page[begin..].find(END).with_context(|| format!("it has no line {END:?}"))? + begin;
    Ok((&page[..begin], &page[begin..end], &page[end..]))
}

/// The suite of a line: `cases` of "| `cases/lists` | 3 passed |".
fn suite(line: &str) -> &str {
    line.trim_start_matches("| `").split(['/', '`']).next().unwrap_or_default()
}

fn line(row: &Row) -> String {
    format!("| `{}` | {} |\n", row.name, row.cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Outcome;

    fn entry(suite: &str, language: &str, outcome: Outcome) -> Entry {
        let [suite, case, language, reason] = [suite, "a", language, ""].map(str::to_owned);
        Entry { suite, case, language, outcome, reason }
    }

    #[test]
    fn has_what_was_measured() -> Result<()> {
        let path = std::env::temp_dir().join(format!("outwit-page-{}.md", std::process::id()));
        fs::write(&path, format!("Above.\n\n{BEGIN}{END}\nBelow.\n"))?;
        let passed = [entry("ui", "go", Outcome::Passed), entry("wast", "python", Outcome::Passed)];
        let languages = ["go"];
        assert!(!check(&path, &passed, &["ui"], &languages, false)?);
        assert!(check(&path, &passed, &["ui"], &languages, true)?);
        let text = fs::read_to_string(&path)?;
        assert!(text.contains("| suite | go |\n|---|---|\n| `ui` | 1 passed |\n"), "{text}");
        assert!(text.starts_with("Above.") && text.ends_with("Below.\n"), "{text}");
        assert!(check(&path, &passed, &["ui", "wast"], &languages, false)?);
        assert!(!check(&path, &[entry("ui", "go", Outcome::Failed)], &["ui"], &languages, false)?);
        fs::write(&path, text.replace("| `ui` |", "| `ui/b` | 1 passed |\n| `ui` |"))?;
        assert!(!check(&path, &passed, &["ui"], &languages, false)?);
        // Nobody writes a page of what was not measured.
        assert!(check(&path, &passed, &["wast"], &languages, true).is_err());
        fs::write(&path, "Nothing.\n")?;
        assert!(check(&path, &passed, &["ui"], &languages, false).is_err());
        Ok(fs::remove_file(&path)?)
    }
}
