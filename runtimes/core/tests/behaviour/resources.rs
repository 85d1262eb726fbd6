//! Resources: who owns them, and what happens to handles that are no good.

use crate::guests::{assert_poisoned, failure, resources, value};
use outwit_core::{ErrorKind, Handle, Instance};
use wasmtime::component::Val;

const GONE: &str = "the resource was closed or given away";

fn make(instance: &Instance, n: u32) -> Val {
    value(instance, "make", &[Val::U32(n)])
}

fn handle(value: &Val) -> Handle {
    match value {
        Val::U64(handle) => Handle(*handle),
        other => panic!("not a handle: {other:?}"),
    }
}

/// The sum of the numbers of all resources that were dropped.
fn dropped(instance: &Instance) -> Val {
    value(instance, "dropped", &[])
}

fn held(instance: &Instance) -> usize {
    instance.enter().unwrap().handles()
}

fn refused(instance: &Instance, name: &str, params: &[Val], message: &str) {
    let error = failure(instance, name, params);
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Handle, message));
}

#[test]
fn lending_keeps_and_giving_moves() {
    let instance = resources();
    let thing = make(&instance, 7);
    for _ in 0..3 {
        assert_eq!(value(&instance, "read", &[thing.clone(), Val::U8(0)]), Val::U32(7));
    }
    assert_eq!(held(&instance), 1);
    assert_eq!(value(&instance, "take", &[thing.clone(), Val::U8(0)]), Val::U32(7));
    assert_eq!((held(&instance), dropped(&instance)), (0, Val::U32(7)));
    refused(&instance, "read", &[thing.clone(), Val::U8(0)], &format!("thing: {GONE}"));
    refused(&instance, "take", &[thing, Val::U8(0)], &format!("thing: {GONE}"));
}

#[test]
fn a_resource_that_comes_back_has_a_new_handle() {
    let instance = resources();
    let thing = make(&instance, 7);
    let back = value(&instance, "keep", std::slice::from_ref(&thing));
    assert_ne!(thing, back);
    refused(&instance, "read", &[thing, Val::U8(0)], &format!("thing: {GONE}"));
    assert_eq!(value(&instance, "read", &[back, Val::U8(0)]), Val::U32(7));
}

#[test]
fn several_in_one_result() {
    let instance = resources();
    let Val::Tuple(two) = value(&instance, "make-two", &[Val::U32(1), Val::U32(2)]) else {
        panic!("no tuple")
    };
    assert_eq!(value(&instance, "read", &[two[1].clone(), Val::U8(0)]), Val::U32(2));
    assert_eq!(value(&instance, "take-two", &two), Val::U32(3));
    assert_eq!(dropped(&instance), Val::U32(3));
}

#[test]
fn closing_runs_the_destructor_once() {
    let instance = resources();
    let thing = make(&instance, 5);
    instance.enter().unwrap().drop_handle(handle(&thing)).unwrap();
    assert_eq!(dropped(&instance), Val::U32(5));
    let error = instance.enter().unwrap().drop_handle(handle(&thing)).unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Handle, GONE));
    assert_eq!(dropped(&instance), Val::U32(5));
}

#[test]
fn an_old_handle_never_means_a_new_resource() {
    let instance = resources();
    let old = make(&instance, 1);
    instance.enter().unwrap().drop_handle(handle(&old)).unwrap();
    let new = make(&instance, 2);
    assert_ne!(old, new);
    refused(&instance, "read", &[old, Val::U8(0)], &format!("thing: {GONE}"));
    assert_eq!(value(&instance, "read", &[new, Val::U8(0)]), Val::U32(2));
}

#[test]
fn handles_that_never_were() {
    let instance = resources();
    make(&instance, 1);
    for number in [1, 77, 1 << 32, (1 << 52) - 1, 1 << 52, u64::MAX] {
        refused(&instance, "read", &[Val::U64(number), Val::U8(0)], &format!("thing: {GONE}"));
        let error = instance.enter().unwrap().drop_handle(Handle(number)).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Handle);
    }
}

#[test]
fn a_wrong_value_beside_a_handle_costs_nothing() {
    let instance = resources();
    let thing = make(&instance, 7);
    for name in ["read", "take"] {
        let error = failure(&instance, name, &[thing.clone(), Val::Bool(true)]);
        assert_eq!(error.message, "n: expected u8, got Bool(true)");
    }
    assert_eq!(value(&instance, "read", &[thing.clone(), Val::U8(0)]), Val::U32(7));
    instance.enter().unwrap().drop_handle(handle(&thing)).unwrap();
    assert_eq!(dropped(&instance), Val::U32(7));
}

