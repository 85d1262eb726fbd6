//! Components whose types do not say at once what is meant: parts that see an import each in their
//! own way, types of the same shape, an interface that is imported and exported.

use crate::common::hosts::{Log, ValHost, component, instance_with, name, noted};
use crate::common::values::{ValSink, ValSource, call};
use crate::guests::{ENGINE, assert_poisoned, failure, instantiate, value};
use crate::host_resources::Table;
use outwit_core::signature::{TypeDef, TypeId, World};
use outwit_core::{Arguments, Error, ErrorKind, Handle, Host, HostError, Inside, Instance, Interrupt};
use outwit_core::{Options, Refused, Results};
use std::sync::{Arc, Mutex};
use wasmtime::component::Val;

/// Gives back what it is given, and notes the function and the name of the record's type.
struct Echo {
    world: Arc<World>,
    records: Vec<TypeId>,
    arguments: Vec<Val>,
    log: Log<(String, String)>,
    table: Arc<Mutex<Table>>,
}

impl Host for Echo {
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        let mut sink = ValSink::new(&self.world);
        self.arguments.clear();
        arguments.lift(&mut sink, |value| self.arguments.push(value))?;
        self.records = sink.records;
        Ok(())
    }

    fn call(&mut self, import: u32, _: &Inside<'_>) -> Result<(), Error> {
        let name = name(&self.world.imports[import as usize]);
        if name.ends_with("make") {
            let Val::U32(n) = self.arguments[0] else { panic!("no number") };
            self.arguments[0] = self.table.lock().unwrap().put(n);
        } else if name.ends_with("value") || name.ends_with("read") {
            self.arguments[0] = Val::U32(*self.table.lock().unwrap().get(&self.arguments[0]));
        }
        if let [id] = self.records[..] {
            let Some(TypeDef::Record { name: record, .. }) = self.world.def(id) else { panic!("no record") };
            self.log.lock().unwrap().push((name, record.clone()));
        }
        Ok(())
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        results.lower(&mut ValSource { world: &self.world, params: &self.arguments })
    }

    fn dropped(&mut self, _: TypeId, rep: u32, _: &Inside<'_>) -> Result<(), Error> {
        self.table.lock().unwrap().take(&Val::U32(rep));
        Ok(())
    }
}

/// An instance, what its host notes, and what it keeps.
type Echoed = (Instance, Log<(String, String)>, Arc<Mutex<Table>>);

fn echo(text: &str) -> Echoed {
    let component = component(&ENGINE, text);
    let world = component.world().unwrap().clone();
    let (log, table) = (Log::default(), Arc::new(Mutex::new(Table::default())));
    let (records, arguments) = (Vec::new(), Vec::new());
    let host = Echo { world: world.clone(), records, arguments, log: log.clone(), table: table.clone() };
    let linked = component.link(world).unwrap();
    (linked.instantiate(Options::default(), Some(Box::new(host))).unwrap(), log, table)
}

fn entry(import: &str, record: &str) -> (String, String) {
    (import.to_owned(), record.to_owned())
}

#[test]
fn parts_of_a_component() {
    let (instance, log, table) = echo(include_str!("parts.wat"));
    // The second time, the types are known.
    for n in [7, 8] {
        let n = Val::U32(n);
        for (export, import, record) in [
            ("label-one", "test:host/things.label", "labelled"),
            ("tag-one", "test:host/things.tag", "tagged"),
            ("tag-two", "test:host/things.tag", "tagged"),
            ("label-two", "test:host/things.label", "labelled"),
        ] {
            assert_eq!(value(&instance, export, std::slice::from_ref(&n)), n);
            assert_eq!(noted(&log), [entry(import, record)]);
        }
    }
    assert_eq!(value(&instance, "relay", &[Val::U32(21)]), Val::U32(42));
    let thing = value(&instance, "make", &[Val::U32(5)]);
    assert_eq!(*table.lock().unwrap().get(&thing), 5);
    assert_eq!(value(&instance, "finish", &[thing]), Val::U32(5));
    assert_eq!(table.lock().unwrap().live(), 0);
}

