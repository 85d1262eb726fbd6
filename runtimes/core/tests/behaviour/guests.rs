//! The components of these tests.

use crate::common::values::call;
use outwit_core::{Cache, Component, Engine, Error, ErrorKind, Instance, Options, Returned};
use std::sync::LazyLock;
use wasmtime::component::Val;

/// An engine without a cache for all tests of this process.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Cache::Off).unwrap());

pub static KITCHEN: LazyLock<Vec<u8>> =
    LazyLock::new(|| wat::parse_str(include_str!("kitchen.wat")).unwrap());
static RESOURCES: LazyLock<Vec<u8>> =
    LazyLock::new(|| wat::parse_str(include_str!("resources.wat")).unwrap());

/// An instance of a component by its own world.
pub fn instantiate(bytes: &[u8], options: Options) -> Result<Instance, Error> {
    let component = Component::new(&ENGINE, bytes)?;
    component.link(component.world().unwrap().clone())?.instantiate(options, None)
}

pub fn kitchen() -> Instance {
    instantiate(&KITCHEN, Options::default()).unwrap()
}

pub fn resources() -> Instance {
    instantiate(&RESOURCES, Options::default()).unwrap()
}

/// The value that a call returns.
pub fn value(instance: &Instance, name: &str, params: &[Val]) -> Val {
    match call(instance, name, params).unwrap() {
        Returned::Value(value) => value,
        other => panic!("{name} returned {other:?}"),
    }
}

/// How a call fails.
pub fn failure(instance: &Instance, name: &str, params: &[Val]) -> Error {
    call(instance, name, params).expect_err(name)
}

/// The instance is as good as new.
pub fn assert_usable(instance: &Instance, name: &str, params: &[Val]) {
    assert!(call(instance, name, params).is_ok());
}

/// The instance says that it cannot be used, and why.
pub fn assert_poisoned(instance: &Instance, reason: &str) {
    let error = instance.enter().map(drop).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Poisoned);
    assert!(error.message.contains(reason), "{error}");
    assert!(error.message.contains("make a new one"), "{error}");
}
