//! Asks its peer, which may ask others.

wit_bindgen::generate!({ path: "reentry/world.wit" });

use exports::fixtures::reentry::walker::{Guest, GuestThing};
use fixtures::reentry::peer;

struct Component;
struct Thing(u32);

impl GuestThing for Thing {
    fn new(number: u32) -> Thing {
        Thing(number)
    }
    fn poke(&self) -> u32 {
        peer::step(self.0)
    }
}

impl Drop for Thing {
    fn drop(&mut self) {
        peer::gone(self.0);
    }
}

impl Guest for Component {
    type Thing = Thing;

    fn walk(left: u32) -> u32 {
        match left {
            0 => 0,
            _ => peer::step(left - 1) + 1,
        }
    }
    fn tell(text: String) -> String {
        format!("[{}]", peer::visit(&text))
    }
    fn fine(v: u32) -> u32 {
        v
    }
}

export!(Component);
