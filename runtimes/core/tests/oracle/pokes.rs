//! Guests that hand over whatever lies in their memory, as arguments to their host or as results to
//! their caller: the core must take and refuse just what Wasmtime's own lifting does.

use crate::common::guests::{Core, Side, declare, flat, mention};
use crate::common::hosts::{Log, ValHost, noted};
use crate::common::values::{call, same, whole};
use crate::legs::REFERENCE;
use fastrand::Rng;
use outwit_core::signature::{Type, TypeDef};
use outwit_core::{Component, Engine, ErrorKind, Options};
use wasmtime::Store;
use wasmtime::component::{InstancePre, Linker, Val};

/// How many bytes of memory are not 0.
const IMAGE: usize = 2048;
/// What Wasmtime may carry to the host in one call. Whatever takes more is left out: the core allows
/// more, and counts otherwise.
const CARRY: usize = 1 << 20;

/// What became of a call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    Taken,
    Refused,
    TooMuch,
}

/// Which way the values go.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Way {
    /// `give: func(image: list<u8>)` calls `take: func(x: T)` with the flat values that lie at the start
    /// of the image, or with the pointer there.
    Argument,
    /// `give: func(image: list<u8>) -> T` returns them.
    Result,
}

fn component(types: &[TypeDef], ty: Type, way: Way) -> String {
    let most = if way == Way::Argument { 16 } else { 1 };
    let mut values = flat(types, ty);
    if values.len() > most {
        values = vec![Core::I32];
    }
    let cores: String = values.iter().map(|core| format!(" {}", core.name())).collect();
    let loads: String = values
        .iter()
        .enumerate()
        .map(|(at, core)| format!(" ({}.load offset={} (i32.const 0))", core.name(), 8 * at))
        .collect();
    let (import, given, give, result) = match way {
        Way::Argument => (
            format!(
                r#"(import "take" (func $take (param "x" {})))
                (core func $take (canon lower (func $take) (memory (core memory $libc "memory"))))"#,
                mention(ty)
            ),
            r#"(with "host" (instance (export "take" (func $take))))"#,
            format!(
                r#"(import "host" "take" (func $take (param{cores})))
                (func (export "give") (param i32 i32) (call $take{loads}))"#
            ),
            String::new(),
        ),
        Way::Result => (
            String::new(),
            "",
            format!(r#"(func (export "give") (param i32 i32) (result{cores}){loads})"#),
            format!("(result {})", mention(ty)),
        ),
    };
    format!(
        r#"(component
          {}
          (core module $libc
            (memory (export "memory") 1)
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
          (core instance $libc (instantiate $libc))
          {import}
          (core module $module
            (import "libc" "memory" (memory 0))
            {give})
          (core instance $guest (instantiate $module (with "libc" (instance $libc)) {given}))
          (func (export "give") (param "image" (list u8)) {result} (canon lift (core func $guest "give")
            (memory (core memory $libc "memory")) (realloc (core func $libc "realloc")))))"#,
        declare(types, Side::Imported),
    )
}

/// Words that are likely to mean something.
fn image(rng: &mut Rng) -> Val {
    let mut bytes = Vec::with_capacity(IMAGE);
    while bytes.len() < IMAGE {
        let word = match rng.u32(0..16) {
            0..=7 => rng.u32(0..3),
            8..=10 => rng.u32(..IMAGE as u32 / 8) * 8,
            11 => rng.u32(..1 << 16),
            12 => u32::from_le_bytes(*b"text"),
            13 => rng.char('\0'..=char::MAX).into(),
            14 => rng.u32(..1 << 9),
            _ => rng.u32(..),
        };
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    Val::List(bytes.into_iter().map(Val::U8).collect())
}

/// The component as Wasmtime alone runs it. The store keeps what the host is told.
fn reference(bytes: &[u8]) -> InstancePre<Vec<Val>> {
    let component = wasmtime::component::Component::new(&REFERENCE, bytes).unwrap();
    let mut linker = Linker::<Vec<Val>>::new(&REFERENCE);
    let take = linker.root().func_new("take", |mut store, _, told, _| {
        store.data_mut().extend_from_slice(told);
        Ok(())
    });
    take.unwrap();
    linker.instantiate_pre(&component).unwrap()
}

fn give(guest: &InstancePre<Vec<Val>>, image: &[Val]) -> wasmtime::Result<Vec<Val>> {
    let mut store = Store::new(&REFERENCE, Vec::new());
    store.set_hostcall_fuel(CARRY);
    let instance = guest.instantiate(&mut store).unwrap();
    let give = instance.get_func(&mut store, "give").unwrap();
    let mut results = vec![Val::Bool(false); give.ty(&store).results().len()];
    give.call(&mut store, image, &mut results)?;
    results.append(store.data_mut());
    Ok(results)
}

/// Calls with `count` images, and says what became of each.
pub fn check(
    engine: &Engine,
    rng: &mut Rng,
    (types, ty): (&[TypeDef], Type),
    way: Way,
    count: usize,
) -> Vec<Outcome> {
    let text = component(types, ty, way);
    let bytes = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let component = Component::new(engine, &bytes).unwrap();
    let world = component.world().unwrap().clone();
    let linked = component.link(world.clone()).unwrap();
    let reference = reference(&bytes);
    (0..count)
        .map(|_| {
            let image = [image(rng)];
            let expected = give(&reference, &image);
            if matches!(&expected, Err(error) if format!("{error:#}").contains("fuel")) {
                return Outcome::TooMuch;
            }
            let told: Log<Vec<Val>> = Log::default();
            let log = told.clone();
            let host = ValHost::new(&world, move |_, arguments, _| {
                log.lock().unwrap().push(arguments);
                Ok(None)
            });
            let instance = linked.instantiate(Options::default(), Some(Box::new(host))).unwrap();
            let found = call(&instance, "give", &image);
            let mut taken: Vec<Val> = noted(&told).into_iter().flatten().collect();
            match (&expected, found) {
                (Ok(expected), Ok(returned)) => {
                    taken.extend(whole(returned));
                    let alike = expected.len() == 1 && taken.len() == 1 && same(&expected[0], &taken[0]);
                    assert!(alike, "wasmtime took {expected:?}\noutwit took {taken:?}");
                    Outcome::Taken
                }
                (Err(_), Err(error)) => {
                    assert_eq!((error.kind, taken.len()), (ErrorKind::Trap, 0), "{error}");
                    Outcome::Refused
                }
                (_, found) => panic!("{ty:?} of {types:?}\nwasmtime {expected:?}\noutwit {found:?}"),
            }
        })
        .collect()
}
