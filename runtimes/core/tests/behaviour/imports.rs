//! What a guest imports: values both ways, and what does not fit together.

use crate::common::hosts::{Log, ValHost, component, instance_with, noted};
use crate::common::values::call;
use crate::guests::{ENGINE, assert_usable, failure, value};
use outwit_core::signature::{Type, World};
use outwit_core::{Component, Error, ErrorKind, Inside, Instance, Options, Returned};
use std::sync::{Arc, LazyLock};
use wasmtime::component::Val;

pub static IMPORTS: LazyLock<Component> = LazyLock::new(|| component(&ENGINE, include_str!("imports.wat")));
const GET: &str = "test:host/store@1.0.0.get";
const SET: &str = "test:host/store@1.0.0.set";
const SUM: &str = "test:host/store@1.0.0.sum";

/// An instance with a host that answers like this.
pub fn imports(
    answer: impl FnMut(&str, Vec<Val>, &Inside<'_>) -> Result<Option<Val>, Error> + Send + 'static,
) -> Instance {
    instance_with(&IMPORTS, Options::default(), |world| ValHost::new(world, answer)).unwrap()
}

/// A host whose functions all say the same, and what it was asked.
pub fn always(said: Option<Val>) -> (Instance, Log<(String, Vec<Val>)>) {
    let log = Log::default();
    let asked = log.clone();
    let instance = imports(move |name, arguments, _| {
        asked.lock().unwrap().push((name.to_owned(), arguments));
        Ok(said.clone())
    });
    (instance, log)
}

/// What the guest gives back of what the host said, and what the host was asked.
fn pass(name: &str, params: &[Val], said: Option<Val>) -> (Returned<Val>, String, Vec<Val>) {
    let (instance, log) = always(said);
    let returned = call(&instance, name, params).unwrap();
    let [(asked, arguments)] = noted(&log).try_into().unwrap();
    (returned, asked, arguments)
}

pub fn text(text: &str) -> Val {
    Val::String(text.to_owned())
}

pub fn some(value: Val) -> Val {
    Val::Option(Some(Box::new(value)))
}

fn bytes(bytes: &[u8]) -> Val {
    Val::List(bytes.iter().map(|byte| Val::U8(*byte)).collect())
}

pub fn entry(key: &str, value: &[u8], ttl: Val) -> Val {
    let fields = [("key", text(key)), ("value", bytes(value)), ("ttl-seconds", ttl)];
    Val::Record(fields.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

#[test]
fn values_both_ways() {
    let none = Val::Option(None);
    let found = some(entry("clé", &[0, 255], some(Val::U32(7))));
    let cases = [
        ("get", GET, vec![text("clé")], Some(found)),
        ("get", GET, vec![text("")], Some(none)),
        ("log", "log", vec![text("hello")], None),
        ("now", "now", vec![], Some(Val::U64(u64::MAX))),
        ("nothing", "nothing", vec![], None),
        (
            "pair",
            "pair",
            vec![Val::U32(1), Val::U64(1 << 40)],
            Some(Val::Tuple(vec![Val::U64(1 << 63), Val::U32(9)])),
        ),
    ];
    for (export, import, params, said) in cases {
        let (returned, asked, arguments) = pass(export, &params, said.clone());
        assert_eq!(returned, said.map_or(Returned::Nothing, Returned::Value));
        assert_eq!((asked.as_str(), arguments), (import, params));
    }
}

#[test]
fn sixteen_flat_values_and_one_more() {
    let mut params = vec![
        Val::U8(255),
        Val::S8(-128),
        Val::U16(65535),
        Val::S16(-32768),
        Val::U32(u32::MAX),
        Val::S32(i32::MIN),
        Val::U64(u64::MAX),
        Val::S64(i64::MIN),
        Val::Float32(-0.5),
        Val::Float64(1e300),
        Val::Bool(true),
        Val::Char('\u{10ffff}'),
        text("x"),
        bytes(b"yz"),
    ];
    let (returned, _, arguments) = pass("sixteen", &params, Some(Val::S16(-3)));
    assert_eq!((returned, &arguments), (Returned::Value(Val::S16(-3)), &params));
    params.push(Val::U32(17));
    let (returned, _, arguments) = pass("seventeen", &params, Some(Val::Float32(0.25)));
    assert_eq!((returned, &arguments), (Returned::Value(Val::Float32(0.25)), &params));
}

#[test]
fn results_of_functions() {
    let ok = |payload: Option<Val>| Some(Val::Result(Ok(payload.map(Box::new))));
    let err = |payload: Val| Some(Val::Result(Err(Some(Box::new(payload)))));
    let full = Val::Variant("full".into(), Some(Box::new(Val::U32(3))));
    let locked = Val::Variant("locked".into(), None);
    let other = Val::Variant("other".into(), Some(Box::new(text("why"))));

    let one = entry("a", b"b", Val::Option(None));
    let (returned, asked, arguments) = pass("set", std::slice::from_ref(&one), ok(None));
    assert_eq!((returned, asked.as_str(), arguments), (Returned::Ok(None), SET, vec![one.clone()]));
    for refusal in [full, locked, other] {
        let (returned, ..) = pass("set", std::slice::from_ref(&one), err(refusal.clone()));
        assert_eq!(returned, Returned::Err(Some(refusal)));
    }
    let numbers = Val::List(vec![Val::U32(1), Val::U32(2)]);
    let (returned, asked, arguments) = pass("sum", std::slice::from_ref(&numbers), ok(Some(Val::U64(3))));
    assert_eq!((returned, asked.as_str(), arguments), (Returned::Ok(Some(Val::U64(3))), SUM, vec![numbers]));
    let (returned, ..) = pass("sum", &[Val::List(vec![])], err(text("none")));
    assert_eq!(returned, Returned::Err(Some(text("none"))));
}

#[test]
fn many_calls_of_one_call() {
    let (instance, log) = always(None);
    call(&instance, "many", &[Val::U32(1000)]).unwrap();
    assert_eq!(noted(&log).len(), 1000);
    assert_usable(&instance, "nothing", &[]);
}

/// What linking with a world like the component's own but for `change` says.
fn refused(change: impl FnOnce(&mut World)) -> String {
    let mut world = (**IMPORTS.world().unwrap()).clone();
    change(&mut world);
    let error = IMPORTS.link(Arc::new(world)).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Link, "{error}");
    error.message
}

fn import<'w>(world: &'w mut World, name: &str) -> &'w mut outwit_core::signature::Function {
    world.imports.iter_mut().find(|function| function.name == name).unwrap()
}

