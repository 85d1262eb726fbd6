//! The suites, and what becomes of what they find.

use crate::entry::{Entry, Outcome};
use crate::expected::Expected;
use crate::testee::{LANGUAGES, Language};
use crate::{cases, page, random, random_worlds, report, runtime, wast, worlds};
use std::collections::BTreeSet;
use std::path::Path;
use wasmtime::Result;
use wasmtime::error::Context;

/// A suite, or several that are run together.
pub struct Suite {
    pub name: &'static str,
    /// What its entries say that they are of.
    pub parts: &'static [&'static str],
    /// What it is, in one line.
    about: &'static str,
    /// Adds an entry for each case and language. What is listed as refused or known to fail is not its
    /// business. An error ends the run: something is missing, or a guard has found that nothing is proved.
    run: fn(&Path, &[&Language], &mut Vec<Entry>) -> Result<()>,
}

/// All suites, in the order of the table.
pub const SUITES: &[Suite] = &[
    Suite { name: "cases", parts: &["cases"], about: "our own cases, one file a feature", run: cases::run },
    Suite {
        name: "runtime",
        parts: &["runtime"],
        about: "wit-bindgen's runtime cases, each as runner and as test",
        run: runtime::run,
    },
    Suite {
        name: "worlds",
        parts: &["codegen", "ui", "ui-invalid"],
        about: "wit-bindgen's inputs for generators and wit-parser's tests",
        run: worlds::run,
    },
    Suite {
        name: "wast",
        parts: &["wast"],
        about: "the component model's reference tests, and wasm-tools' own, by their line",
        run: wast::run,
    },
    Suite {
        name: "random",
        parts: &["random"],
        about: "random values, made in each language and read in the others (OUTWIT_VALUES: how many, OUTWIT_SEED: which)",
        run: random::run,
    },
    Suite {
        name: "random-worlds",
        parts: &["random-worlds"],
        about: "random worlds through the generator and the languages' checkers (OUTWIT_WORLDS: how many packages)",
        run: random_worlds::run,
    },
];

/// The list of suites, for `--help`.
pub fn help() -> String {
    let lines: Vec<String> =
        SUITES.iter().map(|suite| format!("  {:<14} {}", suite.name, suite.about)).collect();
    format!("Suites:\n{}", lines.join("\n"))
}

/// Runs the suites, judges what they found, and reports it. Whether nothing failed.
pub fn run(root: &Path, suites: &[&Suite], languages: &[&Language], write_page: bool) -> Result<bool> {
    let every: Vec<&str> = LANGUAGES.iter().map(|language| language.name).collect();
    let mut expected = Expected::read(&root.join("conformance/expected"), &every)?;
    let mut entries = Vec::new();
    for suite in suites {
        (suite.run)(root, languages, &mut entries).with_context(|| suite.name)?;
    }
    for entry in &mut entries {
        expected.judge(entry);
    }
    let parts: Vec<&str> = suites.iter().flat_map(|suite| suite.parts).copied().collect();
    let mut passed = is_whole(&entries, &parts, languages);
    let names: Vec<&str> = languages.iter().map(|language| language.name).collect();
    for line in expected.unused(&parts, &names) {
        eprintln!("conformance: it is listed in conformance/expected, and no case needs it: {line}");
        passed = false;
    }
    let all = report::merge(&root.join("out/conformance"), &entries, &parts)?;
    print!("{}", report::table(&entries, &names));
    passed &= page::check(&root.join("docs/conformance.md"), &all, &parts, &every, write_page)?;
    Ok(passed && entries.iter().all(|entry| entry.outcome != Outcome::Failed))
}

/// A suite without a case, or a case that has two outcomes, is a mistake of the suite's.
fn is_whole(entries: &[Entry], parts: &[&str], languages: &[&Language]) -> bool {
    let mut whole = true;
    for part in parts {
        let ran = |language: &str| {
            entries.iter().any(|own| own.suite == *part && ["all", language].contains(&own.language.as_str()))
        };
        for language in languages.iter().filter(|language| !ran(language.name)) {
            eprintln!("conformance: {part} has no case in {}", language.name);
            whole = false;
        }
    }
    let mut seen = BTreeSet::new();
    for Entry { suite, case, language, .. } in entries {
        if !seen.insert((suite, case, language)) {
            eprintln!("conformance: {suite}/{case} is there twice in {language}");
            whole = false;
        }
    }
    whole
}
