//! Gives things back, and adds up the numbers of those that it is lent.

wit_bindgen::generate!({ path: "resources_everywhere/world.wit" });

use exports::fixtures::resources_everywhere::places::{
    Box, Crate, Guest, GuestItem, Item, ItemBorrow, Loan, Parcel, View,
};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static LIVE: AtomicU32 = AtomicU32::new(0);

struct Component;
struct Thing(u32);

impl GuestItem for Thing {
    fn new(number: u32) -> Thing {
        LIVE.fetch_add(1, Relaxed);
        Thing(number)
    }
    fn number(&self) -> u32 {
        self.0
    }
}

impl Drop for Thing {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Relaxed);
    }
}

fn number(item: ItemBorrow<'_>) -> u32 {
    item.get::<Thing>().0
}

fn sum(items: Vec<ItemBorrow<'_>>) -> u32 {
    items.into_iter().map(number).sum()
}

impl Guest for Component {
    type Item = Thing;

    fn echo_list(v: Vec<Item>) -> Vec<Item> {
        v
    }
    fn echo_nested_list(v: Vec<Vec<Item>>) -> Vec<Vec<Item>> {
        v
    }
    fn echo_tuple(v: (u8, Item, String)) -> (u8, Item, String) {
        v
    }
    fn echo_option(v: Option<Item>) -> Option<Item> {
        v
    }
    fn echo_nested_option(v: Option<Option<Item>>) -> Option<Option<Item>> {
        v
    }
    fn echo_results(v: Vec<Result<Item, String>>) -> Vec<Result<Item, String>> {
        v
    }
    fn echo_result(v: Result<Item, Item>) -> Result<Item, Item> {
        v
    }
    fn echo_box(v: Box) -> Box {
        v
    }
    fn echo_crate(v: Crate) -> Crate {
        v
    }
    fn echo_parcel(v: Parcel) -> Parcel {
        v
    }
    fn echo_parcels(v: Vec<Parcel>) -> Vec<Parcel> {
        v
    }
    fn echo_fixed(v: [Item; 2]) -> [Item; 2] {
        v
    }

    fn sum_list(v: Vec<ItemBorrow<'_>>) -> u32 {
        sum(v)
    }
    fn sum_tuple(v: (ItemBorrow<'_>, u32, ItemBorrow<'_>)) -> u32 {
        number(v.0) + v.1 + number(v.2)
    }
    fn sum_option(v: Option<ItemBorrow<'_>>) -> u32 {
        v.map_or(0, number)
    }
    fn sum_result(v: Result<ItemBorrow<'_>, u32>) -> u32 {
        v.map_or_else(|error| error, number)
    }
    fn sum_loan(v: Loan<'_>) -> u32 {
        v.weight + number(v.thing) + sum(v.more)
    }
    fn sum_view(v: View<'_>) -> u32 {
        match v {
            View::One(item) => number(item),
            View::Many(items) => sum(items),
            View::Number(number) => number,
        }
    }
    fn sum_mixed(kept: ItemBorrow<'_>, given: Item, more: Vec<Item>) -> u32 {
        let owned = more.iter().map(|item| item.get::<Thing>().0).sum::<u32>();
        number(kept) + given.get::<Thing>().0 + owned
    }

    fn live() -> u32 {
        LIVE.load(Relaxed)
    }
}

export!(Component);
