//! What is no component is refused in one sentence that says what it is.

use crate::guests::{ENGINE, KITCHEN};
use outwit_core::{Component, ErrorKind};

fn refused(bytes: &[u8]) -> String {
    let error = Component::new(&ENGINE, bytes).err().expect("the component was loaded");
    assert_eq!(error.kind, ErrorKind::Component, "{error}");
    error.message
}

#[test]
fn nothing() {
    assert_eq!(refused(b""), "the component is empty, not a WebAssembly component");
}

#[test]
fn not_wasm() {
    assert_eq!(refused(b"#!/bin/sh"), "the component is not WebAssembly: it does not begin with `\\0asm`");
    assert_eq!(refused(b"\0as"), "the component is not WebAssembly: it does not begin with `\\0asm`");
}

#[test]
fn core_wasm() {
    let message = refused(&wat::parse_str("(module)").unwrap());
    assert_eq!(
        message,
        "the component is a core WebAssembly module, not a component; `wasm-tools component new` makes one of it"
    );
}

#[test]
fn another_version() {
    assert_eq!(refused(b"\0asm\x02\0\0\0"), "the component is WebAssembly of an unknown version");
}

#[test]
fn cut_off() {
    assert_eq!(refused(&KITCHEN[..6]), "the component is cut off: it ends within the WebAssembly header");
    for length in (9..KITCHEN.len()).step_by(7) {
        // A component that ends between two sections is whole, only smaller.
        match Component::new(&ENGINE, &KITCHEN[..length]) {
            Err(error) => assert_eq!(error.kind, ErrorKind::Component, "{error}"),
            Ok(component) => assert!(component.world().unwrap().exports.len() < 13),
        }
    }
    let message = refused(&KITCHEN[..KITCHEN.len() - 1]);
    assert!(message.starts_with("the component is not a valid component: "), "{message}");
}

#[test]
fn corrupt() {
    let mut refusals = 0;
    for at in (8..KITCHEN.len()).step_by(3) {
        let mut bytes = KITCHEN.clone();
        bytes[at] ^= 0x55;
        if let Err(error) = Component::new(&ENGINE, &bytes) {
            assert_eq!(error.kind, ErrorKind::Component, "{error}");
            refusals += 1;
        }
    }
    assert!(refusals > 100);
}

#[test]
fn a_file_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("absent.wasm");
    let error = Component::open(&ENGINE, &path).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Io);
    assert!(error.message.starts_with(&format!("{} cannot be read: ", path.display())), "{error}");
}

#[test]
fn a_file_that_is_no_component_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.wasm");
    std::fs::write(&path, "text").unwrap();
    let error = Component::open(&ENGINE, &path).err().unwrap();
    assert_eq!(
        error.message,
        format!("{} is not WebAssembly: it does not begin with `\\0asm`", path.display())
    );
}

#[test]
fn a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kitchen.wasm");
    std::fs::write(&path, &*KITCHEN).unwrap();
    let component = Component::open(&ENGINE, &path).unwrap();
    let names: Vec<&str> = component.world().unwrap().exports.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names[..3], ["add", "nothing", "count"]);
}

/// Two imports of one type, both given one instance: Wasmtime's validator panics at that.
#[test]
fn what_wasmtime_does_not_survive() {
    let bytes = wat::parse_str(
        r#"(component
            (component $c
                (type $t (instance (type $n u8) (export "n" (type (eq $n)))))
                (import "x" (instance (type $t)))
                (import "y" (instance (type $t))))
            (type $n u8)
            (instance $i (export "n" (type $n)))
            (instance (instantiate $c (with "x" (instance $i)) (with "y" (instance $i)))))"#,
    )
    .unwrap();
    let message = refused(&bytes);
    let start = "the component cannot be loaded: a defect in Wasmtime, which panics at it: ";
    assert!(message.starts_with(start), "{message}");
    assert!(Component::new(&ENGINE, &KITCHEN).is_ok(), "what comes after it has to load");
}
