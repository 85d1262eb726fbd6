//! One component that passes everything on to its host, answered in three ways: by Wasmtime's
//! `Val`, by the core's direct lifting and lowering, and through the flat buffer.

use crate::common::buffered::BufferedHost;
use crate::common::hosts::ValHost;
use crate::common::values::{ValSink, ValSource, same, whole};
use crate::legs::reference;
use outwit_core::signature::World;
use outwit_core::{Call, Component, Engine, Host, Inside, Instance, Options};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use wasmtime::Store;
use wasmtime::component::{Func, Linker, Val};

/// What the hosts are to say, and what they were told.
struct Talk {
    says: Val,
    told: Vec<Val>,
}

#[derive(Clone)]
struct Shared(Arc<Mutex<Talk>>);

impl Shared {
    fn get(&self) -> MutexGuard<'_, Talk> {
        self.0.lock().unwrap()
    }

    /// A host function: notes what it is told.
    fn answer(&self, told: Vec<Val>) -> Val {
        let mut talk = self.get();
        talk.told = told;
        talk.says.clone()
    }
}

pub struct Imports {
    store: Store<()>,
    /// Wasmtime's functions, in the order of the world's exports.
    functions: Vec<Func>,
    world: Arc<World>,
    talk: Shared,
    direct: Instance,
    buffered: Instance,
    blobs: Arc<AtomicU64>,
}

impl Imports {
    /// `described`: the world is the one that the core reads from the component.
    pub fn new(engine: &Engine, text: &str, world: World, described: bool) -> Imports {
        let bytes = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let talk = Shared(Arc::new(Mutex::new(Talk { says: Val::Bool(false), told: Vec::new() })));
        let (store, functions) = reference(&bytes, &world, |linker| supply(linker, &world, &talk));
        let component = Component::new(engine, &bytes).unwrap();
        let world = if described { component.world().unwrap().clone() } else { Arc::new(world) };
        let linked = component.link(world.clone()).unwrap();
        let instance = |host: Box<dyn Host>| linked.instantiate(Options::default(), Some(host)).unwrap();
        let asked = talk.clone();
        let direct = ValHost::new(&world, move |_, told, _| Ok(Some(asked.answer(told))));
        let direct = instance(Box::new(direct));
        let asked = talk.clone();
        let answer = move |_: &str, told, _: &Inside<'_>| Ok(Some(asked.answer(told)));
        let buffered = BufferedHost::new(&world, answer, |name, _, _| panic!("there is no resource {name}"));
        let blobs = buffered.blobs();
        let buffered = instance(Box::new(buffered));
        Imports { store, functions, world, talk, direct, buffered, blobs }
    }

    /// Sends a value of the type at `position` through all functions by all ways; the host answers
    /// with another.
    pub fn check(&mut self, position: usize, value: &Val, other: &Val) {
        let more = (1..=17).map(|n| Val::U32(n * 0x0101_0101));
        let many: Vec<Val> = std::iter::once(value.clone()).chain(more).collect();
        self.check_one(2 * position, &many[..1], other);
        let both = Val::Tuple(vec![other.clone(), Val::U32(0xfedc_ba98)]);
        self.check_one(2 * position + 1, &many, &both);
    }

    fn check_one(&mut self, function: usize, params: &[Val], says: &Val) {
        self.talk.get().says = says.clone();
        let mut results = [Val::Bool(false)];
        self.functions[function].call(&mut self.store, params, &mut results).unwrap();
        let [returned] = results;
        self.compare("wasmtime", function, params, &returned);
        let returned = self.call(&self.direct, function, params);
        self.compare("outwit", function, params, &returned);
        let returned = self.call(&self.buffered, function, params);
        self.compare("the buffer", function, params, &returned);
    }

    fn compare(&self, way: &str, function: usize, params: &[Val], returned: &Val) {
        let name = &self.world.exports[function].name;
        let mut talk = self.talk.get();
        let told = std::mem::take(&mut talk.told);
        let alike =
            told.len() == params.len() && told.iter().zip(params).all(|(told, param)| same(told, param));
        assert!(alike, "{name} by {way}:\ngiven {params:?}\nthe host was told {told:?}");
        let says = &talk.says;
        assert!(same(says, returned), "{name} by {way}:\nthe host said {says:?}\nand back came {returned:?}");
    }

    fn call(&self, instance: &Instance, function: usize, params: &[Val]) -> Val {
        let mut source = ValSource { world: &self.world, params };
        let mut sink = ValSink::new(&self.world);
        let mut entered = instance.enter().unwrap();
        whole(entered.call(function as u32, &Call::default(), &mut source, &mut sink).unwrap()).unwrap()
    }

    pub fn blobs(&self) -> u64 {
        self.blobs.load(Ordering::Relaxed)
    }
}

fn supply(linker: &mut Linker<()>, world: &World, talk: &Shared) {
    for function in &world.imports {
        let talk = talk.clone();
        let answer = move |_: wasmtime::StoreContextMut<'_, ()>,
                           _: wasmtime::component::types::ComponentFunc,
                           told: &[Val],
                           says: &mut [Val]| {
            says[0] = talk.answer(told.to_vec());
            Ok(())
        };
        linker.root().func_new(&function.name, answer).unwrap();
    }
}
