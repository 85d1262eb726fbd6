//! Names that meet in a language though they are different in WIT: the case of a variant or enum, or a
//! flag, gives way to what has the name of its own.

mod support;

use outwit_generator::lang::Language;
use support::{interface, read};

/// A file of the bindings.
#[track_caller]
fn file(wit: &str, language: Language, name: &str) -> String {
    let reading = read(wit).expect("the WIT is valid");
    let files = outwit_generator::generate(&reading, language).expect("there are no problems");
    files.get(name).expect(name).to_owned()
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is in:\n{text}");
    }
}

/// Records, resources, aliases, enums and errors have the name `ABC` or `Error...` before a case has.
fn types() -> String {
    interface(
        "variant a-b { c(u8), d } record a-b-c { x: u8 }
         variant store { error } enum error { x }
         variant z { y-x, } variant z-y { x(u8), }
         f: func(v: a-b, w: a-b-c) -> result<store, error>; g: func(v: z, w: z-y);",
    )
}

#[test]
fn cases_give_way_in_python() {
    let text = file(&types(), Language::Python, "c.py");
    assert_has(
        &text,
        &["class ABC:\n", "class ABC_:\n", "AB: TypeAlias = ABC_ | ABD", "Z: TypeAlias = ZYX\n"],
    );
    assert_has(&text, &["class ZYX_:\n", "ZY: TypeAlias = ZYX_\n"]);
    assert_has(&file(&types(), Language::Python, "__init__.py"), &["(c.ABC_, c.ABD)"]);
}

#[test]
fn cases_give_way_in_typescript() {
    let text = file(&types(), Language::Typescript, "c.ts");
    assert_has(&text, &["export interface ABC {", "export interface ABC_ {", "export type AB = ABC_ | ABD;"]);
    assert_has(&text, &["export interface ZYX_ {", "export type ZY = ZYX_;"]);
}

#[test]
fn cases_give_way_in_go() {
    let text = file(&types(), Language::Go, "c.go");
    assert_has(
        &text,
        &["type ABC struct {", "type ABC_ struct {", "func (ABC_) isAB() {}", "is one of [ABC_], [ABD]"],
    );
    assert_has(&text, &["type ZYX struct{}", "type ZYX_ struct {"]);
    assert_has(&file(&types(), Language::Go, "codec.go"), &["case ABC_:\n\t\te.Case(0)\n"]);
}

/// Go has constants of their own for the cases of enums and for flags.
#[test]
fn constants_give_way_in_go() {
    let wit = interface(
        "enum a-b { c, d } record a-b-c { x: u8 } flags q-r { s, t } resource q-r-s { m: func(); }
         f: func(v: a-b, w: q-r, x: a-b-c);",
    );
    let text = file(&wit, Language::Go, "c.go");
    assert_has(&text, &["\tABC_ AB = iota\n\tABD\n", "case ABC_:\n", "\tQRS_ QR = 1 << iota\n\tQRT\n"]);
    assert_has(&text, &["type ABC struct {", "type QRS struct {"]);
}

/// What other interfaces have is told apart by the interface's name, as before.
#[test]
fn interfaces_tell_their_types_apart_first() {
    let wit = "package a:b; interface c { variant a { b } f: func(v: a); }
               interface d { record a-b { x: u8 } f: func(v: a-b); } world w { export c; export d; }";
    assert_has(&file(wit, Language::Go, "c.go"), &["type CA interface {", "type CAB struct{}"]);
    assert_has(&file(wit, Language::Go, "d.go"), &["type DAB struct {"]);
}
