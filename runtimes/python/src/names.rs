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

/// The name of an imported function in what the host offers: `new_bucket` for a constructor,
/// `bucket_open` for a static function, and a method's own name.
pub fn member_name(function: &str) -> String {
    let parts = function.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match parts {
        Some(("constructor", resource)) => snake_case(&format!("new-{resource}")),
        Some(("static", rest)) => snake_case(&rest.replace('.', "-")),
        Some((_, rest)) => method_name(rest.rsplit('.').next().unwrap_or(rest)),
        None => snake_case(function),
    }
}

/// `close` and `closed` have a meaning of their own for every resource.
fn method_name(name: &str) -> String {
    let name = snake_case(name);
    match name.as_str() {
        "close" | "closed" => name + "_",
        _ => name,
    }
}

/// `outwit:pdf/reader@0.1.0` as `reader`.
pub fn last_part(interface: &str) -> &str {
    let path = interface.split('@').next().unwrap_or(interface);
    path.rsplit('/').next().unwrap_or(path)
}
