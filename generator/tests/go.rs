//! What the Go backend does with names that are in each other's way. How everything looks is in the
//! golden files.

mod support;

use outwit_generator::lang::{Files, Language};
use support::{interface, read};

fn generate(wit: &str) -> Result<Files, Vec<String>> {
    let reading = read(wit).expect("the WIT is valid");
    let problems =
        |problems: Vec<outwit_generator::Problem>| problems.iter().map(ToString::to_string).collect();
    Language::Go.generate(&reading.plan).map_err(problems)
}

#[track_caller]
fn file(wit: &str, path: &str) -> String {
    let files = generate(wit).expect("there are no problems");
    files.get(path).expect(path).to_owned()
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is in:\n{text}");
    }
}

#[test]
fn colliding_names_are_both_named() {
    let wit = interface("resource c { f: func(); } record c-interface { x: u8 } g: func();");
    let problems = generate(&wit).expect_err("the interface gives way to the resource");
    assert_eq!(problems, ["a:b/c/c-interface: its name in Go, `CInterface`, is also that of a:b/c"]);
}

/// gofmt keeps a function on its line that has less than 100 characters before its brackets.
#[test]
fn functions_that_do_nothing_break_like_gofmt_breaks_them() {
    let name = "a".repeat(40);
    let wit = interface(&format!("variant {name} {{ seven77, eight888 }} f: func() -> {name};"));
    let go = format!("A{}", "a".repeat(39));
    let text = file(&wit, "c.go");
    assert_has(&text, &[&format!("\nfunc ({go}Seven77) is{go}() {{}}\n")]);
    assert_has(&text, &[&format!("\nfunc ({go}Eight888) is{go}() {{\n}}\n")]);
}

#[test]
fn an_interface_gives_way_to_its_type() {
    let wit = interface("resource c { f: func(); } g: func();");
    assert_has(&file(&wit, "c.go"), &["type C struct {\n\toutwit.Resource\n}", "type CInterface struct {"]);
    assert_has(&file(&wit, "w.go"), &["\tC *CInterface\n", "\tw.C = &CInterface{instance}\n"]);
}

#[test]
fn a_world_gives_way_to_its_type() {
    let wit = "package a:b; world w { record w { x: u8 } export f: func() -> w; }";
    assert_has(&file(wit, "w.go"), &["type W struct {\n\tX uint8\n}", "func (w *WWorld) F("]);
}

#[test]
fn what_two_interfaces_have_gets_their_names() {
    let wit = "package a:b;
         interface one { record point { x: u8 } enum load { a } f: func(p: point) -> load; }
         interface two { record point { y: u8 } f: func(p: point); }
         world w { export one; export two; }";
    assert_has(
        &file(wit, "one.go"),
        &["type OnePoint struct {", "type OneLoad uint32", "\tOneLoadA OneLoad = iota\n"],
    );
    assert_has(&file(wit, "two.go"), &["F(ctx context.Context, p TwoPoint) error {"]);
}

#[test]
fn members_of_the_runtime_are_kept() {
    let text = file(&interface("resource r { close: func(); %resource: func(); free: func(); }"), "c.go");
    assert_has(&text, &["func (r *R) Close_(", "func (r *R) Resource_(", "func (r *R) Free("]);
    let wit = "package a:b; world w { export close: func(); export instance: func(); }";
    assert_has(&file(wit, "w.go"), &["func (w *W) Close_(", "func (w *W) Instance_("]);
}

#[test]
fn the_receiver_gives_way_to_a_parameter() {
    let text = file(&interface("f: func(c: u8, ctx: u8, err: u8, nil: u8); g: func();"), "c.go");
    assert_has(
        &text,
        &[
            "func (recv *C) F(ctx context.Context, c uint8, ctx_ uint8, err_ uint8, nil_ uint8) error {",
            "func (recv *C) G(",
        ],
    );
}

#[test]
fn errors_have_types() {
    let text = file(
        &interface(
            "variant error { a } enum failure { b } record parse-error { c: u8 }
             f: func() -> result<_, error>; g: func() -> result<u8, failure>; h: func() -> result<_, parse-error>;
             i: func() -> result<string, string>; j: func() -> result;",
        ),
        "c.go",
    );
    assert_has(
        &text,
        &[
            "type CError struct {\n\tPayload Error\n}",
            "type FailureError struct {\n\tPayload Failure\n}",
            "type ParseErrorException struct {\n\tPayload ParseError\n}",
            "return call.Fail(&CError{Payload: decodeError(&call.Result)})",
            "return result, call.Fail(&outwit.WitError{Payload: call.Result.String()})",
            "return call.Fail(&outwit.WitError{})",
        ],
    );
}

#[test]
fn options_of_what_has_a_nil_need_no_pointer() {
    let text = file(
        &interface(
            "resource r {} variant v { a }
             f: func(a: option<r>, b: option<v>, c: option<u8>, d: option<option<v>>, e: option<list<u8>>);",
        ),
        "c.go",
    );
    assert_has(&text, &["a *R, b V, c *uint8, d wit.Option[V], e *[]byte) error {"]);
}

#[test]
fn a_variant_without_payloads_needs_nothing() {
    let text = file(&interface("variant v { a, b }"), "c.go");
    assert!(!text.contains("import ("), "{text}");
}

#[test]
fn an_interface_gives_way_to_members_of_the_world() {
    let wit = "package a:b; interface close { f: func(); } interface instance { f: func(); }
        world w { import close; export close; export instance; }";
    assert_has(
        &file(wit, "w.go"),
        &["\tClose_ *Close\n", "\tInstance_ *Instance\n", "w.Close_ = &Close{instance}"],
    );
}

#[test]
fn tuples_have_an_end() {
    let tuple = |length| interface(&format!("f: func(v: tuple<{}>);", vec!["u8"; length].join(", ")));
    assert_has(&file(&tuple(26), "c.go"), &["wit.Tuple26["]);
    let problems = generate(&tuple(27)).expect_err("there is no such type");
    assert_eq!(problems, ["a:b/w: tuples of more than 26 elements have no type in Go; use a record"]);
}

#[test]
fn files_have_no_names_with_a_meaning() {
    let wit = "package a:b;
         interface a-test { f: func(); } interface b-linux { f: func(); } interface codec { record p { x: u8 } f: func(v: p); }
         interface signature { f: func(); }
         world w { export a-test; export b-linux; export codec; export signature; }";
    let files = generate(wit).expect("there are no problems");
    let names: Vec<&str> = files.iter().map(|(path, _)| path).collect();
    assert_eq!(
        names,
        ["atest.go", "blinux.go", "codec.go", "codecx.go", "signature.go", "signaturex.go", "w.go"]
    );
}

#[test]
fn interfaces_of_one_name_are_told_apart() {
    let wit = "package main:main;
         package a:x@1.0.0 { interface types { f: func(); } }
         package a:x@2.0.0 { interface types { f: func(); } }
         world w { export a:x/types@1.0.0; export a:x/types@2.0.0; }";
    assert_has(&file(wit, "w.go"), &["\tTypes100 *Types100\n", "\tTypes200 *Types200\n"]);
    assert_has(&file(wit, "types100.go"), &["func (t *Types100) F("]);
}
