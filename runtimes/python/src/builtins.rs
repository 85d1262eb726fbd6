//! The classes of the package that this module builds and raises, looked up once a process.

use crate::class::Class;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// `Some`, `Ok` and `Err` of `outwit.values`, and what else is looked up once.
pub struct Builtins {
    pub some: Class,
    pub ok: Class,
    pub err: Class,
    /// `collections.abc.Mapping`.
    pub mapping: Py<PyType>,
    /// `outwit.errors`.
    pub errors: Py<PyModule>,
    /// `outwit.errors.WitError`.
    pub wit_error: Py<PyType>,
}

impl Builtins {
    /// The classes, looked up at the first use.
    pub fn get(py: Python<'_>) -> PyResult<&'static Builtins> {
        static BUILTINS: PyOnceLock<Builtins> = PyOnceLock::new();
        BUILTINS.get_or_try_init(py, || {
            let values = py.import("outwit.values")?;
            let errors = py.import("outwit.errors")?;
            let class = |name: &str| Class::of_dataclass(&values.getattr(name)?);
            Ok(Builtins {
                some: class("Some")?,
                ok: class("Ok")?,
                err: class("Err")?,
                mapping: py.import("collections.abc")?.getattr("Mapping")?.cast_into::<PyType>()?.unbind(),
                wit_error: errors.getattr("WitError")?.cast_into::<PyType>()?.unbind(),
                errors: errors.unbind(),
            })
        })
    }
}
