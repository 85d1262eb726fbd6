//! A shop that sells what another shop has: each of its items holds one of the host's, whose name
//! it puts in parentheses.

wit_bindgen::generate!({ path: "both_ways/world.wit" });

use exports::fixtures::both_ways::shop::{Error, Guest as Shop, GuestItem, Item, ItemBorrow, Order};
use fixtures::both_ways::shop as host;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static LIVE: AtomicU32 = AtomicU32::new(0);

struct Component;
struct Wrapped(RefCell<Option<host::Item>>);

impl Wrapped {
    fn new(item: host::Item) -> Wrapped {
        LIVE.fetch_add(1, Relaxed);
        Wrapped(RefCell::new(Some(item)))
    }
    /// Calls `work` with the host's item, which is there until the item is sold on.
    fn with<T>(&self, work: impl FnOnce(&host::Item) -> T) -> T {
        work(self.0.borrow().as_ref().expect("an item that was given away is gone"))
    }
    fn take(item: Item) -> host::Item {
        item.get::<Wrapped>().0.take().expect("an item that was given away is gone")
    }
}

impl Drop for Wrapped {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Relaxed);
    }
}

impl GuestItem for Wrapped {
    fn new(name: String) -> Wrapped {
        Wrapped::new(host::Item::new(&name))
    }
    fn name(&self) -> String {
        format!("({})", self.with(host::Item::name))
    }
    fn rename(&self, name: String) {
        self.with(|item| item.rename(&name))
    }
    fn same_name(&self, other: ItemBorrow<'_>) -> bool {
        self.with(|mine| other.get::<Wrapped>().with(|theirs| mine.same_name(theirs)))
    }
    fn merge(&self, other: Item) -> Item {
        Item::new(Wrapped::new(self.with(|item| item.merge(Wrapped::take(other)))))
    }
    fn open(name: String) -> Result<Item, Error> {
        host::Item::open(&name).map(|item| Item::new(Wrapped::new(item))).map_err(error)
    }
}

fn error(error: host::Error) -> Error {
    match error {
        host::Error::Unknown(name) => Error::Unknown(name),
        host::Error::SoldOut(count) => Error::SoldOut(count),
    }
}

impl Shop for Component {
    type Item = Wrapped;

    fn sell(o: Order) -> Result<Order, Error> {
        let order = host::Order { name: o.name, count: o.count };
        host::sell(&order).map(|order| Order { name: order.name, count: order.count }).map_err(error)
    }
    fn label(i: ItemBorrow<'_>) -> String {
        format!("({})", i.get::<Wrapped>().with(host::label))
    }
    fn sort(items: Vec<Item>) -> Vec<Item> {
        let sorted = host::sort(items.into_iter().map(Wrapped::take).collect());
        sorted.into_iter().map(|item| Item::new(Wrapped::new(item))).collect()
    }
}

impl Guest for Component {
    fn compare(name: String) -> (String, String) {
        let theirs = host::Item::new(&name);
        let mine = Item::new(Wrapped::new(host::Item::new(&name)));
        (theirs.name(), mine.get::<Wrapped>().name())
    }
    fn live() -> u32 {
        LIVE.load(Relaxed)
    }
}

export!(Component);
