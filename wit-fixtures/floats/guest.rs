//! Echoes numbers with a fraction.

wit_bindgen::generate!({ path: "floats/world.wit" });

use exports::fixtures::floats::echo::{Guest, Pair};

struct Component;

impl Guest for Component {
    fn echo_f32(v: f32) -> f32 {
        v
    }
    fn echo_f64(v: f64) -> f64 {
        v
    }
    fn echo_pair(v: Pair) -> Pair {
        v
    }
    fn echo_option(v: Option<f64>) -> Option<f64> {
        v
    }
    fn echo_list(v: Vec<Pair>) -> Vec<Pair> {
        v
    }

    fn bits_f32(v: f32) -> u32 {
        v.to_bits()
    }
    fn bits_f64(v: f64) -> u64 {
        v.to_bits()
    }
    fn from_bits_f32(bits: u32) -> f32 {
        f32::from_bits(bits)
    }
    fn from_bits_f64(bits: u64) -> f64 {
        f64::from_bits(bits)
    }
    fn divide(a: f64, b: f64) -> f64 {
        a / b
    }
}

export!(Component);
