//! Asks the host, and gives back what the host said.

wit_bindgen::generate!({ path: "imports/world.wit" });

use exports::fixtures::imports::calls;
use fixtures::imports::host;
use fixtures::imports::types::{Colour, Everything, Permissions, Person, Shape};
use std::collections::BTreeMap;
use std::hint::black_box;

struct Component;

/// Functions that call the host's function of the same name.
macro_rules! echoes {
    ($($name:ident: $type:ty,)*) => {
        $(fn $name(v: $type) -> $type {
            echo::$name(v)
        })*
    };
}

/// The same, with parameters as wit-bindgen has them for imports: owned values or borrowed ones.
mod echo {
    use super::*;

    macro_rules! pass {
        ($($name:ident($($by:tt)*): $type:ty,)*) => {
            $(pub fn $name(v: $type) -> $type {
                host::$name($($by)* v)
            })*
        };
    }

    pass! {
        echo_bool(): bool,
        echo_u8(): u8,
        echo_s8(): i8,
        echo_u16(): u16,
        echo_s16(): i16,
        echo_u32(): u32,
        echo_s32(): i32,
        echo_u64(): u64,
        echo_s64(): i64,
        echo_f32(): f32,
        echo_f64(): f64,
        echo_char(): char,
        echo_string(&): String,
        echo_bytes(&): Vec<u8>,
        echo_numbers(&): Vec<u32>,
        echo_floats(&): Vec<f64>,
        echo_strings(&): Vec<String>,
        echo_fixed(): [u32; 4],
        echo_map(&): BTreeMap<String, u32>,
        echo_nested_option(): Option<Option<u32>>,
        echo_results(&): Vec<Result<u32, String>>,
        echo_point(): Point,
        echo_person(&): Person,
        echo_people(&): Vec<Person>,
        echo_shape(&): Shape,
        echo_colour(): Colour,
        echo_permissions(): Permissions,
        echo_everything(&): Everything,
    }
    pub fn echo_tuple((a, b, c): (u8, String, f64)) -> (u8, String, f64) {
        host::echo_tuple((a, &b, c))
    }
    pub fn echo_option(v: Option<String>) -> Option<String> {
        host::echo_option(v.as_deref())
    }
}

impl calls::Guest for Component {
    echoes! {
        echo_bool: bool,
        echo_u8: u8,
        echo_s8: i8,
        echo_u16: u16,
        echo_s16: i16,
        echo_u32: u32,
        echo_s32: i32,
        echo_u64: u64,
        echo_s64: i64,
        echo_f32: f32,
        echo_f64: f64,
        echo_char: char,
        echo_string: String,
        echo_bytes: Vec<u8>,
        echo_numbers: Vec<u32>,
        echo_floats: Vec<f64>,
        echo_strings: Vec<String>,
        echo_fixed: [u32; 4],
        echo_map: BTreeMap<String, u32>,
        echo_tuple: (u8, String, f64),
        echo_option: Option<String>,
        echo_nested_option: Option<Option<u32>>,
        echo_results: Vec<Result<u32, String>>,
        echo_point: Point,
        echo_person: Person,
        echo_people: Vec<Person>,
        echo_shape: Shape,
        echo_colour: Colour,
        echo_permissions: Permissions,
        echo_everything: Everything,
    }

    fn nothing() {
        host::nothing()
    }
    fn answer() -> u32 {
        host::answer()
    }
    fn sum_sixteen() -> u32 {
        host::sum_sixteen(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)
    }
    fn sum_seventeen() -> u64 {
        host::sum_seventeen(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)
    }
    fn collect(v: Everything) -> Everything {
        host::collect(v.a, v.b, v.c, v.d, v.e, v.f, v.g, v.h, v.i, v.j, v.k, v.l, &v.m, &v.n, v.o, v.p, v.q)
    }

    fn call_many(times: u32) -> u32 {
        (0..times).fold(0, |sum, _| host::add(1, sum))
    }
    fn nothing_many(times: u32) {
        (0..times).for_each(|_| host::nothing());
    }
    fn string_many(times: u32, v: String) -> u64 {
        (0..times).map(|_| host::echo_string(&v).len() as u64).sum()
    }
    fn person_many(times: u32, v: Person) -> u64 {
        (0..times).map(|_| u64::from(host::echo_person(&v).age)).sum()
    }
    fn call_forever() {
        loop {
            black_box(host::add(1, 0));
        }
    }
}

impl Guest for Component {
    fn run(style: Option<String>) -> (Moment, String) {
        log("begin");
        let time = now();
        let word = describe(Point { x: 1, y: -1 }, style.as_deref());
        log(&word);
        (time, word)
    }
}

export!(Component);
