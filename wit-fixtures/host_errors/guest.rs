//! Fails as the host fails.

wit_bindgen::generate!({ path: "host_errors/world.wit" });

use exports::fixtures::host_errors::calls::Guest;
use fixtures::host_errors::store;
use fixtures::host_errors::types::{Code, Detail, Error};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static CALLS: AtomicU32 = AtomicU32::new(0);

struct Component;

impl Guest for Component {
    fn get(key: String) -> Result<String, Error> {
        store::get(&key)
    }
    fn parse(text: String) -> Result<u32, String> {
        store::parse(&text)
    }
    fn measure(v: i32) -> Result<i32, Code> {
        store::measure(v)
    }
    fn detailed(v: u32) -> Result<u32, Detail> {
        store::detailed(v)
    }
    fn numbered(v: u32) -> Result<String, u32> {
        store::numbered(v)
    }
    fn listed(v: u32) -> Result<Vec<u32>, Vec<String>> {
        store::listed(v)
    }
    fn put(key: String, value: String) -> Result<(), String> {
        store::put(&key, &value)
    }
    fn untyped(v: u32) -> Result<u32, ()> {
        store::untyped(v)
    }
    fn plain(v: bool) -> Result<(), ()> {
        store::plain(v)
    }
    fn optional(v: Option<u32>) -> Result<Option<u32>, Option<String>> {
        store::optional(v)
    }
    fn must(text: String) -> String {
        store::must(&text)
    }
    fn note(text: String) {
        store::note(&text)
    }
    fn history() -> Vec<Result<String, Error>> {
        store::history()
    }
    fn nested(v: u32) -> Result<Result<u32, String>, Error> {
        store::nested(v)
    }

    fn recover(keys: Vec<String>) -> Vec<String> {
        let name = |error| match error {
            Error::NotFound(_) => "not-found".to_owned(),
            Error::Denied => "denied".to_owned(),
            Error::Busy(_) => "busy".to_owned(),
            Error::Other(_) => "other".to_owned(),
        };
        keys.iter().map(|key| store::get(key).unwrap_or_else(name)).collect()
    }
    fn note_all(texts: Vec<String>) -> u32 {
        texts.iter().map(|text| store::note(text)).count() as u32
    }
    fn count() -> u32 {
        CALLS.fetch_add(1, Relaxed) + 1
    }
}

export!(Component);
