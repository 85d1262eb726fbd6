//! What a file imports. No name of a generated package hides these: its own names begin with a
//! capital, or with `encode` and `decode`.

use std::collections::BTreeSet;

/// The imports of one file.
#[derive(Debug, Default)]
pub struct Imports {
    standard: BTreeSet<&'static str>,
    runtime: BTreeSet<&'static str>,
}

impl Imports {
    /// `context.`
    pub fn context(&mut self) -> &'static str {
        self.standard.insert("context");
        "context."
    }

    /// `outwit.`
    pub fn outwit(&mut self) -> &'static str {
        self.runtime.insert("outwit");
        "outwit."
    }

    /// `wit.`
    pub fn wit(&mut self) -> &'static str {
        self.runtime.insert("outwit/wit");
        "wit."
    }

    /// The lines of the import declaration, in the order of gofmt.
    pub fn lines(&self) -> Vec<String> {
        let quoted = |path: &&str| format!("\"{path}\"");
        let mut lines: Vec<String> = self.standard.iter().map(quoted).collect();
        if !lines.is_empty() && !self.runtime.is_empty() {
            lines.push(String::new());
        }
        lines.extend(self.runtime.iter().map(quoted));
        lines
    }
}
