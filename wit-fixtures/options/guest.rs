//! Echoes options.

wit_bindgen::generate!({ path: "options/world.wit" });

use exports::fixtures::options::echo::{Choice, Guest, Settings};

type Outcome = Result<Option<u32>, String>;

struct Component;

impl Guest for Component {
    fn echo_bool(v: Option<bool>) -> Option<bool> {
        v
    }
    fn echo_u8(v: Option<u8>) -> Option<u8> {
        v
    }
    fn echo_s64(v: Option<i64>) -> Option<i64> {
        v
    }
    fn echo_f64(v: Option<f64>) -> Option<f64> {
        v
    }
    fn echo_string(v: Option<String>) -> Option<String> {
        v
    }
    fn echo_bytes(v: Option<Vec<u8>>) -> Option<Vec<u8>> {
        v
    }
    fn echo_tuple(v: Option<(u8, String)>) -> Option<(u8, String)> {
        v
    }
    fn echo_nested(v: Option<Option<u32>>) -> Option<Option<u32>> {
        v
    }
    fn echo_deep(v: Option<Option<Option<String>>>) -> Option<Option<Option<String>>> {
        v
    }
    fn echo_list(v: Vec<Option<String>>) -> Vec<Option<String>> {
        v
    }
    fn echo_nested_list(v: Vec<Option<Option<bool>>>) -> Vec<Option<Option<bool>>> {
        v
    }
    fn echo_result(v: Option<Outcome>) -> Option<Outcome> {
        v
    }
    fn echo_settings(v: Settings) -> Settings {
        v
    }
    fn echo_optional_settings(v: Option<Settings>) -> Option<Settings> {
        v
    }
    fn echo_choice(v: Choice) -> Choice {
        v
    }

    fn greet(name: String, title: Option<String>, times: Option<u32>) -> String {
        let greeting = match title {
            Some(title) => format!("Hello, {title} {name}!"),
            None => format!("Hello, {name}!"),
        };
        vec![greeting; times.unwrap_or(1) as usize].join(" ")
    }
    fn or_else(v: Option<u32>, fallback: u32) -> u32 {
        v.unwrap_or(fallback)
    }
    fn depth(v: Option<Option<u32>>) -> u32 {
        match v {
            None => 0,
            Some(None) => 1,
            Some(Some(_)) => 2,
        }
    }
}

export!(Component);
