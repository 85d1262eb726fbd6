//! `@since`, `@unstable` and `@deprecated`.

mod support;

use outwit_generator::input::{Features, Input};
use outwit_generator::lang::Language;
use outwit_generator::plan::Reading;
use support::fixtures;
use tempfile::TempDir;

fn read(names: &[&str], all: bool) -> Reading {
    let features = Features { names: names.iter().map(|name| (*name).to_owned()).collect(), all };
    let input = Input::open_with(&fixtures().join("gates/world.wit"), &features).expect("a fixture");
    input.read(None).expect("one world")
}

/// Which of the functions that are gated are there.
#[track_caller]
fn assert_gated(reading: &Reading, expected: &[&str]) {
    let world = &reading.plan.signature;
    let names = world.exports.iter().chain(&world.imports).map(|function| function.name.as_str());
    let gated = ["[method]handle.next", "read-next", "read-maybe", "trace", "outlook"];
    let found: Vec<&str> = names.filter(|name| gated.contains(name)).collect();
    assert_eq!(found, expected);
}

#[test]
fn unstable_parts_are_there_when_they_are_asked_for() {
    assert_gated(&read(&[], false), &[]);
    assert_gated(&read(&["next"], false), &["[method]handle.next", "read-next", "trace"]);
    assert_gated(&read(&["maybe"], false), &["outlook", "read-maybe"]);
    let all = ["outlook", "[method]handle.next", "read-next", "read-maybe", "trace"];
    assert_gated(&read(&["next", "maybe", "other"], false), &all);
    assert_gated(&read(&[], true), &all);
}

#[test]
fn deprecations_are_carried_over() {
    let wit = "package a:b@1.2.0;
        interface c {
            /// Gives it back.
            @since(version = 1.0.0)
            @deprecated(version = 1.1.0)
            f: func(v: u8) -> u8;
        }
        world w { export c; }";
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("test.wit");
    std::fs::write(&path, wit).expect("the folder can be written");
    let reading = Input::open(&path).and_then(|input| input.read(None)).expect("the WIT is valid");
    for (language, expected) in [
        (Language::Python, "        Since 1.0.0.\n        Deprecated since 1.1.0.\n"),
        (Language::Typescript, "   * Since 1.0.0.\n   *\n   * @deprecated since 1.1.0\n"),
        (Language::Go, "// Since 1.0.0.\n//\n// Deprecated: since 1.1.0.\n"),
    ] {
        let files = outwit_generator::generate(&reading, language).expect("there are no problems");
        let has = files.iter().any(|(_, text)| text.contains(expected));
        assert!(has, "{} has {expected:?}", language.name());
    }
}
