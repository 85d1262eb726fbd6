//! Host functions: what the guest imports, called with Python objects.
//!
//! The three steps of a call run on the guest's thread with nothing between them. The first takes
//! the interpreter's lock, the last lets it be as it was; so does whichever fails.

use crate::builtins::Builtins;
use crate::errors::host_failure;
use crate::function::Arguments;
use crate::gil::{Gil, Turn};
use crate::hosted::{Left, Supplies};
use crate::imports::Imported;
use crate::loans::Loans;
use crate::sink::PySink;
use crate::source::PySource;
use crate::waiting::{is_awaitable, refuse, settle};
use outwit_core::signature::TypeId;
use outwit_core::{Arguments as Given, Error, ErrorKind, Host, Inside, Refused, Results};
use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use std::ptr;
use std::sync::Arc;

unsafe extern "C" {
    // In the stable ABI since Python 3.12; Python 3.11 exports both with the same meaning.
    fn PyObject_Vectorcall(
        callable: *mut ffi::PyObject,
        arguments: *const *mut ffi::PyObject,
        count: usize,
        names: *mut ffi::PyObject,
    ) -> *mut ffi::PyObject;
    fn PyObject_VectorcallMethod(
        name: *mut ffi::PyObject,
        arguments: *const *mut ffi::PyObject,
        count: usize,
        names: *mut ffi::PyObject,
    ) -> *mut ffi::PyObject;
}

/// Set in a count of arguments: the place before the first one is free for the callee to use.
const ROOM_BEFORE: usize = 1 << (usize::BITS - 1);

/// The host of one instance.
pub struct PyHost {
    supplies: Arc<Supplies>,
    gil: Arc<Gil>,
    /// How the call under way came by the lock.
    turn: Option<Turn>,
    arguments: Objects,
    /// What the host function gave.
    result: Objects,
    /// Whether that is the payload of its error.
    failed: bool,
}

/// Objects that are owned here, after one free place.
struct Objects(Vec<*mut ffi::PyObject>);

// SAFETY: the objects may be owned by any thread; they are touched with the lock held only.
unsafe impl Send for Objects {}

impl Objects {
    fn new() -> Objects {
        Objects(vec![ptr::null_mut()])
    }

    #[inline]
    fn push(&mut self, object: Bound<'_, PyAny>) {
        self.0.push(object.into_ptr());
    }

    #[inline]
    fn as_slice(&self) -> &[*mut ffi::PyObject] {
        &self.0[1..]
    }

    #[inline]
    fn clear(&mut self, _py: Python<'_>) {
        for object in self.0.drain(1..) {
            // SAFETY: we own the reference, and the interpreter is attached.
            unsafe { ffi::Py_DECREF(object) };
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        if !self.as_slice().is_empty() {
            Python::attach(|py| self.clear(py));
        }
    }
}

impl PyHost {
    /// A host that has `supplies`, for an instance whose lock is `gil`.
    pub fn new(supplies: Arc<Supplies>, gil: Arc<Gil>) -> PyHost {
        PyHost { supplies, gil, turn: None, arguments: Objects::new(), result: Objects::new(), failed: false }
    }

    /// Takes the lock, if the call under way has not done so.
    #[inline]
    fn enter<'py>(&mut self) -> Python<'py> {
        if self.turn.is_none() {
            self.turn = Some(self.gil.enter());
        }
        // SAFETY: `enter` has taken the lock on this thread, and only `leave` lets it go.
        unsafe { Python::assume_attached() }
    }

    /// The end of a call, however it ends.
    #[inline]
    fn leave(&mut self, py: Python<'_>) {
        self.arguments.clear(py);
        self.result.clear(py);
        if let Some(turn) = self.turn.take() {
            self.gil.leave(turn);
        }
    }

    fn run(&mut self, py: Python<'_>, import: u32, inside: &Inside<'_>) -> Result<(), Error> {
        let PyHost { supplies, turn, arguments, result, failed, .. } = self;
        let Some(imported) = supplies.world().shapes().imports().get(import as usize) else {
            return Err(Error::new(ErrorKind::Usage, format!("the world has no import number {import}")));
        };
        let mut outcome = vectorcall(py, imported, supplies.function(py, import), arguments);
        if let Ok(value) = &outcome
            && is_awaitable(value)
        {
            let away = turn.as_ref().is_some_and(Turn::is_away);
            outcome = settle(value, &imported.place, supplies, away, inside)?;
        }
        *failed = outcome.is_err();
        result.push(match outcome {
            Ok(value) => value,
            Err(exception) => payload(py, imported, exception)?,
        });
        Ok(())
    }
}

/// Calls the function of an import, or the method that the first argument has for it.
#[inline]
fn vectorcall<'py>(
    py: Python<'py>,
    imported: &Imported,
    function: Option<&Bound<'py, PyAny>>,
    arguments: &mut Objects,
) -> PyResult<Bound<'py, PyAny>> {
    let count = arguments.as_slice().len() | ROOM_BEFORE;
    // SAFETY: the arguments come after one free place, as `count` says.
    let arguments = unsafe { arguments.0.as_mut_ptr().add(1) };
    // SAFETY: all are live objects, owned by the caller until the call is over, and the interpreter
    // is attached. The result is a new reference or null with an exception set.
    unsafe {
        let result = match (&imported.method, function) {
            (Some(name), _) => PyObject_VectorcallMethod(name.as_ptr(), arguments, count, ptr::null_mut()),
            (None, Some(function)) => {
                PyObject_Vectorcall(function.as_ptr(), arguments, count, ptr::null_mut())
            }
            (None, None) => return Err(PyRuntimeError::new_err("the host does not supply it")),
        };
        Bound::from_owned_ptr_or_err(py, result)
    }
}

