//! What came of it, as JSON and as a table.

use crate::cases::{Case, Played, Role};
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

/// Writes `runtime.json`.
pub fn write(folder: &Path, rows: &[Row]) -> Result<()> {
    fs::create_dir_all(folder)?;
    Ok(fs::write(folder.join("runtime.json"), serde_json::to_string_pretty(rows)? + "\n")?)
}

/// Prints a line a case and says whether nothing failed.
pub fn show(cases: &[Case], rows: &[Row]) -> bool {
    let mut heads: Vec<(&str, &str)> = Vec::new();
    for row in rows {
        if !heads.contains(&(row.language, row.role)) {
            heads.push((row.language, row.role));
        }
    }
    let width = cases.iter().map(|case| case.name.len()).max().unwrap_or(0);
    let titles: Vec<String> =
        heads.iter().map(|(language, role)| format!("{:<14}", format!("{language} as {role}"))).collect();
    println!("{:width$}  {}", "", titles.join("  "));
    for case in cases {
        let of_case: Vec<&Row> = rows.iter().filter(|row| row.case == case.name).collect();
        let cells: Vec<String> = of_case.iter().map(|row| format!("{:<14}", row.outcome)).collect();
        println!("{:width$}  {}", case.name, cells.join("  "));
    }
    explain(rows, "left-out");
    explain(rows, "failed");
    let count = |outcome: &str| rows.iter().filter(|row| row.outcome == outcome).count();
    println!(
        "\nconformance: {} passed, {} left out, {} failed",
        count("passed"),
        count("left-out"),
        count("failed")
    );
    count("failed") == 0
}

/// Prints the reasons, each once with all that it holds for.
fn explain(rows: &[Row], outcome: &str) {
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
    for (reason, names) in reasons {
        println!("\n{outcome}: {reason}\n  {}", names.join(", "));
    }
}
