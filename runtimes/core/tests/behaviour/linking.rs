//! A component of another shape is an error that names the place and both types.

use crate::common::guests;
use crate::guests::{ENGINE, KITCHEN};
use outwit_core::signature::{Case, Field, Type, TypeDef, World};
use outwit_core::{Component, Error, ErrorKind, Options};
use std::sync::Arc;

fn link(text: &str, world: World) -> Result<(), Error> {
    let component = Component::new(&ENGINE, &wat::parse_str(text).unwrap()).unwrap();
    component.link(Arc::new(world))?.instantiate(Options::default(), None).map(drop)
}

/// A type with what it is made of, itself last; or a primitive.
#[derive(Clone)]
struct Shape(Vec<TypeDef>, Option<Type>);

impl Shape {
    fn ty(&self) -> Type {
        self.1.unwrap_or(Type::Def(self.0.len() as u32 - 1))
    }
}

fn one(def: TypeDef) -> Shape {
    Shape(vec![def], None)
}

fn plain(ty: Type) -> Shape {
    Shape(Vec::new(), Some(ty))
}

fn record(fields: &[(&str, Type)]) -> Shape {
    let fields = fields.iter().map(|(name, ty)| Field { name: (*name).into(), ty: *ty }).collect();
    one(TypeDef::Record { name: "point".into(), interface: None, fields })
}

fn variant(cases: &[(&str, Option<Type>)]) -> Shape {
    let cases = cases.iter().map(|(name, ty)| Case { name: (*name).into(), ty: *ty }).collect();
    one(TypeDef::Variant { name: "shape".into(), interface: None, cases })
}

fn enumeration(cases: &[&str]) -> Shape {
    let cases = cases.iter().map(|&name| name.into()).collect();
    one(TypeDef::Enum { name: "colour".into(), interface: None, cases })
}

fn flags(flags: &[&str]) -> Shape {
    let flags = flags.iter().map(|&name| name.into()).collect();
    one(TypeDef::Flags { name: "access".into(), interface: None, flags })
}

fn list(of: Type, length: Option<u32>) -> Shape {
    one(TypeDef::List { of, length })
}

fn result(ok: Option<Type>, err: Option<Type>) -> Shape {
    one(TypeDef::Result { ok, err })
}

/// What linking a component that takes `actual` where `expected` is expected says.
fn difference(expected: &Shape, actual: &Shape) -> String {
    let (_, world) = guests::component(&expected.0, &[expected.ty()]);
    let (text, _) = guests::component(&actual.0, &[actual.ty()]);
    let error = link(&text, world).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Link);
    let message = error.message.strip_prefix("echo0: parameter `x`").expect(&error.message);
    message.trim_start().to_owned()
}

#[test]
fn types_of_another_kind() {
    use Type::{F32, S8, String, U8, U16};
    let shapes = [
        (plain(U8), "u8", "u8"),
        (plain(S8), "s8", "s8"),
        (plain(F32), "f32", "f32"),
        (plain(Type::Bool), "bool", "bool"),
        (plain(Type::Char), "char", "char"),
        (plain(String), "string", "string"),
        (record(&[("x", U8)]), "record point { x }", "record { x }"),
        (variant(&[("a", None)]), "variant shape { a }", "variant { a }"),
        (enumeration(&["a"]), "enum colour { a }", "enum { a }"),
        (flags(&["a", "b"]), "flags access { a, b }", "flags { a, b }"),
        (list(U16, None), "list<u16>", "list<u16>"),
        (list(U16, Some(4)), "list<u16, 4>", "list<u16, 4>"),
        (one(TypeDef::Map { key: U8, value: String }), "map<u8, string>", "map<u8, string>"),
        (one(TypeDef::Tuple { of: vec![U8, U8] }), "tuple<u8, u8>", "tuple<u8, u8>"),
        (one(TypeDef::Option { of: U8 }), "option<u8>", "option<u8>"),
        (result(Some(U8), None), "result<u8>", "a result"),
    ];
    for (at, (expected, shown, _)) in shapes.iter().enumerate() {
        for (other, (actual, _, found)) in shapes.iter().enumerate() {
            if at != other {
                assert_eq!(difference(expected, actual), format!("was {shown}, is {found}"));
            }
        }
    }
}

