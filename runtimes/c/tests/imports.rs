//! Imports through the C ABI as a C program answers them: what Go's tests do not reach.

use outwit::{
    CALL_IMPORT, DROP_RESOURCE, OutwitBytes, OutwitCall, OutwitComponent, OutwitHost, OutwitInstance,
    OutwitLinked, OutwitRequest, OutwitSlice, TAKE_BACK, TAKE_RUN,
};
use serde_json::Value;
use std::ptr::{null, null_mut};

const OK: i32 = 0;
const FAILED: i32 = 1;

/// What a host is asked for, and what it answers. The library knows it by its address alone.
#[derive(Default)]
struct Host {
    instance: Option<*const OutwitInstance>,
    imports: Vec<String>,
    /// The operation, the name or number, and the bytes of every request.
    asked: Vec<(u32, String, Vec<u8>)>,
    answer: Vec<u8>,
    blobs: Vec<OutwitSlice>,
    status: i32,
}

unsafe extern "C" fn answer(request: *mut OutwitRequest) -> i32 {
    // SAFETY: the library lends the request, and its context is the address of a `Host` that the
    // test does not use while the library runs.
    let (request, host) = unsafe { (&mut *request, &mut *((*request).context as *mut Host)) };
    // SAFETY: the data are lent with the request.
    let data = unsafe { std::slice::from_raw_parts(request.data, request.length) };
    let name = match request.operation {
        CALL_IMPORT => host.imports[request.number as usize].clone(),
        _ => request.number.to_string(),
    };
    host.asked.push((request.operation, name, data.to_vec()));
    if let Some(instance) = host.instance {
        // SAFETY: the instance is alive.
        assert_eq!(unsafe { outwit::outwit_instance_is_inside(instance) }, 1);
    }
    (request.answer, request.answer_length) = (host.answer.as_ptr(), host.answer.len());
    (request.blobs, request.blob_count) = (host.blobs.as_ptr(), host.blobs.len());
    host.status
}

struct World {
    instance: *mut OutwitInstance,
    exports: Vec<String>,
    host: Box<Host>,
}

impl Drop for World {
    fn drop(&mut self) {
        // SAFETY: no call uses it any more.
        unsafe { outwit::outwit_instance_free(self.instance) };
    }
}

fn text(bytes: &mut OutwitBytes) -> String {
    let OutwitBytes { data, length, capacity } = std::mem::replace(bytes, OutwitBytes::EMPTY);
    assert!(!data.is_null(), "there is something");
    // SAFETY: bytes that the library gave, which are given back once.
    let text = unsafe { std::slice::from_raw_parts(data, length) }.to_vec();
    // SAFETY: as above.
    unsafe { outwit::outwit_bytes_free(data, length, capacity) };
    String::from_utf8(text).expect("it is text")
}

fn names(world: &Value, functions: &str) -> Vec<String> {
    let functions = world[functions].as_array().expect("a world has functions");
    functions.iter().map(|function| function["name"].as_str().unwrap_or_default().to_owned()).collect()
}

/// An instance of a fixture whose host has the imports for which `has` says so.
fn world(stem: &str, has: impl Fn(&str) -> bool) -> Result<World, String> {
    let path = format!("{}/../../target/components/{stem}.wasm", env!("CARGO_MANIFEST_DIR"));
    let (mut component, mut linked) = (null_mut::<OutwitComponent>(), null_mut::<OutwitLinked>());
    let (mut instance, mut error) = (null_mut::<OutwitInstance>(), OutwitBytes::EMPTY);
    let mut json = OutwitBytes::EMPTY;
    // SAFETY: everything that is pointed to lives until the functions return, the host until the
    // instance is freed.
    unsafe {
        let opened = outwit::outwit_component_open(path.as_ptr(), path.len(), &mut component, &mut error);
        assert_eq!(opened, OK, "build the components first (`make setup`)");
        assert_eq!(outwit::outwit_component_world(component, &mut json, &mut error), OK);
        assert_eq!(outwit::outwit_component_link(component, null(), 0, &mut linked, &mut error), OK);
        outwit::outwit_component_free(component);
        let described: Value = serde_json::from_str(&text(&mut json)).expect("it is JSON");
        let imports = names(&described, "imports");
        let has: Vec<u8> = imports.iter().map(|name| has(name).into()).collect();
        let mut host = Box::new(Host { imports, ..Host::default() });
        let context = &raw mut *host as u64;
        let given = OutwitHost { answer, context, has: has.as_ptr(), has_count: has.len() };
        let made =
            outwit::outwit_linked_instantiate(linked, null(), &raw const given, &mut instance, &mut error);
        outwit::outwit_linked_free(linked);
        if made == FAILED {
            return Err(text(&mut error));
        }
        host.instance = Some(instance);
        Ok(World { instance, exports: names(&described, "exports"), host })
    }
}

