//! The files of one set of bindings.

use std::collections::BTreeMap;

/// Generated files: contents by path, relative to the output folder, with `/` in between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// No files.
    pub fn new() -> Files {
        Files::default()
    }

    /// Adds a file. Gives back `false`, and changes nothing, where there is one of that path.
    pub fn add(&mut self, path: impl Into<String>, contents: impl Into<String>) -> bool {
        match self.0.entry(path.into()) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(contents.into());
                true
            }
            std::collections::btree_map::Entry::Occupied(_) => false,
        }
    }

    /// The contents of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Path and contents of every file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, contents)| (path.as_str(), contents.as_str()))
    }
}
