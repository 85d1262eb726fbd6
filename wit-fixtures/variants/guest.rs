//! Echoes variants.

wit_bindgen::generate!({ path: "variants/world.wit" });

use exports::fixtures::variants::echo::{Drawing, Guest, Mixed, Nested, Only, Shape};

struct Component;

impl Guest for Component {
    fn echo_shape(v: Shape) -> Shape {
        v
    }
    fn echo_mixed(v: Mixed) -> Mixed {
        v
    }
    fn echo_only(v: Only) -> Only {
        v
    }
    fn echo_nested(v: Nested) -> Nested {
        v
    }
    fn echo_drawing(v: Drawing) -> Drawing {
        v
    }
    fn echo_list(v: Vec<Mixed>) -> Vec<Mixed> {
        v
    }
    fn echo_option(v: Option<Mixed>) -> Option<Mixed> {
        v
    }

    fn area(v: Shape) -> f64 {
        match v {
            Shape::Circle(radius) => 3.0 * radius * radius,
            Shape::Rect(size) => size.width * size.height,
            Shape::Dot => 0.0,
        }
    }
    fn name(v: Mixed) -> String {
        match v {
            Mixed::Byte(_) => "byte",
            Mixed::Wide(_) => "wide",
            Mixed::Single(_) => "single",
            Mixed::Double(_) => "double",
            Mixed::Letter(_) => "letter",
            Mixed::Text(_) => "text",
            Mixed::Items(_) => "items",
            Mixed::Pair(_) => "pair",
            Mixed::Nothing => "nothing",
        }
        .to_owned()
    }
}

export!(Component);
