//! Calls that come back to the host: who may be inside meanwhile, and what ends them.

use crate::common::hosts::{Log, ValHost, component, exception, instance_with, noted};
use crate::common::values::{call, call_with};
use crate::guests::{ENGINE, KITCHEN, assert_poisoned, assert_usable, failure, instantiate, kitchen, value};
use crate::imports::imports;
use outwit_core::{Call, Error, ErrorKind, HostError, Inside, Instance, Interrupt, Options, Thread};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};
use wasmtime::component::Val;

/// An instance whose host functions know it.
fn knowing_itself(
    mut answer: impl FnMut(&Instance, &Inside<'_>) -> Result<Option<Val>, Error> + Send + 'static,
) -> Instance {
    let own = Arc::new(OnceLock::<Instance>::new());
    let known = own.clone();
    let instance = imports(move |_, _, inside| answer(known.get().unwrap(), inside));
    own.set(instance.clone()).ok().unwrap();
    instance
}

#[test]
fn a_host_function_cannot_call_its_own_instance() {
    let instance = knowing_itself(|own, _| {
        assert!(own.is_inside());
        let error = call(own, "now", &[]).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Busy);
        assert!(error.message.contains("a host function cannot call back"), "{error}");
        assert_eq!(own.try_enter().map(drop).unwrap_err().kind, ErrorKind::Busy);
        assert_eq!(own.enter_within(Duration::ZERO).map(drop).unwrap_err().kind, ErrorKind::Busy);
        assert_eq!(own.close().unwrap_err().kind, ErrorKind::Busy);
        Ok(None)
    });
    assert!(!instance.is_inside());
    call(&instance, "many", &[Val::U32(3)]).unwrap();
    assert_usable(&instance, "nothing", &[]);
}

#[test]
fn the_error_of_a_call_back_can_be_handed_on() {
    let instance = knowing_itself(|own, _| Err(call(own, "now", &[]).unwrap_err()));
    assert_eq!(failure(&instance, "nothing", &[]).kind, ErrorKind::Busy);
    assert_poisoned(&instance, "cannot call back");
}

#[test]
fn a_host_function_calls_another_instance() {
    let other = kitchen();
    let instance = imports(move |_, _, _| {
        let Val::U32(sum) = value(&other, "add", &[Val::U32(20), Val::U32(22)]) else { panic!("no u32") };
        Ok(Some(Val::U64(sum.into())))
    });
    assert_eq!(value(&instance, "now", &[]), Val::U64(42));
}

#[test]
fn a_chain_of_instances() {
    const LINKS: u64 = 40;
    let mut next = imports(|_, _, _| Ok(Some(Val::U64(0))));
    let first = next.clone();
    for _ in 0..LINKS {
        let inner = next;
        let own = first.clone();
        next = imports(move |_, _, _| {
            let Val::U64(n) = value(&inner, "now", &[]) else { panic!("no u64") };
            // The innermost is free again.
            assert_usable(&own, "now", &[]);
            Ok(Some(Val::U64(n + 1)))
        });
    }
    assert_eq!(value(&next, "now", &[]), Val::U64(LINKS));
}

#[test]
fn a_ring_of_instances_is_busy() {
    let first = Arc::new(OnceLock::<Instance>::new());
    let back = first.clone();
    let second = imports(move |_, _, _| {
        assert_eq!(failure(back.get().unwrap(), "now", &[]).kind, ErrorKind::Busy);
        Ok(Some(Val::U64(2)))
    });
    let instance = imports(move |_, _, _| Ok(Some(value(&second, "now", &[]))));
    first.set(instance.clone()).ok().unwrap();
    assert_eq!(value(&instance, "now", &[]), Val::U64(2));
}

#[test]
fn a_trap_of_another_instance() {
    let other = kitchen();
    let inner = other.clone();
    let instance = imports(move |_, _, _| Err(failure(&inner, "fail", &[])));
    let error = failure(&instance, "nothing", &[]);
    assert_eq!((error.kind, error.code), (ErrorKind::Trap, Some("unreachable")));
    assert_eq!(error.frames[0].function.as_deref(), Some("fail"));
    assert_poisoned(&instance, "unreachable");
    assert_poisoned(&other, "unreachable");
}