fn place(text: &str, bytes: usize) -> Val {
    let fields = [
        ("x", Val::U32(1)),
        ("y", Val::U32(2)),
        ("text", Val::String(text.into())),
        ("bytes", Val::List((0..bytes).map(|byte| Val::U8(byte as u8)).collect())),
    ];
    Val::Record(fields.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

#[test]
fn types_of_the_same_shape() {
    let (instance, log, _) = echo(include_str!("names.wat"));
    // Short and long runs, with and without blobs.
    for place in [place("", 0), place("ça", 3), place("long", 10_000)] {
        for (export, record) in [("move", "point"), ("resize", "size")] {
            assert_eq!(value(&instance, export, std::slice::from_ref(&place)), place);
            assert_eq!(noted(&log), [entry(export, record)]);
        }
    }
}

#[test]
fn wrong_values_of_types_of_the_same_shape() {
    let instance = |said: Val| {
        let component = component(&ENGINE, include_str!("names.wat"));
        let answer = move |_: &str, _: Vec<Val>, _: &Inside<'_>| Ok(Some(said.clone()));
        instance_with(&component, Options::default(), |world| ValHost::new(world, answer)).unwrap()
    };
    let Val::Record(mut fields) = place("", 0) else { panic!("no record") };
    fields[1].1 = Val::U8(3);
    let instance = instance(Val::Record(fields));
    let error = failure(&instance, "resize", &[place("", 0)]);
    assert_eq!(error.message, "resize returned a wrong value: y: expected u32, got U8(3)");
    assert_poisoned(&instance, "resize");
}

#[test]
fn an_interface_that_is_imported_and_exported() {
    let (instance, _, table) = echo(include_str!("both-ways.wat"));
    let thing = value(&instance, "make", &[Val::U32(5)]);
    assert_eq!(value(&instance, "read", std::slice::from_ref(&thing)), Val::U32(5));
    let hosts = table.lock().unwrap().put(6);
    let wrapped = value(&instance, "wrap", &[hosts]);
    assert_eq!(value(&instance, "read", std::slice::from_ref(&wrapped)), Val::U32(6));
    // The destructors of the guest's drop the host's, now and at the next entry.
    for (thing, left) in [(thing, 1), (wrapped, 0)] {
        let Val::U64(handle) = thing else { panic!("no handle") };
        match left {
            1 => instance.enter().unwrap().drop_handle(Handle(handle)).unwrap(),
            _ => instance.queue_drop(Handle(handle)),
        }
        assert_eq!(instance.enter().unwrap().handles(), left);
        assert_eq!(table.lock().unwrap().live(), left);
    }
}

#[test]
fn the_world_tells_which_resource_is_the_hosts() {
    let component = component(&ENGINE, include_str!("both-ways.wat"));
    let mut world = (**component.world().unwrap()).clone();
    let wrap = world.exports.iter().position(|function| function.name == "wrap").unwrap();
    let make = world.exports.iter().find(|function| function.name == "make").unwrap();
    let own = make.result.unwrap();
    world.exports[wrap].params[0].ty = own;
    let linked = component.link(Arc::new(world)).unwrap();
    let host = ValHost::new(linked.world(), |_, _, _| Ok(None));
    let error = linked.instantiate(Options::default(), Some(Box::new(host))).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Link);
    assert_eq!(error.message, "wrap: parameter `thing` was thing, is another resource");
}

#[test]
fn a_resource_of_another_interface() {
    let component = component(&ENGINE, include_str!("both-ways.wat"));
    let mut world = (**component.world().unwrap()).clone();
    for def in &mut world.types {
        if let TypeDef::Resource { interface, imported: true, .. } = def {
            *interface = Some("test:host/things@2.0.0".into());
        }
    }
    // The host would not hear of what the guest drops.
    let error = component.link(Arc::new(world)).err().unwrap();
    assert_eq!(error.kind, ErrorKind::Link);
    assert_eq!(error.message, "test:host/things.make: result was thing, is another resource");
}

#[test]
fn versions_that_stand_for_each_other() {
    let import = |version: &str| {
        format!(
            r#"(import "test:host/clock@{version}" (instance $i{version} (export "now" (func (result u32)))))
            (core func $f{version} (canon lower (func $i{version} "now")))"#
        )
    };
    let text = format!(
        r#"(component {} {}
          (core module $module
            (import "host" "old" (func $old (result i32)))
            (import "host" "new" (func $new (result i32)))
            (func (export "old") (result i32) (call $old))
            (func (export "new") (result i32) (call $new)))
          (core instance $guest (instantiate $module (with "host" (instance
            (export "old" (func $f1.0.0)) (export "new" (func $f1.2.0))))))
          (func (export "old") (result u32) (canon lift (core func $guest "old")))
          (func (export "new") (result u32) (canon lift (core func $guest "new"))))"#,
        import("1.0.0"),
        import("1.2.0")
    );
    let component = component(&ENGINE, &text);
    let ask = |world: World| {
        let linked = component.link(Arc::new(world)).unwrap();
        let log: Log<String> = Log::default();
        let asked = log.clone();
        let host = ValHost::new(linked.world(), move |name, _, _| {
            asked.lock().unwrap().push(name.to_owned());
            Ok(Some(Val::U32(0)))
        });
        let instance = linked.instantiate(Options::default(), Some(Box::new(host))).unwrap();
        value(&instance, "new", &[]);
        value(&instance, "old", &[]);
        noted(&log)
    };
    let mut world = (**component.world().unwrap()).clone();
    // Each version has its own function.
    let both = ["test:host/clock@1.2.0.now", "test:host/clock@1.0.0.now"];
    assert_eq!(ask(world.clone()), both);
    world.imports.reverse();
    assert_eq!(ask(world.clone()), both);
    // Where there is but one, it stands for the other.
    world.imports.pop();
    assert_eq!(ask(world), [both[0], both[0]]);
}

