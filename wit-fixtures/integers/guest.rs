//! Echoes whole numbers.

wit_bindgen::generate!({ path: "integers/world.wit" });

use exports::fixtures::integers::echo::{All, Guest};

struct Component;

impl Guest for Component {
    fn echo_u8(v: u8) -> u8 {
        v
    }
    fn echo_s8(v: i8) -> i8 {
        v
    }
    fn echo_u16(v: u16) -> u16 {
        v
    }
    fn echo_s16(v: i16) -> i16 {
        v
    }
    fn echo_u32(v: u32) -> u32 {
        v
    }
    fn echo_s32(v: i32) -> i32 {
        v
    }
    fn echo_u64(v: u64) -> u64 {
        v
    }
    fn echo_s64(v: i64) -> i64 {
        v
    }

    fn add(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }
    fn subtract(a: i64, b: i64) -> i64 {
        a.wrapping_sub(b)
    }

    fn echo_all(v: All) -> All {
        v
    }
    fn smallest() -> All {
        All {
            a_u8: u8::MIN,
            a_s8: i8::MIN,
            a_u16: u16::MIN,
            a_s16: i16::MIN,
            a_u32: u32::MIN,
            a_s32: i32::MIN,
            a_u64: u64::MIN,
            a_s64: i64::MIN,
        }
    }
    fn largest() -> All {
        All {
            a_u8: u8::MAX,
            a_s8: i8::MAX,
            a_u16: u16::MAX,
            a_s16: i16::MAX,
            a_u32: u32::MAX,
            a_s32: i32::MAX,
            a_u64: u64::MAX,
            a_s64: i64::MAX,
        }
    }
    fn echo_option(v: Option<u64>) -> Option<u64> {
        v
    }
    fn echo_list(v: Vec<All>) -> Vec<All> {
        v
    }
}

export!(Component);