#[test]
fn a_trap_of_another_instance_that_the_host_forgives() {
    let instance = imports(|_, _, _| {
        assert_eq!(failure(&kitchen(), "fail", &[]).kind, ErrorKind::Trap);
        Ok(None)
    });
    assert_usable(&instance, "many", &[Val::U32(3)]);
    assert_usable(&instance, "nothing", &[]);
}

/// Runs `meanwhile` while another thread is inside a host function that waits for this one. It is
/// given what lets that thread begin to wait, and what lets it go on.
fn while_waited_for(meanwhile: impl FnOnce(&Instance, Sender<()>, Sender<()>)) {
    let ((here, is_here), (begin, told_to_begin), (go_on, told_to_go_on)) = (channel(), channel(), channel());
    let main = Thread::current();
    let waits = Mutex::new(Some((here, told_to_begin, told_to_go_on)));
    let instance = knowing_itself(move |own, inside| {
        let wait: (Sender<()>, Receiver<()>, Receiver<()>) = match waits.lock().unwrap().take() {
            Some(wait) => wait,
            None => return Ok(None),
        };
        wait.0.send(()).unwrap();
        wait.1.recv().unwrap();
        let waiting = inside.wait_for(main);
        assert!(!own.is_inside());
        wait.2.recv().unwrap();
        drop(waiting);
        assert!(own.is_inside());
        Ok(None)
    });
    std::thread::scope(|scope| {
        let call = scope.spawn(|| call(&instance, "nothing", &[]).map(drop));
        is_here.recv().unwrap();
        assert!(instance.try_enter().unwrap().is_none());
        meanwhile(&instance, begin, go_on);
        call.join().unwrap().unwrap();
    });
    assert_usable(&instance, "nothing", &[]);
}

#[test]
fn a_thread_that_the_host_waits_for_cannot_wait_for_the_host() {
    while_waited_for(|instance, begin, go_on| {
        assert!(instance.enter_within(Duration::from_millis(1)).unwrap().is_none());
        begin.send(()).unwrap();
        // Both may have to wait until the other thread waits.
        assert_eq!(instance.enter().map(drop).unwrap_err().kind, ErrorKind::Busy);
        assert_eq!(instance.try_enter().map(drop).unwrap_err().kind, ErrorKind::Busy);
        assert_eq!(instance.close().unwrap_err().kind, ErrorKind::Busy);
        go_on.send(()).unwrap();
    });
}

#[test]
fn closing_what_begins_to_wait() {
    while_waited_for(|instance, begin, go_on| {
        begin.send(()).unwrap();
        assert_eq!(instance.close().unwrap_err().kind, ErrorKind::Busy);
        go_on.send(()).unwrap();
    });
}

#[test]
fn a_third_thread_waits_its_turn() {
    while_waited_for(|instance, begin, go_on| {
        begin.send(()).unwrap();
        assert_eq!(instance.enter().map(drop).unwrap_err().kind, ErrorKind::Busy);
        std::thread::scope(|scope| {
            let third = scope.spawn(|| call(instance, "nothing", &[]).map(drop));
            go_on.send(()).unwrap();
            third.join().unwrap().unwrap();
        });
    });
}

/// Lets time pass without looking up.
fn busy_until(then: Instant) {
    while Instant::now() < then {
        std::hint::spin_loop();
    }
}

#[test]
fn a_deadline_that_passes_in_a_host_function() {
    let deadline = Instant::now() + Duration::from_millis(20);
    let instance = imports(move |_, _, inside| {
        assert_eq!(inside.call().deadline, Some(deadline));
        busy_until(deadline);
        Ok(None)
    });
    let limits = Call { deadline: Some(deadline), cancel: None };
    let error = call_with(&instance, &limits, "spin", &[]).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Deadline);
    assert_poisoned(&instance, "deadline");
}

#[test]
fn a_caller_that_goes_away_during_a_host_function() {
    let flag = Arc::new(AtomicBool::new(false));
    let cancel = flag.clone();
    let instance = imports(move |_, _, inside| {
        inside.tick().unwrap();
        cancel.store(true, Ordering::Relaxed);
        Ok(None)
    });
    let limits = Call { deadline: None, cancel: Some(flag) };
    let error = call_with(&instance, &limits, "spin", &[]).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Cancelled);
    assert_poisoned(&instance, "stopped");
}

