//! What is known not to pass: `expected/refused.txt`, for what is not supported, and a list of what
//! fails for each language. A line is `LANGUAGE SUITE/CASE: REASON`; the language `all` means every one, or
//! none in particular. What is refused in a suite whose cases chance makes is `SUITE/*`: any case may be.

use crate::entry::{Entry, Outcome};
use crate::suites::SUITES;
use std::fs;
use std::path::Path;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// A line of a list.
struct Line {
    outcome: Outcome,
    language: String,
    case: String,
    reason: String,
    used: bool,
}

/// All lists.
pub struct Expected(Vec<Line>);

impl Expected {
    pub fn read(folder: &Path, languages: &[&str]) -> Result<Expected> {
        let mut lines = Vec::new();
        let mut add = |name: &str, outcome| -> Result<()> {
            let path = folder.join(format!("{name}.txt"));
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let read = parse(&text, outcome).with_context(|| path.display().to_string())?;
            lines.extend(read);
            Ok(())
        };
        add("refused", Outcome::Refused)?;
        for language in ["all"].iter().chain(languages) {
            add(&format!("known-failing-{language}"), Outcome::KnownFailing)?;
        }
        Ok(Expected(lines))
    }

    /// Judges what came of a case: what is listed is not a failure, what is not, is, and so is what
    /// is listed and passes.
    pub fn judge(&mut self, entry: &mut Entry) {
        let (name, any) = (format!("{}/{}", entry.suite, entry.case), format!("{}/*", entry.suite));
        let fits = |line: &Line| ["all", &entry.language].contains(&line.language.as_str());
        let mut known =
            self.0.iter().filter(|line| line.case == any && line.outcome == Outcome::Refused && fits(line));
        if entry.outcome == Outcome::Refused && known.any(|line| entry.reason.contains(&line.reason)) {
            return;
        }
        let is_this = |line: &&mut Line| {
            line.case == name && (line.language == entry.language || line.language == "all")
        };
        let line = self.0.iter_mut().find(is_this);
        let (outcome, reason) = match (entry.outcome, line) {
            (Outcome::Refused, Some(line)) if line.outcome == Outcome::Refused => {
                line.used = true;
                match entry.reason.contains(&line.reason) {
                    true => return,
                    false => (Outcome::Failed, format!("refused for another reason: {}", entry.reason)),
                }
            }
            (Outcome::Refused, _) => {
                (Outcome::Failed, format!("refused, which is not listed: {}", entry.reason))
            }
            (Outcome::Failed, Some(line)) if line.outcome == Outcome::KnownFailing => {
                line.used = true;
                (Outcome::KnownFailing, format!("{} ({})", line.reason, entry.reason))
            }
            (Outcome::Passed, Some(line)) => {
                line.used = true;
                (Outcome::Failed, format!("it passes; it is listed with: {}", line.reason))
            }
            _ => return,
        };
        (entry.outcome, entry.reason) = (outcome, reason);
    }

    /// Lines of these suites and languages that no case has used, and of suites that there are not.
    pub fn unused(&self, suites: &[&str], languages: &[&str]) -> Vec<String> {
        let ran = |line: &&Line| {
            let suite = line.case.split('/').next().unwrap_or_default();
            (suites.contains(&suite) || !SUITES.iter().any(|own| own.parts.contains(&suite)))
                && (line.language == "all" || languages.contains(&line.language.as_str()))
        };
        let unused = self.0.iter().filter(ran).filter(|line| !line.used && !line.case.ends_with("/*"));
        unused.map(|line| format!("{} {}", line.language, line.case)).collect()
    }
}

fn parse(text: &str, outcome: Outcome) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts =
            line.split_once(' ').and_then(|(language, rest)| Some((language, rest.split_once(": ")?)));
        let Some((language, (case, reason))) = parts else {
            bail!("`{line}` is not LANGUAGE SUITE/CASE: REASON");
        };
        let [language, case, reason] = [language, case, reason].map(|part| part.trim().to_owned());
        lines.push(Line { outcome, language, case, reason, used: false });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(lists: &[(&str, Outcome)], outcome: Outcome, reason: &str) -> Result<(Outcome, Vec<String>)> {
        let mut lines = Vec::new();
        for (text, outcome) in lists {
            lines.extend(parse(text, *outcome)?);
        }
        let mut expected = Expected(lines);
        let [suite, case, language, reason] = ["ui", "a/b", "go", reason].map(str::to_owned);
        let mut entry = Entry { suite, case, language, outcome, reason };
        expected.judge(&mut entry);
        Ok((entry.outcome, expected.unused(&["ui"], &["go"])))
    }

    #[test]
    fn only_what_is_listed_may_be_refused() -> Result<()> {
        let list = [("# streams\nall ui/a/b: streams are\n", Outcome::Refused)];
        let none = Vec::<String>::new;
        assert_eq!(judged(&list, Outcome::Refused, "x: streams are not")?, (Outcome::Refused, none()));
        assert_eq!(judged(&list, Outcome::Refused, "x: futures are not")?, (Outcome::Failed, none()));
        assert_eq!(judged(&list, Outcome::Passed, "")?, (Outcome::Failed, none()));
        assert_eq!(judged(&[], Outcome::Refused, "x")?.0, Outcome::Failed);
        Ok(())
    }

    #[test]
    fn any_case_of_a_suite_may_be_refused_for_a_reason() -> Result<()> {
        let list =
            [("all ui/*: streams are\ngo ui/*: futures are\npython ui/*: maps are\n", Outcome::Refused)];
        let none = Vec::<String>::new;
        assert_eq!(judged(&list, Outcome::Refused, "x: futures are not")?, (Outcome::Refused, none()));
        assert_eq!(judged(&list, Outcome::Refused, "x: maps are not")?, (Outcome::Failed, none()));
        assert_eq!(judged(&list, Outcome::Passed, "")?, (Outcome::Passed, none()));
        Ok(())
    }

    #[test]
    fn only_what_is_listed_may_fail() -> Result<()> {
        let list = [("go ui/a/b: a reason\npython ui/c: another\n", Outcome::KnownFailing)];
        assert_eq!(judged(&list, Outcome::Failed, "x")?, (Outcome::KnownFailing, Vec::new()));
        assert_eq!(judged(&list, Outcome::Passed, "")?.0, Outcome::Failed);
        assert_eq!(judged(&[], Outcome::Failed, "x")?.0, Outcome::Failed);
        let other = [("go ui/c: gone", Outcome::KnownFailing)];
        assert_eq!(judged(&other, Outcome::Passed, "")?, (Outcome::Passed, vec!["go ui/c".to_owned()]));
        let elsewhere = [("go runtime/c: not run", Outcome::KnownFailing)];
        assert_eq!(judged(&elsewhere, Outcome::Passed, "")?, (Outcome::Passed, Vec::new()));
        let nowhere = [("go iu/c: no such suite", Outcome::KnownFailing)];
        assert_eq!(judged(&nowhere, Outcome::Passed, "")?.1, ["go iu/c"]);
        assert!(parse("go ui/a", Outcome::Refused).is_err());
        Ok(())
    }
}
