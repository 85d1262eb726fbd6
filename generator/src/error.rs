//! Why nothing was generated.

use std::fmt::{self, Display, Formatter};

/// A failure: what, where, and what to do, in one or two sentences; or a list of problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

/// One thing in a WIT world that bindings cannot be made for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The WIT item: `outwit:pdf/reader@0.1.0/document.text`.
    pub item: String,
    /// What is wrong with it: `async functions are not supported yet`.
    pub message: String,
}

impl Error {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }

    /// An error that lists `problems` under the name of the world.
    pub fn of_problems(world: &str, problems: &[Problem]) -> Error {
        let mut text = format!("no bindings can be generated for the world {world}:");
        for problem in problems {
            text.push_str(&format!("\n  {problem}"));
        }
        Error(text)
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl Problem {
    /// `message` about `item`.
    pub fn new(item: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { item: item.into(), message: message.into() }
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.item, self.message)
    }
}
