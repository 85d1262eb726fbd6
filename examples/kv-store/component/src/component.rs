//! The component: the rules on top of the host's database and clock.

#[allow(missing_docs, reason = "the documentation is in the WIT")]
mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "kv" });
}

use crate::rules::{Key, check_value, expiry, left};
use bindings::exports::myorg::storage::store::{Entry, Guest};
use bindings::myorg::storage::clock::now;
use bindings::myorg::storage::database::{Failure, Item, Table};
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    /// The tables that were used last: a table is opened once for many calls.
    static TABLES: RefCell<BTreeMap<String, Table>> = const { RefCell::new(BTreeMap::new()) };
}

/// How many tables are kept open.
const MAX_TABLES: usize = 64;

struct Component;

impl Guest for Component {
    fn get(key: String) -> Option<Entry> {
        let place = Key::parse(&key).ok()?;
        let item = with_table(place.space, |table| table.read(place.name))?;
        let ttl_seconds = left(now(), item.expires)?;
        Some(Entry { key, value: item.value, ttl_seconds })
    }

    fn set(entry: Entry) -> Result<(), String> {
        let key = Key::parse(&entry.key).map_err(|refusal| refusal.to_string())?;
        check_value(&entry.value).map_err(|refusal| refusal.to_string())?;
        let expires = expiry(now(), entry.ttl_seconds).map_err(|refusal| refusal.to_string())?;
        let item = Item { value: entry.value, expires };
        with_table(key.space, |table| table.write(key.name, &item)).map_err(reason)
    }

    fn delete(key: String) -> bool {
        let Ok(key) = Key::parse(&key) else { return false };
        with_table(key.space, |table| {
            let item = table.read(key.name);
            let lives = item.is_some_and(|item| left(now(), item.expires).is_some());
            table.remove(key.name) && lives
        })
    }
}

fn with_table<T>(space: &str, work: impl FnOnce(&Table) -> T) -> T {
    TABLES.with_borrow_mut(|tables| {
        if tables.len() == MAX_TABLES && !tables.contains_key(space) {
            tables.clear();
        }
        if !tables.contains_key(space) {
            tables.insert(space.to_owned(), Table::new(space));
        }
        work(&tables[space])
    })
}

fn reason(failure: Failure) -> String {
    match failure {
        Failure::Locked => "the database is locked: somebody else is writing".to_owned(),
        Failure::ReadOnly => "the database is read-only".to_owned(),
        Failure::Full => "the database is full".to_owned(),
        Failure::Other(text) => format!("the database fails: {text}"),
    }
}

bindings::export!(Component with_types_in bindings);
