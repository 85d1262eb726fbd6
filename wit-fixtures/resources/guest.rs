//! Counters that are held by handles.

wit_bindgen::generate!({ path: "resources/world.wit" });

use exports::fixtures::resources::counters::{
    Counter, CounterBorrow, Either, Guest, GuestCounter, GuestOpaque, GuestToken, Labelled, Opaque, Refusal,
    Token,
};
use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static MADE: AtomicU32 = AtomicU32::new(0);
static DROPPED: AtomicU32 = AtomicU32::new(0);

struct Component;

struct Number(Cell<u32>);
struct Word(String);
struct Nothing;

impl Number {
    fn new(value: u32) -> Number {
        MADE.fetch_add(1, Relaxed);
        Number(Cell::new(value))
    }
    fn add(&self, by: u32) {
        self.0.set(self.0.get().wrapping_add(by));
    }
}

impl Drop for Number {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Relaxed);
    }
}

fn counter(value: u32) -> Counter {
    Counter::new(Number::new(value))
}

fn value(counter: &Counter) -> u32 {
    counter.get::<Number>().0.get()
}

impl GuestCounter for Number {
    fn new(start: u32) -> Number {
        Number::new(start)
    }
    fn increment(&self, by: u32) -> u32 {
        self.add(by);
        self.0.get()
    }
    fn value(&self) -> u32 {
        self.0.get()
    }
    fn clone(&self) -> Counter {
        counter(self.0.get())
    }
    fn add(&self, other: CounterBorrow<'_>) {
        self.add(other.get::<Number>().0.get());
    }
    fn absorb(&self, other: Counter) {
        self.add(value(&other));
    }
    fn next(&self) -> Result<Counter, String> {
        self.0.get().checked_add(1).map(counter).ok_or("there is no number after this one".to_owned())
    }
    fn zero() -> Counter {
        counter(0)
    }
    fn parse(text: String) -> Result<Counter, String> {
        text.parse().map(counter).map_err(|_| format!("{text:?} is not a number"))
    }
    fn largest(counters: Vec<Counter>) -> Option<Counter> {
        counters.into_iter().max_by_key(value)
    }
}

impl GuestToken for Word {
    fn new(text: String) -> Result<Word, String> {
        match text.is_empty() {
            true => Err("a token has a text".to_owned()),
            false => Ok(Word(text)),
        }
    }
    fn text(&self) -> String {
        self.0.clone()
    }
}

impl GuestOpaque for Nothing {}

impl Guest for Component {
    type Counter = Number;
    type Token = Word;
    type Opaque = Nothing;

    fn pass(c: Counter) -> Counter {
        c
    }
    fn peek(c: CounterBorrow<'_>) -> u32 {
        c.get::<Number>().0.get()
    }
    fn finish(c: Counter) -> u32 {
        value(&c)
    }
    fn same(a: CounterBorrow<'_>, b: CounterBorrow<'_>) -> bool {
        std::ptr::eq(a.get::<Number>(), b.get::<Number>())
    }
    fn make_many(count: u32) -> Vec<Counter> {
        (0..count).map(counter).collect()
    }
    fn finish_many(counters: Vec<Counter>) -> u32 {
        counters.iter().map(value).sum()
    }
    fn sum(counters: Vec<CounterBorrow<'_>>) -> u32 {
        counters.iter().map(|counter| counter.get::<Number>().0.get()).sum()
    }
    fn maybe(make: bool) -> Option<Counter> {
        make.then(|| counter(1))
    }
    fn peek_option(c: Option<CounterBorrow<'_>>) -> Option<u32> {
        c.map(|counter| counter.get::<Number>().0.get())
    }
    fn label(label: String, item: Counter) -> Labelled {
        Labelled { label, item }
    }
    fn unlabel(v: Labelled) -> (String, Counter) {
        (v.label, v.item)
    }
    fn echo_either(v: Either) -> Either {
        v
    }
    fn echo_list(v: Vec<Labelled>) -> Vec<Labelled> {
        v
    }
    fn request(grant: bool, text: Option<String>) -> Result<Counter, Refusal> {
        match (grant, text) {
            (true, _) => Ok(counter(1)),
            (false, None) => Err(Refusal::No),
            (false, Some(text)) => Err(Refusal::Keep(Token::new(Word(text)))),
        }
    }
    fn make_opaque() -> Opaque {
        Opaque::new(Nothing)
    }

    fn live() -> u32 {
        MADE.load(Relaxed) - DROPPED.load(Relaxed)
    }
    fn dropped() -> u32 {
        DROPPED.load(Relaxed)
    }
}

export!(Component);
