//! The component behind the benchmark.

wit_bindgen::generate!({ path: "wit", world: "bench" });

use exports::outwit::bench::calls::{Guest, Node, Row};

struct Component;

impl Guest for Component {
    fn add(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }
    fn rev(text: String) -> String {
        text.chars().rev().collect()
    }
    fn echo(data: Vec<u8>) -> Vec<u8> {
        data
    }
    fn sum(numbers: Vec<f64>) -> f64 {
        numbers.iter().sum()
    }
    fn echo_rows(rows: Vec<Row>) -> Vec<Row> {
        rows
    }
    fn echo_tree(tree: Vec<Option<Node>>) -> Vec<Option<Node>> {
        tree
    }
}

export!(Component);
