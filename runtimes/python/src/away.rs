//! Calls that leave their thread: the arguments are read and the result is made where the
//! objects are, and what lies between needs no interpreter.

use crate::errors::exception;
use crate::function::Function;
use crate::gil::away;
use crate::hosted::Supplies;
use crate::instance::Instance;
use crate::loans::{Kept, Loans};
use crate::sink::PySink;
use crate::source::PySource;
use crate::waiting::Caller;
use outwit_core::wire::{WireSink, WireSource, Written};
use outwit_core::{Call, Error, transcode};
use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyTuple};
use pyo3::{PyTraverseError, PyVisit, ffi};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Values as plain bytes: the flat buffer, and large runs beside it.
struct Flat {
    bytes: Vec<u8>,
    blobs: Vec<Vec<u8>>,
}

impl Flat {
    fn new(sink: WireSink<'_, Vec<Vec<u8>>>) -> Flat {
        let (written, blobs) = sink.into_parts();
        match written {
            Written::Spilled(bytes) => Flat { bytes, blobs },
            // Into an empty buffer nothing is written but nothing.
            Written::InPlace(_) => Flat { bytes: Vec::new(), blobs },
        }
    }

    fn read<R>(&self, read: impl FnOnce(&mut WireSource<'_>) -> R) -> R {
        let blobs: Vec<&[u8]> = self.blobs.iter().map(Vec::as_slice).collect();
        read(&mut WireSource::new(&self.bytes, &blobs))
    }
}

/// A call that leaves its thread: its arguments, and later its answer, as plain bytes.
#[pyclass(frozen, module = "outwit")]
pub struct Away {
    function: Py<Function>,
    /// The loop that waits for it, and its thread; not for longer than it runs.
    caller: Mutex<Option<Caller>>,
    cancel: Arc<AtomicBool>,
    state: Mutex<State>,
}

enum State {
    Ready(Flat, Call, Kept),
    Running,
    Done(Result<Flat, Error>),
}

#[pymethods]
impl Away {
    /// Reads the arguments, on the thread of the loop that will wait.
    #[new]
    fn new(
        py: Python<'_>,
        function: &Bound<'_, PyAny>,
        args: &Bound<'_, PyTuple>,
        event_loop: Py<PyAny>,
    ) -> PyResult<Away> {
        let wrong = || PyTypeError::new_err("expected a function of an instance");
        let builtin = function.cast::<PyCFunction>().map_err(|_| wrong())?;
        let owner = builtin.getattr("__self__")?.cast_into::<Function>().map_err(|_| wrong())?;
        let given: Vec<*mut ffi::PyObject> = args.iter_borrowed().map(|argument| argument.as_ptr()).collect();
        let function = owner.get();
        let instance = function.instance(py);
        let (shapes, guest) = (instance.get().shapes(py), instance.get().guest());
        let supplies = instance.get().supplies();
        let (arguments, kept) = function.with_arguments(py, &given, None, |args| {
            let loans = Loans::new(supplies.map(|supplies| &**supplies), true);
            let mut source =
                PySource { py, shapes, args, instance: guest.id(), gil: None, loans, failed: false };
            let mut sink = WireSink::new(&mut [], Vec::new());
            transcode::params(shapes.world(), function.index(), &mut source, &mut sink)
                .map_err(|error| exception(py, error.into()))?;
            Ok((Flat::new(sink), source.loans.keep(supplies)))
        })?;
        let cancel = Arc::new(AtomicBool::new(false));
        let call = Call { cancel: Some(cancel.clone()), ..guest.limits() };
        let state = Mutex::new(State::Ready(arguments, call, kept));
        let caller = Mutex::new(Some(Caller::new(event_loop)));
        Ok(Away { function: owner.unbind(), caller, cancel, state })
    }

    /// Runs the function; for a thread that has nothing else to do.
    fn run(&self, py: Python<'_>) {
        let State::Ready(arguments, call, mut kept) = std::mem::replace(&mut *self.state(), State::Running)
        else {
            return;
        };
        let function = self.function.get();
        let instance = function.instance(py).get();
        let (guest, supplies) = (instance.guest(), instance.supplies());
        let index = function.index();
        let answer = py.detach(|| {
            away(|| {
                let mut entered = guest.core().enter()?;
                let _waits = supplies.map(|supplies| self.waits(supplies));
                kept.begin();
                let mut sink = WireSink::new(&mut [], Vec::new());
                arguments.read(|source| {
                    let returned = entered.call(index, &call, source, &mut sink);
                    kept.end(source.is_finished());
                    returned
                })?;
                Ok(Flat::new(sink))
            })
        });
        drop((kept, self.caller().take()));
        *self.state() = State::Done(answer);
    }

    /// The instance that the function belongs to.
    #[getter]
    fn instance<'py>(&self, py: Python<'py>) -> Bound<'py, Instance> {
        self.function.get().instance(py).clone()
    }

    /// Stops the function, also before it began.
    fn cancel(&self) {
        self.cancel.store(true, Relaxed);
    }

    /// Makes the result, once.
    fn result<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let State::Done(answer) = std::mem::replace(&mut *self.state(), State::Running) else {
            return Err(PyRuntimeError::new_err("the call has no answer yet, or it has been taken"));
        };
        let answer = answer.map_err(|error| exception(py, error))?;
        let function = self.function.get();
        let instance = function.instance(py);
        let (shapes, supplies) = (instance.get().shapes(py), instance.get().supplies());
        let supplies = supplies.map(|supplies| &**supplies);
        let mut sink = PySink { py, shapes, instance: Some(instance), supplies, gil: None };
        let returned =
            answer.read(|source| transcode::returned(shapes.world(), function.index(), source, &mut sink));
        function.answer(py, returned.map_err(|error| exception(py, error.into()))?)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.function)?;
        match self.caller.try_lock() {
            Ok(caller) => caller.iter().try_for_each(|caller| caller.traverse(&visit)),
            // It is being handed to the call, on another thread.
            Err(_) => Ok(()),
        }
    }
}

impl Away {
    /// While the guard lives, host functions know who waits for them.
    fn waits<'a>(&'a self, supplies: &'a Supplies) -> Waits<'a> {
        supplies.set_caller(self.caller().take());
        Waits(self, supplies)
    }

    fn caller(&self) -> MutexGuard<'_, Option<Caller>> {
        self.caller.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Waits<'a>(&'a Away, &'a Supplies);

impl Drop for Waits<'_> {
    /// The reference goes back to where it is dropped with the interpreter attached.
    fn drop(&mut self) {
        *self.0.caller() = self.1.set_caller(None);
    }
}
