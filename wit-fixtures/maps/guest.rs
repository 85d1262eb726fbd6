//! Echoes maps.

wit_bindgen::generate!({ path: "maps/world.wit", map_type: "crate::Entries" });

use exports::fixtures::maps::echo::{Guest, Index, Point};
use std::collections::BTreeMap;

/// A map as it travels: the entries in the order in which they came, a key twice if it came twice.
#[derive(Debug, Clone)]
pub struct Entries<K, V>(Vec<(K, V)>);

struct Component;

impl Guest for Component {
    fn echo_strings(v: Entries<String, String>) -> Entries<String, String> {
        v
    }
    fn echo_numbers(v: Entries<u32, u64>) -> Entries<u32, u64> {
        v
    }
    fn echo_signed(v: Entries<i8, f64>) -> Entries<i8, f64> {
        v
    }
    fn echo_chars(v: Entries<char, bool>) -> Entries<char, bool> {
        v
    }
    fn echo_bools(v: Entries<bool, String>) -> Entries<bool, String> {
        v
    }
    fn echo_bytes(v: Entries<String, Vec<u8>>) -> Entries<String, Vec<u8>> {
        v
    }
    fn echo_points(v: Entries<String, Point>) -> Entries<String, Point> {
        v
    }
    fn echo_nested(
        v: Entries<String, Entries<u8, Option<String>>>,
    ) -> Entries<String, Entries<u8, Option<String>>> {
        v
    }
    fn echo_list(v: Vec<Entries<u16, String>>) -> Vec<Entries<u16, String>> {
        v
    }
    fn echo_option(v: Option<Entries<String, u32>>) -> Option<Entries<String, u32>> {
        v
    }
    fn echo_index(v: Index) -> Index {
        v
    }

    fn merge(a: Entries<String, u32>, b: Entries<String, u32>) -> Entries<String, u32> {
        let merged: BTreeMap<String, u32> = a.into_iter().chain(b).collect();
        Entries(merged.into_iter().collect())
    }
    fn keys(v: Entries<String, u32>) -> Vec<String> {
        let sorted: BTreeMap<String, u32> = v.into_iter().collect();
        sorted.into_keys().collect()
    }
    fn count_words(text: String) -> Entries<String, u32> {
        let mut counts = BTreeMap::new();
        for word in text.split_whitespace() {
            *counts.entry(word.to_owned()).or_insert(0) += 1;
        }
        Entries(counts.into_iter().collect())
    }
    fn twice() -> Entries<String, u32> {
        Entries(vec![("key".to_owned(), 1), ("key".to_owned(), 2)])
    }
}

impl<K, V> wit_bindgen::rt::WitMap<K, V> for Entries<K, V> {
    fn wit_map_new(capacity: usize) -> Self {
        Entries(Vec::with_capacity(capacity))
    }
    fn wit_map_push(&mut self, key: K, value: V) {
        self.0.push((key, value));
    }
    fn wit_map_len(&self) -> usize {
        self.0.len()
    }
}

impl<K, V> IntoIterator for Entries<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a Entries<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (K, V)>, fn(&'a (K, V)) -> (&'a K, &'a V)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

export!(Component);
