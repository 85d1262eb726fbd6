//! Echoes characters.

wit_bindgen::generate!({ path: "chars/world.wit" });

use exports::fixtures::chars::echo::{Guest, Span};

struct Component;

impl Guest for Component {
    fn echo_char(v: char) -> char {
        v
    }
    fn echo_list(v: Vec<char>) -> Vec<char> {
        v
    }
    fn echo_option(v: Option<char>) -> Option<char> {
        v
    }
    fn echo_span(v: Span) -> Span {
        v
    }

    fn code(v: char) -> u32 {
        u32::from(v)
    }
    fn from_code(code: u32) -> Option<char> {
        char::from_u32(code)
    }
    fn collect(v: Vec<char>) -> String {
        v.into_iter().collect()
    }
}

export!(Component);
