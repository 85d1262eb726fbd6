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
fn a_list_of_too_many_elements() {
    assert_problems_free(&interface("f: func(v: list<u8, 1073741824>);"));
    let wit = interface("f: func(v: list<u8, 1073741825>);");
    assert_problems(&wit, &["a:b/c/f.v: a list of fixed length can have at most 1073741824 elements"]);
}

#[test]
fn maps_of_resources() {
    let wit = interface(
        "resource r {} record held { of: r }
         f: func(v: map<u8, r>); g: func(v: map<u8, list<held>>); h: func(v: list<r>, w: map<u8, u8>);",
    );
    let refused = ["f", "g"].map(|name| format!("a:b/c/{name}.v: a map cannot hold resources"));
    assert_problems(&wit, &refused.each_ref().map(String::as_str));
}

#[test]
fn too_many_parts() {
    let list = |count: usize| (0..count).map(|i| format!("a{i}, ")).collect::<String>();
    assert_problems_free(&interface(&format!("enum e {{ {} }} f: func(v: e);", list(10_000))));
    let wit = interface(&format!("enum e {{ {} }} f: func(v: e);", list(10_001)));
    assert_problems(&wit, &["a:b/c/e: a type can have at most 10000 parts"]);

    let params = |count: usize| (0..count).map(|i| format!("a{i}: u8, ")).collect::<String>();
    assert_problems_free(&interface(&format!("f: func({});", params(1_000))));
    let wit = interface(&format!("f: func({});", params(1_001)));
    assert_problems(&wit, &["a:b/c/f: a function can have at most 1000 parameters"]);
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
    let wit = interface("resource r { size: get() -> u32; size: set(v: u32); } name: get() -> string;");
    let refused = |item: &str| format!("a:b/c/{item}: properties (`get` and `set`) are not supported yet");
    let expected = [refused("r.size"), refused("r.size"), refused("name")];
    assert_problems(&wit, &expected.each_ref().map(String::as_str));
}

/// Every problem is shown with the piece of WIT that it is about.
#[test]
fn places_are_shown() {
    let wit = "package a:b;
interface c {
  record parts { title: string, body: stream<u8> }
  run: async func(p: parts, then: future);
}
world w { export c; }
";
    let reading = read(wit).expect("the WIT is valid");
    let places: Vec<_> = reading
        .problems
        .iter()
        .map(|problem| problem.place.as_ref().expect("it was read from WIT").line_and_column())
        .collect();
    assert_eq!(places, [(3, 33), (4, 3), (4, 29)]);
    let error = outwit_generator::generate(&reading, Language::Go).expect_err("nothing is generated");
    let plain = error.to_string();
    for expected in [
        "  a:b/c/parts.body: streams are not supported yet\n",
        "test.wit:3:33 ]\n",
        " 3 |   record parts { title: string, body: stream<u8> }\n",
        "test.wit:4:29 ]\n",
    ] {
        assert!(plain.contains(expected), "{expected:?} in:\n{plain}");
    }
    assert!(plain.is_ascii(), "{plain}");
    let graphical = error.render(outwit_generator::Look::Graphical);
    assert!(graphical.contains("\u{1b}[") && graphical.contains('\u{2502}'), "{graphical}");
}

/// Names that meet in a language are shown where they are written, too.
#[test]
fn collisions_are_shown() {
    let wit = "package a:b;
interface c {
  resource r { constructor(); }
  new-r: func();
}
world w { import c; }
";
    let reading = read(wit).expect("the WIT is valid");
    let error = outwit_generator::generate(&reading, Language::Python).expect_err("two have one name");
    let text = error.to_string();
    assert!(
        text.contains("a:b/c/new-r: its name in Python, `new_r`") && text.contains("test.wit:4:3 ]"),
        "{text}"
    );
}
