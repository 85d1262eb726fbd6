//! Calls, and what is left of an instance when they fail.

use crate::common::buffer::written;
use crate::common::values::{ValSink, ValSource, call};
use crate::guests::{assert_poisoned, assert_usable, failure, kitchen, value};
use outwit_core::wire::{Blobs, WireSink, WireSource};
use outwit_core::{Call, ErrorKind, Number, Returned, ValueError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use wasmtime::component::Val;

#[test]
fn a_result_is_told_apart() {
    let instance = kitchen();
    assert_eq!(call(&instance, "nothing", &[]).unwrap(), Returned::Nothing);
    assert_eq!(call(&instance, "half", &[Val::U32(8)]).unwrap(), Returned::Ok(Some(Val::U32(4))));
    assert_eq!(
        call(&instance, "half", &[Val::U32(9)]).unwrap(),
        Returned::Err(Some(Val::String("odd".into())))
    );
}

#[test]
fn a_result_in_the_buffer_has_its_tag() {
    let instance = kitchen();
    let half = |n: u32| {
        let number = instance.world().exports.iter().position(|f| f.name == "half").unwrap() as u32;
        let bytes = n.to_le_bytes();
        let mut source = WireSource::new(&bytes, &[]);
        written(64, |sink| {
            instance.enter()?.call(number, &Call::default(), &mut source, sink).map(|returned| match returned
            {
                Returned::Ok(Some(())) => assert_eq!(n % 2, 0),
                Returned::Err(Some(())) => assert_eq!(n % 2, 1),
                other => panic!("{other:?}"),
            })
        })
        .unwrap()
        .0
    };
    assert_eq!(half(8), [0, 4, 0, 0, 0]);
    assert_eq!(half(9), [1, 3, 0, 0, 0, b'o', b'd', b'd']);
}

#[test]
fn an_instance_keeps_its_state_and_shares_none() {
    let (one, two) = (kitchen(), kitchen());
    assert_ne!(one.id(), two.id());
    assert_eq!(value(&one, "count", &[]), Val::U32(1));
    assert_eq!(value(&one, "count", &[]), Val::U32(2));
    assert_eq!(value(&two, "count", &[]), Val::U32(1));
}

#[test]
fn a_function_that_does_not_exist() {
    let instance = kitchen();
    let world = instance.world().clone();
    let (mut source, mut sink) = (ValSource { world: &world, params: &[] }, ValSink::new(&world));
    let mut entered = instance.enter().unwrap();
    let error = entered.call(99, &Call::default(), &mut source, &mut sink).unwrap_err();
    assert_eq!(
        (error.kind, error.message.as_str()),
        (ErrorKind::Usage, "the world has no function number 99")
    );
    drop(entered);
    assert_usable(&instance, "count", &[]);
}

#[test]
fn a_wrong_value_is_named_and_harms_nothing() {
    let instance = kitchen();
    let options = |width: Val, points: Vec<Val>| {
        let width = ("max-width".to_owned(), width);
        Val::Record(vec![width, ("points".to_owned(), Val::List(points))])
    };
    let point = |y| Val::Tuple(vec![Val::U8(1), y]);
    let none = || Val::Option(None);
    let good = options(none(), vec![point(Val::U8(2)); 3]);
    for (name, params, message) in [
        ("add", vec![Val::U32(1), Val::Bool(true)], "b: expected u32, got Bool(true)"),
        ("length", vec![Val::String("x".into()), Val::U16(1)], "n: expected u8, got U16(1)"),
        ("plot", vec![Val::U8(1)], "options: expected a record, got U8(1)"),
        (
            "plot",
            vec![options(Val::Option(Some(Box::new(Val::U8(1)))), vec![])],
            "options.max-width: expected u16, got U8(1)",
        ),
        (
            "plot",
            vec![options(none(), vec![point(Val::U8(2)), point(Val::S8(3))])],
            "options.points[1][1]: expected u8, got S8(3)",
        ),
        ("plot", vec![Val::Record(vec![("max-width".into(), none())])], "options.points: too few parts"),
    ] {
        let error = failure(&instance, name, &params);
        assert!(matches!(error.kind, ErrorKind::Type | ErrorKind::Value), "{error}");
        assert_eq!(error.message, message);
        assert_eq!(value(&instance, "plot", std::slice::from_ref(&good)), Val::U32(3));
    }
}

#[test]
fn a_buffer_with_more_than_the_arguments() {
    let instance = kitchen();
    let mut source = WireSource::new(&[1, 0, 0, 0, 2, 0, 0, 0, 3], &[]);
    let error = written(8, |sink| instance.enter()?.call(0, &Call::default(), &mut source, sink).map(drop))
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Value);
    assert_eq!(error.message, "the buffer is broken: 1 bytes are left over");
    assert_usable(&instance, "count", &[]);
}