#[test]
fn many_wrong_calls_leave_nothing_behind() {
    let instance = resources();
    let thing = make(&instance, 7);
    for _ in 0..10_000 {
        failure(&instance, "read", &[thing.clone(), Val::Bool(true)]);
    }
    assert_eq!(held(&instance), 1);
    assert_eq!(value(&instance, "read", &[thing.clone(), Val::U8(0)]), Val::U32(7));
    assert_eq!(value(&instance, "take", &[thing, Val::U8(0)]), Val::U32(7));
}

#[test]
fn a_bad_handle_beside_a_good_one_costs_nothing() {
    let instance = resources();
    let thing = make(&instance, 7);
    refused(&instance, "take-two", &[thing.clone(), Val::U64(99)], &format!("b: {GONE}"));
    let other = value(&instance, "make-other", &[]);
    refused(&instance, "take-two", &[thing.clone(), other], "b: the resource is of another type");
    assert_eq!(value(&instance, "take", &[thing, Val::U8(0)]), Val::U32(7));
}

#[test]
fn another_resource() {
    let instance = resources();
    let other = value(&instance, "make-other", &[]);
    refused(&instance, "read", &[other.clone(), Val::U8(0)], "thing: the resource is of another type");
    refused(&instance, "take", &[other, Val::U8(0)], "thing: the resource is of another type");
}

#[test]
fn giving_away_twice_in_one_call() {
    let instance = resources();
    let thing = make(&instance, 7);
    let message = "the resource is given away and used again in the same call";
    refused(&instance, "take-two", &[thing.clone(), thing.clone()], message);
    refused(&instance, "mixed", &[thing.clone(), thing.clone()], message);
    assert_eq!(value(&instance, "read", &[thing.clone(), Val::U8(0)]), Val::U32(7));
    let second = make(&instance, 1);
    assert_eq!(value(&instance, "mixed", &[thing, second]), Val::U32(8));
}

#[test]
fn lending_often_in_one_call() {
    let instance = resources();
    let things: Vec<Val> = (0..1000).map(|n| make(&instance, n)).collect();
    let twice = [&things[..], &things[..]].concat();
    assert_eq!(value(&instance, "sum", &[Val::List(twice)]), Val::U32(999_000));
    assert_eq!(held(&instance), 1000);
}

#[test]
fn queued_drops_wait_for_the_next_entry() {
    let instance = resources();
    let (thing, other) = (make(&instance, 7), make(&instance, 8));
    let entered = instance.enter().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| instance.queue_drop(handle(&thing)));
    });
    assert_eq!(entered.handles(), 2);
    drop(entered);
    assert_eq!(held(&instance), 1);
    assert_eq!(dropped(&instance), Val::U32(7));
    // Twice, or something that never was: nothing to report it to.
    instance.queue_drop(handle(&thing));
    instance.queue_drop(Handle(u64::MAX));
    assert_eq!(value(&instance, "read", &[other, Val::U8(0)]), Val::U32(8));
    assert_eq!(dropped(&instance), Val::U32(7));
}

#[test]
fn a_destructor_that_traps() {
    let instance = resources();
    let thing = make(&instance, 666);
    let error = instance.enter().unwrap().drop_handle(handle(&thing)).unwrap_err();
    assert_eq!((error.kind, error.code), (ErrorKind::Trap, Some("unreachable")));
    assert_poisoned(&instance, "unreachable");
}

#[test]
fn a_destructor_that_traps_after_the_call() {
    let instance = resources();
    let thing = make(&instance, 666);
    let error = failure(&instance, "take", &[thing, Val::U8(0)]);
    assert_eq!((error.kind, error.code), (ErrorKind::Trap, Some("unreachable")));
    assert_poisoned(&instance, "unreachable");
}

#[test]
fn a_queued_destructor_that_traps() {
    let instance = resources();
    let thing = make(&instance, 666);
    instance.queue_drop(handle(&thing));
    assert_poisoned(&instance, "unreachable");
    assert_eq!(failure(&instance, "dropped", &[]).kind, ErrorKind::Poisoned);
}

#[test]
fn handles_of_a_closed_instance() {
    let instance = resources();
    let thing = make(&instance, 7);
    instance.queue_drop(handle(&thing));
    instance.close().unwrap();
    instance.queue_drop(handle(&thing));
    assert_eq!(failure(&instance, "read", &[thing, Val::U8(0)]).kind, ErrorKind::Closed);
}