#[test]
fn differences_inside_a_type() {
    use Type::{String, U8, U16};
    let tuple = |of: &[Type]| one(TypeDef::Tuple { of: of.to_vec() });
    let option = |of| one(TypeDef::Option { of });
    let map = |key, value| one(TypeDef::Map { key, value });
    let cases = [
        (record(&[("x", U8)]), record(&[("y", U8)]), "was record point { x }, is record { y }"),
        (record(&[("x", U8)]), record(&[("x", U8), ("y", U8)]), "was record point { x }, is record { x, y }"),
        (record(&[("x", U8), ("y", U8)]), record(&[("x", U8), ("y", U16)]), ".y was u8, is u16"),
        (variant(&[("a", None)]), variant(&[("b", None)]), "was variant shape { a }, is variant { b }"),
        (variant(&[("a", Some(U8))]), variant(&[("a", Some(U16))]), ".a was u8, is u16"),
        (variant(&[("a", Some(U8))]), variant(&[("a", None)]), ".a was u8, has no payload"),
        (variant(&[("a", None)]), variant(&[("a", Some(U8))]), ".a had no payload, is u8"),
        (enumeration(&["a", "b"]), enumeration(&["b", "a"]), "was enum colour { a, b }, is enum { b, a }"),
        (flags(&["a"]), flags(&["a", "b"]), "was flags access { a }, is flags { a, b }"),
        (list(U8, None), list(U16, None), "[] was u8, is u16"),
        (list(U8, Some(2)), list(U16, Some(2)), "[] was u8, is u16"),
        (list(U8, Some(2)), list(U8, Some(3)), "was list<u8, 2>, is list<u8, 3>"),
        (map(U8, String), map(U16, String), "key was u8, is u16"),
        (map(U8, String), map(U8, U8), "value was string, is u8"),
        (tuple(&[U8]), tuple(&[U8, U8]), "was tuple<u8>, is tuple<u8, u8>"),
        (tuple(&[U8, U8]), tuple(&[U8, U16]), "[1] was u8, is u16"),
        (option(U8), option(U16), "was u8, is u16"),
        (result(Some(U8), None), result(Some(U16), None), "ok was u8, is u16"),
        (result(None, Some(U8)), result(None, Some(U16)), "err was u8, is u16"),
        (result(Some(U8), None), result(None, None), "ok was u8, has no payload"),
        (result(None, None), result(None, Some(U8)), "err had no payload, is u8"),
    ];
    for (expected, actual, message) in &cases {
        assert_eq!(difference(expected, actual), *message);
    }
}

#[test]
fn differences_deep_inside() {
    let deep = |inner| {
        Shape(
            vec![
                TypeDef::Option { of: inner },
                TypeDef::List { of: Type::Def(0), length: None },
                TypeDef::Record {
                    name: "outer".into(),
                    interface: None,
                    fields: vec![Field { name: "many".into(), ty: Type::Def(1) }],
                },
            ],
            None,
        )
    };
    assert_eq!(difference(&deep(Type::U8), &deep(Type::Char)), ".many[] was u8, is char");
}

#[test]
fn names_of_types_do_not_matter() {
    let renamed = one(TypeDef::Enum { name: "farbe".into(), interface: None, cases: vec!["red".into()] });
    let (_, world) = guests::component(&renamed.0, &[renamed.ty()]);
    let (text, _) = guests::component(&enumeration(&["red"]).0, &[Type::Def(0)]);
    link(&text, world).unwrap();
}

fn kitchen() -> (Component, World) {
    let component = Component::new(&ENGINE, &KITCHEN).unwrap();
    let world = (**component.world().unwrap()).clone();
    (component, world)
}

fn refused(component: &Component, world: World) -> String {
    let linked = component.link(Arc::new(world));
    let error = linked.and_then(|linked| linked.instantiate(Options::default(), None)).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Link, "{error}");
    error.message
}

#[test]
fn parameters_and_results() {
    let (component, world) = kitchen();
    let mut fewer = world.clone();
    fewer.exports[0].params.pop();
    assert_eq!(refused(&component, fewer), "add: expected 1 parameters, the component has 2");
    let mut none = world.clone();
    none.exports[0].result = None;
    assert_eq!(refused(&component, none), "add: expected no result, the component has one");
    let mut some = world.clone();
    some.exports[1].result = Some(Type::U8);
    assert_eq!(refused(&component, some), "nothing: expected a result, the component has none");
    let mut other = world;
    other.exports[0].result = Some(Type::U64);
    assert_eq!(refused(&component, other), "add: result was u64, is u32");
}