#[test]
fn traps_have_codes_and_frames_and_poison() {
    let (add, out) = (Val::U32(1), Val::U32(0xffff_fff0));
    for (name, params, code) in [
        ("fail", vec![], "unreachable"),
        ("divide", vec![add, Val::U32(0)], "integer-division-by-zero"),
        ("peek", vec![out], "out-of-bounds-memory-access"),
        ("deep", vec![], "stack-overflow"),
    ] {
        let instance = kitchen();
        let error = failure(&instance, name, &params);
        assert_eq!((error.kind, error.code), (ErrorKind::Trap, Some(code)), "{error}");
        assert!(error.message.starts_with("the guest trapped: "), "{error}");
        assert!(!error.frames.is_empty());
        assert!(
            error.frames.iter().all(|frame| frame.function.as_deref() == Some(name)),
            "{:?}",
            error.frames
        );
        assert_poisoned(&instance, &error.message);
        assert_eq!(failure(&instance, "count", &[]).kind, ErrorKind::Poisoned);
    }
    let named = failure(&kitchen(), "fail", &[]);
    assert_eq!(named.frames[0].function.as_deref(), Some("fail"));
    assert!(named.frames[0].offset.is_some());
    assert_eq!(named.frames[0].module.as_deref(), Some("module"));
}

#[test]
fn a_trap_poisons_the_call_that_is_still_inside() {
    let instance = kitchen();
    let world = instance.world().clone();
    let number = |name: &str| world.exports.iter().position(|f| f.name == name).unwrap() as u32;
    let mut entered = instance.enter().unwrap();
    for kind in [ErrorKind::Trap, ErrorKind::Poisoned] {
        let (mut source, mut sink) = (ValSource { world: &world, params: &[] }, ValSink::new(&world));
        let error = entered.call(number("fail"), &Call::default(), &mut source, &mut sink).unwrap_err();
        assert_eq!(error.kind, kind);
    }
}

/// Has no room.
struct Full;

impl Blobs for Full {
    fn add(&mut self, _number: Option<Number>, _bytes: &[u8]) -> Result<u32, ValueError> {
        Err(ValueError::host(Box::new("no memory")))
    }
}

#[test]
fn a_host_that_cannot_build_the_result() {
    let text = r#"(component
      (core module $module
        (memory (export "memory") 1)
        (data (i32.const 0) "\10\00\00\00\88\13\00\00")
        (func (export "f") (result i32) (i32.const 0)))
      (core instance $guest (instantiate $module))
      (func (export "f") (result string)
        (canon lift (core func $guest "f") (memory (core memory $guest "memory")))))"#;
    let instance = crate::guests::instantiate(&wat::parse_str(text).unwrap(), Default::default()).unwrap();
    let (mut source, mut sink) = (WireSource::new(&[], &[]), WireSink::new(&mut [], Full));
    let error = instance.enter().unwrap().call(0, &Call::default(), &mut source, &mut sink).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Host, "{error}");
    assert_eq!(error.host.unwrap().downcast_ref(), Some(&"no memory"));
    assert_poisoned(&instance, "its result could not be built");
}

#[test]
fn a_host_that_panics() {
    let instance = kitchen();
    // The source is asked for parameters that it does not have.
    catch_unwind(AssertUnwindSafe(|| call(&instance, "add", &[]))).unwrap_err();
    assert_poisoned(&instance, "the host panicked");
}

#[test]
fn closing() {
    let instance = kitchen();
    instance.close().unwrap();
    assert_eq!(instance.enter().map(drop).unwrap_err().kind, ErrorKind::Closed);
    assert_eq!(instance.try_enter().map(drop).unwrap_err().kind, ErrorKind::Closed);
    instance.close().unwrap();
}

#[test]
fn closing_what_is_poisoned() {
    let instance = kitchen();
    failure(&instance, "fail", &[]);
    instance.close().unwrap();
    assert_eq!(instance.enter().map(drop).unwrap_err().kind, ErrorKind::Closed);
}
