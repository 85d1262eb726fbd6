//! The cases of all tests of the three bindings.

use crate::names::{self, Found};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// In the order of [`Cases`].
pub const LANGUAGES: [&str; 3] = ["python", "node", "go"];

/// The names of a stem's cases, a set a language.
pub type Cases = [BTreeSet<String>; LANGUAGES.len()];

/// The tests of the three bindings.
#[derive(Default)]
pub struct Tests {
    /// By stem.
    pub stems: BTreeMap<String, Cases>,
    /// Names that break the rules, with the file that they are in.
    pub problems: Vec<String>,
}

impl Tests {
    /// Reads the tests of the checkout `root`. Files without cases are helpers.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut tests = Self::default();
        for path in files(&root.join("bindings/python/tests"), ".py")? {
            let stem = stem(&path, "test_", ".py");
            tests.add(root, 0, &path, stem, |text, _| names::python(text))?;
        }
        for path in files(&root.join("bindings/node/test"), ".test.ts")? {
            let stem = stem(&path, "", ".test.ts");
            tests.add(root, 1, &path, stem, |text, _| names::node(text))?;
        }
        let go = root.join("bindings/go");
        let mut folders = vec![go.clone(), go.join("tests")];
        folders.extend(entries(&go.join("internal"))?.into_iter().filter(|path| path.is_dir()));
        for folder in folders {
            for path in files(&folder, "_test.go")? {
                let stem = stem(&path, "", "_test.go");
                tests.add(root, 2, &path, stem, names::go)?;
            }
        }
        Ok(tests)
    }

    fn add(
        &mut self,
        root: &Path,
        language: usize,
        path: &Path,
        stem: Option<String>,
        read: impl Fn(&str, &str) -> Found,
    ) -> io::Result<()> {
        let Some(stem) = stem else { return Ok(()) };
        let found = read(&fs::read_to_string(path)?, &stem);
        let place = path.strip_prefix(root).unwrap_or(path).display();
        let wrong = |problem: &String| format!("{place}: {problem}");
        self.problems.extend(found.problems.iter().map(wrong));
        if !found.cases.is_empty() {
            let cases = &mut self.stems.entry(stem).or_default()[language];
            for case in found.cases {
                if !cases.insert(case.clone()) {
                    self.problems.push(wrong(&format!("another file of this stem has a case {case}")));
                }
            }
        }
        Ok(())
    }
}

fn stem(path: &Path, prefix: &str, suffix: &str) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    Some(name.strip_prefix(prefix)?.strip_suffix(suffix)?.to_owned())
}

fn files(folder: &Path, suffix: &str) -> io::Result<Vec<PathBuf>> {
    let ends = |path: &PathBuf| path.to_str().is_some_and(|path| path.ends_with(suffix));
    Ok(entries(folder)?.into_iter().filter(ends).collect())
}

/// What is in a folder, sorted; nothing if there is none.
pub fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    all.sort();
    Ok(all)
}
