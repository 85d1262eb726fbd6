//! Echoes text.

wit_bindgen::generate!({ path: "strings/world.wit" });

use exports::fixtures::strings::echo::{Guest, Note};

struct Component;

impl Guest for Component {
    fn echo_string(v: String) -> String {
        v
    }
    fn echo_list(v: Vec<String>) -> Vec<String> {
        v
    }
    fn echo_option(v: Option<String>) -> Option<String> {
        v
    }
    fn echo_note(v: Note) -> Note {
        v
    }

    fn rev(v: String) -> String {
        v.chars().rev().collect()
    }
    fn byte_length(v: String) -> u32 {
        v.len() as u32
    }
    fn join(parts: Vec<String>, separator: String) -> String {
        parts.join(&separator)
    }
    fn repeat(v: String, count: u32) -> String {
        v.repeat(count as usize)
    }
    fn empty() -> String {
        String::new()
    }
}

export!(Component);
