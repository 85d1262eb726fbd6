//! Resources: objects that stand for something that lives in an instance.

use crate::class::slot_of;
use crate::errors::{exception, raise};
use crate::instance::Guest;
use crate::scalars::article;
use outwit_core::signature::TypeId;
use outwit_core::{ErrorKind, Handle, ValueError};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};
use pyo3::{PyTraverseError, PyVisit};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::{mem, ptr};

/// Not a handle: they are less than 2^52.
const NONE: u64 = u64::MAX;

/// A resource that lives in an instance: the base of the classes that are generated.
#[pyclass(subclass, frozen, weakref, module = "outwit")]
pub struct Resource {
    home: OnceLock<Home>,
    handle: AtomicU64,
}

/// Where a resource lives, and what it is there.
struct Home {
    guest: Arc<Guest>,
    resource: TypeId,
}

/// What stands in for the functions of a class that is not bound to an instance.
#[pyclass(frozen, module = "outwit")]
struct Unbound;

#[pymethods]
impl Unbound {
    fn __getitem__(&self, py: Python<'_>, _index: isize) -> PyResult<Py<PyAny>> {
        let message = "the class is not bound to an instance; use the one that an instance's interface has";
        Err(raise(py, "InstanceError", message.to_owned()))
    }
}

#[pymethods]
impl Resource {
    #[classattr]
    fn _functions(py: Python<'_>) -> PyResult<Py<Unbound>> {
        Py::new(py, Unbound)
    }

    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> Resource {
        Resource { home: OnceLock::new(), handle: AtomicU64::new(NONE) }
    }

    #[pyo3(signature = (*_args, **_kwargs))]
    fn __init__(
        slf: &Bound<'_, Self>,
        _args: &Bound<'_, PyTuple>,
        _kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<()> {
        let name = slf.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "{name} has no constructor; the component's functions make its objects"
        )))
    }

    #[getter]
    fn closed(&self) -> bool {
        self.handle.load(Relaxed) == NONE
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let handle = self.handle.swap(NONE, Relaxed);
        let (false, Some(home)) = (handle == NONE, self.home.get()) else { return Ok(()) };
        match home.guest.drop_handle(py, Handle(handle)) {
            // Gone already: given away to the component, or with its whole instance.
            Err(error)
                if matches!(error.kind, ErrorKind::Handle | ErrorKind::Closed | ErrorKind::Poisoned) =>
            {
                Ok(())
            }
            // A host function closes it while its instance waits: at the next entry, then.
            Err(error) if error.kind == ErrorKind::Busy => {
                home.guest.core().queue_drop(Handle(handle));
                Ok(())
            }
            other => other.map_err(|error| exception(py, error)),
        }
    }

    /// Takes over what `other` stands for: a constructor's result becomes `self`.
    fn _adopt(&self, other: &Bound<'_, Resource>) -> PyResult<()> {
        let other = other.get();
        let Some(home) = other.home.get() else {
            return Err(PyTypeError::new_err("expected a resource that a component made"));
        };
        let home = Home { guest: home.guest.clone(), resource: home.resource };
        if self.home.set(home).is_err() {
            return Err(PyTypeError::new_err("the object stands for a resource already"));
        }
        self.handle.store(other.handle.swap(NONE, Relaxed), Relaxed);
        Ok(())
    }

    /// Makes the objects known to the garbage collector, which finds their instance by their class.
    fn __traverse__(&self, _visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        Ok(())
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_error))]
    fn __exit__(&self, py: Python<'_>, _error: &Bound<'_, PyTuple>) -> PyResult<()> {
        self.close(py)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let state = if slf.get().closed() { "closed" } else { "open" };
        Ok(format!("<{}, {state}>", slf.get_type().qualname()?))
    }
}

impl Resource {
    /// An object of `class`, a subclass, that stands for `handle`. `__init__` is not run.
    pub fn make<'py>(
        class: &Bound<'py, PyType>,
        guest: Arc<Guest>,
        resource: TypeId,
        handle: Handle,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = class.py();
        // SAFETY: what CPython keeps in `tp_new` is a `newfunc` or null, the `None` of the
        // function pointer.
        let new: Option<ffi::newfunc> = unsafe { mem::transmute(slot_of(class, ffi::Py_tp_new)) };
        let new = new.ok_or_else(|| PyTypeError::new_err(format!("{class} cannot have instances")))?;
        // SAFETY: `class` is a type and `new` its own; the result is a new reference or null with
        // an exception set.
        let object = unsafe {
            let object = new(class.as_type_ptr(), PyTuple::empty(py).as_ptr(), ptr::null_mut());
            Bound::from_owned_ptr_or_err(py, object)?
        };
        let state = object.cast::<Resource>()?.get();
        // A fresh object has no home yet, so that this cannot fail.
        let _ = state.home.set(Home { guest, resource });
        state.handle.store(handle.0, Relaxed);
        Ok(object)
    }

    /// The handle, if it is of this instance and resource and still there.
    pub fn handle_for(&self, instance: u64, resource: TypeId, name: &str) -> Result<Handle, ValueError> {
        let wanted = || article(name);
        let Some(home) = self.home.get() else {
            let message = format!("expected {}, got one that no component made", wanted());
            return Err(ValueError::new(ErrorKind::Handle, message));
        };
        if home.guest.id() != instance {
            let message =
                format!("expected {} of this instance, got a resource of another instance", wanted());
            return Err(ValueError::new(ErrorKind::Handle, message));
        }
        if home.resource != resource {
            return Err(ValueError::wrong_type(format!("expected {}, got another resource", wanted())));
        }
        match self.handle.load(Relaxed) {
            NONE => Err(ValueError::new(ErrorKind::Handle, format!("the {name} is closed"))),
            handle => Ok(Handle(handle)),
        }
    }
}

impl Drop for Resource {
    /// Never waits, never raises: the instance drops the resource when it is next entered.
    fn drop(&mut self) {
        let handle = *self.handle.get_mut();
        if let (false, Some(home)) = (handle == NONE, self.home.get()) {
            home.guest.core().queue_drop(Handle(handle));
        }
    }
}
