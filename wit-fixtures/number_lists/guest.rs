//! Echoes lists of numbers.

wit_bindgen::generate!({ path: "number_lists/world.wit" });

use exports::fixtures::number_lists::echo::{Guest, Series};

struct Component;

impl Guest for Component {
    fn echo_u8(v: Vec<u8>) -> Vec<u8> {
        v
    }
    fn echo_s8(v: Vec<i8>) -> Vec<i8> {
        v
    }
    fn echo_u16(v: Vec<u16>) -> Vec<u16> {
        v
    }
    fn echo_s16(v: Vec<i16>) -> Vec<i16> {
        v
    }
    fn echo_u32(v: Vec<u32>) -> Vec<u32> {
        v
    }
    fn echo_s32(v: Vec<i32>) -> Vec<i32> {
        v
    }
    fn echo_u64(v: Vec<u64>) -> Vec<u64> {
        v
    }
    fn echo_s64(v: Vec<i64>) -> Vec<i64> {
        v
    }
    fn echo_f32(v: Vec<f32>) -> Vec<f32> {
        v
    }
    fn echo_f64(v: Vec<f64>) -> Vec<f64> {
        v
    }

    fn echo_nested(v: Vec<Vec<u16>>) -> Vec<Vec<u16>> {
        v
    }
    fn echo_option(v: Option<Vec<f32>>) -> Option<Vec<f32>> {
        v
    }
    fn echo_series(v: Series) -> Series {
        v
    }

    fn sum(v: Vec<f64>) -> f64 {
        v.iter().sum()
    }
    fn sum_s64(v: Vec<i64>) -> i64 {
        v.iter().fold(0, |sum, number| sum.wrapping_add(*number))
    }
    fn range(start: u32, count: u32) -> Vec<u32> {
        (0..count).map(|step| start.wrapping_add(step)).collect()
    }
    fn scale(v: Vec<f32>, factor: f32) -> Vec<f32> {
        v.iter().map(|number| number * factor).collect()
    }
}

export!(Component);
