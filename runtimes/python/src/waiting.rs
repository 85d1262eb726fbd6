//! Awaitables that host functions give: an event loop runs them while the guest's thread waits.

use crate::errors::{exception, host_failure};
use crate::hosted::Supplies;
use outwit_core::{Error, ErrorKind, Inside, Thread};
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::{PyTraverseError, PyVisit};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often a thread that waits looks whether its call was stopped.
const LOOK_UP: Duration = Duration::from_millis(5);

/// Who waits for a call that left its thread.
pub struct Caller {
    event_loop: Py<PyAny>,
    thread: Thread,
}

impl Caller {
    /// The thread that asks, which runs `event_loop`.
    pub fn new(event_loop: Py<PyAny>) -> Caller {
        Caller { event_loop, thread: Thread::current() }
    }

    /// Shows the garbage collector the loop.
    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.event_loop)
    }

    /// The same caller.
    pub fn clone_ref(&self, py: Python<'_>) -> Caller {
        Caller { event_loop: self.event_loop.clone_ref(py), thread: self.thread }
    }
}

/// What a future calls when it is done.
#[pyclass(frozen, module = "outwit")]
struct Bell {
    rung: Mutex<bool>,
    heard: Condvar,
}

#[pymethods]
impl Bell {
    fn __call__(&self, _future: &Bound<'_, PyAny>) {
        *self.rung() = true;
        self.heard.notify_all();
    }
}

impl Bell {
    fn rung(&self) -> MutexGuard<'_, bool> {
        self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it rang; waits a while for it.
    fn wait(&self) -> bool {
        let waited = self.heard.wait_timeout_while(self.rung(), LOOK_UP, |rung| !*rung);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Whether a host function that gave this is async.
#[inline]
pub fn is_awaitable(value: &Bound<'_, PyAny>) -> bool {
    // SAFETY: the object's type is a type, static ones included since Python 3.10.
    !value.is_none() && unsafe { !ffi::PyType_GetSlot(value.get_type_ptr(), ffi::Py_am_await).is_null() }
}

/// What an awaitable comes to. `away`: the call has left its thread, and somebody waits for it.
///
/// # Errors
/// Nobody can run it, or the call was stopped meanwhile. Its own exception is in the result.
#[cold]
pub fn settle<'py>(
    awaitable: &Bound<'py, PyAny>,
    place: &str,
    supplies: &Supplies,
    away: bool,
    inside: &Inside<'_>,
) -> Result<PyResult<Bound<'py, PyAny>>, Error> {
    let py = awaitable.py();
    match supplies.caller(py).filter(|_| away) {
        Some(caller) => wait(awaitable, &caller, inside).map_err(|failure| match failure {
            Failure::Stopped(error) => error,
            Failure::Raised(error) => host_failure(py, place, error),
        }),
        None => {
            abandon(awaitable);
            Err(is_async(place))
        }
    }
}

/// Closes an awaitable that nobody can run, and says so.
#[cold]
pub fn refuse(awaitable: &Bound<'_, PyAny>, place: &str) -> PyErr {
    abandon(awaitable);
    exception(awaitable.py(), is_async(place))
}

fn is_async(place: &str) -> Error {
    Error::new(ErrorKind::Usage, format!("{place} is async: call it through an *_async function"))
}

/// Python warns of coroutines that were never awaited.
fn abandon(awaitable: &Bound<'_, PyAny>) {
    for end in ["close", "cancel"] {
        if let Ok(Some(end)) = awaitable.getattr_opt(end) {
            // What it raises on its way out says nothing about the mistake.
            let _ = end.call0();
            return;
        }
    }
}

enum Failure {
    Stopped(Error),
    Raised(PyErr),
}

fn wait<'py>(
    awaitable: &Bound<'py, PyAny>,
    caller: &Caller,
    inside: &Inside<'_>,
) -> Result<PyResult<Bound<'py, PyAny>>, Failure> {
    let py = awaitable.py();
    let begin = || -> PyResult<_> {
        let bell = Bound::new(py, Bell { rung: Mutex::new(false), heard: Condvar::new() })?;
        let module = py.import("outwit.asynchronous")?;
        let future = module.getattr("submit")?.call1((awaitable, &caller.event_loop, &bell))?;
        Ok((bell, future, module.getattr("outcome")?))
    };
    let (bell, future, outcome) = begin().map_err(Failure::Raised)?;
    // What the loop's own thread asks of this instance would wait for this thread.
    let _waiting = inside.wait_for(caller.thread);
    let bell = bell.get();
    while !py.detach(|| bell.wait()) {
        if let Err(error) = inside.tick() {
            // The coroutine learns of it; what it does about it is its own affair.
            let _ = future.call_method0("cancel");
            return Err(Failure::Stopped(error));
        }
        let event_loop = caller.event_loop.bind(py);
        if event_loop
            .call_method0("is_closed")
            .and_then(|closed| closed.is_truthy())
            .map_err(Failure::Raised)?
        {
            let message = "the event loop was closed while a host function waited for it";
            return Err(Failure::Raised(PyRuntimeError::new_err(message)));
        }
    }
    Ok(outcome.call1((future,)))
}
