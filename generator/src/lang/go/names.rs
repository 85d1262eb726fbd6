//! WIT names as Go writes them. The runtime matches the fields of structs by the same rules.

use crate::lang::words;

/// Go's keywords, and the names that a function's own code uses. Parameters that are called like
/// them get one underscore.
const RESERVED: [&str; 44] = [
    "break",
    "call",
    "case",
    "chan",
    "const",
    "context",
    "continue",
    "ctx",
    "default",
    "defer",
    "else",
    "err",
    "fallthrough",
    "float32",
    "float64",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "int16",
    "int32",
    "int64",
    "int8",
    "interface",
    "map",
    "nil",
    "outwit",
    "package",
    "range",
    "recv",
    "result",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "var",
    "wit",
];

/// Words that Go writes in capitals.
const INITIALISMS: [&str; 38] = [
    "acl", "api", "ascii", "cpu", "css", "dns", "eof", "guid", "html", "http", "https", "id", "ip", "json",
    "lhs", "qps", "ram", "rhs", "rpc", "sla", "smtp", "sql", "ssh", "tcp", "tls", "ttl", "udp", "ui", "uid",
    "uri", "url", "utf8", "uuid", "vm", "xml", "xmpp", "xsrf", "xss",
];

/// What resources have from the runtime.
pub const RESOURCE_MEMBERS: [&str; 2] = ["Close", "Resource"];

/// The hook that a resource of the program's own may have.
pub const HOST_RESOURCE_MEMBERS: [&str; 1] = ["Close"];

/// What a world's type has of its own.
pub const WORLD_MEMBERS: [&str; 2] = ["Close", "Instance"];

/// The functions that every package has.
pub const FUNCTIONS: [&str; 2] = ["Load", "New"];

/// Anything that other packages see: `OutlineItem`, `UserID`.
pub fn exported(name: &str) -> String {
    words::words(name).iter().map(|word| capital(word)).collect()
}

/// A method of a type that has members of its own: `Close_`.
pub fn method(name: &str, reserved: &[&str]) -> String {
    let name = exported(name);
    match reserved.contains(&name.as_str()) {
        true => name + "_",
        false => name,
    }
}

/// A parameter: `userID`, `type_`.
pub fn param(name: &str) -> String {
    let mut words = words::words(name).into_iter();
    let first = words.next().unwrap_or_default();
    // The package's own functions: encodePoint, decodePoint.
    let codec = matches!(first.as_str(), "encode" | "decode");
    let name = words.fold(first, |name, word| name + &capital(&word));
    match codec || RESERVED.contains(&name.as_str()) {
        true => name + "_",
        false => name,
    }
}

/// A package or the stem of a file: without underscores, which Go gives a meaning in both.
pub fn package(name: &str) -> String {
    let name = words::words(name).concat();
    match name == "main" || RESERVED.contains(&name.as_str()) {
        true => name + "_",
        false => name,
    }
}

/// The stem of a file: without underscores, behind which Go looks for a platform or `test`.
pub fn file(name: &str) -> String {
    words::words(name).concat()
}

fn capital(word: &str) -> String {
    match INITIALISMS.contains(&word) {
        true => word.to_ascii_uppercase(),
        false => words::capital(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initialisms_are_kept() {
        assert_eq!(exported("HTTP-URL"), "HTTPURL");
        assert_eq!(exported("user-ID"), "UserID");
        assert_eq!(exported("outline-item"), "OutlineItem");
        assert_eq!(param("user-id"), "userID");
        assert_eq!(param("ID"), "id");
        assert_eq!(exported("idea"), "Idea");
    }

    #[test]
    fn what_has_a_meaning_gets_an_underscore() {
        assert_eq!(param("type"), "type_");
        assert_eq!(param("ctx"), "ctx_");
        assert_eq!(param("encode-point"), "encodePoint_");
        assert_eq!(method("close", &RESOURCE_MEMBERS), "Close_");
        assert_eq!(package("main"), "main_");
        assert_eq!(package("many-params"), "manyparams");
        assert_eq!(file("reader_linux"), "readerlinux");
    }
}
