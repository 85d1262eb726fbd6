//! Why nothing was generated.

use crate::place::{Look, Place};
use std::fmt::{self, Display, Formatter};

/// A failure: what, where, and what to do, in one or two sentences; or a list of problems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    message: String,
    places: Vec<Place>,
    problems: Vec<Problem>,
}

/// One thing in a WIT world that bindings cannot be made for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The WIT item: `outwit:pdf/reader@0.1.0/document.text`.
    pub item: String,
    /// What is wrong with it: `async functions are not supported yet`.
    pub message: String,
    /// Where the item is written, if it was read from WIT.
    pub place: Option<Place>,
}

impl Error {
    /// An error that says `message`.
    pub fn new(message: impl Into<String>) -> Error {
        Error { message: message.into(), places: Vec::new(), problems: Vec::new() }
    }

    /// An error that says `message` about these places.
    pub fn at(message: impl Into<String>, places: Vec<Place>) -> Error {
        Error { places, ..Error::new(message) }
    }

    /// An error that lists `problems` under the name of the world.
    pub fn of_problems(world: &str, problems: &[Problem]) -> Error {
        let message = format!("no bindings can be generated for the world {world}:");
        Error { problems: problems.to_vec(), ..Error::new(message) }
    }

    /// What is wrong as a whole.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The pieces of WIT that the message is about.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Each thing that is wrong, where there are several.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The message, and the lines of WIT that it is about.
    pub fn render(&self, look: Look) -> String {
        let mut text = self.message.clone();
        for place in &self.places {
            text.push_str(&format!("\n{}", place.snippet(look)));
        }
        for problem in &self.problems {
            text.push_str(&format!("\n  {problem}"));
            if let Some(place) = &problem.place {
                text.push_str(&format!("\n{}", place.snippet(look)));
            }
        }
        text
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Look::Plain))
    }
}

impl std::error::Error for Error {}

impl Problem {
    /// `message` about `item`.
    pub fn new(item: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { item: item.into(), message: message.into(), place: None }
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.item, self.message)
    }
}
