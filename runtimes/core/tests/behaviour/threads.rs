//! Who may be inside, and who waits.

use crate::common::values::call;
use crate::guests::{KITCHEN, assert_usable, instantiate, kitchen, value};
use outwit_core::{ErrorKind, HostError, Instance, Interrupt, Options};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use wasmtime::component::Val;

#[test]
fn a_thread_that_is_inside_cannot_enter_again() {
    let instance = kitchen();
    let entered = instance.enter().unwrap();
    assert_eq!(instance.enter().map(drop).unwrap_err().kind, ErrorKind::Busy);
    assert_eq!(instance.try_enter().map(drop).unwrap_err().kind, ErrorKind::Busy);
    assert_eq!(instance.close().unwrap_err().kind, ErrorKind::Busy);
    drop(entered);
    assert_usable(&instance, "count", &[]);
}

/// Calls back into its own instance.
#[derive(Default)]
struct Reenter {
    instance: OnceLock<Instance>,
    seen: Mutex<Vec<ErrorKind>>,
}

impl Interrupt for Reenter {
    fn tick(&self) -> Result<(), HostError> {
        let instance = self.instance.get().unwrap();
        self.seen.lock().unwrap().push(call(instance, "count", &[]).unwrap_err().kind);
        Ok(())
    }
}

#[test]
fn a_host_cannot_call_back_into_a_running_instance() {
    let reenter = Arc::new(Reenter::default());
    let options = Options { interrupt: Some(reenter.clone()), ..Options::default() };
    let instance = instantiate(&KITCHEN, options).unwrap();
    reenter.instance.set(instance.clone()).ok().unwrap();
    assert_eq!(value(&instance, "work", &[Val::U32(50_000_000)]), Val::U32(0));
    let seen = reenter.seen.lock().unwrap();
    assert!(!seen.is_empty() && seen.iter().all(|kind| *kind == ErrorKind::Busy), "{seen:?}");
}

#[test]
fn a_host_can_call_another_instance_meanwhile() {
    struct Other(Instance, Mutex<u32>);
    impl Interrupt for Other {
        fn tick(&self) -> Result<(), HostError> {
            assert_eq!(value(&self.0, "add", &[Val::U32(1), Val::U32(2)]), Val::U32(3));
            *self.1.lock().unwrap() += 1;
            Ok(())
        }
    }
    let other = Arc::new(Other(kitchen(), Mutex::new(0)));
    let options = Options { interrupt: Some(other.clone()), ..Options::default() };
    let instance = instantiate(&KITCHEN, options).unwrap();
    assert_eq!(value(&instance, "work", &[Val::U32(50_000_000)]), Val::U32(0));
    assert!(*other.1.lock().unwrap() > 0);
}

/// Holds a call up at its first tick until it is told to go on.
struct Hold(Mutex<Option<(Sender<()>, Receiver<()>)>>);

impl Interrupt for Hold {
    fn tick(&self) -> Result<(), HostError> {
        if let Some((here, go_on)) = self.0.lock().unwrap().take() {
            here.send(()).unwrap();
            go_on.recv().unwrap();
        }
        Ok(())
    }
}

/// Runs `meanwhile` while another thread is inside a call, and lets that go on when told.
fn during_a_call(instance_wanted: impl FnOnce(&Instance, Sender<()>)) -> Instance {
    let ((here, is_here), (go_on, told)) = (channel(), channel());
    let hold = Arc::new(Hold(Mutex::new(Some((here, told)))));
    let options = Options { interrupt: Some(hold), ..Options::default() };
    let instance = instantiate(&KITCHEN, options).unwrap();
    std::thread::scope(|scope| {
        let call = scope.spawn(|| value(&instance, "work", &[Val::U32(50_000_000)]));
        is_here.recv().unwrap();
        instance_wanted(&instance, go_on);
        assert_eq!(call.join().unwrap(), Val::U32(0));
    });
    instance
}

#[test]
fn another_thread_waits() {
    let instance = during_a_call(|instance, go_on| {
        assert!(instance.try_enter().unwrap().is_none());
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| value(instance, "count", &[]));
            assert!(instance.try_enter().unwrap().is_none());
            go_on.send(()).unwrap();
            assert_eq!(waiting.join().unwrap(), Val::U32(1));
        });
    });
    assert_eq!(value(&instance, "count", &[]), Val::U32(2));
}

#[test]
fn closing_waits_for_another_thread() {
    let instance = during_a_call(|instance, go_on| {
        std::thread::scope(|scope| {
            let closing = scope.spawn(|| instance.close());
            go_on.send(()).unwrap();
            closing.join().unwrap().unwrap();
        });
    });
    assert_eq!(instance.enter().map(drop).unwrap_err().kind, ErrorKind::Closed);
}

#[test]
fn many_threads_share_an_instance() {
    let instance = kitchen();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1000).for_each(|_| assert_usable(&instance, "count", &[])));
        }
    });
    assert_eq!(value(&instance, "count", &[]), Val::U32(4001));
}

#[test]
fn an_interrupt_that_panics() {
    struct Panics;
    impl Interrupt for Panics {
        fn tick(&self) -> Result<(), HostError> {
            panic!("on purpose")
        }
    }
    let options = Options { interrupt: Some(Arc::new(Panics)), ..Options::default() };
    let instance = instantiate(&KITCHEN, options).unwrap();
    let spinning = std::panic::AssertUnwindSafe(|| call(&instance, "spin", &[]));
    std::panic::catch_unwind(spinning).unwrap_err();
    crate::guests::assert_poisoned(&instance, "the host panicked");
}
