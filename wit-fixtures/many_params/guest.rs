//! Takes and gives more than goes in registers.

#![allow(clippy::too_many_arguments)]

wit_bindgen::generate!({ path: "many_params/world.wit" });

use exports::fixtures::many_params::echo::{Everything, Guest, Twenty};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

#[rustfmt::skip]
type Seventeen = (u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64);

static NOTHINGS: AtomicU32 = AtomicU32::new(0);

struct Component;

#[rustfmt::skip]
impl Guest for Component {
    fn nothing() {
        NOTHINGS.fetch_add(1, Relaxed);
    }
    fn nothing_count() -> u32 {
        NOTHINGS.load(Relaxed)
    }
    fn sum_sixteen(a: u32, b: u32, c: u32, d: u32, e: u32, f: u32, g: u32, h: u32, i: u32, j: u32, k: u32, l: u32, m: u32, n: u32, o: u32, p: u32) -> u32 {
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p].into_iter().fold(0, u32::wrapping_add)
    }
    fn sum_seventeen(a: u32, b: u32, c: u32, d: u32, e: u32, f: u32, g: u32, h: u32, i: u32, j: u32, k: u32, l: u32, m: u32, n: u32, o: u32, p: u32, q: u32) -> u64 {
        let all = [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q];
        (1..).zip(all).map(|(place, number)| place * u64::from(number)).sum()
    }
    fn concat_eight(a: String, b: String, c: String, d: String, e: String, f: String, g: String, h: String) -> String {
        [a, b, c, d, e, f, g, h].concat()
    }
    fn concat_nine(a: String, b: String, c: String, d: String, e: String, f: String, g: String, h: String, i: String) -> String {
        [a, b, c, d, e, f, g, h, i].concat()
    }
    fn collect(a: u8, b: i8, c: u16, d: i16, e: u32, f: i32, g: u64, h: i64, i: f32, j: f64, k: bool, l: char, m: String, n: Vec<u8>, o: Option<u32>, p: (u8, u8), q: u32) -> Everything {
        Everything { a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q }
    }
    fn echo_everything(v: Everything) -> Everything {
        v
    }
    fn echo_twenty(v: Twenty) -> Twenty {
        v
    }
    fn reverse(v: Seventeen) -> Seventeen {
        (v.16, v.15, v.14, v.13, v.12, v.11, v.10, v.9, v.8, v.7, v.6, v.5, v.4, v.3, v.2, v.1, v.0)
    }
    fn given(a: Option<u32>, b: Option<String>, c: Option<Vec<u8>>, d: Option<f64>, e: Option<bool>, f: Option<(u8, u8)>, g: Option<char>, h: Option<i64>) -> Vec<String> {
        let given = [a.is_some(), b.is_some(), c.is_some(), d.is_some(), e.is_some(), f.is_some(), g.is_some(), h.is_some()];
        ["a", "b", "c", "d", "e", "f", "g", "h"].into_iter().zip(given).filter(|pair| pair.1).map(|pair| pair.0.to_owned()).collect()
    }
}

export!(Component);
