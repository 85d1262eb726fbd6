//! `conformance/expected/mirrors.toml`: what exists in some languages only.

use crate::sources::LANGUAGES;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The case of an entry that stands for all cases of its stem.
pub const ALL: &str = "*";

/// The file as it is read.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exceptions {
    /// Cases, or whole stems, of some languages.
    #[serde(default)]
    pub only: Vec<Only>,
}

/// A case that cannot exist in all languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    pub stem: String,
    /// [`ALL`]: the stem as a whole.
    pub case: String,
    /// Where it exists.
    pub languages: BTreeSet<String>,
    /// Why it cannot exist elsewhere.
    pub reason: String,
}

impl Exceptions {
    /// What is wrong with the entries themselves.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for entry in &self.only {
            if entry.reason.trim().is_empty() {
                problems.push(format!("{entry} has no reason"));
            }
            if let Some(unknown) = entry.languages.iter().find(|l| !LANGUAGES.contains(&l.as_str())) {
                problems.push(format!("{entry}: there is no language {unknown}"));
            }
            if !(1..LANGUAGES.len()).contains(&entry.languages.len()) {
                problems.push(format!("{entry} has to name one or two languages"));
            }
            if !seen.insert((&entry.stem, &entry.case)) {
                problems.push(format!("{entry} is there twice"));
            }
        }
        problems
    }

    /// The entry of a case, or else that of its whole stem.
    pub fn position(&self, stem: &str, case: &str) -> Option<usize> {
        let find = |case: &str| self.only.iter().position(|entry| entry.stem == stem && entry.case == case);
        find(case).or_else(|| find(ALL))
    }
}

impl std::fmt::Display for Only {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "mirrors.toml: {}: {}", self.stem, self.case)
    }
}
