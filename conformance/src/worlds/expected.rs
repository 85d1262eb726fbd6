//! What is known not to pass: `expected/refused.txt`, for what is not supported, and a list of what
//! fails for each language. A line is `LANGUAGE SUITE/CASE: REASON`; the language `all` means every one, or
//! none in particular.

use crate::entry::{Entry, Outcome};
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
        let name = format!("{}/{}", entry.suite, entry.case);
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

    /// Lines of these languages that no case has used.
    pub fn unused(&self, languages: &[&str]) -> Vec<String> {
        let ran = |line: &&Line| line.language == "all" || languages.contains(&line.language.as_str());
        let unused = self.0.iter().filter(ran).filter(|line| !line.used);
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
        Ok((entry.outcome, expected.unused(&["go"])))
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
    fn only_what_is_listed_may_fail() -> Result<()> {
        let list = [("go ui/a/b: a reason\npython ui/c: another\n", Outcome::KnownFailing)];
        assert_eq!(judged(&list, Outcome::Failed, "x")?, (Outcome::KnownFailing, Vec::new()));
        assert_eq!(judged(&list, Outcome::Passed, "")?.0, Outcome::Failed);
        assert_eq!(judged(&[], Outcome::Failed, "x")?.0, Outcome::Failed);
        let other = [("go ui/c: gone", Outcome::KnownFailing)];
        assert_eq!(judged(&other, Outcome::Passed, "")?, (Outcome::Passed, vec!["go ui/c".to_owned()]));
        assert!(parse("go ui/a", Outcome::Refused).is_err());
        Ok(())
    }
}
