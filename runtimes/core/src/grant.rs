//! What one instance was granted: its host, and the plans by which its calls out are lifted and
//! lowered.

use crate::error::{Error, ErrorKind, ValueError};
use crate::guest::Fault;
use crate::handles::Handles;
use crate::imports::{Arguments, Host, Inside, Origin, Refused, Results};
use crate::instance::Data;
use crate::interrupt::Stop;
use crate::lift::Lifting;
use crate::link::{Linker, place};
use crate::lower::To;
use crate::plan::{NodeId, Plan};
use crate::supply::{Shape, Supply};
use crate::wire::{WireSink, WireSource, Written};
use outwit_signature::TypeId;
use std::sync::Arc;
use wasmtime::ValRaw;
use wasmtime::component::__internal::{InterfaceType, LiftContext, LowerContext};

pub(crate) struct Grant {
    supply: Arc<Supply>,
    host: Box<dyn Host>,
    /// By the type of the parameters.
    late_shapes: Vec<Late<InterfaceType, Shape>>,
    /// By the import and the type of its results.
    late_results: Vec<Late<(u32, InterfaceType), Option<NodeId>>>,
    taken: Option<Taken>,
}

/// A plan made during a call. The parts of a composed component see an import with handle types of
/// their own, which only a call shows.
struct Late<K, F> {
    key: K,
    plan: Plan,
    found: F,
}

/// Arguments that more than one function may have been called with, as a flat buffer.
struct Taken {
    bytes: Vec<u8>,
    blobs: Vec<Vec<u8>>,
}

impl Grant {
    pub fn new(supply: Arc<Supply>, host: Box<dyn Host>) -> Grant {
        Grant { supply, host, late_shapes: Vec::new(), late_results: Vec::new(), taken: None }
    }

    /// Takes the arguments of a call out of the guest.
    pub fn lift(
        &mut self,
        cx: &mut LiftContext<'_>,
        ty: InterfaceType,
        flat: &[ValRaw],
        at: u32,
    ) -> wasmtime::Result<()> {
        let Grant { supply, host, late_shapes, taken, .. } = self;
        let (plan, shape) = match supply.shape(ty) {
            Some(shape) => (&supply.plan, shape),
            None => late(supply, late_shapes, ty, |linker| supply.late_shape(linker, ty, cx.types))?,
        };
        let params = &shape.params;
        if shape.same_names {
            let arguments = Arguments(Origin::Guest { cx, plan, params, flat, at });
            return host.lift(arguments).map_err(|refused| stop(refused, "the arguments of an import"));
        }
        let mut sink = WireSink::new(&mut [], Vec::new());
        let mut handles = Handles::default();
        let mut lifting = Lifting { plan, handles: &mut handles, sink: &mut sink };
        lifting
            .params(cx, params, flat, at, drop)
            .map_err(|fault| stop(Refused(fault), "the arguments of an import"))?;
        let (written, blobs) = sink.into_parts();
        let bytes = match written {
            Written::Spilled(bytes) => bytes,
            Written::InPlace(_) => Vec::new(),
        };
        *taken = Some(Taken { bytes, blobs });
        Ok(())
    }

    /// Calls the host's function.
    pub fn call(&mut self, import: u32, data: &Data) -> Result<(), Error> {
        if let Some(Taken { bytes, blobs }) = self.taken.take() {
            let blobs: Vec<&[u8]> = blobs.iter().map(Vec::as_slice).collect();
            let source = WireSource::new(&bytes, &blobs);
            let origin = Origin::Buffer { world: &self.supply.world, import, source };
            self.host.lift(Arguments(origin)).map_err(|refused| refusal(refused, "its arguments"))?;
        }
        self.host.call(import, &Inside(data))
    }

    /// Puts the result where the guest wants it.
    pub fn lower(
        &mut self,
        cx: &mut LowerContext<'_, Data>,
        ty: InterfaceType,
        import: u32,
        to: To<'_>,
    ) -> wasmtime::Result<()> {
        let Grant { supply, host, late_results, .. } = self;
        let (plan, result) = match supply.result(import, ty) {
            Some(result) => (&supply.plan, result),
            None => {
                let find = |linker: &mut Linker<'_>| supply.late_result(linker, import, ty, cx.types);
                let (plan, result) = late(supply, late_results, (import, ty), find)?;
                (plan, *result)
            }
        };
        let results = Results { cx, world: &supply.world, plan, result, to };
        host.lower(results).map_err(|refused| {
            let function = supply.world.imports.get(import as usize).map(place).unwrap_or_default();
            stop(refused, &format!("{function} returned a wrong value"))
        })
    }

    /// The guest dropped a resource of the host's.
    pub fn dropped(&mut self, resource: TypeId, rep: u32, data: &Data) -> Result<(), Error> {
        match self.supply.world.is_imported(resource) {
            true => self.host.dropped(resource, rep, &Inside(data)),
            // A resource that no function of the world mentions: the guest cannot have one.
            false => Ok(()),
        }
    }
}

/// The plan for types that the linker did not see, made by the first call that shows them.
fn late<'a, K: PartialEq, F>(
    supply: &Supply,
    known: &'a mut Vec<Late<K, F>>,
    key: K,
    find: impl FnOnce(&mut Linker<'_>) -> Option<F>,
) -> wasmtime::Result<(&'a Plan, &'a F)> {
    let index = match known.iter().position(|late| late.key == key) {
        Some(index) => index,
        None => {
            let mut linker = Linker::new(&supply.world, supply.resources.clone());
            let found = find(&mut linker)
                .ok_or_else(|| wasmtime::Error::msg("defect in outwit: no plan for a call of an import"))?;
            known.push(Late { key, plan: linker.finish(), found });
            known.len() - 1
        }
    };
    let Late { plan, found, .. } = &known[index];
    Ok((plan, found))
}

/// Stops the guest.
fn stop(refused: Refused, what: &str) -> wasmtime::Error {
    match refused.0 {
        Fault::Guest(error) => error,
        Fault::Value(error) => wasmtime::Error::new(Stop::new(wrong(error, what))),
    }
}

fn refusal(refused: Refused, what: &str) -> Error {
    match refused.0 {
        Fault::Guest(error) => Error::new(ErrorKind::Trap, format!("{what}: {error:#}")),
        Fault::Value(error) => wrong(error, what),
    }
}

/// An exception of the host's stays as it is; anything else says where the value was.
fn wrong(error: ValueError, what: &str) -> Error {
    let mut error = Error::from(error);
    if error.kind != ErrorKind::Host {
        error.message = format!("{what}: {}", error.message);
    }
    error
}
