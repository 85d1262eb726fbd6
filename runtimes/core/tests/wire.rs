//! The golden vectors of `docs/wire.md`, which Node and Go read as well: `tests/wire/README.md`.
//! `BLESS=1` writes the bytes of all cases anew.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::buffer::{slices, written};
use common::guests;
use common::notation::{hex, parse, unhex};
use common::values::{ValSink, ValSource, same};
use outwit_core::signature::{Function, Param, Type, TypeDef, World};
use outwit_core::wire::WireSource;
use outwit_core::{
    Cache, Call, Component, Engine, Error, ErrorKind, Instance, Options, Returned, ValueError, transcode,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};
use wasmtime::component::Val;

#[derive(Deserialize)]
struct Vectors {
    world: World,
    #[serde(rename = "type")]
    ty: Type,
    cases: Vec<Case>,
    invalid: Vec<Invalid>,
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Case {
    value: Value,
    #[serde(default)]
    hex: Value,
    #[serde(default)]
    blobs: Vec<Value>,
}

#[derive(Serialize, Deserialize)]
struct Invalid {
    hex: Value,
    blobs: Vec<Value>,
    why: String,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wire");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    files.sort();
    assert!(files.len() >= 20, "the golden vectors are missing");
    files
}

/// The vectors of a file, whose world gets a function `f: func(value: T) -> T`.
fn read(path: &Path) -> Vectors {
    let text = std::fs::read_to_string(path).unwrap();
    let mut vectors: Vectors =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(vectors.world.exports.is_empty());
    let ty = vectors.ty;
    vectors.world.exports.push(Function {
        interface: None,
        name: "f".to_owned(),
        params: vec![Param { name: "value".to_owned(), ty }],
        result: Some(ty),
        is_async: false,
    });
    vectors
}

fn encode(world: &World, value: &Val, room: usize) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut source = ValSource { world, params: std::slice::from_ref(value) };
    written(room, |sink| transcode::params(world, 0, &mut source, sink)).unwrap()
}

fn decode(world: &World, bytes: &[u8], blobs: &[&[u8]]) -> Result<Val, ValueError> {
    let mut source = WireSource::new(bytes, blobs);
    let value = match transcode::returned(world, 0, &mut source, &mut ValSink::new(world))? {
        Returned::Value(value) => value,
        Returned::Ok(payload) => Val::Result(Ok(payload.map(Box::new))),
        Returned::Err(payload) => Val::Result(Err(payload.map(Box::new))),
        Returned::Nothing => panic!("the function has a result"),
    };
    assert_eq!(source.remaining(), 0);
    Ok(value)
}

/// Reading parameters must find the same mistakes as reading a result.
fn check_params(world: &World, bytes: &[u8], blobs: &[&[u8]]) -> Result<(), ValueError> {
    let mut source = WireSource::new(bytes, blobs);
    written(0, |sink| transcode::params(world, 0, &mut source, sink)).map(drop)
}

#[test]
fn values_are_written_and_read_as_the_vectors_say() {
    let bless = std::env::var_os("BLESS").is_some();
    for path in files() {
        let mut vectors = read(&path);
        let world = &vectors.world;
        for case in &mut vectors.cases {
            let value = parse(world, vectors.ty, &case.value);
            let (bytes, blobs) = encode(world, &value, 0);
            let expected = Case {
                value: case.value.clone(),
                hex: hex(&bytes),
                blobs: blobs.iter().map(|blob| hex(blob)).collect(),
            };
            match bless {
                true => *case = expected,
                false => assert_eq!(*case, expected, "{}", path.display()),
            }
            assert_eq!(
                encode(world, &value, 1 << 20),
                (bytes.clone(), blobs.clone()),
                "in the caller's buffer"
            );
            let slices = slices(&blobs);
            let read = decode(world, &bytes, &slices).unwrap();
            assert!(same(&read, &value), "{}: {read:?} instead of {value:?}", path.display());
            check_params(world, &bytes, &slices).unwrap();
        }
        if bless {
            save(&path, &vectors);
        }
    }
}

