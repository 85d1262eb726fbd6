//! What a suite finds: one entry a case and language.

use serde::{Deserialize, Serialize};

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

impl Outcome {
    /// As it is called in the report.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Refused => "refused",
            Outcome::KnownFailing => "known-failing",
            Outcome::Skipped => "skipped",
            Outcome::Failed => "failed",
        }
    }
}
