//! Guests that break the canonical ABI, or come close: `wit-fixtures/hostile`. Each is an error or
//! a value, never undefined behaviour, and harms no other instance.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::hosts::ValHost;
use common::notation::parse;
use common::values::{call, whole};
use outwit_core::signature::World;
use outwit_core::{Cache, Component, Engine, Error, ErrorKind, Options};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wasmtime::component::Val;

struct Hostile {
    component: Component,
    params: Vec<Val>,
    expected: Expected,
    /// What the host's functions give back.
    answers: BTreeMap<String, Answer>,
}

#[derive(Clone)]
enum Answer {
    Nothing,
    ItsArgument,
    Value(Val),
}

#[derive(Debug)]
enum Expected {
    Value(String),
    Trap(String),
}

impl Hostile {
    /// Reads the comments that a component begins with.
    fn read(engine: &Engine, path: &Path) -> Hostile {
        let text = std::fs::read_to_string(path).unwrap();
        let line = |start: &str| text.lines().find_map(|line| line.strip_prefix(start)).map(str::trim);
        let expected = line(";; expect:").expect("an expectation");
        let expected = match expected.split_once(' ').unwrap_or((expected, "")) {
            ("ok", value) => Expected::Value(value.to_owned()),
            ("trap", message) => Expected::Trap(message.to_owned()),
            other => panic!("{}: {other:?}", path.display()),
        };
        let component = Component::new(engine, &wat::parse_str(&text).unwrap()).unwrap();
        let world = component.world().unwrap();
        let function = world.exports.iter().find(|function| function.name == "f").unwrap();
        // The calls' arguments happen to be JSON.
        let arguments =
            line(";; call: f(").map_or("[]".to_owned(), |rest| format!("[{}]", &rest[..rest.len() - 1]));
        let arguments: Vec<serde_json::Value> = serde_json::from_str(&arguments).unwrap();
        assert_eq!(arguments.len(), function.params.len());
        let params = function.params.iter().zip(&arguments).map(|(param, json)| parse(world, param.ty, json));
        let answers = text.lines().filter_map(|line| answer(world, line.strip_prefix(";; host: ")?));
        Hostile {
            params: params.collect(),
            expected,
            answers: answers.collect(),
            component: component.clone(),
        }
    }

    /// The host, which says what the comments say it does, and nothing else.
    fn host(&self) -> ValHost {
        let answers = self.answers.clone();
        let host = ValHost::new(self.component.world().unwrap(), move |name, arguments, _| {
            match answers.get(name) {
                Some(Answer::Nothing) => Ok(None),
                Some(Answer::ItsArgument) => Ok(arguments.into_iter().next()),
                Some(Answer::Value(value)) => Ok(Some(value.clone())),
                None => panic!("the guest reached {name}"),
            }
        });
        host.on_drop(|_, _, _| Ok(()))
    }

    /// One call on an instance of its own, and whether the instance can be used afterwards.
    fn run(&self) -> (Result<Val, Error>, Option<bool>) {
        let linked = self.component.link(self.component.world().unwrap().clone()).unwrap();
        let instance = match linked.instantiate(Options::default(), Some(Box::new(self.host()))) {
            Ok(instance) => instance,
            Err(error) => return (Err(error), None),
        };
        let result = call(&instance, "f", &self.params);
        let result = result.map(|returned| whole(returned).unwrap_or(Val::Tuple(Vec::new())));
        let usable = match instance.enter() {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.kind, ErrorKind::Poisoned, "{error}");
                false
            }
        };
        (result, Some(usable))
    }

    fn check(&self, name: &str) {
        let (result, usable) = self.run();
        match (&self.expected, result) {
            (Expected::Value(value), Ok(found)) => {
                assert_eq!(wave(&found), *value, "{name}");
                assert_eq!(usable, Some(true), "{name}");
            }
            (Expected::Trap(message), Err(error)) => {
                assert_eq!(error.kind, ErrorKind::Trap, "{name}: {error}");
                assert!(error.message.contains(message.as_str()), "{name}: {error}");
                assert!(error.code.is_some(), "{name}: {error}");
                assert_ne!(usable, Some(true), "{name}");
            }
            (expected, found) => panic!("{name}: expected {expected:?}, got {found:?}"),
        }
    }
}

/// `g gives <JSON>`, or `its argument`, or `nothing`.
fn answer(world: &World, line: &str) -> Option<(String, Answer)> {
    let (name, says) = line.split_once(" gives ")?;
    let function = world.imports.iter().find(|function| function.name == name).unwrap();
    let answer = match (says, function.result) {
        ("nothing", None) => Answer::Nothing,
        ("its argument", Some(_)) => Answer::ItsArgument,
        (json, Some(ty)) => Answer::Value(parse(world, ty, &serde_json::from_str(json).unwrap())),
        (_, None) => panic!("{name} has no result"),
    };
    Some((name.to_owned(), answer))
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../wit-fixtures/hostile");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "wat")).collect();
    files.sort();
    assert!(files.len() >= 130, "the hostile guests are missing");
    files
}

#[test]
fn every_hostile_guest_is_held() {
    let engine = Engine::new(Cache::Off).unwrap();
    for path in fixtures() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let hostile = Hostile::read(&engine, &path);
        // The second instance finds what it would have found without the first.
        hostile.check(&name);
        hostile.check(&name);
    }
}

/// WAVE, as far as the fixtures use it.
fn wave(value: &Val) -> String {
    let all = |items: &[Val]| items.iter().map(wave).collect::<Vec<_>>().join(", ");
    match value {
        Val::Bool(value) => value.to_string(),
        Val::U8(value) => value.to_string(),
        Val::U16(value) => value.to_string(),
        Val::U32(value) => value.to_string(),
        Val::U64(value) => value.to_string(),
        Val::S8(value) => value.to_string(),
        Val::S16(value) => value.to_string(),
        Val::S32(value) => value.to_string(),
        Val::S64(value) => value.to_string(),
        Val::Float32(value) if value.is_nan() => "nan".to_owned(),
        Val::Float64(value) if value.is_nan() => "nan".to_owned(),
        Val::Float32(value) => value.to_string(),
        Val::Float64(value) => value.to_string(),
        Val::Char(value) => format!("'{value}'"),
        Val::String(value) => format!("\"{value}\""),
        Val::List(items) | Val::FixedLengthList(items) => format!("[{}]", all(items)),
        Val::Tuple(items) => format!("({})", all(items)),
        Val::Flags(names) => format!("{{{}}}", names.join(", ")),
        Val::Enum(name) => name.clone(),
        other => panic!("not in the fixtures: {other:?}"),
    }
}
