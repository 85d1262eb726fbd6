//! Echoes lists.

wit_bindgen::generate!({ path: "lists/world.wit" });

use exports::fixtures::lists::echo::{Access, Colour, Guest, Point, Shape, Table};

struct Component;

impl Guest for Component {
    fn echo_bools(v: Vec<bool>) -> Vec<bool> {
        v
    }
    fn echo_chars(v: Vec<char>) -> Vec<char> {
        v
    }
    fn echo_strings(v: Vec<String>) -> Vec<String> {
        v
    }
    fn echo_points(v: Vec<Point>) -> Vec<Point> {
        v
    }
    fn echo_colours(v: Vec<Colour>) -> Vec<Colour> {
        v
    }
    fn echo_access(v: Vec<Access>) -> Vec<Access> {
        v
    }
    fn echo_shapes(v: Vec<Shape>) -> Vec<Shape> {
        v
    }
    fn echo_tuples(v: Vec<(u8, String)>) -> Vec<(u8, String)> {
        v
    }
    fn echo_options(v: Vec<Option<u32>>) -> Vec<Option<u32>> {
        v
    }
    fn echo_results(v: Vec<Result<u8, String>>) -> Vec<Result<u8, String>> {
        v
    }
    fn echo_nested(v: Vec<Vec<String>>) -> Vec<Vec<String>> {
        v
    }
    fn echo_deep(v: Vec<Vec<Vec<bool>>>) -> Vec<Vec<Vec<bool>>> {
        v
    }
    fn echo_option(v: Option<Vec<String>>) -> Option<Vec<String>> {
        v
    }
    fn echo_table(v: Table) -> Table {
        v
    }

    fn count(v: Vec<String>) -> u32 {
        v.len() as u32
    }
    fn sort(mut v: Vec<String>) -> Vec<String> {
        v.sort();
        v
    }
    fn centre(v: Vec<Point>) -> Option<Point> {
        let count = v.len() as f64;
        let sum = v.into_iter().reduce(|a, b| Point { x: a.x + b.x, y: a.y + b.y })?;
        Some(Point { x: sum.x / count, y: sum.y / count })
    }
    fn numerals(count: u32) -> Vec<String> {
        (0..count).map(|number| number.to_string()).collect()
    }
}

export!(Component);
