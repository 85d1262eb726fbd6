//! Random values of random types, through the core and through Wasmtime's own dynamic values:
//! both must arrive alike, in the guest and back, and in the host that the guest calls and back.
//!
//! `OUTWIT_CASES` says how many (100,000 else), `OUTWIT_SEED` where to begin. A failure prints the
//! two that repeat it.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod imports;
mod legs;
mod passing;

use common::guests;
use common::random::types;
use common::random::values::Values;
use common::setting;
use fastrand::Rng;
use imports::Imports;
use legs::Legs;
use outwit_core::signature::{Type, TypeDef};
use outwit_core::{Cache, Engine};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// One component has so many functions, and each is called with so many values.
const TYPES: usize = 4;
const VALUES: usize = 50;

#[test]
fn the_core_and_wasmtime_agree() {
    let cases = setting("OUTWIT_CASES", 100_000);
    let seed = setting("OUTWIT_SEED", 0);
    let rounds = cases.div_ceil((TYPES * VALUES) as u64);
    let engine = Engine::new(Cache::Off).unwrap();
    let (next, seen) = (AtomicU64::new(0), Mutex::new(BTreeMap::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut own = BTreeMap::new();
                loop {
                    let round = next.fetch_add(1, Ordering::Relaxed);
                    if round >= rounds {
                        break;
                    }
                    let seed = seed.wrapping_add(round);
                    let repeat = Repeat(seed);
                    run(&engine, seed, &mut own);
                    drop(repeat);
                }
                let mut seen = seen.lock().unwrap();
                for (what, count) in own {
                    *seen.entry(what).or_insert(0u64) += count;
                }
            });
        }
    });
    let seen = seen.into_inner().unwrap();
    println!("{rounds} components: {seen:?}");
    assert_eq!(seen["cases"], rounds * (TYPES * VALUES) as u64);
    if cases >= 100_000 {
        for what in EXPECTED {
            assert!(seen.contains_key(what), "no case was {what}");
        }
    }
}

/// What the cases must have covered.
const EXPECTED: [&str; 19] = [
    "record",
    "variant",
    "variant of more than 256",
    "enum",
    "enum of more than 256",
    "flags of 1 byte",
    "flags of 2 bytes",
    "flags of 4 bytes",
    "list",
    "fixed list",
    "map",
    "tuple",
    "option",
    "result with both",
    "result with ok",
    "result with err",
    "result with none",
    "in 16 flat values",
    "beyond 16 flat values",
];

/// Says how to repeat a round that panics.
struct Repeat(u64);

impl Drop for Repeat {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("repeat with OUTWIT_SEED={} OUTWIT_CASES=1", self.0);
        }
    }
}

fn run(engine: &Engine, seed: u64, seen: &mut BTreeMap<&'static str, u64>) {
    let mut rng = Rng::with_seed(seed);
    let mut table = Vec::new();
    let wanted: Vec<Type> = (0..TYPES).map(|_| types::wanted(&mut rng, &mut table)).collect();
    for def in &table {
        *seen.entry(kind(def)).or_insert(0) += 1;
    }
    let (text, world) = guests::component(&table, &wanted);
    let mut legs = Legs::new(engine, &text, world, seed.is_multiple_of(2));
    let (text, world) = passing::component(&table, &wanted);
    let mut imports = Imports::new(engine, &text, world, seed.is_multiple_of(2));
    for (position, ty) in wanted.iter().enumerate() {
        let beyond = guests::flat(&table, *ty).len() > 16;
        *seen.entry(if beyond { "beyond 16 flat values" } else { "in 16 flat values" }).or_insert(0) += 1;
        let mut other = None;
        for _ in 0..VALUES {
            let value = Values { rng: &mut rng, types: &table, budget: 8000 }.value(*ty);
            legs.check(position, &value);
            imports.check(position, &value, other.as_ref().unwrap_or(&value));
            other = Some(value);
            *seen.entry("cases").or_insert(0) += 1;
        }
    }
    *seen.entry("blobs").or_insert(0) += legs.blobs;
    *seen.entry("blobs of imports").or_insert(0) += imports.blobs();
}

fn kind(def: &TypeDef) -> &'static str {
    match def {
        TypeDef::Record { .. } => "record",
        TypeDef::Variant { cases, .. } if cases.len() > 256 => "variant of more than 256",
        TypeDef::Variant { .. } => "variant",
        TypeDef::Enum { cases, .. } if cases.len() > 256 => "enum of more than 256",
        TypeDef::Enum { .. } => "enum",
        TypeDef::Flags { flags, .. } => match flags.len() {
            1..=8 => "flags of 1 byte",
            9..=16 => "flags of 2 bytes",
            _ => "flags of 4 bytes",
        },
        TypeDef::List { length: None, .. } => "list",
        TypeDef::List { .. } => "fixed list",
        TypeDef::Map { .. } => "map",
        TypeDef::Tuple { .. } => "tuple",
        TypeDef::Option { .. } => "option",
        TypeDef::Result { ok: Some(_), err: Some(_) } => "result with both",
        TypeDef::Result { ok: Some(_), err: None } => "result with ok",
        TypeDef::Result { ok: None, err: Some(_) } => "result with err",
        TypeDef::Result { ok: None, err: None } => "result with none",
        other => panic!("not generated: {other:?}"),
    }
}
