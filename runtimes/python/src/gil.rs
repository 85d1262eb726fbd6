//! When a call lets the global interpreter lock go, and how Ctrl-C stops it.
//!
//! A call that ends within the first tick (about a millisecond) never pays for either. The lock
//! is let go by the first tick after the arguments have been read, and taken back before the
//! result is read, so that no object is touched without it.

use outwit_core::{HostError, Interrupt};
use pyo3::ffi;
use pyo3::prelude::*;
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
}

impl Gil {
    /// The state before the first call.
    pub fn new() -> Gil {
        Gil {
            phase: AtomicU8::new(HOLDING),
            saved: AtomicPtr::new(ptr::null_mut()),
            main: AtomicBool::new(false),
            looked: Mutex::new(None),
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