/// The payload of an exception that stands for the error of the function's `result`.
#[cold]
fn payload<'py>(py: Python<'py>, imported: &Imported, exception: PyErr) -> Result<Bound<'py, PyAny>, Error> {
    let find = || -> PyResult<Option<Bound<'py, PyAny>>> {
        let wit_error = Builtins::get(py)?.wit_error.bind(py);
        let value = exception.value(py);
        let stands = match &imported.error {
            _ if !imported.fallible => false,
            Some(class) => value.is_instance(class.bind(py))? || value.get_type().is(wit_error),
            None => value.is_instance(wit_error)?,
        };
        if stands { value.getattr(intern!(py, "payload")).map(Some) } else { Ok(None) }
    };
    match find() {
        Ok(Some(payload)) => Ok(payload),
        Ok(None) => Err(host_failure(py, &imported.place, exception)),
        Err(other) => Err(host_failure(py, &imported.place, other)),
    }
}

impl Host for PyHost {
    fn lift(&mut self, arguments: Given<'_, '_>) -> Result<(), Refused> {
        let py = self.enter();
        let supplies = Some(&*self.supplies);
        let shapes = self.supplies.world().shapes();
        let mut sink = PySink { py, shapes, instance: None, supplies, gil: None };
        let kept = &mut self.arguments;
        let lifted = arguments.lift(&mut sink, |argument| kept.push(argument));
        if lifted.is_err() {
            self.leave(py);
        }
        lifted
    }

    fn call(&mut self, import: u32, inside: &Inside<'_>) -> Result<(), Error> {
        let py = self.enter();
        let outcome = self.run(py, import, inside);
        self.arguments.clear(py);
        if outcome.is_err() {
            self.leave(py);
        }
        outcome
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        let py = self.enter();
        let shapes = self.supplies.world().shapes();
        let lowered = {
            let args = Arguments(self.result.as_slice());
            let loans = Loans::new(Some(&self.supplies), false);
            let failed = self.failed;
            results.lower(&mut PySource { py, shapes, args, instance: 0, gil: None, loans, failed })
        };
        self.leave(py);
        lowered
    }

    fn dropped(&mut self, _: TypeId, rep: u32, inside: &Inside<'_>) -> Result<(), Error> {
        let turn = self.gil.enter();
        // SAFETY: `enter` has taken the lock, which `leave` lets be as it was.
        let py = unsafe { Python::assume_attached() };
        let outcome = match self.supplies.remove(py, rep) {
            Ok(left) => finish(&self.supplies, &left, turn.is_away(), inside),
            Err(error) => Err(error.into()),
        };
        self.gil.leave(turn);
        outcome
    }
}

/// What a hook is called in messages: `Bucket.close`.
#[cold]
fn hook_of(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| String::from("close"), |name| format!("{name}.close"))
}

/// The guest needs the object no more.
fn finish(supplies: &Supplies, left: &Left<'_>, away: bool, inside: &Inside<'_>) -> Result<(), Error> {
    let py = left.object.py();
    let failed = |exception| host_failure(py, &hook_of(&left.object), exception);
    let Some(done) = close(supplies, left).map_err(failed)? else { return Ok(()) };
    match is_awaitable(&done) {
        true => settle(&done, &hook_of(&left.object), supplies, away, inside)?.map_err(failed).map(drop),
        false => Ok(()),
    }
}

/// Calls the hook of an object, if it has one.
fn close<'py>(supplies: &Supplies, left: &Left<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some(protocol) = supplies.world().shapes().protocol(left.resource) else { return Ok(None) };
    match protocol.hook(&left.object)? {
        Some(hook) if hook.is_callable() => hook.call0().map(Some),
        _ => Ok(None),
    }
}

/// The instance is gone: so are the objects that its guest held. Nobody is there to be told that a
/// hook failed.
pub fn empty(py: Python<'_>, supplies: &Supplies) {
    for left in supplies.empty(py) {
        if !left.owned {
            continue;
        }
        let failed = match close(supplies, &left) {
            Ok(Some(done)) if is_awaitable(&done) => Some(refuse(&done, &hook_of(&left.object))),
            Ok(_) => None,
            Err(error) => Some(error),
        };
        if let Some(error) = failed {
            error.write_unraisable(py, Some(&left.object));
        }
    }
}
