//! Does with the host's things what a guest can do.

wit_bindgen::generate!({ path: "host_resources/world.wit" });

use core::arch::wasm32;
use exports::fixtures::host_resources::user::Guest;
use fixtures::host_resources::things::{self, Counter, Either, Labelled, Refusal, Token};
use std::cell::RefCell;
use std::mem;

thread_local! {
    static KEPT: RefCell<Option<Counter>> = const { RefCell::new(None) };
    static HOARD: RefCell<Vec<Counter>> = const { RefCell::new(Vec::new()) };
}

struct Component;

impl Guest for Component {
    fn use_once(start: u32, by: u32) -> u32 {
        let counter = Counter::new(start);
        counter.increment(by);
        counter.value()
    }
    fn make(start: u32) -> Counter {
        Counter::new(start)
    }
    fn make_zero() -> Counter {
        Counter::zero()
    }
    fn make_parsed(text: String) -> Result<Counter, String> {
        Counter::parse(&text)
    }
    fn make_token(text: String) -> Result<Token, String> {
        Token::new(&text)
    }
    fn make_largest(starts: Vec<u32>) -> Option<Counter> {
        Counter::largest(starts.into_iter().map(Counter::new).collect())
    }

    fn read(c: &Counter) -> u32 {
        c.value()
    }
    fn increase(c: &Counter, by: u32) -> u32 {
        c.increment(by)
    }
    fn text(t: &Token) -> String {
        t.text()
    }
    fn finish(c: Counter) -> u32 {
        c.value()
    }
    fn give_back(c: Counter) -> Counter {
        c
    }
    fn pass(c: Counter) -> Counter {
        things::pass(c)
    }
    fn next(c: &Counter) -> Result<Counter, String> {
        c.next()
    }
    fn clone(c: &Counter) -> Counter {
        c.clone()
    }
    fn add(a: &Counter, b: &Counter) -> u32 {
        a.add(b);
        a.value()
    }
    fn absorb(a: &Counter, b: Counter) -> u32 {
        a.absorb(b);
        a.value()
    }
    fn same(a: &Counter, b: &Counter) -> bool {
        things::same(a, b)
    }
    fn same_as_itself(c: Counter) -> bool {
        things::same(&c, &c)
    }

    fn sum(counters: Vec<Counter>) -> u32 {
        things::sum(&counters.iter().collect::<Vec<_>>())
    }
    fn sum_borrowed(pair: (&Counter, &Counter), more: Option<&Counter>) -> u32 {
        let counters: Vec<_> = [pair.0, pair.1].into_iter().chain(more).collect();
        things::sum(&counters)
    }
    fn make_and_finish(count: u32) -> u32 {
        things::finish_many(things::make_many(count))
    }
    fn make_many(count: u32) -> Vec<Counter> {
        things::make_many(count)
    }
    fn peek_maybe(make: bool) -> Option<u32> {
        things::peek_option(things::maybe(make).as_ref())
    }
    fn echo_option(c: Option<Counter>) -> Option<Counter> {
        c
    }
    fn label(label: String, item: Counter) -> Labelled {
        things::label(&label, item)
    }
    fn echo_list(v: Vec<Labelled>) -> Vec<Labelled> {
        v
    }
    fn echo_either(v: Either) -> Either {
        things::echo_either(v)
    }
    fn request(grant: bool, text: Option<String>) -> Result<Counter, Refusal> {
        things::request(grant, text.as_deref())
    }

    fn keep(c: Counter) {
        KEPT.replace(Some(c));
    }
    fn use_kept() -> Option<u32> {
        KEPT.with_borrow(|kept| kept.as_ref().map(|counter| counter.increment(1)))
    }
    fn take_kept() -> Option<Counter> {
        KEPT.take()
    }
    fn drop_kept() {
        KEPT.take();
    }
    fn forget(c: Counter) {
        mem::forget(c)
    }
    fn hoard(count: u32) {
        HOARD.with_borrow_mut(|hoard| hoard.extend((0..count).map(Counter::new)));
    }
    fn release() -> u32 {
        HOARD.take().len() as u32
    }

    fn many(times: u32) -> u32 {
        (0..times).map(|_| Counter::new(0).increment(1)).sum()
    }
    fn method_many(times: u32) -> u32 {
        let counter = Counter::new(0);
        (0..times).fold(0, |_, _| counter.increment(1))
    }
    fn lend_many(c: &Counter, times: u32) -> u64 {
        (0..times).map(|_| u64::from(things::peek(c))).sum()
    }
    fn make_and_trap() {
        let _counter = Counter::new(0);
        wasm32::unreachable()
    }
}

export!(Component);