impl World {
    /// Calls a function; the result, or the error's JSON, and whether the guest had the arguments.
    fn call(&mut self, function: &str, args: &[u8]) -> (Result<Vec<u8>, String>, bool) {
        let function = self.exports.iter().position(|name| name == function).expect("it is exported");
        let mut call = OutwitCall {
            instance: self.instance,
            function: function as u32,
            blob_count: 0,
            blobs: null(),
            timeout: -1,
            take: None,
            poll: None,
            out_length: 0,
            spilled: OutwitBytes::EMPTY,
            error: OutwitBytes::EMPTY,
            lowered: 0,
        };
        let mut out = [0; 64];
        self.host.asked.clear();
        // SAFETY: everything that is pointed to lives until the function returns.
        let status = unsafe {
            outwit::outwit_instance_call(&mut call, args.as_ptr(), args.len(), out.as_mut_ptr(), out.len())
        };
        let lowered = call.lowered == 1;
        match status {
            OK => (Ok(out[..call.out_length].to_vec()), lowered),
            _ => (Err(text(&mut call.error)), lowered),
        }
    }
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

#[test]
fn arguments_and_answers_are_flat_buffers() {
    let mut world = world("imports", |_| true).expect("the host has everything");
    world.host.answer = words(&[7]);
    assert_eq!(world.call("call-many", &words(&[2])), (Ok(words(&[7])), true));
    let add = |a, b| (CALL_IMPORT, "add".to_owned(), words(&[a, b]));
    assert_eq!(world.host.asked, [add(1, 0), add(1, 7)]);
    // SAFETY: the instance is alive.
    assert_eq!(unsafe { outwit::outwit_instance_is_inside(world.instance) }, 0);
}

#[test]
fn arguments_that_outgrow_the_buffer_arrive() {
    let mut world = world("imports", |_| true).expect("the host has everything");
    let mut list = words(&[1000]);
    list.extend((0..1000).flat_map(|_| words(&[2]).into_iter().chain(*b"ab")));
    world.host.answer = words(&[0]);
    assert_eq!(world.call("echo-strings", &list), (Ok(words(&[0])), true));
    assert_eq!(world.host.asked, [(CALL_IMPORT, "echo-strings".into(), list)]);
}

#[test]
fn large_runs_are_taken_before_the_call() {
    let mut world = world("imports", |_| true).expect("the host has everything");
    let large = vec![b'x'; 5000];
    let args = [words(&[5000]), large.clone()].concat();
    world.host.answer = words(&[u32::MAX, 0]);
    world.host.blobs = vec![OutwitSlice { data: large.as_ptr(), length: 3 }];
    let count = words(&[1]);
    let (result, _) = world.call("string-many", &[count, args].concat());
    assert_eq!(result, Ok(3_u64.to_le_bytes().to_vec()));
    let run = (TAKE_RUN, "0".to_owned(), large);
    let call = (CALL_IMPORT, "echo-string".to_owned(), words(&[u32::MAX, 0]));
    assert_eq!(world.host.asked, [run, call]);
}

#[test]
fn a_host_that_fails_stops_the_guest() {
    let mut world = world("imports", |_| true).expect("the host has everything");
    world.host.status = 3;
    let (result, lowered) = world.call("answer", &[]);
    assert!(result.expect_err("it failed").contains(r#""kind":"host""#));
    assert!(lowered);
    let (result, lowered) = world.call("answer", &[]);
    assert!(result.expect_err("it is poisoned").contains(r#""kind":"poisoned""#));
    assert!(!lowered);
}

#[test]
fn refused_answers_are_taken_back() {
    let mut world = world("imports", |_| true).expect("the host has everything");
    world.host.answer = vec![1, 2];
    let (result, _) = world.call("answer", &[]);
    let error = result.expect_err("the answer is too short");
    assert!(error.contains("fixtures:imports/host.answer returned a wrong value: "), "{error}");
    let operations: Vec<u32> = world.host.asked.iter().map(|asked| asked.0).collect();
    assert_eq!(operations, [CALL_IMPORT, TAKE_BACK]);
}

#[test]
fn dropped_resources_are_told() {
    let mut world = world("host_resources", |_| true).expect("the host has everything");
    world.host.answer = 9_u64.to_le_bytes().to_vec();
    assert_eq!(world.call("make", &words(&[1])).0, Ok(9_u64.to_le_bytes().to_vec()));
    assert_eq!(world.call("keep", &9_u64.to_le_bytes()), (Ok(Vec::new()), true));
    assert_eq!(world.host.asked, []);
    assert_eq!(world.call("drop-kept", &[]).0, Ok(Vec::new()));
    assert_eq!(world.host.asked, [(DROP_RESOURCE, "9".into(), Vec::new())]);
}

#[test]
fn missing_imports_are_named() {
    let made = world("imports", |name| name != "now" && name != "log");
    let error = made.err().expect("two are missing");
    assert!(error.contains(r#""kind":"link""#), "{error}");
    assert!(error.contains("log") && error.contains("now") && !error.contains("describe"), "{error}");
}

#[test]
fn resources_of_the_guest_are_counted() {
    let mut world = world("reentry", |_| true).expect("the host has everything");
    let (mut count, mut error) = (9, OutwitBytes::EMPTY);
    let mut counted = |world: &World| {
        // SAFETY: everything that is pointed to lives until the function returns.
        assert_eq!(unsafe { outwit::outwit_instance_resources(world.instance, &mut count, &mut error) }, OK);
        count
    };
    assert_eq!(counted(&world), 0);
    assert!(world.call("[constructor]thing", &words(&[1])).0.is_ok());
    assert_eq!(counted(&world), 1);
}