#[test]
fn all_missing_exports_are_named() {
    let (component, mut world) = kitchen();
    world.exports[0].name = "subtract".into();
    world.exports[2].interface = Some("kitchen:sink/taps@1.0.0".into());
    assert_eq!(
        refused(&component, world),
        "the component does not export subtract, kitchen:sink/taps@1.0.0.count; is it another version?"
    );
}

#[test]
fn an_export_that_is_no_function() {
    let (component, mut world) = kitchen();
    world.exports[1].name = "options".into();
    assert_eq!(refused(&component, world), "options is exported, but not as a function");
}

#[test]
fn fewer_functions_than_there_are() {
    let (component, mut world) = kitchen();
    world.exports.drain(..2);
    let instance = component.link(Arc::new(world)).unwrap().instantiate(Options::default(), None).unwrap();
    crate::guests::assert_usable(&instance, "count", &[]);
}

#[test]
fn imports_are_named() {
    let text = r#"(component
        (import "log" (func (param "text" string)))
        (import "host:system/clock@1.2.0" (instance (export "now" (func (result u64))))))"#;
    let component = Component::new(&ENGINE, &wat::parse_str(text).unwrap()).unwrap();
    assert_eq!(
        refused(&component, (**component.world().unwrap()).clone()),
        "the component imports functions that the host does not supply: log: func(text: string); \
         host:system/clock@1.2.0.now: func() -> u64"
    );
}

#[test]
fn types_of_one_structure_keep_their_names() {
    let text = r#"(component
        (type $a' (record (field "x" u32)))
        (import "a" (type $a (eq $a')))
        (import "host:system/types" (instance $types
            (type $b' (record (field "x" u32)))
            (export "b" (type $b (eq $b')))
            (type $c' (record (field "x" u32)))
            (export "c" (type $c (eq $c')))
            (export "again" (type (eq $b)))))
        (alias export $types "b" (type $b))
        (alias export $types "c" (type $c))
        (import "f" (func (param "a" $a) (param "b" $b) (result $c))))"#;
    let component = Component::new(&ENGINE, &wat::parse_str(text).unwrap()).unwrap();
    let world = component.world().unwrap();
    let shown: Vec<String> =
        world.imports.iter().map(|f| outwit_core::signature::FunctionText(world, f).to_string()).collect();
    assert_eq!(shown, ["f: func(a: a, b: b) -> c"]);
}

#[test]
fn two_resources_in_place_of_one() {
    let text = include_str!("resources.wat");
    let component = Component::new(&ENGINE, &wat::parse_str(text).unwrap()).unwrap();
    let mut world = (**component.world().unwrap()).clone();
    let own_thing = world.exports.iter().find(|f| f.name == "make").unwrap().result;
    world.exports.iter_mut().find(|f| f.name == "make-other").unwrap().result = own_thing;
    assert_eq!(refused(&component, world), "make-other: result was thing, is another resource");
}

#[test]
fn imports_that_are_no_functions() {
    let linked = |text: &str| {
        let component = Component::new(&ENGINE, &wat::parse_str(text).unwrap())?;
        let world = component.world()?.clone();
        component.link(world).map(drop)
    };
    let text = r#"(component
        (import "m" (core module (export "f" (func))))
        (import "i" (instance
            (export "n" (core module))
            (export "j" (instance (export "f" (func)))))))"#;
    let error = linked(text).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Link, "{error}");
    assert_eq!(
        error.message,
        "the component imports what no WIT can say and is not supported: m, a core module; \
         i.n, a core module; i.j, an interface inside an interface"
    );
    let text = r#"(component (import "i" (instance (export "j" (instance
        (type $t (record (field "x" u32)))
        (export "t" (type (eq $t))))))))"#;
    assert!(linked(text).is_ok(), "types need nobody who supplies them");
    for text in [
        r#"(component (import "c" (component (export "f" (func)))))"#,
        r#"(component (import "c" (component
            (export "r" (type $r (sub resource)))
            (export "f" (func (result (own $r)))))))"#,
        r#"(component (import "f" (func async)))"#,
    ] {
        let error = linked(text).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Component, "{error}");
    }
}
