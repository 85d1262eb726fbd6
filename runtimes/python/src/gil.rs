//! When a call lets the global interpreter lock go, and how Ctrl-C stops it.
//!
//! A call that ends within the first tick (about a millisecond) never pays for either. The lock
//! is let go by the first tick after the arguments have been read, and taken back before the
//! result is read, so that no object is touched without it.

use outwit_core::{HostError, Interrupt};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU8, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the main thread takes the lock back to look for signals. Taking it may have to wait
/// for another thread's turn, 5 ms, so not at every tick.
const SIGNALS: Duration = Duration::from_millis(100);

/// Objects are being read or made: the lock must stay.
const HOLDING: u8 = 0;
/// The guest runs; the lock may go.
const RUNNING: u8 = 1;
/// The guest runs, and the lock is gone.
const RELEASED: u8 = 2;

thread_local! {
    /// Whether this thread is in the core without the lock and without wanting it.
    static AWAY: Cell<bool> = const { Cell::new(false) };
}

/// The state of the lock in the calls of one instance. Only the thread that is inside the
/// instance touches it, so nothing here needs an order.
pub struct Gil {
    phase: AtomicU8,
    saved: AtomicPtr<ffi::PyThreadState>,
    main: AtomicBool,
    looked: Mutex<Option<Instant>>,
    /// Whether a host function was called since the last tick.
    called: AtomicBool,
}

impl Gil {
    /// The state before the first call.
    pub fn new() -> Gil {
        Gil {
            phase: AtomicU8::new(HOLDING),
            saved: AtomicPtr::new(ptr::null_mut()),
            main: AtomicBool::new(false),
            looked: Mutex::new(None),
            called: AtomicBool::new(false),
        }
    }

    /// The arguments have been read: from now on a tick may let the lock go.
    #[inline]
    pub fn run(&self) {
        if self.phase.load(Relaxed) == HOLDING {
            self.phase.store(RUNNING, Relaxed);
        }
    }

    /// Objects are needed again: takes the lock back if it was let go.
    #[inline]
    pub fn hold(&self) {
        match self.phase.load(Relaxed) {
            RUNNING => self.phase.store(HOLDING, Relaxed),
            RELEASED => self.take_back(),
            _ => {}
        }
    }

    /// A host function needs objects: takes the lock, as far as this thread does not hold it.
    #[inline]
    pub fn enter(&self) -> Turn {
        if AWAY.get() {
            return Turn::attach();
        }
        match self.phase.load(Relaxed) {
            HOLDING => Turn::Held,
            _ => {
                self.hold();
                Turn::Running
            }
        }
    }

    /// The host function is done: the lock may go as it could before.
    #[inline]
    pub fn leave(&self, turn: Turn) {
        match turn {
            Turn::Held => {}
            Turn::Running => {
                self.called.store(true, Relaxed);
                self.run();
            }
            Turn::Attached(state) => Turn::detach(state),
        }
    }

    /// Whatever happens, the lock is held once the guard is gone.
    pub fn guard(&self) -> Guard<'_> {
        Guard(self)
    }

    #[cold]
    fn take_back(&self) {
        // SAFETY: `saved` is what this thread's `PyEval_SaveThread` returned, used once.
        unsafe { ffi::PyEval_RestoreThread(self.saved.swap(ptr::null_mut(), Relaxed)) };
        self.phase.store(HOLDING, Relaxed);
    }

    fn let_go(&self) {
        self.phase.store(RELEASED, Relaxed);
        // SAFETY: this thread holds the lock (the phase was HOLDING or RUNNING), and until
        // `take_back` nothing here touches an object.
        self.saved.store(unsafe { ffi::PyEval_SaveThread() }, Relaxed);
    }

    /// Runs Python's signal handlers, of which one may raise. Only with the lock held.
    fn signals(&self) -> Result<(), HostError> {
        // SAFETY: every caller holds the lock.
        let py = unsafe { Python::assume_attached() };
        py.check_signals().map_err(|error| Box::new(error) as HostError)
    }

    /// Whether it is time to look for signals again.
    fn due(&self) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let due = looked.is_none_or(|then| now.duration_since(then) >= SIGNALS);
        if due {
            *looked = Some(now);
        }
        due
    }
}

impl Interrupt for Gil {
    fn tick(&self) -> Result<(), HostError> {
        if AWAY.get() {
            return Ok(());
        }
        match self.phase.load(Relaxed) {
            HOLDING => self.signals(),
            RUNNING => {
                self.signals()?;
                // SAFETY: the phase says that this thread holds the lock.
                let py = unsafe { Python::assume_attached() };
                if self.called.swap(false, Relaxed) {
                    return give_turn(py);
                }
                self.main.store(is_main_thread(py), Relaxed);
                *self.looked.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
                self.let_go();
                Ok(())
            }
            // Only the main thread runs signal handlers.
            RELEASED if self.main.load(Relaxed) && self.due() => {
                self.take_back();
                let outcome = self.signals();
                self.let_go();
                outcome
            }
            _ => Ok(()),
        }
    }
}

/// Lets another thread have the lock if one has asked for it. A guest that calls host functions would
/// take a lock that it lets go back at once, and each time tell those who wait to wait anew; the
/// interpreter itself, between two instructions, hands it over.
fn give_turn(py: Python<'_>) -> Result<(), HostError> {
    static NOTHING: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    NOTHING
        .get_or_try_init(py, || py.eval(c"lambda: None", None, None).map(Bound::unbind))
        .and_then(|nothing| nothing.call0(py))
        .map(drop)
        .map_err(|error| Box::new(error) as HostError)
}

/// Python runs signal handlers in this thread only.
fn is_main_thread(py: Python<'_>) -> bool {
    let ident = || -> PyResult<bool> {
        let threading = py.import("threading")?;
        let main: u64 = threading.call_method0("main_thread")?.getattr("ident")?.extract()?;
        Ok(threading.call_method0("get_ident")?.extract::<u64>()? == main)
    };
    ident().unwrap_or(false)
}

/// Ends with the lock held.
pub struct Guard<'a>(&'a Gil);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.hold();
    }
}

/// How a host function came by the lock.
pub enum Turn {
    /// It was held, and stays so.
    Held,
    /// The guest ran, in a call that began with the lock.
    Running,
    /// The guest ran, on a thread that is away from the interpreter.
    Attached(ffi::PyGILState_STATE),
}

impl Turn {
    /// Whether the thread is away from the interpreter otherwise.
    pub fn is_away(&self) -> bool {
        matches!(self, Turn::Attached(_))
    }

    #[cold]
    fn attach() -> Turn {
        AWAY.set(false); // other instances, which the host function calls, need their ticks
        // SAFETY: the thread gives the lock back in `detach`, with what it gets here.
        Turn::Attached(unsafe { ffi::PyGILState_Ensure() })
    }

    #[cold]
    fn detach(state: ffi::PyGILState_STATE) {
        // SAFETY: `state` is what `attach` got on this thread, and used once.
        unsafe { ffi::PyGILState_Release(state) };
        AWAY.set(true);
    }
}

/// Runs `work`, which may enter instances, on a thread that does not hold the lock: a tick must
/// then touch nothing of Python's.
pub fn away<R>(work: impl FnOnce() -> R) -> R {
    struct Back(bool);
    impl Drop for Back {
        fn drop(&mut self) {
            AWAY.set(self.0);
        }
    }
    let _back = Back(AWAY.replace(true));
    work()
}
