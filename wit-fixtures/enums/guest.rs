//! Echoes enums.

wit_bindgen::generate!({ path: "enums/world.wit" });

use exports::fixtures::enums::echo::{Byte, Colour, Flag, Guest, Only, Wide};

struct Component;

impl Guest for Component {
    fn echo_colour(v: Colour) -> Colour {
        v
    }
    fn echo_only(v: Only) -> Only {
        v
    }
    fn echo_byte(v: Byte) -> Byte {
        v
    }
    fn echo_wide(v: Wide) -> Wide {
        v
    }
    fn echo_flag(v: Flag) -> Flag {
        v
    }
    fn echo_list(v: Vec<Colour>) -> Vec<Colour> {
        v
    }
    fn echo_wide_list(v: Vec<Wide>) -> Vec<Wide> {
        v
    }
    fn echo_option(v: Option<Colour>) -> Option<Colour> {
        v
    }

    fn next(v: Colour) -> Colour {
        match v {
            Colour::Red => Colour::Green,
            Colour::Green => Colour::Blue,
            Colour::Blue => Colour::OliveGreen,
            Colour::OliveGreen => Colour::Red,
        }
    }
    fn byte_index(v: Byte) -> u32 {
        v as u32
    }
    fn wide_index(v: Wide) -> u32 {
        v as u32
    }
}

export!(Component);
