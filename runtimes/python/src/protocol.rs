//! What an object must have to stand for a resource of the host's: its methods, looked for once a
//! Python class.

use crate::class::intern;
use crate::errors::host_error;
use crate::scalars::{article, wrong_type};
use outwit_core::ValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType, PyWeakrefMethods, PyWeakrefReference};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The methods of one resource.
pub struct Protocol {
    name: String,
    methods: Vec<Py<PyString>>,
    /// Classes that have them all, by address.
    known: Mutex<HashMap<usize, Known>>,
}

/// A class whose objects will do.
struct Known {
    /// The class, weakly: another one may come to lie at its address.
    class: Py<PyWeakrefReference>,
    closes: bool,
}

impl Protocol {
    /// The resource that messages call `name`, with these methods.
    pub fn new(py: Python<'_>, name: String, methods: &[String]) -> PyResult<Protocol> {
        let methods = methods.iter().map(|name| intern(&PyString::new(py, name))).collect::<PyResult<_>>()?;
        Ok(Protocol { name, methods, known: Mutex::default() })
    }

    /// Whether the object has the methods.
    pub fn check(&self, object: &Bound<'_, PyAny>) -> Result<(), ValueError> {
        match self.closes(&object.get_type()) {
            Some(_) => Ok(()),
            None => self.look(object),
        }
    }

    /// What is to be called when the object is needed no more, if it has such a method.
    pub fn hook<'py>(&self, object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let name = intern!(object.py(), "close");
        match self.closes(&object.get_type()) {
            Some(false) => Ok(None),
            Some(true) => object.getattr(name).map(Some),
            None => object.getattr_opt(name),
        }
    }

    /// Whether objects of a class that will do have a method `close`.
    fn closes(&self, class: &Bound<'_, PyType>) -> Option<bool> {
        let known = self.known();
        let found = known.get(&(class.as_ptr() as usize))?;
        let alive = found.class.bind(class.py()).upgrade().is_some_and(|own| own.is(class));
        alive.then_some(found.closes)
    }

    #[cold]
    fn look(&self, object: &Bound<'_, PyAny>) -> Result<(), ValueError> {
        let py = object.py();
        let wanted = article(&self.name);
        if object.is_none() {
            return Err(wrong_type(&wanted, object));
        }
        let class = object.get_type();
        let mut all = true;
        let mut missing = Vec::new();
        for method in &self.methods {
            let method = method.bind(py);
            if !class.hasattr(method).map_err(host_error)? {
                all = false;
                // The object may have it for itself.
                if !object.hasattr(method).map_err(host_error)? {
                    missing.push(method.to_string());
                }
            }
        }
        if !missing.is_empty() {
            let got = class.name().map_or_else(|_| String::from("the object"), |name| name.to_string());
            let methods = if missing.len() == 1 { "method" } else { "methods" };
            let message = format!("expected {wanted}, {got} has no {methods} {}", missing.join(", "));
            return Err(ValueError::wrong_type(message));
        }
        if all {
            let closes = class.hasattr(intern!(py, "close")).map_err(host_error)?;
            let address = class.as_ptr() as usize;
            let class = PyWeakrefReference::new(&class).map_err(host_error)?.unbind();
            let before = self.known().insert(address, Known { class, closes });
            drop(before);
        }
        Ok(())
    }

    /// No Python code runs while this lock is held.
    fn known(&self) -> MutexGuard<'_, HashMap<usize, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