/// One case a line.
fn save(path: &Path, vectors: &Vectors) {
    fn lines<T: Serialize>(items: &[T]) -> String {
        let items: Vec<_> =
            items.iter().map(|item| format!("    {}", serde_json::to_string(item).unwrap())).collect();
        format!("[\n{}\n  ]", items.join(",\n"))
    }
    let types = match vectors.world.types.is_empty() {
        true => "[]".to_owned(),
        false => lines(&vectors.world.types).replace("\n", "\n  "),
    };
    let text = format!(
        "{{\n  \"world\": {{\n    \"outwit\": 1,\n    \"types\": {types},\n    \"exports\": []\n  }},\n  \"type\": {},\n  \
         \"cases\": {},\n  \"invalid\": {}\n}}\n",
        serde_json::to_string(&vectors.ty).unwrap(),
        lines(&vectors.cases),
        lines(&vectors.invalid),
    );
    std::fs::write(path, text).unwrap();
}

#[test]
fn what_is_invalid_is_refused() {
    for path in files() {
        let vectors = read(&path);
        for Invalid { hex, blobs, why } in &vectors.invalid {
            let (bytes, blobs) = (unhex(hex), blobs.iter().map(unhex).collect::<Vec<_>>());
            let slices = slices(&blobs);
            let read = decode(&vectors.world, &bytes, &slices);
            assert!(read.is_err(), "{}: {why}: read as {read:?}", path.display());
            assert!(check_params(&vectors.world, &bytes, &slices).is_err(), "{}: {why}", path.display());
        }
    }
}

#[test]
fn cut_off_and_overlong_buffers_are_refused() {
    for path in files() {
        let vectors = read(&path);
        for case in &vectors.cases {
            let (bytes, blobs) = (unhex(&case.hex), case.blobs.iter().map(unhex).collect::<Vec<_>>());
            let slices = slices(&blobs);
            for length in 0..bytes.len().min(200) {
                let read = decode(&vectors.world, &bytes[..length], &slices);
                assert!(read.is_err(), "{}: {length} bytes of {}", path.display(), case.value);
            }
            let longer = [&bytes[..], &[0]].concat();
            let read = decode(&vectors.world, &longer, &slices);
            assert!(read.is_err(), "{}: a byte more than {}", path.display(), case.value);
        }
    }
}

/// Lowering reads buffers by a walk of its own.
#[test]
fn guests_get_what_the_vectors_say() {
    let engine = Engine::new(Cache::Off).unwrap();
    for path in files() {
        let vectors = read(&path);
        if vectors.world.types.iter().any(|def| matches!(def, TypeDef::Resource { .. })) {
            continue; // a handle means nothing without its resource
        }
        let (text, world) = guests::component(&vectors.world.types, &[vectors.ty]);
        let component = Component::new(&engine, &wat::parse_str(&text).unwrap()).unwrap();
        let instance = component.link(world.into()).unwrap().instantiate(Options::default(), None).unwrap();
        for case in &vectors.cases {
            let (bytes, blobs) = (unhex(&case.hex), case.blobs.iter().map(unhex).collect::<Vec<_>>());
            let echoed = echo(&instance, &bytes, &blobs).unwrap();
            let first = [&bytes[..], &MORE[..4]].concat();
            assert_eq!(echoed, (first, blobs), "{}: {}", path.display(), case.value);
        }
        for Invalid { hex, blobs, why } in &vectors.invalid {
            let blobs: Vec<_> = blobs.iter().map(unhex).collect();
            let error = echo(&instance, &unhex(hex), &blobs).expect_err(why);
            assert_eq!(error.kind, ErrorKind::Value, "{}: {why}: {error}", path.display());
        }
    }
}

/// The other parameters of the echo.
const MORE: [u8; 68] = [7; 68];

fn echo(instance: &Instance, bytes: &[u8], blobs: &[Vec<u8>]) -> Result<(Vec<u8>, Vec<Vec<u8>>), Error> {
    let (bytes, slices) = ([bytes, &MORE].concat(), slices(blobs));
    let mut source = WireSource::new(&bytes, &slices);
    written(64, |sink| instance.enter()?.call(0, &Call::default(), &mut source, sink).map(drop))
}
