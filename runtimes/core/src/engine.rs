//! The compiler's settings, and the clock that lets long calls be interrupted.

use crate::cache::Cache;
use crate::error::{Error, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

/// While calls run, guests are looked at this often.
const TICK: Duration = Duration::from_millis(1);
/// While none has run for a while, the clock rests. A call's first tick may come this late.
const REST: Duration = Duration::from_millis(10);
/// So many ticks without a call make it rest.
const PATIENCE: u32 = 50;

/// Compiles and runs components. Cheap to clone; most programs share one ([`Engine::shared`]).
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    wasmtime: wasmtime::Engine,
    cache: Option<std::path::PathBuf>,
    clock: Arc<Clock>,
}

/// Whether calls run: set by each call, and by each tick that a running call takes.
#[derive(Default)]
pub(crate) struct Clock {
    active: AtomicBool,
}

impl Clock {
    #[inline]
    pub fn keep_going(&self) {
        if !self.active.load(Ordering::Relaxed) {
            self.active.store(true, Ordering::Relaxed);
        }
    }
}

impl Engine {
    /// An engine that keeps compiled code in `cache`.
    ///
    /// # Errors
    /// The cache's folder cannot be used, or the machine cannot run compiled code.
    pub fn new(cache: Cache) -> Result<Engine, Error> {
        let cache = cache.folder()?;
        let mut config = wasmtime::Config::new();
        config
            .wasm_component_model(true)
            .wasm_component_model_map(true)
            .wasm_component_model_fixed_length_lists(true)
            .wasm_component_model_implements(true)
            .concurrency_support(false)
            .epoch_interruption(true);
        let wasmtime = wasmtime::Engine::new(&config).map_err(|error| {
            Error::new(ErrorKind::Usage, format!("no engine for this machine: {error:#}"))
        })?;
        let clock = Arc::new(Clock::default());
        let inner = Arc::new(Inner { wasmtime, cache, clock });
        start_clock(&inner)?;
        Ok(Engine(inner))
    }

    /// The engine of this process, with [`Cache::Default`]; made on first use.
    ///
    /// # Errors
    /// As [`Engine::new`]; the next use tries again.
    pub fn shared() -> Result<Engine, Error> {
        static SHARED: OnceLock<Engine> = OnceLock::new();
        if let Some(engine) = SHARED.get() {
            return Ok(engine.clone());
        }
        let engine = Engine::new(Cache::Default)?;
        Ok(SHARED.get_or_init(|| engine).clone())
    }

    pub(crate) fn wasmtime(&self) -> &wasmtime::Engine {
        &self.0.wasmtime
    }

    pub(crate) fn cache(&self) -> Option<&Path> {
        self.0.cache.as_deref()
    }

    pub(crate) fn clock(&self) -> Arc<Clock> {
        self.0.clock.clone()
    }
}

/// One thread an engine, which ends with the engine.
fn start_clock(inner: &Arc<Inner>) -> Result<(), Error> {
    let engine: Weak<Inner> = Arc::downgrade(inner);
    let run = move || {
        let mut idle = 0;
        loop {
            std::thread::sleep(if idle < PATIENCE { TICK } else { REST });
            let Some(engine) = engine.upgrade() else { return };
            engine.wasmtime.increment_epoch();
            idle = match engine.clock.active.swap(false, Ordering::Relaxed) {
                true => 0,
                false => (idle + 1).min(PATIENCE),
            };
        }
    };
    std::thread::Builder::new()
        .name("outwit-clock".into())
        .spawn(run)
        .map(drop)
        .map_err(|error| Error::new(ErrorKind::Usage, format!("the clock's thread cannot start: {error}")))
}
