//! Uses what the world itself imports.

wit_bindgen::generate!({ path: "world_resources/world.wit" });

use exports::journal as written;
use std::cell::RefCell;

thread_local! {
    static LAST: RefCell<Option<written::Line>> = const { RefCell::new(None) };
}

struct Component;

impl Guest for Component {
    fn count(c: &Counter, by: u32) -> u32 {
        let count = c.add(by);
        let text = count.to_string();
        let number = journal::write(&journal::Line { text: text.clone() });
        LAST.set(Some(written::Line { number, text }));
        count
    }
    fn sum(a: &Counter, b: Counter) -> Counter {
        Counter::new(a.add(0) + b.add(0))
    }
    fn larger(a: Counter, b: Counter) -> Counter {
        Counter::larger(&a, &b)
    }
    fn find(name: String) -> Result<Labelled, String> {
        shared(&name)
    }
}

impl written::Guest for Component {
    fn last() -> Option<written::Line> {
        LAST.take()
    }
}

export!(Component);
