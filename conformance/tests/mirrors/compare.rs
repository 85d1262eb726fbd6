//! What differs between the languages.

use crate::exceptions::{ALL, Exceptions};
use crate::sources::{Cases, LANGUAGES, Tests, entries};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// Every difference of the tests that the exceptions do not name, and every exception that names none.
pub fn compare(root: &Path, tests: &Tests, exceptions: &Exceptions) -> io::Result<Vec<String>> {
    let mut problems = tests.problems.clone();
    let mut needed = BTreeSet::new();
    for (stem, cases) in &tests.stems {
        for case in all(cases) {
            let having = having(cases, case);
            if having.len() == LANGUAGES.len() {
                continue;
            }
            match exceptions.position(stem, case) {
                Some(position) if exceptions.only[position].languages.iter().eq(&having) => {
                    needed.insert(position);
                }
                _ => {
                    let languages: Vec<&str> =
                        LANGUAGES.into_iter().filter(|l| having.contains(*l)).collect();
                    problems.push(format!("{stem}: {case} is only in {}", languages.join(", ")));
                }
            }
        }
    }
    problems.extend(exceptions.problems());
    let unneeded = exceptions.only.iter().enumerate().filter(|(position, _)| !needed.contains(position));
    for (_, entry) in unneeded {
        let why = match tests.stems.get(&entry.stem) {
            None => ": there is no such stem",
            Some(_) if entry.case == ALL => " is not about these languages",
            Some(cases) => match having(cases, &entry.case).len() {
                0 => ": there is no such case",
                count if count == LANGUAGES.len() => " is not needed",
                _ => " is not about these languages",
            },
        };
        problems.push(format!("{entry}{why}"));
    }
    problems.extend(fixtures_without_tests(root, tests)?);
    Ok(problems)
}

/// How many cases there are, and how many of them all languages have.
pub fn count(tests: &Tests) -> (usize, usize) {
    let mut counts = (0, 0);
    for cases in tests.stems.values() {
        for case in all(cases) {
            counts.0 += 1;
            counts.1 += usize::from(having(cases, case).len() == LANGUAGES.len());
        }
    }
    counts
}

fn all(cases: &Cases) -> BTreeSet<&String> {
    cases.iter().flatten().collect()
}

/// The languages that have a case, sorted.
fn having(cases: &Cases, case: &str) -> BTreeSet<String> {
    let pairs = LANGUAGES.into_iter().zip(cases);
    pairs.filter(|(_, cases)| cases.contains(case)).map(|(language, _)| language.to_owned()).collect()
}

/// Every feature has tests and conformance cases under its own stem, whatever the exceptions say.
fn fixtures_without_tests(root: &Path, tests: &Tests) -> io::Result<Vec<String>> {
    let mut problems = Vec::new();
    for folder in entries(&root.join("wit-fixtures"))? {
        let Some(stem) = folder.file_name().and_then(|name| name.to_str()) else { continue };
        if !folder.join("world.wit").is_file() {
            continue;
        }
        let cases = tests.stems.get(stem);
        let has_none = |i: &usize| cases.is_none_or(|cases| cases[*i].is_empty());
        let languages: Vec<&str> = (0..LANGUAGES.len()).filter(has_none).map(|i| LANGUAGES[i]).collect();
        if !languages.is_empty() {
            problems.push(format!("wit-fixtures/{stem} has no tests in {}", languages.join(", ")));
        }
        if !root.join(format!("conformance/cases/{stem}.yaml")).is_file() {
            problems.push(format!("wit-fixtures/{stem} has no conformance/cases/{stem}.yaml"));
        }
    }
    Ok(problems)
}
