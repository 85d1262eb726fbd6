//! What came of it, as JSON and as a table.

use crate::cases::{Case, Played, Role};
use crate::entry::{Entry, Outcome as Judged};
use crate::testee::Outcome;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use wasmtime::Result;

/// A case in one role and one language.
#[derive(Serialize)]
pub struct Row {
    case: String,
    role: &'static str,
    language: &'static str,
    /// `passed`, `left-out` or `failed`.
    outcome: &'static str,
    reason: String,
}

/// The rows of a language: two a case.
pub fn rows(language: &'static str, cases: &[Case], played: &[Played], outcomes: &[Outcome]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        for role in [Role::Runner, Role::Test] {
            let of_this = |(own, _): &(&Played, &Outcome)| own.case == number && own.role == role;
            let mut of_this = played.iter().zip(outcomes).filter(of_this).peekable();
            let nothing = of_this.peek().is_none();
            let failures: Vec<String> = of_this
                .filter_map(|(own, outcome)| Some(format!("{}: {}", own.what, outcome.as_ref()?)))
                .collect();
            let (outcome, reason) = match &case.left_out {
                Some(reason) => ("left-out", reason.clone()),
                None if !case.failed.is_empty() => ("failed", case.failed.join("; ")),
                None if nothing => ("failed", "nothing was played".to_owned()),
                None if !failures.is_empty() => ("failed", failures.join("; ")),
                None => ("passed", String::new()),
            };
            rows.push(Row { case: case.name.clone(), role: role.name(), language, outcome, reason });
        }
    }
    rows
}

/// The rows as entries of the whole report.
pub fn entries(rows: &[Row]) -> Vec<Entry> {
    let entry = |row: &Row| Entry {
        suite: "runtime".to_owned(),
        case: format!("{} as {}", row.case, row.role),
        language: row.language.to_owned(),
        outcome: match row.outcome {
            "passed" => Judged::Passed,
            "left-out" => Judged::Skipped,
            _ => Judged::Failed,
        },
        reason: row.reason.clone(),
    };
    rows.iter().map(entry).collect()
}

/// Writes `runtime.json`, and the table as `runtime.txt`.
pub fn write(folder: &Path, rows: &[Row], table: &str) -> Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("runtime.txt"), table)?;
    Ok(fs::write(folder.join("runtime.json"), serde_json::to_string_pretty(rows)? + "\n")?)
}

/// Whether nothing failed.
pub fn passed(rows: &[Row]) -> bool {
    rows.iter().all(|row| row.outcome != "failed")
}

/// A line a case, and then the reasons.
pub fn table(cases: &[Case], rows: &[Row]) -> String {
    let mut heads: Vec<String> = Vec::new();
    for row in rows {
        let head = format!("{} as {}", row.language, row.role);
        if !heads.contains(&head) {
            heads.push(head);
        }
    }
    let width = cases.iter().map(|case| case.name.len()).max().unwrap_or(0);
    let line = |name: &str, cells: Vec<&str>| {
        let cells: Vec<String> = cells.into_iter().map(|cell| format!("{cell:<18}")).collect();
        format!("{name:width$}  {}", cells.concat()).trim_end().to_owned()
    };
    let mut lines = vec![line("", heads.iter().map(String::as_str).collect())];
    for case in cases {
        let cells = rows.iter().filter(|row| row.case == case.name).map(|row| row.outcome).collect();
        lines.push(line(&case.name, cells));
    }
    lines.extend(reasons(rows, "left-out"));
    lines.extend(reasons(rows, "failed"));
    let count = |outcome: &str| rows.iter().filter(|row| row.outcome == outcome).count();
    let counts = (count("passed"), count("left-out"), count("failed"));
    lines.push(format!("\n{} passed, {} left out, {} failed", counts.0, counts.1, counts.2));
    lines.join("\n") + "\n"
}

/// The reasons, each once with all that it holds for.
fn reasons(rows: &[Row], outcome: &str) -> Vec<String> {
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.outcome == outcome) {
        let name = match outcome {
            "failed" => format!("{} ({} as {})", row.case, row.language, row.role),
            _ => row.case.clone(),
        };
        let named = reasons.entry(&row.reason).or_default();
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let line =
        |(reason, names): (&str, Vec<String>)| format!("\n{outcome}: {reason}\n  {}", names.join(", "));
    reasons.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(case: &str, outcome: &'static str, reason: &str) -> Row {
        let (case, reason) = (case.to_owned(), reason.to_owned());
        Row { case, role: "test", language: "go", outcome, reason }
    }

    #[test]
    fn shows_every_reason_once() -> Result<()> {
        let text = r#"[{"name": "a", "components": [], "failed": []}, {"name": "b", "components": [], "failed": []}]"#;
        let cases: Vec<Case> = serde_json::from_str(text)?;
        let rows = [row("a", "left-out", "too large"), row("b", "left-out", "too large")];
        let expected = "   go as test\na  left-out\nb  left-out\n\nleft-out: too large\n  a, b\n\n\
                        0 passed, 2 left out, 0 failed\n";
        assert_eq!(table(&cases, &rows), expected);
        assert!(passed(&rows));
        assert!(!passed(&[row("a", "failed", "wrong")]));
        Ok(())
    }
}