#[test]
fn missing_imports_are_all_named() {
    let linked = IMPORTS.link(IMPORTS.world().unwrap().clone()).unwrap();
    let error = linked.instantiate(Options::default(), None).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Link);
    assert_eq!(
        error.message,
        "the component imports functions that the host does not supply: \
         test:host/store@1.0.0.get: func(key: string) -> option<entry>; \
         test:host/store@1.0.0.set: func(entry: entry) -> result<_, refusal>; \
         test:host/store@1.0.0.sum: func(numbers: list<u32>) -> result<u64, string>; \
         log: func(message: string); now: func() -> u64; nothing: func(); \
         pair: func(low: u32, high: u64) -> tuple<u64, u32>; \
         sixteen: func(a: u8, b: s8, c: u16, d: s16, e: u32, f: s32, g: u64, h: s64, i: f32, j: f64, \
         k: bool, l: char, m: string, n: list<u8>) -> s16; \
         seventeen: func(a: u8, b: s8, c: u16, d: s16, e: u32, f: s32, g: u64, h: s64, i: f32, j: f64, \
         k: bool, l: char, m: string, n: list<u8>, o: u32) -> f32"
    );
    let world = IMPORTS.world().unwrap();
    let has = |import: u32| world.imports[import as usize].name != "log";
    let error = linked.check_imports(has).unwrap_err();
    assert_eq!(
        (error.kind, error.message.as_str()),
        (
            ErrorKind::Link,
            "the component imports log: func(message: string), and the host does not supply it"
        )
    );
    linked.check_imports(|_| true).unwrap();
}

