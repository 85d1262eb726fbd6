//! Exported functions as Python calls them: builtin functions, the cheapest callables there are.

use crate::class::intern;
use crate::errors::{exception, wit_error};
use crate::imports::definition;
use crate::instance::Instance;
use crate::loans::Loans;
use crate::names::snake_case;
use crate::sink::PySink;
use crate::source::PySource;
use outwit_core::signature::{self, FunctionText, Type, TypeDef};
use outwit_core::{Error, Returned};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::ffi;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString, PyTuple};
use pyo3::{PyTraverseError, PyVisit};
use std::any::Any;
use std::ffi::CString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{ptr, slice};

/// A function of the world, with what its callers need of Python, found once a world.
pub struct Prepared {
    name: String,
    parameters: Vec<Py<PyString>>,
    /// How many arguments must be given; the parameters after them are options.
    required: usize,
    /// What is raised for the error of its `result`; `WitError` itself where there is none.
    error: Option<Py<PyAny>>,
    method: Method,
}

/// What CPython wants to know about a builtin function. It points into strings of its own.
struct Method {
    def: ffi::PyMethodDef,
    _name: CString,
    _doc: CString,
}

// SAFETY: the pointers are to strings that live as long as the value and never change.
unsafe impl Send for Method {}
// SAFETY: as above.
unsafe impl Sync for Method {}

impl Prepared {
    /// `function` with its names and the class of its error.
    pub fn new(
        py: Python<'_>,
        world: &signature::World,
        function: &signature::Function,
        errors: &Bound<'_, PyMapping>,
    ) -> PyResult<Prepared> {
        let optional = |ty: Type| matches!(definition(world, ty), Some(TypeDef::Option { .. }));
        let trailing = function.params.iter().rev().take_while(|param| optional(param.ty)).count();
        let required = function.params.len() - trailing;
        let names: Vec<String> = function.params.iter().map(|param| snake_case(&param.name)).collect();
        let plain = function.name.rsplit(['.', ']']).next().unwrap_or(&function.name);
        let name = snake_case(plain);
        let error = error_class(world, function, errors)?;
        let listed: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(i, name)| if i < required { name.clone() } else { format!("{name}=None") })
            .collect();
        let doc = format!("{name}({})\n--\n\n{}", listed.join(", "), FunctionText(world, function));
        let parameters =
            names.iter().map(|name| intern(&PyString::new(py, name))).collect::<PyResult<_>>()?;
        Ok(Prepared { method: Method::new(&name, &doc)?, name, parameters, required, error })
    }

    /// Shows the garbage collector what the function holds.
    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.error)
    }

    /// The arguments in the order of the parameters; null where one is left out.
    fn arrange(
        &self,
        given: &[*mut ffi::PyObject],
        names: Names<'_, '_>,
    ) -> PyResult<Vec<*mut ffi::PyObject>> {
        let count = self.parameters.len();
        let names: Vec<Bound<'_, PyAny>> = names.map(|names| names.iter().collect()).unwrap_or_default();
        let positional = given.len() - names.len();
        if positional > count {
            let message = format!("{}() takes at most {count} arguments ({positional} given)", self.name);
            return Err(PyTypeError::new_err(message));
        }
        let mut arranged = given[..positional].to_vec();
        arranged.resize(count, ptr::null_mut());
        for (name, &value) in names.iter().zip(&given[positional..]) {
            let place = self.parameters.iter().position(|own| name.eq(own).unwrap_or(false));
            match place {
                None => {
                    return Err(PyTypeError::new_err(format!("{}() has no parameter {name}", self.name)));
                }
                Some(place) if !arranged[place].is_null() => {
                    return Err(PyTypeError::new_err(format!("{}() got two values for {name}", self.name)));
                }
                Some(place) => arranged[place] = value,
            }
        }
        match arranged.iter().take(self.required).position(|argument| argument.is_null()) {
            Some(missing) => {
                let name = &self.parameters[missing];
                Err(PyTypeError::new_err(format!("{}() needs the argument {name}", self.name)))
            }
            None => Ok(arranged),
        }
    }
}

/// What stands for the error of a function's `result`, if its type has a class of its own.
pub fn error_class(
    world: &signature::World,
    function: &signature::Function,
    errors: &Bound<'_, PyMapping>,
) -> PyResult<Option<Py<PyAny>>> {
    let Some(TypeDef::Result { err: Some(Type::Def(id)), .. }) =
        function.result.and_then(|ty| definition(world, ty))
    else {
        return Ok(None);
    };
    match errors.get_item(*id) {
        Ok(class) => Ok(Some(class.unbind())),
        Err(missing) if missing.is_instance_of::<PyKeyError>(errors.py()) => Ok(None),
        Err(failure) => Err(failure),
    }
}

impl Method {
    fn new(name: &str, doc: &str) -> PyResult<Method> {
        let text = |text: &str| CString::new(text).map_err(|error| PyValueError::new_err(error.to_string()));
        let (name, doc) = (text(name)?, text(doc)?);
        let def = ffi::PyMethodDef {
            ml_name: name.as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: call },
            ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
            ml_doc: doc.as_ptr(),
        };
        Ok(Method { def, _name: name, _doc: doc })
    }
}

/// The names of the arguments that were given by name, in the order of their values.
type Names<'a, 'py> = Option<&'a Bound<'py, PyTuple>>;

/// The arguments of one call, lent by the caller. Null, or missing at the end, means `None`.
#[derive(Clone, Copy)]
pub struct Arguments<'a>(pub &'a [*mut ffi::PyObject]);

