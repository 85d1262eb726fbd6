//! Echoes tuples.

wit_bindgen::generate!({ path: "tuples/world.wit" });

use exports::fixtures::tuples::echo::{Guest, Leg, Place};

type Eight = (bool, u8, i16, u32, i64, f32, f64, char);
type Nested = ((u8, u8), (String, (bool, char)));

struct Component;

impl Guest for Component {
    fn echo_one(v: (u8,)) -> (u8,) {
        v
    }
    fn echo_two(v: (u32, String)) -> (u32, String) {
        v
    }
    fn echo_eight(v: Eight) -> Eight {
        v
    }
    fn echo_nested(v: Nested) -> Nested {
        v
    }
    fn echo_place(v: Place) -> Place {
        v
    }
    fn echo_leg(v: Leg) -> Leg {
        v
    }
    fn echo_list(v: Vec<(String, u64)>) -> Vec<(String, u64)> {
        v
    }
    fn echo_option(v: Option<(u8, Vec<u8>)>) -> Option<(u8, Vec<u8>)> {
        v
    }

    fn swap(v: (u32, String)) -> (String, u32) {
        (v.1, v.0)
    }
    fn extremes(v: Vec<i32>) -> Option<(i32, i32)> {
        Some((*v.iter().min()?, *v.iter().max()?))
    }
}

export!(Component);
