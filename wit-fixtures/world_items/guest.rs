//! Functions of the world itself and of several interfaces.

wit_bindgen::generate!({ path: "world_items/world.wit" });

use exports::fixtures::world_items::{audit, colours, pictures, places, registry, types};
use exports::inline;
use registry::{Entry, EntryBorrow};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static LAST_ID: AtomicU64 = AtomicU64::new(0);

struct Component;
struct Name(String);

impl Guest for Component {
    fn add(a: u32, b: u32) -> u32 {
        a.wrapping_add(b)
    }
    fn measure(value: f64, level: Level) -> Reading {
        Reading { value, level }
    }
    fn peak(all: Readings) -> Option<Reading> {
        all.into_iter().max_by(|a, b| a.value.total_cmp(&b.value))
    }
    fn check(r: Reading) -> Result<Reading, String> {
        match r.value < 0.0 {
            true => Err(format!("{} is negative", r.value)),
            false => Ok(r),
        }
    }
    fn get(v: u32) -> u32 {
        v
    }
    fn items(v: u32) -> u32 {
        v
    }
    fn keys(v: u32) -> u32 {
        v
    }
    fn values(v: u32) -> u32 {
        v
    }
    fn close(v: u32) -> u32 {
        v
    }
    fn instance(v: u32) -> u32 {
        v
    }
}

impl places::Guest for Component {
    fn origin() -> places::Point {
        places::Point { x: 0, y: 0 }
    }
    fn mirror(p: places::Point) -> places::Point {
        places::Point { x: p.x.wrapping_neg(), y: p.y.wrapping_neg() }
    }
}

impl colours::Guest for Component {
    fn black() -> colours::Point {
        colours::Point { red: 0, green: 0, blue: 0 }
    }
    fn mirror(p: colours::Point) -> colours::Point {
        colours::Point { red: !p.red, green: !p.green, blue: !p.blue }
    }
}

impl pictures::Guest for Component {
    fn paint(at: places::Point, colour: colours::Point) -> pictures::Pixel {
        pictures::Pixel { at, colour, id: LAST_ID.fetch_add(1, Relaxed) + 1 }
    }
    fn echo_level(v: types::Level) -> types::Level {
        v
    }
}

impl registry::Guest for Component {
    type Entry = Name;
}

impl registry::GuestEntry for Name {
    fn new(name: String) -> Name {
        Name(name)
    }
    fn name(&self) -> String {
        self.0.clone()
    }
}

impl audit::Guest for Component {
    fn inspect(e: EntryBorrow<'_>) -> String {
        format!("seen: {}", e.get::<Name>().0)
    }
    fn copy(e: EntryBorrow<'_>) -> Entry {
        Entry::new(Name(e.get::<Name>().0.clone()))
    }
}

impl inline::Guest for Component {
    fn next(p: inline::Point) -> inline::Point {
        inline::Point { at: p.at.wrapping_add(1) }
    }
}

export!(Component);
