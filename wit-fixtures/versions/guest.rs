//! Two versions of one interface side by side.

wit_bindgen::generate!({ path: "versions/world.wit" });

use exports::fixtures::greeting0_1_0::greeter as old;
use exports::fixtures::greeting0_2_0::greeter as new;

struct Component;

impl old::Guest for Component {
    fn greet(p: old::Person) -> String {
        format!("Hello, {}", p.name)
    }
}

impl new::Guest for Component {
    fn greet(p: new::Person) -> String {
        format!("Good day, {} {}", p.given, p.family)
    }
}

export!(Component);
