//! The outline (ISO 32000-2, 12.3.3): a tree of linked dictionaries, flattened.

use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::dict::keys::{A, D, DEST, FIRST, NEXT, OUTLINES, S, TITLE};
use hayro::hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier};

use crate::destinations::Destinations;
use crate::string;

/// Deeper entries are left out. No real document comes near, and a chain of links could otherwise be as deep as the
/// file is long.
const MAX_DEPTH: u32 = 64;

/// One entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// The text of the entry.
    pub title: String,
    /// How deep the entry lies: 0 for the topmost.
    pub level: u32,
    /// The page that it leads to, if it leads to one of this document.
    pub page: Option<u32>,
}

pub(crate) fn read(pdf: &Pdf) -> Vec<OutlineItem> {
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else {
        return Vec::new();
    };
    let Some(outlines) = catalog.get::<Dict<'_>>(OUTLINES) else {
        return Vec::new();
    };
    let mut reader = Reader {
        pages: page_numbers(pdf),
        destinations: Destinations::new(&catalog),
        visited: HashSet::new(),
        items: Vec::new(),
    };
    reader.flatten(outlines.get(FIRST));
    reader.items
}

struct Reader<'a> {
    pages: HashMap<ObjectIdentifier, u32>,
    destinations: Destinations<'a>,
    /// Links may form a ring in a damaged file; every entry is read once.
    visited: HashSet<ObjectIdentifier>,
    items: Vec<OutlineItem>,
}

impl<'a> Reader<'a> {
    fn flatten(&mut self, first: Option<Dict<'a>>) {
        let mut pending: Vec<(Dict<'a>, u32)> = first.map(|item| (item, 0)).into_iter().collect();
        while let Some((item, level)) = pending.pop() {
            // An entry is always an object of its own: only a damaged file writes it in place.
            if !item.obj_id().is_some_and(|id| self.visited.insert(id)) {
                continue;
            }
            let (title, page) = (title(&item), self.page(&item));
            self.items.push(OutlineItem { title, level, page });
            // The children come before the next sibling, so they are pushed after it.
            pending.extend(item.get::<Dict<'_>>(NEXT).map(|next| (next, level)));
            if level < MAX_DEPTH {
                pending.extend(item.get::<Dict<'_>>(FIRST).map(|child| (child, level + 1)));
            }
        }
    }

    fn page(&mut self, item: &Dict<'a>) -> Option<u32> {
        let destination = item.get::<Object<'_>>(DEST).or_else(|| go_to(&item.get::<Dict<'_>>(A)?))?;
        match self.destinations.resolve(destination)?.raw_iter().next()? {
            MaybeRef::Ref(page) => self.pages.get(&page.into()).copied(),
            // A page number is for other documents only, but writers use it for their own pages too.
            MaybeRef::NotRef(Object::Number(number)) => {
                u32::try_from(number.as_i64()).ok().filter(|number| (*number as usize) < self.pages.len())
            }
            MaybeRef::NotRef(_) => None,
        }
    }
}

/// The destination of an action, if it stays in this document.
fn go_to<'a>(action: &Dict<'a>) -> Option<Object<'a>> {
    match action.get::<Name<'_>>(S) {
        Some(kind) if kind.as_str() != "GoTo" => None,
        _ => action.get(D),
    }
}

fn title(item: &Dict<'_>) -> String {
    let title = match item.get::<Object<'_>>(TITLE) {
        Some(Object::String(bytes)) => string::decode(bytes.as_bytes()),
        _ => String::new(),
    };
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn page_numbers(pdf: &Pdf) -> HashMap<ObjectIdentifier, u32> {
    let ids = pdf.pages().iter().map(|page| page.raw().obj_id());
    (0..).zip(ids).filter_map(|(number, id)| Some((id?, number))).collect()
}
