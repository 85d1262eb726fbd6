//! Echoes bytes.

wit_bindgen::generate!({ path: "bytes/world.wit" });

use exports::fixtures::bytes::echo::{Chunk, Guest};

struct Component;

impl Guest for Component {
    fn echo_bytes(v: Vec<u8>) -> Vec<u8> {
        v
    }
    fn echo_list(v: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        v
    }
    fn echo_option(v: Option<Vec<u8>>) -> Option<Vec<u8>> {
        v
    }
    fn echo_chunk(v: Chunk) -> Chunk {
        v
    }

    fn sum(v: Vec<u8>) -> u64 {
        v.iter().map(|byte| u64::from(*byte)).sum()
    }
    fn reverse(mut v: Vec<u8>) -> Vec<u8> {
        v.reverse();
        v
    }
    fn fill(value: u8, count: u32) -> Vec<u8> {
        vec![value; count as usize]
    }
    fn concat(runs: Vec<Vec<u8>>) -> Vec<u8> {
        runs.concat()
    }
}

export!(Component);
