//! Echoes flags.

wit_bindgen::generate!({ path: "flags/world.wit" });

use exports::fixtures::flags::echo::{Access, Eight, Entry, Guest, Nine, One, Seventeen, Sixteen, ThirtyTwo};

struct Component;

impl Guest for Component {
    fn echo_access(v: Access) -> Access {
        v
    }
    fn echo_one(v: One) -> One {
        v
    }
    fn echo_eight(v: Eight) -> Eight {
        v
    }
    fn echo_nine(v: Nine) -> Nine {
        v
    }
    fn echo_sixteen(v: Sixteen) -> Sixteen {
        v
    }
    fn echo_seventeen(v: Seventeen) -> Seventeen {
        v
    }
    fn echo_thirty_two(v: ThirtyTwo) -> ThirtyTwo {
        v
    }
    fn echo_entry(v: Entry) -> Entry {
        v
    }
    fn echo_list(v: Vec<Access>) -> Vec<Access> {
        v
    }
    fn echo_option(v: Option<Nine>) -> Option<Nine> {
        v
    }

    fn union(a: Access, b: Access) -> Access {
        a | b
    }
    fn complement(v: Access) -> Access {
        !v
    }
    fn count(v: ThirtyTwo) -> u32 {
        v.bits().count_ones()
    }
    fn from_bits(bits: u32) -> ThirtyTwo {
        ThirtyTwo::from_bits_retain(bits)
    }
}

export!(Component);
