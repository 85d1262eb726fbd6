//! Bindings for WebAssembly components, written from their WIT.
//!
//! [`input`] reads WIT or a component, [`plan`] turns a world into plain data, [`lang`] makes the
//! files of a language from it, and [`output`] writes them. [`inspect`] tells what a component
//! has. [`cli`] is the `outwit` command, which the Python and the Node package offer too.

pub mod cli;
mod error;
pub mod input;
pub mod inspect;
pub mod lang;
pub mod output;
mod place;
pub mod plan;

pub use error::{Error, Problem};
pub use place::{Look, Place};

use lang::{Files, Language};
use plan::Reading;

/// The version that generated files name.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The files of the bindings for a world that has been read.
///
/// # Errors
/// Everything in the world that bindings cannot be made for, all of it at once.
pub fn generate(reading: &Reading, language: Language) -> Result<Files, Error> {
    let name = reading.plan.full_name();
    if !reading.problems.is_empty() {
        return Err(Error::of_problems(name, &reading.problems));
    }
    language.generate(&reading.plan).map_err(|problems| {
        let problems: Vec<Problem> = problems.into_iter().map(|problem| reading.located(problem)).collect();
        Error::of_problems(name, &problems)
    })
}
