//! Echoes lists of fixed length.

wit_bindgen::generate!({ path: "fixed_lists/world.wit" });

use exports::fixtures::fixed_lists::echo::{Block, Guest, Point};

struct Component;

impl Guest for Component {
    fn echo_bytes(v: [u8; 4]) -> [u8; 4] {
        v
    }
    fn echo_numbers(v: [u32; 3]) -> [u32; 3] {
        v
    }
    fn echo_many(v: [f64; 20]) -> [f64; 20] {
        v
    }
    fn echo_one(v: [i64; 1]) -> [i64; 1] {
        v
    }
    fn echo_strings(v: [String; 2]) -> [String; 2] {
        v
    }
    fn echo_bools(v: [bool; 3]) -> [bool; 3] {
        v
    }
    fn echo_points(v: [Point; 2]) -> [Point; 2] {
        v
    }
    fn echo_matrix(v: [[u16; 2]; 3]) -> [[u16; 2]; 3] {
        v
    }
    fn echo_block(v: Block) -> Block {
        v
    }
    fn echo_option(v: Option<[u8; 16]>) -> Option<[u8; 16]> {
        v
    }
    fn echo_list(v: Vec<[f32; 3]>) -> Vec<[f32; 3]> {
        v
    }
    fn echo_lists(v: [Vec<u32>; 2]) -> [Vec<u32>; 2] {
        v
    }

    fn sum(v: [u32; 3]) -> u64 {
        v.iter().map(|number| u64::from(*number)).sum()
    }
}

export!(Component);
