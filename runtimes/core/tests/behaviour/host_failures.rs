//! Hosts that fail, and values of theirs that are wrong: the caller gets to know, and the guest is
//! stopped.

use crate::common::hosts::exception;
use crate::common::values::{ValSink, ValSource, call};
use crate::guests::{assert_poisoned, failure};
use crate::imports::{IMPORTS, always, entry, imports, some, text};
use outwit_core::signature::{TypeId, World};
use outwit_core::wire::{WireSink, WireSource};
use outwit_core::{Arguments, Error, ErrorKind, Host, Inside, Instance, Options, Refused, Results};
use outwit_core::{Returned, ValueError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use wasmtime::component::Val;

#[test]
fn an_exception_arrives_as_it_is() {
    let thrown = Arc::new("KeyError");
    let kept = thrown.clone();
    let instance = imports(move |_, _, _| Err(exception(kept.clone())));
    let error = failure(&instance, "get", &[text("k")]);
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Host, "the host function failed"));
    let arrived = error.host.unwrap().downcast::<Arc<&str>>().unwrap();
    assert!(Arc::ptr_eq(&arrived, &thrown));
    assert_poisoned(&instance, "the host function failed");
    assert_eq!(failure(&instance, "nothing", &[]).kind, ErrorKind::Poisoned);
}

#[test]
fn a_wrong_value_says_where_and_whose() {
    let wrong_ttl = some(entry("k", b"v", some(text("soon"))));
    let wrong_case = Val::Variant("melted".into(), None);
    let cases = [
        ("now", vec![], text("noon"), "now returned a wrong value: expected u64, got String(\"noon\")"),
        (
            "get",
            vec![text("k")],
            wrong_ttl,
            "test:host/store@1.0.0.get returned a wrong value: ttl-seconds: expected u32, got String(\"soon\")",
        ),
        (
            "set",
            vec![entry("k", b"v", Val::Option(None))],
            Val::Result(Err(Some(Box::new(wrong_case)))),
            "test:host/store@1.0.0.set returned a wrong value: err: no case melted",
        ),
        (
            "pair",
            vec![Val::U32(0), Val::U64(0)],
            Val::Tuple(vec![Val::U64(0), Val::U8(0)]),
            "pair returned a wrong value: [1]: expected u32, got U8(0)",
        ),
    ];
    for (export, params, said, message) in cases {
        let (instance, _) = always(Some(said));
        let error = failure(&instance, export, &params);
        assert!(matches!(error.kind, ErrorKind::Type | ErrorKind::Value), "{error}");
        assert_eq!(error.message, message);
        assert_poisoned(&instance, message);
    }
}

#[test]
fn a_host_that_panics() {
    let instance = imports(|_, _, _| panic!("on purpose"));
    let calling = std::panic::AssertUnwindSafe(|| call(&instance, "nothing", &[]));
    let payload = std::panic::catch_unwind(calling).unwrap_err();
    assert_eq!(payload.downcast_ref(), Some(&"on purpose"));
    assert_poisoned(&instance, "the host panicked");
}

/// Answers with a buffer that does not hold what it should.
struct Broken(&'static [u8], Arc<AtomicBool>);

impl Host for Broken {
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        arguments.lift(&mut WireSink::new(&mut [0; 64], Vec::new()), drop)
    }

    fn call(&mut self, _: u32, _: &Inside<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        let mut source = WireSource::new(self.0, &[]);
        let result = results.lower(&mut source);
        self.1.store(source.is_finished(), Ordering::Relaxed);
        result
    }

    fn dropped(&mut self, _: TypeId, _: u32, _: &Inside<'_>) -> Result<(), Error> {
        Ok(())
    }
}

#[test]
fn buffers_that_are_broken() {
    let cases: [(&str, &[Val], &'static [u8], &str); 5] = [
        ("now", &[], &[1, 2, 3], "now returned a wrong value: the buffer is broken: it ends too early"),
        ("now", &[], &[0; 9], "now returned a wrong value: the buffer is broken: 1 bytes are left over"),
        ("nothing", &[], &[0], "nothing returned a wrong value: the buffer is broken: 1 bytes are left over"),
        ("sum", &[Val::List(Vec::new())], &[2], "test:host/store@1.0.0.sum returned a wrong value: "),
        (
            "sum",
            &[Val::List(Vec::new())],
            &[1, 9, 0, 0, 0],
            "test:host/store@1.0.0.sum returned a wrong value: err",
        ),
    ];
    for (export, params, bytes, message) in cases {
        let finished = Arc::new(AtomicBool::new(true));
        let instance = with(Broken(bytes, finished.clone()));
        let error = failure(&instance, export, params);
        assert!(error.message.starts_with(message), "{error}");
        assert!(!finished.load(Ordering::Relaxed));
        assert_poisoned(&instance, message);
    }
}

/// An instance with any host.
fn with(host: impl Host + 'static) -> Instance {
    let linked = IMPORTS.link(IMPORTS.world().unwrap().clone()).unwrap();
    linked.instantiate(Options::default(), Some(Box::new(host))).unwrap()
}

/// Does something of its own before it takes the arguments, or before it gives the result.
struct Around<L, G> {
    world: Arc<World>,
    lift: L,
    give: G,
}

impl<L, G> Host for Around<L, G>
where
    L: FnMut() -> Result<(), Refused> + Send,
    G: FnMut() -> Result<(), Refused> + Send,
{
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        (self.lift)()?;
        arguments.lift(&mut ValSink::new(&self.world), drop)
    }

    fn call(&mut self, _: u32, _: &Inside<'_>) -> Result<(), Error> {
        Ok(())
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        (self.give)()?;
        results.lower(&mut ValSource { world: &self.world, params: &[Val::U64(7)] })
    }

    fn dropped(&mut self, _: TypeId, _: u32, _: &Inside<'_>) -> Result<(), Error> {
        Ok(())
    }
}

fn around(
    lift: impl FnMut() -> Result<(), Refused> + Send + 'static,
    give: impl FnMut() -> Result<(), Refused> + Send + 'static,
) -> Instance {
    with(Around { world: IMPORTS.world().unwrap().clone(), lift, give })
}

#[test]
fn an_exception_while_values_are_read_or_built() {
    let thrown = || Err(ValueError::host(Box::new("MemoryError")).inside("somewhere").into());
    for instance in [around(thrown, || Ok(())), around(|| Ok(()), thrown)] {
        let error = failure(&instance, "now", &[]);
        assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Host, "somewhere: the host failed"));
        assert_eq!(error.host.unwrap().downcast_ref(), Some(&"MemoryError"));
        assert_poisoned(&instance, "the host failed");
    }
}

#[test]
fn a_panic_while_values_are_read_or_built() {
    let panics = || panic!("on purpose");
    for instance in [around(panics, || Ok(())), around(|| Ok(()), panics)] {
        let calling = std::panic::AssertUnwindSafe(|| call(&instance, "now", &[]));
        assert_eq!(std::panic::catch_unwind(calling).unwrap_err().downcast_ref(), Some(&"on purpose"));
        assert_poisoned(&instance, "the host panicked");
    }
    let fine = around(|| Ok(()), || Ok(()));
    assert_eq!(call(&fine, "now", &[]).unwrap(), Returned::Value(Val::U64(7)));
}
