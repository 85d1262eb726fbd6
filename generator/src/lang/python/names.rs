//! WIT names as Python writes them. The runtime spells the names of its dynamic objects by the
//! same rules.

use crate::lang::spelling::{Place, Spelling};
use crate::lang::words;

/// Python's spelling.
#[derive(Debug)]
pub struct Python;

impl Spelling for Python {
    fn language(&self) -> &'static str {
        "Python"
    }

    fn class(&self, name: &str) -> String {
        class(name)
    }

    fn case(&self, variant: &str, name: &str) -> String {
        case(variant, name)
    }

    fn field(&self, name: &str) -> String {
        member(name)
    }

    fn flag(&self, name: &str) -> String {
        constant(name)
    }

    fn enum_case(&self, name: &str) -> String {
        constant(name)
    }

    fn param(&self, name: &str) -> String {
        param(name)
    }

    fn module(&self, name: &str) -> String {
        member(name)
    }

    fn attribute(&self, module: &str) -> String {
        escape(module.to_owned(), &WORLD_MEMBERS)
    }

    fn host_field(&self, module: &str) -> String {
        module.to_owned()
    }

    fn function(&self, place: Place, name: &str) -> String {
        match place {
            Place::Interface | Place::Imports => member(name),
            Place::World => escape(words::snake(name), &WORLD_MEMBERS),
            Place::Method | Place::Static => escape(words::snake(name), &RESOURCE_MEMBERS),
        }
    }

    fn constructor(&self) -> (&'static str, &'static str) {
        ("__init__", "new")
    }

    fn off_thread(&self, function: &str) -> String {
        format!("{function}_async")
    }
}

/// Python's keywords, and `self`. In all of these one underscore is added.
const KEYWORDS: [&str; 36] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "self", "try", "while", "with", "yield",
];

/// What resources have from the runtime.
const RESOURCE_MEMBERS: [&str; 2] = ["close", "closed"];

/// What world classes have from the runtime.
const WORLD_MEMBERS: [&str; 2] = ["close", "instance"];

/// A class, type or exception: `OutlineItem`.
pub fn class(name: &str) -> String {
    escape(words::pascal(name), &[])
}

/// The class of a variant's case: `ErrorMalformed`.
pub fn case(variant: &str, case: &str) -> String {
    words::pascal(variant) + &words::pascal(case)
}

/// A member of an enum or flags class: `NOT_FOUND`.
pub fn constant(name: &str) -> String {
    words::shouting(name)
}

/// A field of a record, or a function of an interface: `max_width`, `class_`.
pub fn member(name: &str) -> String {
    escape(words::snake(name), &[])
}

/// A parameter: as a member, but for `cls`.
pub fn param(name: &str) -> String {
    escape(words::snake(name), &["cls"])
}

/// The order that formatters give to imported and exported names: constants, classes, the rest.
pub fn order(name: &str) -> (u8, Vec<(String, u64)>) {
    let is_class = name.starts_with(|c: char| c.is_ascii_uppercase());
    let is_constant = is_class && name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase());
    let rank = match (is_constant, is_class) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    };
    (rank, natural(name))
}

/// A key that sorts `a9` before `a10`.
pub fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let text = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let end = rest[text..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |digits| text + digits);
        parts.push((rest[..text].to_owned(), rest[text..end].parse().unwrap_or(0)));
        rest = &rest[end..];
    }
    parts
}

fn escape(name: String, reserved: &[&str]) -> String {
    match KEYWORDS.contains(&name.as_str()) || reserved.contains(&name.as_str()) {
        true => name + "_",
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_get_an_underscore() {
        assert_eq!(member("class"), "class_");
        assert_eq!(member("True"), "true");
        assert_eq!(class("none"), "None_");
        assert_eq!(param("cls"), "cls_");
        assert_eq!(member("cls"), "cls");
        assert_eq!(Python.function(Place::Method, "close"), "close_");
        assert_eq!(Python.function(Place::Interface, "close"), "close");
        assert_eq!(Python.module("import"), "import_");
        assert_eq!(Python.attribute("close"), "close_");
        assert_eq!(Python.host_field("close"), "close");
        assert_eq!(constant("not-found"), "NOT_FOUND");
        assert_eq!(case("error", "page-out-of-range"), "ErrorPageOutOfRange");
    }
}
