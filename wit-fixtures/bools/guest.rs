//! Echoes truth values.

wit_bindgen::generate!({ path: "bools/world.wit" });

use exports::fixtures::bools::echo::{Guest, Switches};

struct Component;

impl Guest for Component {
    fn echo_bool(v: bool) -> bool {
        v
    }
    fn echo_list(v: Vec<bool>) -> Vec<bool> {
        v
    }
    fn echo_option(v: Option<bool>) -> Option<bool> {
        v
    }
    fn echo_switches(v: Switches) -> Switches {
        v
    }

    fn negate(v: bool) -> bool {
        !v
    }
    fn count_true(v: Vec<bool>) -> u32 {
        v.iter().filter(|value| **value).count() as u32
    }
}

export!(Component);
