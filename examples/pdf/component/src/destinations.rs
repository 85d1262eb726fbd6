//! Named destinations (ISO 32000-2, 12.3.2.4): names that stand for a page and a place on it.

use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::object::dict::keys::{D, DESTS, KIDS, NAMES};
use hayro::hayro_syntax::object::{Array, Dict, Object};

/// The named destinations of a document, read when the first one is asked for.
pub(crate) struct Destinations<'a> {
    catalog: Dict<'a>,
    /// From PDF 1.2 on, names are strings in a tree.
    tree: Option<HashMap<Vec<u8>, Object<'a>>>,
}

impl<'a> Destinations<'a> {
    pub(crate) fn new(catalog: &Dict<'a>) -> Self {
        Self { catalog: catalog.clone(), tree: None }
    }

    /// The explicit form of a destination: a page, and how to show it.
    pub(crate) fn resolve(&mut self, destination: Object<'a>) -> Option<Array<'a>> {
        let named = match destination {
            Object::Array(explicit) => return Some(explicit),
            Object::String(name) => self.named(name.as_bytes()),
            Object::Name(name) => self.named(&name),
            _ => None,
        };
        match named? {
            Object::Array(explicit) => Some(explicit),
            Object::Dict(dict) => dict.get(D),
            _ => None,
        }
    }

    fn named(&mut self, name: &[u8]) -> Option<Object<'a>> {
        let catalog = &self.catalog;
        let tree = self.tree.get_or_insert_with(|| read_tree(catalog));
        let found = tree.get(name).cloned();
        // In PDF 1.1, names were names, in a dictionary.
        found.or_else(|| catalog.get::<Dict<'_>>(DESTS)?.get(name))
    }
}

fn read_tree<'a>(catalog: &Dict<'a>) -> HashMap<Vec<u8>, Object<'a>> {
    let mut tree = HashMap::new();
    let mut visited = HashSet::new();
    let root = catalog.get::<Dict<'_>>(NAMES).and_then(|names| names.get::<Dict<'_>>(DESTS));
    let mut pending: Vec<Dict<'a>> = root.into_iter().collect();
    while let Some(node) = pending.pop() {
        // A damaged tree may lead back to itself.
        if node.obj_id().is_some_and(|id| !visited.insert(id)) {
            continue;
        }
        if let Some(names) = node.get::<Array<'_>>(NAMES) {
            let mut entries = names.iter::<Object<'_>>();
            while let (Some(name), Some(destination)) = (entries.next(), entries.next()) {
                if let Object::String(name) = name {
                    tree.insert(name.as_bytes().to_vec(), destination);
                }
            }
        }
        if let Some(kids) = node.get::<Array<'_>>(KIDS) {
            pending.extend(kids.iter::<Dict<'_>>());
        }
    }
    tree
}
