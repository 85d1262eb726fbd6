//! What is there without any feature.

wit_bindgen::generate!({ path: "gates/world.wit" });

use exports::fixtures::gates::history::{self, Old, Older};

struct Component;
struct Handle(u32);

impl Guest for Component {
    fn about() -> String {
        log("about");
        "gates".to_owned()
    }
}

impl history::Guest for Component {
    type Handle = Handle;

    fn read(v: Old) -> u32 {
        v.number
    }
    fn read_older(v: Older) -> u32 {
        v.number
    }
}

impl history::GuestHandle for Handle {
    fn new(v: Old) -> Self {
        Handle(v.number)
    }
    fn number(&self) -> u32 {
        self.0
    }
    fn get_number(&self) -> u32 {
        self.0
    }
}

export!(Component);
