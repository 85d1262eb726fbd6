//! Functions that ask the host.

use crate::Toolchain;
use crate::exports::outwit::toolchains::relay::{Guest, GuestKeeper, Keeper};
use crate::outwit::toolchains::host::{self, Drawer};
use crate::outwit::toolchains::types::*;
use std::cell::RefCell;

impl Guest for Toolchain {
    type Keeper = Kept;

    fn pass_nothing() {
        host::pass_nothing();
    }

    fn pass_scalars(value: Scalars) -> Scalars {
        host::pass_scalars(value)
    }

    fn pass_numbers(value: Numbers) -> Numbers {
        host::pass_numbers(&value)
    }

    fn pass_text(text: String, letters: Vec<char>) -> String {
        host::pass_text(&text, &letters)
    }

    fn pass_people(people: Vec<Person>) -> Vec<Person> {
        host::pass_people(&people)
    }

    fn pass_shapes(shapes: Vec<Shape>) -> Vec<Shape> {
        host::pass_shapes(&shapes)
    }

    fn pass_marks(day: Day, rights: Rights, hours: Hours, bits: Bits) -> (Day, Rights, Hours, Bits) {
        host::pass_marks(day, rights, hours, bits)
    }

    fn pass_options(value: Option<Option<String>>) -> Option<Option<String>> {
        host::pass_options(value.as_ref().map(Option::as_deref))
    }

    fn pass_results(value: Result<Result<u8, String>, ()>) -> Result<Result<u8, String>, ()> {
        let lent = value.as_ref().map(|value| value.as_ref().map(|number| *number).map_err(String::as_str));
        host::pass_results(lent.map_err(|()| ()))
    }

    fn find(name: String) -> Result<Person, Problem> {
        host::find(&name)
    }

    fn check(name: String) -> Result<(), String> {
        host::check(&name)
    }

    fn confirm() -> Result<(), ()> {
        host::confirm()
    }

    fn pass_many(
        a: u8,
        b: i8,
        c: u16,
        d: i16,
        e: u32,
        f: i32,
        g: u64,
        h: i64,
        i: f32,
        j: f64,
        k: bool,
        l: char,
        m: String,
        n: Vec<u8>,
        o: Option<u32>,
    ) -> u64 {
        host::pass_many(a, b, c, d, e, f, g, h, i, j, k, l, &m, &n, o)
    }

    fn same(one: &Drawer, other: &Drawer) -> bool {
        host::same(one, other)
    }

    fn keep(drawers: Vec<Drawer>) -> u32 {
        host::keep(drawers)
    }

    fn take() -> Option<Drawer> {
        host::take()
    }

    fn fill(label: String, people: Vec<Person>) -> Result<Vec<Person>, Problem> {
        let drawer = Drawer::open(&label)?;
        for person in &people {
            drawer.put(person);
        }
        Ok(drawer.items())
    }

    fn make(label: String) -> Drawer {
        Drawer::new(&label)
    }

    fn put(drawer: Option<&Drawer>, item: Person) -> Option<u32> {
        drawer.map(|drawer| drawer.put(&item))
    }
}

/// Has a drawer of the host's.
pub struct Kept(RefCell<Drawer>);

impl GuestKeeper for Kept {
    fn new(drawer: Drawer) -> Kept {
        Kept(RefCell::new(drawer))
    }

    fn put(&self, item: Person) -> u32 {
        self.0.borrow().put(&item)
    }

    fn exchange(&self, drawer: Drawer) -> Drawer {
        self.0.replace(drawer)
    }

    fn release(keeper: Keeper) -> Drawer {
        keeper.into_inner::<Kept>().0.into_inner()
    }
}
