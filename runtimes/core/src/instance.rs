//! Instances: one guest memory each, entered by one call at a time.

use crate::abi::{self, CallError, Frame, Published};
use crate::component::LinkedInner;
use crate::engine::Clock;
use crate::error::{Error, ErrorKind};
use crate::grant::Grant;
use crate::handles::Handles;
use crate::host::{Handle, Returned, Sink, Source};
use crate::imports::Host;
use crate::interrupt::{Call, Interrupt, Stop, Watch};
use crate::plan::Plan;
use crate::thread::Occupant;
use crate::trap::failure;
use outwit_signature::World;
use parking_lot::{Mutex, MutexGuard};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use wasmtime::component::Func;
use wasmtime::{ResourceLimiter, Store, UpdateDeadline};

/// What an instance may use, and who may interrupt it.
#[derive(Default, Clone)]
pub struct Options {
    /// The most guest memory in bytes; 4 GiB a memory where nothing is said.
    pub memory: Option<u64>,
    /// Looks up from long calls.
    pub interrupt: Option<Arc<dyn Interrupt>>,
    /// How long the guest's own start may take, and who may stop it.
    pub start: Call,
}

/// How often a thread that waits for an instance looks whether it would wait for itself.
const LOOK: Duration = Duration::from_millis(5);

/// How many bytes one call may carry out of the guest, so that a hostile one cannot make the host
/// allocate without end: it may name the same memory again and again.
const CARRY: usize = 1 << 30;

/// An instance of a component. Cheap to clone and safe to share between threads.
#[derive(Clone)]
pub struct Instance(Arc<Shared>);

struct Shared {
    id: u64,
    world: Arc<World>,
    plan: Arc<Plan>,
    state: Mutex<State>,
    inside: Arc<Occupant>,
    closed: AtomicBool,
    dropped: Mutex<Vec<Handle>>,
    any_dropped: AtomicBool,
}

struct State {
    /// Gone once the instance is closed.
    live: Option<Live>,
    poisoned: Option<String>,
}

impl State {
    /// Whether the instance can be used.
    #[inline]
    fn check(&self) -> Result<(), Error> {
        match &self.poisoned {
            _ if self.live.is_none() => Err(closed()),
            None => Ok(()),
            Some(reason) => {
                let message =
                    format!("the instance cannot be used after a failed call ({reason}); make a new one");
                Err(Error::new(ErrorKind::Poisoned, message))
            }
        }
    }
}

struct Live {
    store: Store<Data>,
    functions: Vec<Func>,
    handles: Handles,
    /// What the guest may call, where it imports anything.
    grant: Option<RefCell<Grant>>,
}

/// What the store carries.
pub(crate) struct Data {
    watch: Watch,
    clock: Arc<Clock>,
    memory: usize,
    inside: Arc<Occupant>,
}

impl ResourceLimiter for Data {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _max: Option<usize>,
    ) -> wasmtime::Result<bool> {
        self.allow(desired)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _max: Option<usize>,
    ) -> wasmtime::Result<bool> {
        // A table's entry is a pointer; it counts as the memory that it takes.
        self.allow(desired.saturating_mul(size_of::<usize>()))
    }
}

impl Data {
    pub fn call(&self) -> &Call {
        &self.watch.call
    }

    pub fn tick(&self) -> Result<(), Stop> {
        self.watch.tick()
    }

    pub fn inside(&self) -> &Occupant {
        &self.inside
    }

    fn allow(&self, bytes: usize) -> wasmtime::Result<bool> {
        if bytes > self.memory {
            let message = format!("the guest wants {bytes} bytes of memory and may have {}", self.memory);
            return Err(wasmtime::Error::new(Stop::new(Error::new(ErrorKind::Memory, message))));
        }
        Ok(true)
    }
}