impl Arguments<'_> {
    /// The argument at `index`.
    #[inline]
    pub fn get<'py>(&self, py: Python<'py>, index: usize) -> Bound<'py, PyAny> {
        match self.0.get(index) {
            // SAFETY: the caller of the function keeps its arguments alive during the call.
            Some(&argument) if !argument.is_null() => unsafe { Bound::from_borrowed_ptr(py, argument) },
            _ => py.None().into_bound(py),
        }
    }
}

/// A function of an instance: the `self` of the builtin function that callers see.
#[pyclass(frozen, module = "outwit")]
pub struct Function {
    instance: Py<Instance>,
    index: u32,
}

#[pymethods]
impl Function {
    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.instance)
    }
}

impl Function {
    /// The callable for the function at a position of the world's exports.
    pub fn bind<'py>(instance: &Bound<'py, Instance>, index: u32) -> PyResult<Bound<'py, PyAny>> {
        let py = instance.py();
        let prepared = &instance.get().shapes(py).functions()[index as usize];
        let function = Bound::new(py, Function { instance: instance.clone().unbind(), index })?;
        let def = ptr::from_ref(&prepared.method.def).cast_mut();
        // SAFETY: the definition is never written to and outlives the callable, whose `self`
        // holds the instance, which holds the world.
        unsafe {
            Bound::from_owned_ptr_or_err(py, ffi::PyCFunction_NewEx(def, function.as_ptr(), ptr::null_mut()))
        }
    }

    /// The instance that the function belongs to.
    pub fn instance<'py>(&self, py: Python<'py>) -> &Bound<'py, Instance> {
        self.instance.bind(py)
    }

    /// The function's position in the world's exports.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// Checks the number and names of arguments, and hands them to `go`.
    pub fn with_arguments<R>(
        &self,
        py: Python<'_>,
        given: &[*mut ffi::PyObject],
        names: Names<'_, '_>,
        go: impl FnOnce(Arguments<'_>) -> PyResult<R>,
    ) -> PyResult<R> {
        let prepared = &self.instance.get().shapes(py).functions()[self.index as usize];
        match given.len() == prepared.parameters.len() && names.is_none() {
            true => go(Arguments(given)),
            false => go(Arguments(&prepared.arrange(given, names)?)),
        }
    }

    fn call<'py>(
        &self,
        py: Python<'py>,
        given: &[*mut ffi::PyObject],
        names: Names<'_, 'py>,
    ) -> PyResult<Result<Returned<Bound<'py, PyAny>>, Error>> {
        self.with_arguments(py, given, names, |args| {
            let instance = self.instance.bind(py);
            let shapes = instance.get().shapes(py);
            let guest = instance.get().guest();
            let (supplies, gil) = (instance.get().supplies().map(|supplies| &**supplies), Some(guest.gil()));
            let loans = Loans::new(supplies, false);
            let mut source = PySource { py, shapes, args, instance: guest.id(), gil, loans, failed: false };
            let mut sink = PySink { py, shapes, instance: Some(instance), supplies, gil };
            Ok(guest.call(py, self.index, &mut source, &mut sink))
        })
    }

    /// The value of a call, or the exception that stands for the error of a `result`.
    pub fn answer<'py>(
        &self,
        py: Python<'py>,
        returned: Returned<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match returned {
            Returned::Value(value) | Returned::Ok(Some(value)) => Ok(value),
            Returned::Nothing | Returned::Ok(None) => Ok(py.None().into_bound(py)),
            Returned::Err(payload) => {
                let prepared = &self.instance.get().shapes(py).functions()[self.index as usize];
                Err(wit_error(py, prepared.error.as_ref(), payload))
            }
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    format!("a defect in outwit: {}", text.unwrap_or("no message"))
}

/// What CPython calls: the positional arguments, the values of the named ones, and their names.
///
/// # Safety
/// As CPython calls a function of this kind whose `self` is a [`Function`].
unsafe extern "C" fn call(
    function: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: CPython calls with the interpreter attached.
    let py = unsafe { Python::assume_attached() };
    // SAFETY: `self` is what `Function::bind` gave; the names are a tuple or null.
    let (function, names) = unsafe {
        let names = Borrowed::from_ptr_or_opt(py, names).map(|names| names.cast_unchecked::<PyTuple>());
        (Borrowed::from_ptr(py, function).cast_unchecked::<Function>(), names)
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let given = match count.cast_unsigned() + names.map_or(0, |names| names.len()) {
            0 => &[][..],
            // SAFETY: that many arguments lie there.
            all => unsafe { slice::from_raw_parts(arguments, all) },
        };
        function.get().call(py, given, names.as_deref())
    }));
    match outcome {
        Ok(Ok(Ok(Returned::Value(value) | Returned::Ok(Some(value))))) => value.into_ptr(),
        Ok(Ok(Ok(Returned::Nothing | Returned::Ok(None)))) => py.None().into_ptr(),
        // Attaching a second time is for PyO3, which puts off dropping objects until it has seen
        // the interpreter. The calls that end well do without.
        other => Python::attach(|_| {
            let error = match other {
                Ok(Ok(Ok(returned))) => match function.get().answer(py, returned) {
                    Ok(value) => return value.into_ptr(),
                    Err(error) => error,
                },
                Ok(Ok(Err(error))) => exception(py, error),
                Ok(Err(error)) => error,
                Err(panic) => PanicException::new_err(panic_text(&*panic)),
            };
            error.restore(py);
            ptr::null_mut()
        }),
    }
}
