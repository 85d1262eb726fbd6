//! Deadlines, cancelling, interrupts, memory.

use crate::common::values::call_with;
use crate::guests::{KITCHEN, assert_poisoned, assert_usable, failure, instantiate, kitchen, value};
use outwit_core::{Call, Error, ErrorKind, HostError, Instance, Interrupt, Options};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};
use wasmtime::component::Val;

fn spin(instance: &Instance, limits: &Call) -> Error {
    call_with(instance, limits, "spin", &[]).unwrap_err()
}

#[test]
fn a_deadline_ends_an_endless_loop() {
    let instance = kitchen();
    let begin = Instant::now();
    let deadline = begin + Duration::from_millis(30);
    let error = spin(&instance, &Call { deadline: Some(deadline), cancel: None });
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Deadline, "the call ran past its deadline"));
    assert!(Instant::now() >= deadline);
    assert!(begin.elapsed() < Duration::from_secs(10));
    assert_poisoned(&instance, "deadline");
}

#[test]
fn a_deadline_is_its_calls_own() {
    let instance = kitchen();
    let past = Call { deadline: Some(Instant::now()), cancel: Some(Arc::new(AtomicBool::new(true))) };
    // Too short to be looked at.
    call_with(&instance, &past, "count", &[]).unwrap();
    // Long enough for several ticks.
    let turns = Val::U32(50_000_000);
    assert_eq!(value(&instance, "work", &[turns]), Val::U32(0));
}

#[test]
fn a_flag_ends_an_endless_loop() {
    let instance = kitchen();
    let cancel = Arc::new(AtomicBool::new(false));
    let error = std::thread::scope(|scope| {
        let limits = Call { deadline: None, cancel: Some(cancel.clone()) };
        let call = scope.spawn(|| spin(&instance, &{ limits }));
        cancel.store(true, Ordering::Relaxed);
        call.join().unwrap()
    });
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Cancelled, "the caller stopped the call"));
    assert_poisoned(&instance, "stopped");
}

/// Stops a call at its third tick.
#[derive(Default)]
struct ThirdTick(AtomicU32);

impl Interrupt for ThirdTick {
    fn tick(&self) -> Result<(), HostError> {
        match self.0.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => Ok(()),
            _ => Err(Box::new("KeyboardInterrupt")),
        }
    }
}

#[test]
fn an_interrupt_is_asked_again_and_again_and_its_error_arrives() {
    let interrupt = Arc::new(ThirdTick::default());
    let options = Options { interrupt: Some(interrupt.clone()), ..Options::default() };
    let instance = instantiate(&KITCHEN, options).unwrap();
    assert_usable(&instance, "count", &[]);
    assert_eq!(interrupt.0.load(Ordering::Relaxed), 0, "a short call is not interrupted");
    let error = spin(&instance, &Call::default());
    assert_eq!(error.kind, ErrorKind::Host);
    assert_eq!(error.host.unwrap().downcast_ref(), Some(&"KeyboardInterrupt"));
    assert_eq!(interrupt.0.load(Ordering::Relaxed), 3);
    assert_poisoned(&instance, "interrupted");
}

#[test]
fn memory_is_limited() {
    let options = Options { memory: Some(3 << 16), ..Options::default() };
    let instance = instantiate(&KITCHEN, options.clone()).unwrap();
    assert_eq!(value(&instance, "grow", &[Val::U32(2)]), Val::S32(1));
    let error = failure(&instance, "grow", &[Val::U32(1)]);
    assert_eq!(error.kind, ErrorKind::Memory);
    assert_eq!(error.message, "the guest wants 262144 bytes of memory and may have 196608");
    assert_poisoned(&instance, "memory");
}

#[test]
fn memory_is_limited_from_the_start() {
    let options = Options { memory: Some(1000), ..Options::default() };
    let error = instantiate(&KITCHEN, options).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Memory, "{error}");
}

#[test]
fn tables_are_memory() {
    let text = r#"(component
      (core module $module (table 1000000 funcref) (func (export "f")))
      (core instance $guest (instantiate $module))
      (func (export "f") (canon lift (core func $guest "f"))))"#;
    let options = Options { memory: Some(1 << 20), ..Options::default() };
    let error = instantiate(&wat::parse_str(text).unwrap(), options).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Memory, "{error}");
}
