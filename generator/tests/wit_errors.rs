//! WIT that is not valid: the parser's message, with the place; never a panic.

mod support;

use outwit_generator::Look;
use outwit_generator::input::Input;
use std::fs;
use support::{component, fixtures, interface, read, stems};
use tempfile::TempDir;

#[track_caller]
fn assert_error(wit: &str, parts: &[&str]) {
    let error = read(wit).expect_err("the WIT is not valid").to_string();
    for part in parts {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn the_place_is_shown() {
    assert_error(
        "package a:b;\nworld w {\n  export f: func(x: u33);\n}\n",
        &["test.wit:3:21", "u33", "func(x: u33)"],
    );
    assert_error("package a:b;\nworld w {\n  export f: func(x: u32)\n}\n", &["test.wit:4:1", "expected"]);
    assert_error("package a:b; world w { export missing; }", &["test.wit:1:31", "missing"]);
    assert_error(&interface("record r { next: r }"), &["test.wit", "depends on itself"]);
    assert_error("package a:b; world w { /* ", &["test.wit:1:"]);
}

/// A file that does not say its package is wrong from the start.
#[test]
fn a_missing_package_has_a_place() {
    assert_error("interface c {}\n", &["no `package` header", "test.wit:1:1", "interface c {}"]);
    assert_error("", &["no `package` header", "test.wit:1:1"]);
}

/// The parser does not know where the names of a world are: the world is shown.
#[test]
fn names_that_meet_in_a_world_have_a_place() {
    let wit = "package a:b;
world wide { import foo-bar: func(); }
world w { include wide; import foobar: func(); }
";
    assert_error(wit, &["strongly unique", "test.wit:3:1", "world w {"]);
}

/// A message, the place, the line, and what of it is meant: as compilers print errors.
#[test]
fn the_source_is_shown() {
    let error = read("package a:b;\nworld w {\n\texport é: func(x: u33);\n}\n").expect_err("no such type");
    let text = error.to_string();
    let (message, source) = text.split_once('\n').expect("there are more lines");
    assert!(message.contains('é'), "{message}");
    let lines: Vec<&str> = source.lines().collect();
    assert!(lines[0].trim_start().starts_with(",-[") && lines[0].ends_with("test.wit:3:9 ]"), "{text}");
    assert!(lines.iter().any(|line| line.starts_with(" 3 |") && line.contains("export é")), "{text}");
    assert!(lines.iter().any(|line| line.contains("here")), "{text}");
    let graphical = error.render(Look::Graphical);
    assert!(graphical.contains('\u{256d}') && graphical.contains("\u{1b}["), "{graphical}");

    let long = format!("package a:b; world w {{ {} export f: func(x: u33); }}", " ".repeat(1000));
    let error = read(&long).expect_err("no such type").to_string();
    assert!(error.lines().count() == 2 && error.contains("test.wit:1:"), "{error}");
    assert!(error.len() < 500, "the line is not shown: {error}");
}

/// Where two files are to blame, both are shown.
#[test]
fn both_places_are_shown() {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("deps")).expect("a folder");
    for (file, wit) in [
        ("main.wit", "package a:b; world w {}"),
        ("deps/one.wit", "package x:y; interface i {}"),
        ("deps/two.wit", "package x:y; interface j {}"),
    ] {
        fs::write(folder.path().join(file), wit).expect("a file");
    }
    let error = Input::open(folder.path()).expect_err("there are two").to_string();
    for expected in ["package `x:y`", "one.wit:1:9 ]", "interface i", "two.wit:1:9 ]", "interface j"] {
        assert!(error.contains(expected), "{expected:?} in:\n{error}");
    }
}

#[test]
fn worlds_are_named() {
    assert_error("package a:b; world one {} world two {}", &["test.wit has several worlds", "one, two"]);
    assert_error("package a:b; interface i {}", &["test.wit has no world"]);
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("test.wit");
    fs::write(&path, "package a:b@1.0.0; world one {} world two {}").expect("a file");
    let input = Input::open(&path).expect("valid WIT");
    for name in ["two", "a:b/two", "a:b/two@1.0.0"] {
        assert_eq!(input.read(Some(name)).expect("there is one").plan.full_name(), "a:b/two@1.0.0");
    }
    let error = input.read(Some("three")).expect_err("there is none").to_string();
    assert!(error.contains("test.wit has no world `three`; its worlds are: one, two"), "{error}");
}

#[test]
fn a_folder_with_its_deps() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("wit");
    fs::create_dir_all(path.join("deps/other")).expect("folders");
    fs::write(path.join("deps/other/o.wit"), "package x:y@2.0.0; interface t { record p { a: u8 } }")
        .expect("a file");
    let wit = "package a:b; interface c { use x:y/t@2.0.0.{p}; f: func() -> p; } world w { export c; }";
    fs::write(path.join("main.wit"), wit).expect("a file");
    let reading = Input::open(&path).expect("valid WIT").read(None).expect("one world");
    let ids: Vec<&str> = reading.plan.interfaces.iter().map(|interface| interface.id.as_str()).collect();
    assert_eq!(ids, ["x:y/t@2.0.0", "a:b/c"]);

    fs::remove_file(path.join("deps/other/o.wit")).expect("the file is there");
    let error = Input::open(&path).expect_err("the package is missing").to_string();
    assert!(error.contains("x:y") || error.contains("o.wit") || error.contains("deps"), "{error}");

    let empty = TempDir::new().expect("a temporary folder");
    let error = Input::open(empty.path()).expect_err("it is empty").to_string();
    assert!(error.contains("has no .wit file"), "{error}");
}

/// Whatever is cut off or changed in a fixture: an error or a plan, and no panic.
#[test]
fn damaged_wit_never_panics() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("damaged.wit");
    for stem in stems() {
        let text = fs::read_to_string(fixtures().join(&stem).join("world.wit")).expect("a fixture");
        let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let step = boundaries.len() / 20 + 1;
        for at in boundaries.into_iter().step_by(step) {
            let (before, after) = text.split_at(at);
            for damaged in [before.to_owned(), format!("{before}<{after}"), format!("{before} x-1 {after}")] {
                fs::write(&path, damaged).expect("the folder can be written");
                if let Ok(reading) = Input::open(&path).and_then(|input| input.read(None)) {
                    assert!(reading.plan.signature.to_json_lines().is_ok());
                }
            }
        }
    }
}

/// Whatever is cut off or changed in a component: an error of one line or a plan, and no panic.
#[test]
fn damaged_components_never_panic() {
    let wit =
        interface("record p { x: u8, y: list<string> } f: func(v: p) -> result<p, string>; resource r {}");
    let bytes = component(&wit);
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("damaged.wasm");
    let mut refused = 0;
    for at in (0..bytes.len()).step_by(3) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        for damaged in [&bytes[..at], &changed] {
            fs::write(&path, damaged).expect("the folder can be written");
            if let Err(error) = Input::open(&path).and_then(|input| input.read(None)) {
                refused += 1;
                let error = error.to_string();
                assert!(error.contains("damaged.wasm") && error.lines().count() == 1, "{error}");
            }
        }
    }
    assert!(refused > bytes.len() / 3, "every shortened file is refused");
}
