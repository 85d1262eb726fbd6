//! Calls that leave their thread: the arguments are read and the result is made where the
//! objects are, and what lies between needs no interpreter.

use crate::errors::exception;
use crate::function::Function;
use crate::gil::away;
use crate::sink::PySink;
use crate::source::PySource;
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
    cancel: Arc<AtomicBool>,
    state: Mutex<State>,
}

enum State {
    Ready(Flat, Call),
    Running,
    Done(Result<Flat, Error>),
}

#[pymethods]
impl Away {
    /// Reads the arguments.
    #[new]
    fn new(py: Python<'_>, function: &Bound<'_, PyAny>, args: &Bound<'_, PyTuple>) -> PyResult<Away> {
        let wrong = || PyTypeError::new_err("expected a function of an instance");
        let builtin = function.cast::<PyCFunction>().map_err(|_| wrong())?;
        let owner = builtin.getattr("__self__")?.cast_into::<Function>().map_err(|_| wrong())?;
        let given: Vec<*mut ffi::PyObject> = args.iter_borrowed().map(|argument| argument.as_ptr()).collect();
        let function = owner.get();
        let instance = function.instance(py);
        let (shapes, guest) = (instance.get().shapes(py), instance.get().guest());
        let arguments = function.with_arguments(py, &given, None, |args| {
            let mut source = PySource { py, shapes, args, instance: guest.id(), gil: None };
            let mut sink = WireSink::new(&mut [], Vec::new());
            transcode::params(shapes.world(), function.index(), &mut source, &mut sink)
                .map_err(|error| exception(py, error.into()))?;
            Ok(Flat::new(sink))
        })?;
        let cancel = Arc::new(AtomicBool::new(false));
        let call = Call { cancel: Some(cancel.clone()), ..guest.limits() };
        Ok(Away { function: owner.unbind(), cancel, state: Mutex::new(State::Ready(arguments, call)) })
    }

    /// Runs the function; for a thread that has nothing else to do.
    fn run(&self, py: Python<'_>) {
        let State::Ready(arguments, call) = std::mem::replace(&mut *self.state(), State::Running) else {
            return;
        };
        let function = self.function.get();
        let guest = function.instance(py).get().guest().clone();
        let index = function.index();
        let answer = py.detach(|| {
            away(|| {
                let mut sink = WireSink::new(&mut [], Vec::new());
                arguments.read(|source| guest.core().enter()?.call(index, &call, source, &mut sink))?;
                Ok(Flat::new(sink))
            })
        });
        *self.state() = State::Done(answer);
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
        let shapes = instance.get().shapes(py);
        let mut sink = PySink { py, shapes, instance, gil: None };
        let returned =
            answer.read(|source| transcode::returned(shapes.world(), function.index(), source, &mut sink));
        function.answer(py, returned.map_err(|error| exception(py, error.into()))?)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.function)
    }
}

impl Away {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
