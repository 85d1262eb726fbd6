//! The part of the benchmark's guest that gravity understands, as a core module.

wit_bindgen::generate!({ path: "wit", world: "gravity" });

struct Component;

impl Guest for Component {
    fn add(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }
    fn rev(text: String) -> String {
        text.chars().rev().collect()
    }
    fn echo(data: String) -> String {
        data
    }
}

export!(Component);

/// Gravity's output calls this after every function, although the result of `add` leaves nothing behind.
#[unsafe(export_name = "cabi_post_add")]
extern "C" fn post_add(_: u32) {}
