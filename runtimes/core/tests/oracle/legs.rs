//! One component, called by three ways: Wasmtime's `Val`, the core's direct lowering of the same
//! values, and the flat buffer.

use crate::common::buffered;
use crate::common::values::{ValSink, ValSource, same};
use outwit_core::signature::World;
use outwit_core::{Call, Component, Engine, Instance, Options, Returned};
use std::sync::{Arc, LazyLock};
use wasmtime::Store;
use wasmtime::component::{Func, Linker, Val};

pub struct Legs {
    store: Store<()>,
    /// Wasmtime's functions, in the order of the world's exports.
    functions: Vec<Func>,
    world: Arc<World>,
    instance: Instance,
    /// How much room the next result finds in its buffer.
    room: usize,
    pub blobs: u64,
}

impl Legs {
    /// `described`: the world is the one that the core reads from the component.
    pub fn new(engine: &Engine, text: &str, world: World, described: bool) -> Legs {
        let bytes = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let (store, functions) = reference(&bytes, &world, |_| ());
        let component = Component::new(engine, &bytes).unwrap();
        let world = if described { component.world().unwrap().clone() } else { Arc::new(world) };
        let instance = component.link(world.clone()).unwrap().instantiate(Options::default(), None).unwrap();
        Legs { store, functions, world, instance, room: 0, blobs: 0 }
    }

    /// Sends a value of the type at `position` through all functions by all ways.
    pub fn check(&mut self, position: usize, value: &Val) {
        let more = (1..=17).map(|n| Val::U32(n * 0x0101_0101));
        let many: Vec<Val> = std::iter::once(value.clone()).chain(more).collect();
        self.check_one(3 * position, &many);
        self.check_one(3 * position + 1, &many[..1]);
        self.check_one(3 * position + 2, &many);
        let echoed = self.reference(3 * position, &many);
        let expected = Val::Tuple(vec![value.clone(), many[1].clone()]);
        assert!(same(&echoed, &expected), "the guest is wrong: {echoed:?} instead of {expected:?}");
    }

    fn check_one(&mut self, function: usize, params: &[Val]) {
        let expected = self.reference(function, params);
        let name = &self.world.exports[function].name;
        let direct = self.direct(function, params);
        assert!(
            same(&expected, &direct),
            "{name} with {params:?}:\nwasmtime {expected:?}\noutwit {direct:?}"
        );
        let wire = self.wire(function, params);
        let name = &self.world.exports[function].name;
        assert!(
            same(&expected, &wire),
            "{name} with {params:?}:\nwasmtime {expected:?}\nthe buffer {wire:?}"
        );
    }

    fn reference(&mut self, function: usize, params: &[Val]) -> Val {
        let mut results = [Val::Bool(false)];
        self.functions[function].call(&mut self.store, params, &mut results).unwrap();
        let [result] = results;
        result
    }

    fn direct(&self, function: usize, params: &[Val]) -> Val {
        let mut source = ValSource { world: &self.world, params };
        let mut sink = ValSink::new(&self.world);
        let mut entered = self.instance.enter().unwrap();
        match entered.call(function as u32, &Call::default(), &mut source, &mut sink).unwrap() {
            Returned::Value(value) => value,
            other => panic!("the function has a result that is no `result`: {other:?}"),
        }
    }

    fn wire(&mut self, function: usize, params: &[Val]) -> Val {
        self.room = (self.room * 2 + 1) % 5000;
        let (result, blobs) = buffered::call(&self.instance, function as u32, params, self.room).unwrap();
        self.blobs += blobs;
        result.unwrap()
    }
}

/// An engine of the core's settings, but for its clock.
pub static REFERENCE: LazyLock<wasmtime::Engine> = LazyLock::new(|| {
    let mut config = wasmtime::Config::new();
    config
        .wasm_component_model_map(true)
        .wasm_component_model_fixed_length_lists(true)
        .concurrency_support(false);
    wasmtime::Engine::new(&config).unwrap()
});

/// The same component on that engine, with what `supply` defines.
pub fn reference(
    bytes: &[u8],
    world: &World,
    supply: impl FnOnce(&mut Linker<()>),
) -> (Store<()>, Vec<Func>) {
    let component = wasmtime::component::Component::new(&REFERENCE, bytes).unwrap();
    let mut store = Store::new(&REFERENCE, ());
    let mut linker = Linker::new(&REFERENCE);
    supply(&mut linker);
    let instance = linker.instantiate(&mut store, &component).unwrap();
    let functions = world.exports.iter().map(|f| instance.get_func(&mut store, &f.name).unwrap()).collect();
    (store, functions)
}
