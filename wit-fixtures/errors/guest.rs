//! Goes wrong in every way.

wit_bindgen::generate!({ path: "errors/world.wit" });

use core::arch::wasm32;
use exports::fixtures::errors::faults::{Guest, GuestBomb};
use std::hint::{assert_unchecked, black_box};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static CALLS: AtomicU32 = AtomicU32::new(0);

struct Component;
struct Bomb;

impl GuestBomb for Bomb {
    fn new() -> Bomb {
        Bomb
    }
    fn explode(&self) {
        wasm32::unreachable()
    }
}

impl Drop for Bomb {
    fn drop(&mut self) {
        wasm32::unreachable()
    }
}

impl Guest for Component {
    type Bomb = Bomb;

    fn unreachable() {
        wasm32::unreachable()
    }
    fn panic(message: String) {
        panic!("{message}")
    }
    fn load(address: u32) -> u8 {
        let pointer = black_box(address as usize) as *const u8;
        // SAFETY: not safe at all: the machine of WebAssembly checks the address, which is what
        // this function is for.
        unsafe { pointer.read_volatile() }
    }
    fn divide(a: u32, b: u32) -> u32 {
        // SAFETY: not safe at all: it takes Rust's own check away, so that the machine's is met.
        unsafe { assert_unchecked(b != 0) };
        a / b
    }
    fn divide_signed(a: i32, b: i32) -> i32 {
        // SAFETY: not safe at all, as in `divide`.
        unsafe { assert_unchecked(b != 0) };
        a / b
    }
    fn truncate(v: f64) -> i32 {
        // SAFETY: out of range it is a trap, which is what this function is for.
        unsafe { black_box(v).to_int_unchecked() }
    }
    fn call_indirect(index: u32) -> u32 {
        // SAFETY: not safe at all: the machine checks the place in the table and the type.
        let function: fn(u32) -> u32 = unsafe { std::mem::transmute(black_box(index as usize)) };
        function(index)
    }
    fn recurse(depth: u32) -> u32 {
        deeper(depth)
    }
    fn spin() {
        loop {
            black_box(());
        }
    }
    fn count(rounds: u64) -> u64 {
        let mut count = 0;
        while count < rounds {
            count = black_box(count + 1);
        }
        count
    }
    fn grow() {
        while wasm32::memory_grow(0, 16) != usize::MAX {}
        wasm32::unreachable()
    }
    fn try_grow(pages: u32) -> Option<u32> {
        match wasm32::memory_grow(0, pages as usize) {
            usize::MAX => None,
            before => Some(before as u32),
        }
    }
    fn pages() -> u32 {
        wasm32::memory_size(0) as u32
    }
    fn allocate(bytes: u32) -> u32 {
        black_box(vec![1_u8; bytes as usize]).len() as u32
    }
    fn fine(v: u32) -> u32 {
        v
    }
    fn calls() -> u32 {
        CALLS.fetch_add(1, Relaxed) + 1
    }
    fn fail(v: Result<u32, String>) -> Result<u32, String> {
        v
    }
}

/// Both calls are hidden from the optimiser, which would make a loop of them.
#[inline(never)]
fn deeper(depth: u32) -> u32 {
    match depth {
        0 => 0,
        _ => black_box(deeper(black_box(depth - 1))) + 1,
    }
}

export!(Component);
