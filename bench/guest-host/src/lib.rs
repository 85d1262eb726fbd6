//! The component behind the rows in which the guest calls the host.

wit_bindgen::generate!({ path: "wit", world: "bench-host" });

use exports::outwit::bench_host::loops::Guest;
use outwit::bench_host::host::{Counter, add};

struct Component;

impl Guest for Component {
    fn call(times: u32) -> u32 {
        (0..times).fold(0, |sum, _| add(1, sum))
    }
    fn increment(times: u32) -> u32 {
        let counter = Counter::new();
        (0..times).fold(0, |_, _| counter.increment(1))
    }
}

export!(Component);
