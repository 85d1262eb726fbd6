//! One component that passes everything on to its host, answered in three ways: by Wasmtime's
//! `Val`, by the core's direct lifting and lowering, and through the flat buffer.

use crate::common::buffer::{slices, written};
use crate::common::hosts::ValHost;
use crate::common::values::{ValSink, ValSource, same, whole};
use crate::legs::reference;
use outwit_core::signature::{Function, Type, TypeDef, TypeId, World};
use outwit_core::wire::WireSource;
use outwit_core::{Arguments, Call, Component, Engine, Error, Host, Inside, Instance, Options, Refused};
use outwit_core::{Results, Returned, transcode};
use std::sync::{Arc, Mutex, MutexGuard};
use wasmtime::Store;
use wasmtime::component::{Func, Linker, Val};

/// What the hosts are to say, and what they were told.
struct Talk {
    says: Val,
    told: Vec<Val>,
    blobs: u64,
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
}

impl Imports {
    /// `described`: the world is the one that the core reads from the component.
    pub fn new(engine: &Engine, text: &str, world: World, described: bool) -> Imports {
        let bytes = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let talk = Shared(Arc::new(Mutex::new(Talk { says: Val::Bool(false), told: Vec::new(), blobs: 0 })));
        let (store, functions) = reference(&bytes, &world, |linker| supply(linker, &world, &talk));
        let component = Component::new(engine, &bytes).unwrap();
        let world = if described { component.world().unwrap().clone() } else { Arc::new(world) };
        let linked = component.link(world.clone()).unwrap();
        let instance = |host: Box<dyn Host>| linked.instantiate(Options::default(), Some(host)).unwrap();
        let asked = talk.clone();
        let direct = ValHost::new(&world, move |_, told, _| Ok(Some(asked.answer(told))));
        let direct = instance(Box::new(direct));
        let buffered = instance(Box::new(Buffered::new(&world, talk.clone())));
        Imports { store, functions, world, talk, direct, buffered }
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
        self.talk.get().blobs
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

/// A host that sees nothing but buffers.
struct Buffered {
    /// For the transcoder, which knows a world's exports: the imports, and for each a function that
    /// returns its parameters.
    world: World,
    talk: Shared,
    room: usize,
    bytes: Vec<u8>,
    blobs: Vec<Vec<u8>>,
}

impl Buffered {
    fn new(world: &World, talk: Shared) -> Buffered {
        let mut mirror = World { exports: world.imports.clone(), imports: Vec::new(), ..world.clone() };
        for function in &world.imports {
            let id = mirror.types.len() as TypeId;
            mirror.types.push(TypeDef::Tuple { of: function.params.iter().map(|param| param.ty).collect() });
            let result = Some(Type::Def(id));
            mirror.exports.push(Function { params: Vec::new(), result, ..function.clone() });
        }
        Buffered { world: mirror, talk, room: 0, bytes: Vec::new(), blobs: Vec::new() }
    }

    fn told(&self, import: u32) -> Vec<Val> {
        let slices = slices(&self.blobs);
        let mut source = WireSource::new(&self.bytes, &slices);
        let parameters = import + self.world.exports.len() as u32 / 2;
        let mut sink = ValSink::new(&self.world);
        match transcode::returned(&self.world, parameters, &mut source, &mut sink).unwrap() {
            Returned::Value(Val::Tuple(told)) => told,
            other => panic!("not a tuple: {other:?}"),
        }
    }
}

impl Host for Buffered {
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        self.room = (self.room * 2 + 1) % 5000;
        (self.bytes, self.blobs) = written(self.room, |sink| arguments.lift(sink, drop))?;
        Ok(())
    }

    fn call(&mut self, import: u32, _: &Inside<'_>) -> Result<(), Error> {
        let says = self.talk.answer(self.told(import));
        let mut source = ValSource { world: &self.world, params: &[says] };
        let blobs = self.blobs.len();
        (self.bytes, self.blobs) = written(self.room / 2, |sink| {
            transcode::returned(&self.world, import, &mut source, sink).map(drop)
        })?;
        self.talk.get().blobs += (blobs + self.blobs.len()) as u64;
        Ok(())
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        let slices = slices(&self.blobs);
        let mut source = WireSource::new(&self.bytes, &slices);
        results.lower(&mut source)?;
        assert!(source.is_finished());
        Ok(())
    }

    fn dropped(&mut self, resource: TypeId, _: u32, _: &Inside<'_>) -> Result<(), Error> {
        panic!("there is no resource {resource}")
    }
}