#[test]
fn a_host_function_that_waits_looks_up() {
    let wait = || {
        imports(|_, _, inside| {
            loop {
                inside.tick()?
            }
        })
    };
    let deadline = Some(Instant::now() + Duration::from_millis(20));
    let error = call_with(&wait(), &Call { deadline, cancel: None }, "nothing", &[]).unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Deadline, "the call ran past its deadline"));
    let cancel = Some(Arc::new(AtomicBool::new(true)));
    let error = call_with(&wait(), &Call { deadline: None, cancel }, "nothing", &[]).unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Cancelled, "the caller stopped the call"));
}

#[test]
fn a_host_function_that_waits_is_interrupted() {
    struct Always;
    impl Interrupt for Always {
        fn tick(&self) -> Result<(), HostError> {
            Err(Box::new("KeyboardInterrupt"))
        }
    }
    let component = component(&ENGINE, include_str!("imports.wat"));
    let options = Options { interrupt: Some(Arc::new(Always)), ..Options::default() };
    let host = |world: &_| {
        ValHost::new(world, |_, _, inside| {
            loop {
                inside.tick()?
            }
        })
    };
    let instance = instance_with(&component, options, host).unwrap();
    let error = failure(&instance, "nothing", &[]);
    assert_eq!(error.kind, ErrorKind::Host);
    assert_eq!(error.host.unwrap().downcast_ref(), Some(&"KeyboardInterrupt"));
    assert_poisoned(&instance, "interrupted");
}

#[test]
fn limits_of_a_call_are_not_those_of_an_inner_call() {
    let other = kitchen();
    let instance = imports(move |_, _, _| {
        let limits = Call { deadline: Some(Instant::now()), cancel: None };
        assert_eq!(call_with(&kitchen(), &limits, "spin", &[]).unwrap_err().kind, ErrorKind::Deadline);
        // Takes several ticks.
        assert_eq!(value(&other, "work", &[Val::U32(20_000_000)]), Val::U32(0));
        Ok(None)
    });
    assert_usable(&instance, "many", &[Val::U32(2)]);
}

#[test]
fn an_interrupt_calls_another_instance_while_the_guest_runs() {
    struct Other(Instance, Mutex<u32>);
    impl Interrupt for Other {
        fn tick(&self) -> Result<(), HostError> {
            *self.1.lock().unwrap() += 1;
            assert_eq!(value(&self.0, "now", &[]), Val::U64(7));
            Ok(())
        }
    }
    let inner = imports(|_, _, _| Ok(Some(Val::U64(7))));
    let other = Arc::new(Other(inner, Mutex::new(0)));
    let options = Options { interrupt: Some(other.clone()), ..Options::default() };
    let instance = instantiate(&KITCHEN, options).unwrap();
    assert_eq!(value(&instance, "work", &[Val::U32(50_000_000)]), Val::U32(0));
    assert!(*other.1.lock().unwrap() > 0);
}

/// A component whose start function calls the import `begin` and then does this.
fn starting(then: &str) -> String {
    format!(
        r#"(component
          (import "begin" (func $begin (param "n" u32) (result u32)))
          (core func $begin (canon lower (func $begin)))
          (core module $module
            (import "host" "begin" (func $begin (param i32) (result i32)))
            (global $said (mut i32) (i32.const 0))
            (func $start (global.set $said (call $begin (i32.const 7))) {then})
            (start $start)
            (func (export "said") (result i32) (global.get $said)))
          (core instance $guest (instantiate $module
            (with "host" (instance (export "begin" (func $begin))))))
          (func (export "said") (result u32) (canon lift (core func $guest "said"))))"#
    )
}

/// Starts the guest, whose host may fail, and says what the host was asked.
fn start(
    then: &str,
    options: Options,
    said: Result<u32, &'static str>,
) -> (Result<Instance, Error>, Vec<Val>) {
    let log: Log<Val> = Log::default();
    let asked = log.clone();
    let component = component(&ENGINE, &starting(then));
    let result = instance_with(&component, options, |world| {
        ValHost::new(world, move |_, arguments, _| {
            asked.lock().unwrap().extend(arguments);
            said.map(|n| Some(Val::U32(n))).map_err(exception)
        })
    });
    assert_eq!(
        Arc::strong_count(&log),
        if result.is_ok() { 2 } else { 1 },
        "the host lives with its instance"
    );
    (result, noted(&log))
}

