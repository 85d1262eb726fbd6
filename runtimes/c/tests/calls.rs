//! Calls through the C ABI as a C program makes them: what Go's tests do not reach.

use outwit::{OutwitBytes, OutwitCall, OutwitComponent, OutwitInstance, OutwitLinked, OutwitSlice};
use std::ptr::{null, null_mut};

const OK: i32 = 0;
const FAILED: i32 = 1;

fn text(bytes: &OutwitBytes) -> String {
    assert!(!bytes.data.is_null(), "there is something");
    // SAFETY: bytes that the library gave.
    let text = unsafe { std::slice::from_raw_parts(bytes.data, bytes.length) };
    String::from_utf8(text.to_vec()).expect("it is text")
}

/// An instance of a fixture; the component and what was linked are given back at once.
fn instance(stem: &str) -> *mut OutwitInstance {
    let path = format!("{}/../../target/components/{stem}.wasm", env!("CARGO_MANIFEST_DIR"));
    let (mut component, mut linked, mut instance) =
        (null_mut::<OutwitComponent>(), null_mut::<OutwitLinked>(), null_mut::<OutwitInstance>());
    let mut error = OutwitBytes::EMPTY;
    // SAFETY: everything that is pointed to lives until the functions return.
    unsafe {
        let opened = outwit::outwit_component_open(path.as_ptr(), path.len(), &mut component, &mut error);
        assert_eq!(opened, OK, "build the components first (`make setup`)");
        assert_eq!(outwit::outwit_component_link(component, null(), 0, &mut linked, &mut error), OK);
        outwit::outwit_component_free(component);
        assert_eq!(outwit::outwit_linked_instantiate(linked, null(), null(), &mut instance, &mut error), OK);
        outwit::outwit_linked_free(linked);
    }
    instance
}

fn call(instance: *const OutwitInstance, function: u32) -> OutwitCall {
    OutwitCall {
        instance,
        function,
        blob_count: 0,
        blobs: null(),
        timeout: -1,
        take: None,
        poll: None,
        out_length: 0,
        spilled: OutwitBytes::EMPTY,
        error: OutwitBytes::EMPTY,
        lowered: 0,
    }
}

fn run(call: &mut OutwitCall, args: &[u8], out: &mut [u8]) -> i32 {
    // SAFETY: everything that is pointed to lives until the function returns.
    unsafe { outwit::outwit_instance_call(call, args.as_ptr(), args.len(), out.as_mut_ptr(), out.len()) }
}

/// The position of `echo` in the world of the benchmark's component.
const ECHO: u32 = 2;

fn bytes(length: u32) -> Vec<u8> {
    let mut args = length.to_le_bytes().to_vec();
    args.resize(4 + length as usize, 7);
    args
}

#[test]
fn a_result_that_does_not_fit_is_spilled() {
    let instance = instance("bench");
    let args = bytes(100);
    let mut fits = call(instance, ECHO);
    let mut out = [0; 104];
    assert_eq!(run(&mut fits, &args, &mut out), OK);
    assert_eq!((fits.out_length, &out[..]), (104, &args[..]));
    assert!(fits.spilled.data.is_null());

    for size in [0, 3, 4, 103] {
        let mut spills = call(instance, ECHO);
        assert_eq!(run(&mut spills, &args, &mut out[..size]), OK);
        let OutwitBytes { data, length, capacity } = spills.spilled;
        // SAFETY: bytes that the library gave, which are given back once.
        unsafe {
            assert_eq!(std::slice::from_raw_parts(data, length), args);
            outwit::outwit_bytes_free(data, length, capacity);
        }
    }
    // SAFETY: no call uses it any more.
    unsafe { outwit::outwit_instance_free(instance) };
}

#[test]
fn large_runs_need_somebody_to_take_them() {
    let instance = instance("bench");
    let large = vec![7; 5000];
    let blobs = [OutwitSlice { data: large.as_ptr(), length: large.len() }];
    let args = [&u32::MAX.to_le_bytes()[..], &0_u32.to_le_bytes()].concat();
    let mut refused = OutwitCall { blobs: blobs.as_ptr(), blob_count: 1, ..call(instance, ECHO) };
    assert_eq!(run(&mut refused, &args, &mut [0; 16]), FAILED);
    let message = text(&refused.error);
    assert!(message.contains("set `take`"), "{message}");
    // SAFETY: no call uses it any more.
    unsafe { outwit::outwit_instance_free(instance) };
}

#[test]
fn wrong_arguments_are_errors() {
    let instance = instance("bench");
    for (function, args, part) in [
        (ECHO, &[1, 0, 0][..], "the buffer is broken: it ends too early"),
        (ECHO, &[9, 0, 0, 0, 1][..], "the buffer is broken: it ends too early"),
        (ECHO, &[255, 255, 255, 255, 3, 0, 0, 0][..], "a blob is missing"),
        (1, &[1, 0, 0, 0, 255][..], "UTF-8"),
        (99, &[][..], "no function number 99"),
    ] {
        let mut call = call(instance, function);
        assert_eq!(run(&mut call, args, &mut [0; 64]), FAILED);
        let message = text(&call.error);
        assert!(message.contains(part), "{message}");
        // SAFETY: bytes that the library gave, which are given back once.
        unsafe { outwit::outwit_bytes_free(call.error.data, call.error.length, call.error.capacity) };
    }
    // A wrong argument leaves the instance as it was.
    assert_eq!(run(&mut call(instance, ECHO), &bytes(1), &mut [0; 64]), OK);
    // SAFETY: no call uses it any more.
    unsafe { outwit::outwit_instance_free(instance) };
}

#[test]
fn what_is_null_is_given_back_without_harm() {
    // SAFETY: null is allowed.
    unsafe {
        outwit::outwit_component_free(null_mut());
        outwit::outwit_linked_free(null_mut());
        outwit::outwit_instance_free(null_mut());
        outwit::outwit_bytes_free(null_mut(), 0, 0);
    }
}