/// A component that drops what the host gives it, and imports nothing else.
const DROPS: &str = r#"(component
    (import "test:host/things" (instance $things (export "thing" (type $thing (sub resource)))))
    (alias export $things "thing" (type $thing))
    (core func $drop (canon resource.drop $thing))
    (core module $module
      (import "host" "drop" (func $drop (param i32)))
      (func (export "take") (param i32) (call $drop (local.get 0))))
    (core instance $guest (instantiate $module (with "host" (instance (export "drop" (func $drop))))))
    (func (export "take") (param "thing" (own $thing)) (canon lift (core func $guest "take"))))"#;

#[test]
fn a_resource_without_functions() {
    let component = component(&ENGINE, DROPS);
    let log: Log<(String, u32)> = Log::default();
    let gone = log.clone();
    let instance = instance_with(&component, Options::default(), |world| {
        ValHost::new(world, |_, _, _| Ok(None)).on_drop(move |name, rep, _| {
            gone.lock().unwrap().push((name.to_owned(), rep));
            Ok(())
        })
    });
    let instance = instance.unwrap();
    call(&instance, "take", &[Val::U32(u32::MAX)]).unwrap();
    call(&instance, "take", &[Val::U32(0)]).unwrap();
    assert_eq!(noted(&log), [("thing".to_owned(), u32::MAX), ("thing".to_owned(), 0)]);
}

#[test]
fn a_drop_without_a_host() {
    let instance = instantiate(&wat::parse_str(DROPS).unwrap(), Options::default()).unwrap();
    let error = failure(&instance, "take", &[Val::U32(1)]);
    assert_eq!(error.kind, ErrorKind::Usage);
    assert!(error.message.contains("made without a host"), "{error}");
    assert_poisoned(&instance, "made without a host");
}

/// Lets a guest without a host drop something while another guest, which has one, runs.
struct Meddle(Mutex<u32>);

impl Interrupt for Meddle {
    fn tick(&self) -> Result<(), HostError> {
        a_drop_without_a_host();
        *self.0.lock().unwrap() += 1;
        Ok(())
    }
}

#[test]
fn a_guest_never_reaches_anothers_host() {
    let meddle = Arc::new(Meddle(Mutex::new(0)));
    let options = Options { interrupt: Some(meddle.clone()), ..Options::default() };
    let component = component(&ENGINE, include_str!("imports.wat"));
    let instance = instance_with(&component, options, |world| ValHost::new(world, |_, _, _| Ok(None)));
    let instance = instance.unwrap();
    while *meddle.0.lock().unwrap() == 0 {
        call(&instance, "many", &[Val::U32(100_000)]).unwrap();
    }
}