impl Instance {
    pub(crate) fn new(
        linked: &Arc<LinkedInner>,
        options: Options,
        host: Option<Box<dyn Host>>,
    ) -> Result<Instance, Error> {
        static IDS: AtomicU64 = AtomicU64::new(1);
        let memory = options.memory.and_then(|bytes| usize::try_from(bytes).ok()).unwrap_or(usize::MAX);
        let watch = Watch { call: options.start, interrupt: None };
        let clock = linked.engine.clock();
        let inside = Arc::new(Occupant::default());
        let grant = host.map(|host| RefCell::new(Grant::new(linked.supply.clone(), host)));
        let data = Data { watch, clock, memory, inside: inside.clone() };
        let mut store = Store::new(linked.engine.wasmtime(), data);
        store.limiter(|data| data);
        store.set_hostcall_fuel(CARRY);
        store.set_epoch_deadline(2);
        store.epoch_deadline_callback(|store| {
            let data = store.data();
            data.clock.keep_going();
            data.watch.tick().map_err(wasmtime::Error::new)?;
            Ok(UpdateDeadline::Continue(1))
        });
        let instance = {
            let _published = Published::new(grant.as_ref())?;
            linked.pre.instantiate(&mut store).map_err(|error| failure(&error))?
        };
        let mut functions = Vec::with_capacity(linked.exports.len());
        for (index, function) in linked.exports.iter().zip(&linked.world.exports) {
            let func = instance.get_func(&mut store, index).ok_or_else(|| {
                let place = crate::link::place(function);
                Error::new(ErrorKind::Link, format!("{place} is exported, but not as a function"))
            })?;
            functions.push(func);
        }
        let plan = linked.plan(&store, &functions)?;
        store.data_mut().watch.interrupt = options.interrupt;
        let live = Live { store, functions, handles: Handles::default(), grant };
        Ok(Instance(Arc::new(Shared {
            id: IDS.fetch_add(1, Ordering::Relaxed),
            world: linked.world.clone(),
            plan,
            state: Mutex::new(State { live: Some(live), poisoned: None }),
            inside,
            closed: AtomicBool::new(false),
            dropped: Mutex::new(Vec::new()),
            any_dropped: AtomicBool::new(false),
        })))
    }

    /// A number that no other instance of this process has.
    pub fn id(&self) -> u64 {
        self.0.id
    }

    /// The world by which the instance is called.
    pub fn world(&self) -> &Arc<World> {
        &self.0.world
    }

    /// Whether this thread is inside already: whether it is a host function that asks.
    pub fn is_inside(&self) -> bool {
        self.0.inside.is_current()
    }

    /// Enters the instance; waits while another thread is inside.
    ///
    /// # Errors
    /// [`ErrorKind::Busy`]: this thread is inside already. [`ErrorKind::Closed`],
    /// [`ErrorKind::Poisoned`]: nobody can enter any more.
    pub fn enter(&self) -> Result<Entered<'_>, Error> {
        loop {
            if let Some(entered) = self.enter_within(LOOK)? {
                return Ok(entered);
            }
        }
    }

    /// Enters the instance, or gives `None` where another thread is inside for all of `patience`;
    /// for callers that have something else to look at.
    ///
    /// # Errors
    /// As [`Instance::enter`].
    pub fn enter_within(&self, patience: Duration) -> Result<Option<Entered<'_>>, Error> {
        match self.try_enter()? {
            Some(entered) => Ok(Some(entered)),
            None => match self.0.state.try_lock_for(patience) {
                Some(state) => self.entered(state).map(Some),
                // Whoever is inside may have begun to wait for this thread.
                None => self.try_enter(),
            },
        }
    }

    /// Enters the instance, or gives `None` while another thread is inside.
    ///
    /// # Errors
    /// As [`Instance::enter`].
    pub fn try_enter(&self) -> Result<Option<Entered<'_>>, Error> {
        match self.0.state.try_lock() {
            Some(state) => self.entered(state).map(Some),
            None if self.0.inside.is_current() => Err(Error::new(
                ErrorKind::Busy,
                "the instance is in a call already; a host function cannot call back into its own instance",
            )),
            None => Ok(None),
        }
    }

    fn entered<'a>(&'a self, state: MutexGuard<'a, State>) -> Result<Entered<'a>, Error> {
        state.check()?;
        self.0.inside.enter();
        let mut entered = Entered { shared: &self.0, state };
        if self.0.any_dropped.load(Ordering::Relaxed) {
            entered.drop_queued();
            entered.state.check()?;
        }
        Ok(entered)
    }

    /// Drops a resource at the next entry. For finalisers: it never waits, fails or runs the
    /// guest.
    pub fn queue_drop(&self, handle: Handle) {
        if !self.0.closed.load(Ordering::Relaxed) {
            self.0.dropped.lock().push(handle);
            self.0.any_dropped.store(true, Ordering::Relaxed);
        }
    }

    /// Frees the instance and its memory, and lets go of its host. Its resources go with it; their
    /// destructors do not run, as nothing is left that they could free. Waits for a call on another
    /// thread; closing twice is allowed.
    ///
    /// # Errors
    /// [`ErrorKind::Busy`]: this thread is inside, or whoever is inside waits for it.
    pub fn close(&self) -> Result<(), Error> {
        let live = {
            let mut state = loop {
                if self.0.inside.is_current() {
                    let message = "the instance is in a call and cannot be closed by it";
                    return Err(Error::new(ErrorKind::Busy, message));
                }
                // Whoever is inside may begin to wait for this thread.
                match self.0.state.try_lock_for(LOOK) {
                    Some(state) => break state,
                    None => continue,
                }
            };
            self.0.closed.store(true, Ordering::Relaxed);
            state.live.take()
        };
        self.0.dropped.lock().clear();
        // What the host does when it goes may come back here.
        drop(live);
        Ok(())
    }
}

