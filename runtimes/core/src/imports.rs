//! What a host gives to a guest: the functions that the guest imports, and the resources behind
//! them, written in the host's language.

use crate::error::{Error, ValueError};
use crate::guest::Fault;
use crate::handles::Handles;
use crate::host::{Sink, Source};
use crate::instance::Data;
use crate::interrupt::Call;
use crate::lift::Lifting;
use crate::lower::{Lowering, To};
use crate::plan::{NodeId, ParamsPlan, Plan};
use crate::thread::{Thread, Waiting};
use crate::transcode;
use crate::wire::WireSource;
use outwit_signature::{TypeId, World};
use wasmtime::ValRaw;
use wasmtime::component::__internal::{LiftContext, LowerContext};

/// The host's side of one instance.
///
/// A guest that calls an import runs through `lift`, `call` and `lower`, in this order and with no
/// guest code between, on the thread that called the guest. What the host needs from one to the
/// next it keeps. Any error stops the guest and reaches the caller of the export as it is.
pub trait Host: Send {
    /// Takes the arguments of a call: builds them with [`Arguments::lift`]. Which function they are
    /// for is not known yet.
    ///
    /// # Errors
    /// What [`Arguments::lift`] says, or the host's own failure.
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused>;

    /// Calls the function at a position of the world's imports with the arguments that came last.
    ///
    /// # Errors
    /// The host's own exception, [`crate::ErrorKind::Host`], or why there was no call.
    fn call(&mut self, import: u32, inside: &Inside<'_>) -> Result<(), Error>;

    /// Gives the result of that call with [`Results::lower`].
    ///
    /// # Errors
    /// What [`Results::lower`] says, or the host's own failure.
    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused>;

    /// The guest dropped a resource that it owned: the host forgets what it keeps under `rep`.
    /// `resource` is the resource's entry in the world's types.
    ///
    /// # Errors
    /// The host's own exception.
    fn dropped(&mut self, resource: TypeId, rep: u32, inside: &Inside<'_>) -> Result<(), Error>;
}

/// Why values did not get across.
pub struct Refused(pub(crate) Fault);

impl From<ValueError> for Refused {
    fn from(error: ValueError) -> Refused {
        Refused(error.into())
    }
}

/// The arguments of a call that a guest makes.
pub struct Arguments<'a, 'g>(pub(crate) Origin<'a, 'g>);

pub(crate) enum Origin<'a, 'g> {
    /// Still in the guest.
    Guest { cx: &'a mut LiftContext<'g>, plan: &'a Plan, params: &'a ParamsPlan, flat: &'a [ValRaw], at: u32 },
    /// Taken out of the guest already, before it was known which of several functions is called.
    Buffer { world: &'a World, import: u32, source: WireSource<'a> },
}

impl Arguments<'_, '_> {
    /// Builds the arguments, each of which goes to `argument`, in order.
    ///
    /// # Errors
    /// The guest gave a value that breaks the canonical ABI, or the sink failed.
    pub fn lift<K: Sink>(self, sink: &mut K, mut argument: impl FnMut(K::Value)) -> Result<(), Refused> {
        match self.0 {
            Origin::Guest { cx, plan, params, flat, at } => {
                // Imports come before exports, so no resource of the guest's own is among them.
                let mut handles = Handles::default();
                let mut lifting = Lifting { plan, handles: &mut handles, sink };
                lifting.params(cx, params, flat, at, argument).map_err(Refused)
            }
            Origin::Buffer { world, import, mut source } => {
                sink.started();
                let function = transcode::find(&world.imports, import)?;
                Ok(transcode::arguments(world, function, &mut source, sink, &mut argument)?)
            }
        }
    }
}

/// Where the result of a host function goes.
pub struct Results<'a, 'g> {
    pub(crate) cx: &'a mut LowerContext<'g, Data>,
    pub(crate) world: &'a World,
    pub(crate) plan: &'a Plan,
    pub(crate) result: Option<NodeId>,
    pub(crate) to: To<'a>,
}

impl Results<'_, '_> {
    /// Reads the result from the source: [`Source::outcome`] where the function's type is a
    /// `result`, else [`Source::param`] 0, and nothing where there is none.
    ///
    /// # Errors
    /// A wrong value, or the guest failed to make room for it.
    pub fn lower<S: Source>(self, source: &mut S) -> Result<(), Refused> {
        let mut handles = Handles::default();
        let mut lowering = Lowering {
            world: self.world,
            plan: self.plan,
            handles: &mut handles,
            source,
            deferred: Vec::new(),
        };
        lowering.result(self.cx, self.result, self.to).map_err(Refused)
    }
}

/// The instance whose guest calls, as far as its host may know it.
pub struct Inside<'a>(pub(crate) &'a Data);

impl Inside<'_> {
    /// How long the call of the export may take, and who may stop it.
    pub fn call(&self) -> &Call {
        self.0.call()
    }

    /// Whether that call may go on; for hosts that wait.
    ///
    /// # Errors
    /// It ran past its deadline, its caller stopped it, or the language did.
    pub fn tick(&self) -> Result<(), Error> {
        self.0.tick().map_err(crate::interrupt::Stop::into_error)
    }

    /// Counts `thread` as inside the instance until the guard is dropped: the host waits for it,
    /// so what it asks of this instance meanwhile is refused instead of waited for.
    pub fn wait_for(&self, thread: Thread) -> Waiting<'_> {
        self.0.inside().wait_for(thread)
    }
}
