//! WIT names as Python writes them.

use pyo3::prelude::*;

/// Python's keywords and the names that would hide what a class needs itself.
const TAKEN: [&str; 36] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "self", "try", "while", "with", "yield",
];

/// `max-width` as `max_width`, `class` as `class_`.
#[pyfunction]
pub fn snake_case(name: &str) -> String {
    let name = name.replace('-', "_").to_lowercase();
    match TAKEN.contains(&name.as_str()) {
        true => name + "_",
        false => name,
    }
}