/// The right to use an instance. Others wait until it is dropped.
pub struct Entered<'a> {
    shared: &'a Shared,
    state: MutexGuard<'a, State>,
}

impl Entered<'_> {
    /// Calls the function at a position of the world's exports.
    ///
    /// # Errors
    /// A wrong argument ([`ErrorKind::Type`], [`ErrorKind::Range`], [`ErrorKind::Value`],
    /// [`ErrorKind::Handle`], [`ErrorKind::Host`]) leaves the instance as it was. After a
    /// [`ErrorKind::Trap`], [`ErrorKind::Memory`], [`ErrorKind::Deadline`] or
    /// [`ErrorKind::Cancelled`] it is poisoned.
    pub fn call<S: Source, K: Sink>(
        &mut self,
        function: u32,
        call: &Call,
        source: &mut S,
        sink: &mut K,
    ) -> Result<Returned<K::Value>, Error> {
        self.state.check()?;
        let Shared { world, plan, .. } = self.shared;
        let index = function as usize;
        let Some(live) = &mut self.state.live else { return Err(closed()) };
        let (Some(function), Some(planned), Some(&func)) =
            (world.exports.get(index), plan.functions.get(index), live.functions.get(index))
        else {
            return Err(Error::new(ErrorKind::Usage, format!("the world has no function number {index}")));
        };
        live.begin(call);
        let Live { store, handles, grant, .. } = live;
        let frame = Frame { world, plan, function, planned, handles, source, sink };
        // SAFETY: the plan was made from the functions of this component in the order of the
        // world's exports, which is theirs in `live.functions` too.
        let result = unsafe { abi::call(store, func, grant.as_ref(), frame) };
        result.map_err(|error| match error {
            CallError::Refused(error) => error,
            CallError::Value { error, while_lifting: false } => error.into(),
            CallError::Value { error, while_lifting: true } => {
                let error = Error::from(error);
                self.state.poisoned = Some(format!("its result could not be built: {error}"));
                error
            }
            CallError::Guest(error) => {
                let error = failure(&error);
                self.state.poisoned = Some(error.message.clone());
                error
            }
        })
    }

    /// Drops a resource that the host owns; the guest's destructor runs.
    ///
    /// # Errors
    /// [`ErrorKind::Handle`]: it is gone already. Otherwise as the destructor fails.
    pub fn drop_handle(&mut self, handle: Handle) -> Result<(), Error> {
        self.state.check()?;
        let Some(live) = &mut self.state.live else { return Err(closed()) };
        live.begin(&Call::default());
        let result = {
            let _published = Published::new(live.grant.as_ref())?;
            live.handles.remove(handle)?.resource_drop(&mut live.store)
        };
        result.map_err(|error| {
            let error = failure(&error);
            self.state.poisoned = Some(error.message.clone());
            error
        })
    }

    /// How many resources the host holds of this instance.
    pub fn handles(&self) -> usize {
        self.state.live.as_ref().map_or(0, |live| live.handles.len())
    }

    /// A destructor that fails poisons the instance.
    fn drop_queued(&mut self) {
        self.shared.any_dropped.store(false, Ordering::Relaxed);
        let queued = std::mem::take(&mut *self.shared.dropped.lock());
        for handle in queued {
            let _ = self.drop_handle(handle);
        }
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() && self.state.poisoned.is_none() {
            self.state.poisoned = Some("the host panicked during a call".into());
        }
        self.shared.inside.leave();
    }
}

impl Live {
    /// Winds the clock up for a call: it is looked at after one whole tick at the earliest.
    #[inline]
    fn begin(&mut self, call: &Call) {
        self.store.set_epoch_deadline(2);
        let data = self.store.data_mut();
        data.clock.keep_going();
        data.watch.call.deadline = call.deadline;
        if data.watch.call.cancel.is_some() || call.cancel.is_some() {
            data.watch.call.cancel.clone_from(&call.cancel);
        }
    }
}

fn closed() -> Error {
    Error::new(ErrorKind::Closed, "the instance is closed")
}
