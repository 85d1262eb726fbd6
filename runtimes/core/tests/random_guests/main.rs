//! Guests that do whatever bytes say: the same as `fuzz/fuzz_targets/guest.rs`, with random bytes and with
//! all that the fuzzer found.
//!
//! `OUTWIT_CASES` says how many random ones, a tenth of it (10,000 else), `OUTWIT_SEED` where to begin. A failure
//! prints what repeats it.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod one;

use common::setting;
use fastrand::Rng;
use one::{Action, Outcome, one};
use std::collections::BTreeMap;
use std::path::Path;

/// What became of how many actions.
type Seen = BTreeMap<(Action, Outcome), u64>;

#[test]
fn random_guests_are_held() {
    one::prepare();
    let cases = setting("OUTWIT_CASES", 100_000) / 10;
    let first = setting("OUTWIT_SEED", 0);
    let mut seen = Seen::new();
    for seed in (0..cases).map(|case| first.wrapping_add(case)) {
        let mut rng = Rng::with_seed(seed);
        let bytes: Vec<u8> = (0..rng.usize(..400)).map(|_| rng.u8(..)).collect();
        check(&bytes, &format!("OUTWIT_SEED={seed} OUTWIT_CASES=10"), &mut seen);
    }
    println!("{cases} guests: {seen:?}");
    for action in [Action::Returns, Action::Passes, Action::Asks, Action::Takes] {
        for outcome in [Outcome::Taken, Outcome::Refused] {
            let often = seen.get(&(action, outcome)).copied().unwrap_or(0);
            assert!(cases < 1000 || often > cases / 20, "{action:?} was {outcome:?} {often} times");
        }
    }
}

#[test]
fn what_the_fuzzer_found_is_held() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/guest");
    let mut seen = Seen::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        check(&std::fs::read(&path).unwrap(), &path.display().to_string(), &mut seen);
    }
    println!("the corpus: {seen:?}");
    // It has been everywhere.
    for action in [Action::Returns, Action::Passes, Action::Asks, Action::Takes, Action::Drops] {
        for outcome in [Outcome::Taken, Outcome::Refused] {
            assert!(seen.contains_key(&(action, outcome)), "no {action:?} was {outcome:?}");
        }
    }
}

fn check(bytes: &[u8], repeat: &str, seen: &mut Seen) {
    let repeat = Repeat(repeat);
    for outcome in one(bytes) {
        *seen.entry(outcome).or_default() += 1;
    }
    drop(repeat);
}

/// Says how to repeat what panics.
struct Repeat<'a>(&'a str);

impl Drop for Repeat<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("repeat with {}", self.0);
        }
    }
}
