//! The core's errors as Python's exceptions.

use crate::builtins::Builtins;
use outwit_core::{Error, ErrorKind, ValueError};
use pyo3::exceptions::{PyOSError, PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// An exception on its way through the core: it comes out as the same object.
pub fn host_error(error: PyErr) -> ValueError {
    ValueError::host(Box::new(error))
}

/// An exception of a host function on its way through the core, where it stops the guest.
#[cold]
pub fn host_failure(py: Python<'_>, place: &str, exception: PyErr) -> Error {
    let class = exception.get_type(py).name().map_or_else(|_| "an exception".into(), |name| name.to_string());
    let mut error = Error::new(ErrorKind::Host, format!("{place} raised {class}"));
    error.host = Some(Box::new(exception));
    error
}

/// The exception that stands for an error of the core.
#[cold]
pub fn exception(py: Python<'_>, mut error: Error) -> PyErr {
    if let Some(host) = error.host.take() {
        match host.downcast::<PyErr>() {
            Ok(exception) => return *exception,
            Err(other) => error.host = Some(other),
        }
    }
    let class = match error.kind {
        ErrorKind::Type => return PyTypeError::new_err(error.message),
        ErrorKind::Range => return PyOverflowError::new_err(error.message),
        ErrorKind::Value | ErrorKind::Handle => return PyValueError::new_err(error.message),
        ErrorKind::Io => return PyOSError::new_err(error.message),
        ErrorKind::Component => "ComponentError",
        ErrorKind::Link => "LinkError",
        ErrorKind::Cache => "CacheError",
        ErrorKind::Busy | ErrorKind::Poisoned | ErrorKind::Closed => "InstanceError",
        ErrorKind::Trap => "Trap",
        ErrorKind::Deadline => "DeadlineExceeded",
        ErrorKind::Cancelled => "Cancelled",
        ErrorKind::Fuel => "OutOfFuel",
        ErrorKind::Memory => "OutOfMemory",
        ErrorKind::Host | ErrorKind::Usage => "OutwitError",
    };
    make(py, class, &error).unwrap_or_else(|failure| failure)
}

/// An exception of `outwit.errors`.
fn make(py: Python<'_>, class: &str, error: &Error) -> PyResult<PyErr> {
    let errors = Builtins::get(py)?.errors.bind(py);
    let class = errors.getattr(class)?;
    if error.code.is_none() && error.frames.is_empty() {
        return Ok(PyErr::from_value(class.call1((&error.message,))?));
    }
    let frame = errors.getattr("Frame")?;
    let frames = error
        .frames
        .iter()
        .map(|f| frame.call1((&f.function, &f.module, f.offset)))
        .collect::<PyResult<Vec<_>>>()?;
    let exception = class.call1((&error.message,))?;
    exception.setattr("code", error.code)?;
    exception.setattr("frames", PyTuple::new(py, frames)?)?;
    Ok(PyErr::from_value(exception))
}

/// An exception of `outwit.errors` that says `message`.
#[cold]
pub fn raise(py: Python<'_>, class: &str, message: String) -> PyErr {
    let made =
        Builtins::get(py).and_then(|builtins| builtins.errors.bind(py).getattr(class)?.call1((message,)));
    made.map_or_else(|failure| failure, PyErr::from_value)
}

/// What a function raises for the error of its `result`: the class for that type, with the payload.
#[cold]
pub fn wit_error(py: Python<'_>, class: Option<&Py<PyAny>>, payload: Option<Bound<'_, PyAny>>) -> PyErr {
    let made = match class {
        Some(class) => class.bind(py).call1((payload,)),
        None => Builtins::get(py).and_then(|builtins| builtins.wit_error.bind(py).call1((payload,))),
    };
    made.map_or_else(|failure| failure, PyErr::from_value)
}
