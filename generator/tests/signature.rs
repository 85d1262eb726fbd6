//! The world as generated code states it: the contract with the runtimes.

mod support;

use outwit_generator::input::{Input, Source};
use outwit_signature::{FunctionText, Type, TypeDef, World};
use std::fs;
use support::{component, fixtures, interface, read, stems};
use tempfile::TempDir;

fn world(wit: &str) -> World {
    let reading = read(wit).expect("the WIT is valid");
    assert_eq!(reading.problems, []);
    reading.plan.signature
}

#[test]
fn names_are_the_component_models() {
    let wit = "package a:b@0.1.0;
        interface c {
            resource doc { constructor(x: u8); text: func() -> string; open: static func() -> doc; }
            f: func(d: borrow<doc>, e: doc);
        }
        world w { export c; export g: func(); export inline: interface { h: func(); } }";
    let world = world(wit);
    assert_eq!(world.name, "a:b/w@0.1.0");
    let names: Vec<(Option<&str>, String)> = world
        .exports
        .iter()
        .map(|function| (function.interface.as_deref(), FunctionText(&world, function).to_string()))
        .collect();
    let c = Some("a:b/c@0.1.0");
    for expected in [
        (c, "[constructor]doc: func(x: u8) -> doc"),
        (c, "[method]doc.text: func(self: borrow<doc>) -> string"),
        (c, "[static]doc.open: func() -> doc"),
        (c, "f: func(d: borrow<doc>, e: doc)"),
        (None, "g: func()"),
        (Some("inline"), "h: func()"),
    ] {
        assert!(names.contains(&(expected.0, expected.1.to_owned())), "{expected:?} in {names:?}");
    }
    assert_eq!(names.len(), 6);
}

#[test]
fn types_are_shared_and_stand_before_their_users() {
    let world = world(&interface(
        "type id = u32;
         type ids = list<id>;
         record late { inner: early, ids: ids }
         record early { v: option<list<u32>> }
         f: func(a: list<u32>, b: ids, c: list<id>) -> list<late>;",
    ));
    let lists =
        world.types.iter().filter(|def| **def == TypeDef::List { of: Type::U32, length: None }).count();
    assert_eq!(lists, 1, "one entry for `list<u32>` by all of its names: {:?}", world.types);
    for (position, def) in world.types.iter().enumerate() {
        for child in def.children() {
            if let Type::Def(id) = child {
                assert!((id as usize) < position, "{def:?} at {position}");
            }
        }
    }
    let params: Vec<Type> = world.exports[0].params.iter().map(|param| param.ty).collect();
    assert!(params.windows(2).all(|pair| pair[0] == pair[1]), "{params:?}");
}

#[test]
fn equal_types_of_two_interfaces_are_two() {
    let world = world(
        "package a:b;
         interface c { record p { x: u8 } f: func(v: p); }
         interface d { record p { x: u8 } f: func(v: p); }
         world w { export c; export d; }",
    );
    let owners: Vec<&str> = world
        .types
        .iter()
        .filter_map(|def| match def {
            TypeDef::Record { interface: Some(interface), .. } => Some(interface.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(owners, ["a:b/c", "a:b/d"]);
}

/// Every fixture's signature is read back as it is, which also checks the order of its types.
#[test]
fn the_json_of_every_fixture_is_valid() {
    for stem in stems() {
        let input = Input::open(&fixtures().join(&stem).join("world.wit")).expect("a fixture");
        let world = input.read(None).expect("one world").plan.signature;
        let json = world.to_json_lines().expect("it can be written");
        assert_eq!(World::parse(&json).expect(&stem), world);
    }
}

/// A component of a fixture has the functions and types of its WIT.
#[test]
fn a_component_says_what_its_wit_says() {
    let folder = TempDir::new().expect("a temporary folder");
    for stem in stems() {
        let path = fixtures().join(&stem).join("world.wit");
        let wit = fs::read_to_string(&path).expect("a fixture");
        let from_wit = Input::open(&path).expect("a fixture").read(None).expect("one world").plan.signature;
        let file = folder.path().join(format!("{stem}.wasm"));
        fs::write(&file, component(&wit)).expect("the folder can be written");

        let input = Input::open(&file).expect(&stem);
        assert!(matches!(&input.source, Source::Component(wasm) if wasm.sha256.len() == 64 && wasm.size > 0));
        let reading = input.read(None).expect("one world");
        assert_eq!(reading.problems, [], "{stem}");
        let from_component = reading.plan.signature;
        assert_eq!(from_component.name, stem.replace('_', "-"));
        assert_eq!(functions(&from_wit), functions(&from_component), "{stem}");
    }
}

/// Every function with its interface, sorted.
fn functions(world: &World) -> Vec<String> {
    let text = |function| FunctionText(world, function);
    let exports = world.exports.iter().map(|it| format!("export {:?} {}", it.interface, text(it)));
    let imports = world.imports.iter().map(|it| format!("import {:?} {}", it.interface, text(it)));
    let mut functions: Vec<String> = exports.chain(imports).collect();
    functions.sort();
    functions
}
