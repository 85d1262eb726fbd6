//! WIT names as TypeScript writes them. The runtime spells the names of its dynamic objects by the
//! same rules.

use crate::lang::spelling::{Place, Spelling};
use crate::lang::words;

/// TypeScript's spelling.
#[derive(Debug)]
pub struct TypeScript;

impl Spelling for TypeScript {
    fn language(&self) -> &'static str {
        "TypeScript"
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
        member(name)
    }

    /// The cases of an enum are strings.
    fn enum_case(&self, name: &str) -> String {
        name.to_owned()
    }

    fn param(&self, name: &str) -> String {
        param(name)
    }

    fn module(&self, name: &str) -> String {
        module(name)
    }

    fn attribute(&self, module: &str) -> String {
        let name = alias(module);
        match WORLD_MEMBERS.contains(&name.as_str()) {
            true => name + "_",
            false => name,
        }
    }

    fn host_field(&self, module: &str) -> String {
        alias(module)
    }

    fn function(&self, place: Place, name: &str) -> String {
        match place {
            Place::Interface | Place::Imports => function(name, &[]),
            Place::World => function(name, &WORLD_MEMBERS),
            Place::Method => function(name, &RESOURCE_MEMBERS),
            Place::Static => static_function(name),
        }
    }

    fn constructor(&self) -> (&'static str, &'static str) {
        ("constructor", "new")
    }

    fn off_thread(&self, function: &str) -> String {
        format!("{function}Async")
    }
}

/// Words that cannot name a variable in a module. In all of these one underscore is added.
const KEYWORDS: [&str; 49] = [
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// What every object has from JavaScript, and `then`, by which promises know one another.
const OBJECT_MEMBERS: [&str; 8] = [
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "then",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// What objects of resources have from the runtime.
const RESOURCE_MEMBERS: [&str; 2] = ["dispose", "disposed"];

/// What world classes have from the runtime.
const WORLD_MEMBERS: [&str; 2] = ["dispose", "instance"];

/// What every class has from JavaScript.
const CLASS_MEMBERS: [&str; 5] = ["arguments", "caller", "length", "name", "prototype"];

/// Modules that every package of bindings has.
const MODULES: [&str; 2] = ["index", "signature"];

/// A class or type: `OutlineItem`. A class cannot be called `Object`.
pub fn class(name: &str) -> String {
    escape(words::pascal(name), &["Object"])
}

/// The type of a variant's case: `ErrorMalformed`.
pub fn case(variant: &str, case: &str) -> String {
    words::pascal(variant) + &words::pascal(case)
}

/// A field of a record or a flag: `maxWidth`. Any word can be one.
pub fn member(name: &str) -> String {
    words::camel(name)
}

/// A function of objects that have members of their own.
fn function(name: &str, reserved: &[&str]) -> String {
    escape(words::camel(name), &[OBJECT_MEMBERS.as_slice(), reserved].concat())
}

/// A function of a class itself.
fn static_function(name: &str) -> String {
    escape(words::camel(name), &CLASS_MEMBERS)
}

/// A parameter: `maxWidth`, `class_`.
pub fn param(name: &str) -> String {
    escape(words::camel(name), &KEYWORDS)
}

/// A module's file without its extension: `outline-items`.
fn module(name: &str) -> String {
    escape(words::words(name).join("-"), &MODULES)
}

/// What other modules call a module: `outlineItems`, and `greeter0_1_0` for one with a version,
/// whose numbers must not run together.
pub fn alias(module: &str) -> String {
    let mut name = String::new();
    for word in words::words(module) {
        let apart =
            name.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit());
        match name.is_empty() {
            true => name = word,
            false => name.push_str(&(if apart { "_" } else { "" }.to_owned() + &words::capital(&word))),
        }
    }
    if module.ends_with('_') {
        name.push('_');
    }
    match name.as_str() {
        "outwit" => "outwit_".into(),
        _ => escape(name, &KEYWORDS),
    }
}

fn escape(name: String, reserved: &[&str]) -> String {
    match reserved.contains(&name.as_str()) {
        true => name + "_",
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_get_an_underscore() {
        assert_eq!(param("class"), "class_");
        assert_eq!(param("max-width"), "maxWidth");
        assert_eq!(member("class"), "class");
        assert_eq!(class("object"), "Object_");
        assert_eq!(function("dispose", &RESOURCE_MEMBERS), "dispose_");
        assert_eq!(function("to-string", &[]), "toString_");
        assert_eq!(function("name", &[]), "name");
        assert_eq!(static_function("name"), "name_");
        assert_eq!(module("signature"), "signature_");
        assert_eq!(alias("signature_"), "signature_");
        assert_eq!(alias("default"), "default_");
        assert_eq!(alias("outline-items"), "outlineItems");
        assert_eq!(alias("greeter-0-1-10"), "greeter0_1_10");
        assert_eq!(case("error", "page-out-of-range"), "ErrorPageOutOfRange");
    }
}
