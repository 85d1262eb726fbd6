//! A host that sees nothing but flat buffers, and calls through them.

use crate::common::buffer::{slices, written};
use crate::common::hosts::{Answer, Dropped, name};
use crate::common::values::{ValSink, ValSource, whole};
use outwit_core::signature::{Function, Type, TypeDef, TypeId, World};
use outwit_core::wire::WireSource;
use outwit_core::{Arguments, Call, Error, Host, Inside, Instance, Refused, Results, transcode};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use wasmtime::component::Val;

/// Answers a guest's calls.
pub struct BufferedHost {
    /// For the transcoder, which knows a world's exports: the imports, and for each a function that
    /// returns its parameters.
    world: World,
    answer: Box<Answer>,
    dropped: Box<Dropped>,
    /// How much room the next value finds in its buffer.
    room: usize,
    bytes: Vec<u8>,
    blobs: Vec<Vec<u8>>,
    /// How many blobs there were.
    seen: Arc<AtomicU64>,
}

impl BufferedHost {
    pub fn new(
        world: &World,
        answer: impl FnMut(&str, Vec<Val>, &Inside<'_>) -> Result<Option<Val>, Error> + Send + 'static,
        dropped: impl FnMut(&str, u32, &Inside<'_>) -> Result<(), Error> + Send + 'static,
    ) -> BufferedHost {
        let mut mirror = World { exports: world.imports.clone(), imports: Vec::new(), ..world.clone() };
        for function in &world.imports {
            let id = mirror.types.len() as TypeId;
            mirror.types.push(TypeDef::Tuple { of: function.params.iter().map(|param| param.ty).collect() });
            let result = Some(Type::Def(id));
            mirror.exports.push(Function { params: Vec::new(), result, ..function.clone() });
        }
        let (answer, dropped) = (Box::new(answer), Box::new(dropped));
        let (bytes, blobs, seen) = (Vec::new(), Vec::new(), Arc::default());
        BufferedHost { world: mirror, answer, dropped, room: 0, bytes, blobs, seen }
    }

    /// How many blobs there will have been.
    pub fn blobs(&self) -> Arc<AtomicU64> {
        self.seen.clone()
    }

    fn told(&self, import: u32) -> Vec<Val> {
        let slices = slices(&self.blobs);
        let mut source = WireSource::new(&self.bytes, &slices);
        let parameters = import + self.world.exports.len() as u32 / 2;
        let mut sink = ValSink::new(&self.world);
        match whole(transcode::returned(&self.world, parameters, &mut source, &mut sink).unwrap()) {
            Some(Val::Tuple(told)) => told,
            other => panic!("not a tuple: {other:?}"),
        }
    }
}

impl Host for BufferedHost {
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        self.room = (self.room * 2 + 1) % 5000;
        (self.bytes, self.blobs) = written(self.room, |sink| arguments.lift(sink, drop))?;
        Ok(())
    }

    fn call(&mut self, import: u32, inside: &Inside<'_>) -> Result<(), Error> {
        let told = self.told(import);
        let name = name(&self.world.exports[import as usize]);
        let params: Vec<Val> = (self.answer)(&name, told, inside)?.into_iter().collect();
        let mut source = ValSource { world: &self.world, params: &params };
        let blobs = self.blobs.len();
        (self.bytes, self.blobs) = written(self.room / 2, |sink| {
            transcode::returned(&self.world, import, &mut source, sink).map(drop)
        })?;
        self.seen.fetch_add((blobs + self.blobs.len()) as u64, Ordering::Relaxed);
        Ok(())
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        let slices = slices(&self.blobs);
        let mut source = WireSource::new(&self.bytes, &slices);
        results.lower(&mut source)?;
        assert!(source.is_finished());
        Ok(())
    }

    fn dropped(&mut self, resource: TypeId, rep: u32, inside: &Inside<'_>) -> Result<(), Error> {
        let Some(TypeDef::Resource { name, imported: true, .. }) = self.world.def(resource) else {
            panic!("number {resource} is no resource of the host's")
        };
        (self.dropped)(name, rep, inside)
    }
}

/// Calls an export with arguments and a result in buffers with so much room. Says how many blobs
/// there were.
pub fn call(
    instance: &Instance,
    function: u32,
    params: &[Val],
    room: usize,
) -> Result<(Option<Val>, u64), Error> {
    let world = instance.world();
    let mut source = ValSource { world, params };
    let (bytes, blobs) = written(room, |sink| transcode::params(world, function, &mut source, sink)).unwrap();
    let mut seen = blobs.len() as u64;

    let given = slices(&blobs);
    let (bytes, blobs) = written(room / 2, |sink| {
        let mut source = WireSource::new(&bytes, &given);
        instance.enter()?.call(function, &Call::default(), &mut source, sink).map(drop)
    })?;
    seen += blobs.len() as u64;

    let given = slices(&blobs);
    let mut source = WireSource::new(&bytes, &given);
    let returned = transcode::returned(world, function, &mut source, &mut ValSink::new(world)).unwrap();
    Ok((whole(returned), seen))
}
