//! What bindings cannot be made for is named, all of it at once.

mod support;

use outwit_generator::lang::Language;
use support::{interface, problems, read};

#[track_caller]
fn assert_problems(wit: &str, expected: &[&str]) {
    assert_eq!(problems(wit), expected);
    let reading = read(wit).expect("the WIT is valid");
    let error =
        outwit_generator::generate(&reading, Language::Python).expect_err("nothing is generated").to_string();
    for problem in expected {
        assert!(error.contains(problem), "{error}");
    }
}

#[test]
fn async_functions_streams_and_futures() {
    let wit = interface(
        "resource r { go: async func(); make: static async func(); }
         run: async func() -> u32;
         read: func(at: u32) -> stream<u8>;
         write: func(data: list<stream<u8>>);
         later: func() -> tuple<u8, future<string>>;
         why: func() -> error-context;
         record parts { title: string, body: stream<u8>, done: future }
         take: func(p: parts) -> parts;
         fine: func();",
    );
    assert_problems(
        &wit,
        &[
            "a:b/c/parts.body: streams are not supported yet",
            "a:b/c/parts.done: futures are not supported yet",
            "a:b/c/r.go: async functions are not supported yet",
            "a:b/c/r.make: async functions are not supported yet",
            "a:b/c/run: async functions are not supported yet",
            "a:b/c/read: streams are not supported yet",
            "a:b/c/write.data: streams are not supported yet",
            "a:b/c/later: futures are not supported yet",
            "a:b/c/why: `error-context` is not supported yet",
        ],
    );
}

#[test]
fn imports_of_functions_and_resources() {
    let wit = "package a:b@1.0.0;
        interface host { resource file { read: func() -> u8; } log: func(text: string); }
        world w { import host; import now: func() -> u64; export run: func(); }";
    assert_problems(
        wit,
        &[
            "a:b/host@1.0.0/file.read: imports of functions are not supported yet",
            "a:b/host@1.0.0/log: imports of functions are not supported yet",
            "a:b/host@1.0.0/file: imports of resources are not supported yet",
            "a:b/w@1.0.0/now: imports of functions are not supported yet",
        ],
    );
}

#[test]
fn imports_of_types_are_fine() {
    let wit = "package a:b;
        interface types { record point { x: u32 } type id = u8; }
        interface c { use types.{point, id}; f: func(p: point) -> id; }
        world w { import types; export c; }";
    assert_problems_free(wit);
}

#[track_caller]
fn assert_problems_free(wit: &str) {
    assert_eq!(problems(wit), Vec::<String>::new());
}

#[test]
fn more_flags_than_the_component_model_has() {
    let flags = |count: usize| (0..count).map(|i| format!("flag{i}, ")).collect::<String>();
    let wit = |count| interface(&format!("flags many {{ {} }} f: func(v: many) -> many;", flags(count)));
    assert_problems_free(&wit(32));
    let error = read(&wit(33)).expect_err("one too many").to_string();
    assert!(error.contains("more than 32 flags") && error.contains("test.wit:3:"), "{error}");
}

#[test]
fn a_list_of_no_elements() {
    let wit = interface("f: func(v: list<u8, 0>);");
    assert_problems(&wit, &["a:b/c/f.v: a list of fixed length needs at least one element"]);
}

#[test]
fn types_nested_too_deep() {
    let nested = |depth: usize| format!("{}u8{}", "list<".repeat(depth), ">".repeat(depth));
    assert_problems_free(&interface(&format!("f: func(v: {});", nested(50))));
    let split = format!("type t = {}; f: func(v: {});", nested(60), nested(60).replace("u8", "t"));
    assert_problems(&interface(&split), &["a:b/c/f.v: types can be nested at most 100 deep"]);
    let error = read(&interface(&format!("f: func(v: {});", nested(100_000)))).expect_err("far too deep");
    assert!(error.to_string().contains("test.wit:3:"), "{error}");
}

#[test]
fn a_chain_of_records_nested_too_deep() {
    let mut items = "record r0 { v: u8 }\n".to_owned();
    for i in 1..=5000 {
        items.push_str(&format!("record r{i} {{ v: r{} }}\n", i - 1));
    }
    let wit = interface(&items);
    assert_problems(&wit, &["a:b/c/r100: types can be nested at most 100 deep"]);
}

#[test]
fn a_long_chain_of_aliases_is_fine() {
    let mut items = "type t0 = u8;\n".to_owned();
    for i in 1..=5000 {
        items.push_str(&format!("type t{i} = t{};\n", i - 1));
    }
    items.push_str("f: func(v: t5000);");
    assert_problems_free(&interface(&items));
}

#[test]
fn properties() {
    let wit = interface("resource r { size: get() -> u32; size: set(v: u32); }");
    if let Ok(reading) = read(&wit) {
        let found: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "a:b/c/r.size: properties (`get` and `set`) are not supported yet",
                "a:b/c/r.size: properties (`get` and `set`) are not supported yet",
            ]
        );
    }
}

#[test]
fn an_interface_under_another_name() {
    let wit = "package a:b; interface c { f: func(); } world w { export other: c; }";
    match read(wit) {
        Ok(reading) => {
            let found: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
            assert_eq!(found, ["a:b/w/other: exporting a:b/c under another name is not supported yet"]);
        }
        Err(error) => assert!(error.to_string().contains("test.wit"), "{error}"),
    }
}