#[test]
fn imports_that_the_component_does_not_need() {
    let mut world = (**IMPORTS.world().unwrap()).clone();
    let spare = import(&mut world, "now").clone();
    world.imports.insert(0, outwit_core::signature::Function { name: "later".into(), ..spare });
    let linked = IMPORTS.link(Arc::new(world)).unwrap();
    linked.check_imports(|import| import != 0).unwrap();
    let host = ValHost::new(linked.world(), |name, _, _| match name {
        "now" => Ok(Some(Val::U64(5))),
        other => panic!("{other} was called"),
    });
    let instance = linked.instantiate(Options::default(), Some(Box::new(host))).unwrap();
    assert_eq!(value(&instance, "now", &[]), Val::U64(5));
}

#[test]
fn imports_of_another_type() {
    type Change = fn(&mut World);
    let changes: [(Change, &str); 6] = [
        (
            |world| import(world, "log").params[0].ty = Type::U32,
            "log: parameter `message` was u32, is string",
        ),
        (|world| import(world, "now").result = Some(Type::S64), "now: result was s64, is u64"),
        (|world| import(world, "now").result = None, "now: expected no result, the component has one"),
        (
            |world| import(world, "nothing").result = Some(Type::Bool),
            "nothing: expected a result, the component has none",
        ),
        (
            |world| drop(import(world, "sixteen").params.pop()),
            "sixteen: expected 13 parameters, the component has 14",
        ),
        (
            |world| import(world, "get").params[0].ty = Type::Char,
            "test:host/store@1.0.0.get: parameter `key` was char, is string",
        ),
    ];
    for (change, message) in changes {
        assert_eq!(refused(change), message);
    }
}

#[test]
fn imports_that_the_world_lacks() {
    assert_eq!(
        refused(|world| world.imports.retain(|function| function.name != "log" && function.name != "get")),
        "the component imports what its world does not have: test:host/store@1.0.0.get: func(key: string) \
         -> option<entry>; log: func(message: string); is it another version?"
    );
    // Another version of an interface is another interface.
    let version = |world: &mut World| {
        import(world, "sum").interface = Some("test:host/store@2.0.0".into());
    };
    assert_eq!(
        refused(version),
        "the component imports what its world does not have: test:host/store@1.0.0.sum: \
         func(numbers: list<u32>) -> result<u64, string>; is it another version?"
    );
}

#[test]
fn a_wrong_argument_never_reaches_the_host() {
    let (instance, log) = always(None);
    let error = failure(&instance, "log", &[Val::U8(1)]);
    assert_eq!(error.message, "message: expected a string, got U8(1)");
    assert_eq!(noted(&log), []);
    assert_usable(&instance, "nothing", &[]);
}

#[test]
fn many_threads_with_instances_of_their_own() {
    let shared = imports(|_, _, _| Ok(None));
    std::thread::scope(|scope| {
        for number in 0..4 {
            let shared = &shared;
            scope.spawn(move || {
                let own = imports(move |_, _, _| Ok(Some(Val::U64(number))));
                for _ in 0..1000 {
                    assert_eq!(value(&own, "now", &[]), Val::U64(number));
                    assert_usable(shared, "nothing", &[]);
                }
            });
        }
    });
}

#[test]
fn the_host_goes_with_its_instance() {
    let alive = Arc::new(());
    let host = |alive: &Arc<()>| {
        let alive = alive.clone();
        imports(move |_, _, _| {
            let _ = &alive;
            Ok(None)
        })
    };
    let instance = host(&alive);
    assert_eq!(Arc::strong_count(&alive), 2);
    instance.close().unwrap();
    assert_eq!(Arc::strong_count(&alive), 1);
    drop(host(&alive));
    assert_eq!(Arc::strong_count(&alive), 1);
}

/// Uses its instance when it goes.
struct Farewell(Arc<std::sync::OnceLock<Instance>>, Log<ErrorKind>);

impl Drop for Farewell {
    fn drop(&mut self) {
        if let Some(instance) = self.0.get() {
            self.1.lock().unwrap().push(call(instance, "nothing", &[]).unwrap_err().kind);
            instance.close().unwrap();
        }
    }
}

#[test]
fn a_host_that_uses_its_instance_when_it_goes() {
    let (own, log) = (Arc::new(std::sync::OnceLock::new()), Log::default());
    let farewell = Farewell(own.clone(), log.clone());
    let instance = imports(move |_, _, _| {
        let _ = &farewell;
        Ok(None)
    });
    own.set(instance.clone()).ok().unwrap();
    instance.close().unwrap();
    assert_eq!(noted(&log), [ErrorKind::Closed]);
}