#[test]
fn a_guest_that_calls_while_it_starts() {
    let (instance, asked) = start("", Options::default(), Ok(9));
    assert_eq!(asked, [Val::U32(7)]);
    assert_eq!(value(&instance.unwrap(), "said", &[]), Val::U32(9));
}

#[test]
fn a_start_that_fails() {
    let (result, _) = start("", Options::default(), Err("ValueError"));
    let error = result.err().unwrap();
    assert_eq!(error.kind, ErrorKind::Host);
    assert_eq!(error.host.unwrap().downcast_ref(), Some(&"ValueError"));
    let (result, _) = start("unreachable", Options::default(), Ok(0));
    assert_eq!(result.err().unwrap().code, Some("unreachable"));
}

#[test]
fn a_start_that_does_not_end() {
    let spin = "(loop $again (br $again))";
    let deadline = Some(Instant::now() + Duration::from_millis(20));
    let limited = Options { start: Call { deadline, cancel: None }, ..Options::default() };
    let (result, asked) = start(spin, limited, Ok(0));
    assert_eq!((result.err().unwrap().kind, asked), (ErrorKind::Deadline, vec![Val::U32(7)]));
    let cancel = Some(Arc::new(AtomicBool::new(true)));
    let cancelled = Options { start: Call { deadline: None, cancel }, ..Options::default() };
    assert_eq!(start(spin, cancelled, Ok(0)).0.err().unwrap().kind, ErrorKind::Cancelled);
}

#[test]
fn limits_of_the_start_do_not_outlast_it() {
    let deadline = Instant::now() + Duration::from_millis(200);
    let limited = Options { start: Call { deadline: Some(deadline), cancel: None }, ..Options::default() };
    let instance = instantiate(&KITCHEN, limited).unwrap();
    busy_until(deadline);
    assert_eq!(value(&instance, "work", &[Val::U32(50_000_000)]), Val::U32(0));
}

#[test]
fn a_host_that_makes_another_instance_while_its_guest_starts() {
    let component = component(&ENGINE, &starting(""));
    let inner = component.clone();
    let said = |said: u32| move |_: &str, _: Vec<Val>, _: &Inside<'_>| Ok(Some(Val::U32(said)));
    let instance = instance_with(&component, Options::default(), |world| {
        ValHost::new(world, move |_, _, _| {
            let inner = instance_with(&inner, Options::default(), |world| ValHost::new(world, said(1)))?;
            Ok(Some(value(&inner, "said", &[])))
        })
    });
    assert_eq!(value(&instance.unwrap(), "said", &[]), Val::U32(1));
}

/// A guest that calls its host at the bottom of a deep stack.
const DEEP: &str = r#"(component
    (import "next" (func $next (result u32)))
    (core func $next (canon lower (func $next)))
    (core module $module
      (import "host" "next" (func $next (result i32)))
      (func $deep (export "deep") (param i32) (result i32)
        (if (result i32) (local.get 0)
          (then (i32.add (call $deep (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
          (else (call $next)))))
    (core instance $guest (instantiate $module (with "host" (instance (export "next" (func $next))))))
    (func (export "deep") (param "frames" u32) (result u32) (canon lift (core func $guest "deep"))))"#;

#[test]
fn guests_that_use_up_the_stack_together() {
    let component = component(&ENGINE, DEEP);
    let frames = [Val::U32(8_000)];
    let mut guests = Vec::<Instance>::new();
    for _ in 0..100 {
        let (inner, frames) = (guests.last().cloned(), frames.clone());
        let host = |world: &_| {
            ValHost::new(world, move |_, _, _| match &inner {
                None => Ok(Some(Val::U32(0))),
                Some(inner) => call(inner, "deep", &frames).map(|_| Some(Val::U32(0))),
            })
        };
        guests.push(instance_with(&component, Options::default(), host).unwrap());
    }
    let error = failure(guests.last().unwrap(), "deep", &frames);
    assert_eq!(error.kind, ErrorKind::Usage);
    assert!(error.message.contains("too deeply"), "{error}");
    // Those that were not reached are as they were.
    assert_eq!(value(&guests[0], "deep", &frames), Val::U32(8_000));
    // A stack that is deeper than these guests'.
    let thread = std::thread::Builder::new().stack_size(100 << 20);
    let deep = thread.spawn(move || value(&guests[50], "deep", &frames)).unwrap();
    assert_eq!(deep.join().unwrap(), Val::U32(8_000));
}
