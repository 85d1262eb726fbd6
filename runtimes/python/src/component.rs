//! Components: loaded once, instantiated often.

use crate::errors::exception;
use crate::gil::{Gil, away};
use crate::host::PyHost;
use crate::hosted::{Hosted, Supplies};
use crate::instance::{Guest, Home, Instance};
use crate::world::World;
use outwit_core::signature::FunctionText;
use outwit_core::{Call, Component as CoreComponent, Engine, Error, ErrorKind, Host, Linked, Options};
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyTuple};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant as Moment};

/// A compiled component, from which instances are made.
#[pyclass(frozen, weakref, module = "outwit")]
pub struct Component {
    core: CoreComponent,
    world: PyOnceLock<Py<World>>,
    /// The world that instances were last made with, which is nearly always the next one's too.
    linked: Mutex<Option<Linked>>,
}

/// A function that a component exports.
#[pyclass(frozen, get_all, module = "outwit")]
pub struct Export {
    interface: Option<String>,
    name: String,
    signature: String,
}

#[pymethods]
impl Export {
    fn __repr__(&self) -> String {
        match &self.interface {
            Some(interface) => format!("<outwit.Export {interface} {}>", self.signature),
            None => format!("<outwit.Export {}>", self.signature),
        }
    }

    fn __str__(&self) -> String {
        self.signature.clone()
    }
}

#[pymethods]
impl Component {
    #[new]
    fn new(py: Python<'_>, source: &Bound<'_, PyAny>) -> PyResult<Component> {
        let loaded = if let Ok(bytes) = source.cast::<PyBytes>() {
            let bytes = bytes.as_bytes();
            py.detach(|| CoreComponent::new(&Engine::shared()?, bytes))
        } else if let Ok(path) = source.extract::<PathBuf>() {
            let loaded = py.detach(|| CoreComponent::open(&Engine::shared()?, &path));
            if matches!(&loaded, Err(Error { kind: ErrorKind::Io, .. })) {
                // Python's own error for it, such as `FileNotFoundError`.
                py.import("builtins")?.call_method1("open", (path, "rb"))?.call_method0("read")?;
            }
            loaded
        } else if let Ok(buffer) = PyBuffer::<u8>::get(source) {
            let bytes = buffer.to_vec(py)?;
            py.detach(|| CoreComponent::new(&Engine::shared()?, &bytes))
        } else {
            let got = source.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "expected a path or the bytes of a component, got {got}"
            )));
        };
        let core = loaded.map_err(|error| exception(py, error))?;
        Ok(Component { core, world: PyOnceLock::new(), linked: Mutex::new(None) })
    }

    #[getter]
    fn exports<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let world = self.core.world().map_err(|error| exception(py, error))?;
        let exports = world.exports.iter().map(|function| Export {
            interface: function.interface.clone(),
            name: function.name.clone(),
            signature: FunctionText(world, function).to_string(),
        });
        PyTuple::new(py, exports.map(|export| Bound::new(py, export)).collect::<PyResult<Vec<_>>>()?)
    }

    #[getter]
    fn imports<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.world(py)?.getattr("imports")
    }

    #[getter]
    fn types<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("outwit.dynamic")?.getattr("Types")?.call1((self.world(py)?,))
    }

    #[getter]
    fn world<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, World>> {
        let world = self.world.get_or_try_init(py, || {
            let signature = self
                .core
                .world()
                .map_err(|error| exception(py, error))?
                .to_json_lines()
                .map_err(|error| PyValueError::new_err(error.to_string()))?;
            let world = py.import("outwit.dynamic")?.getattr("make_world")?.call1((signature,))?;
            Ok::<_, PyErr>(world.cast_into::<World>()?.unbind())
        })?;
        Ok(world.bind(py).clone())
    }

    #[pyo3(signature = (world = None, *, imports = None, memory = None, deadline = None))]
    fn instantiate(
        &self,
        py: Python<'_>,
        world: Option<Bound<'_, World>>,
        imports: Option<Bound<'_, PyAny>>,
        memory: Option<u64>,
        deadline: Option<f64>,
    ) -> PyResult<Instance> {
        let deadline = match deadline {
            None => None,
            Some(seconds) => match Duration::try_from_secs_f64(seconds) {
                Ok(duration) if !duration.is_zero() => Some(duration),
                _ => {
                    let message = format!("deadline: expected a number of seconds above 0, got {seconds}");
                    return Err(PyValueError::new_err(message));
                }
            },
        };
        let world = world.map_or_else(|| self.world(py), Ok)?;
        let linked = self.link(&world).map_err(|error| exception(py, error))?;
        let gil = Arc::new(Gil::new());
        let home = match world.get().shapes().has_host() {
            true => Some(self.home(&world, &linked, imports.as_ref())?),
            false => None,
        };
        let host = home
            .as_ref()
            .map(|home| Box::new(PyHost::new(home.supplies.clone(), gil.clone())) as Box<dyn Host>);
        let start = Call { deadline: deadline.map(|duration| Moment::now() + duration), cancel: None };
        let options = Options { memory, interrupt: Some(gil.clone()), start };
        let core = py.detach(|| away(|| linked.instantiate(options, host)));
        let core = core.map_err(|error| exception(py, error))?;
        Ok(Instance::new(Guest::new(core, gil, deadline), world.unbind(), home))
    }
}

impl Component {
    /// What the host offers of what the world imports.
    fn home(
        &self,
        world: &Bound<'_, World>,
        linked: &Linked,
        imports: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Home> {
        let py = world.py();
        let module = py.import("outwit.imports")?;
        let found = module.getattr("find")?.call1((world.getattr("imports")?, imports))?;
        let functions: Vec<Option<Py<PyAny>>> = found.extract()?;
        let known = world.get().shapes().imports();
        let has = |import: u32| match known.get(import as usize) {
            Some(imported) if imported.method.is_some() => true,
            _ => functions.get(import as usize).is_some_and(Option::is_some),
        };
        linked.check_imports(has).map_err(|error| exception(py, error))?;
        let supplies = Supplies::new(world.clone().unbind(), functions);
        let keeper = module.getattr("Keeper")?.call1((Hosted(supplies.clone()),))?.unbind();
        Ok(Home { supplies, keeper })
    }

    /// The component linked with `world`.
    fn link(&self, world: &Bound<'_, World>) -> Result<Linked, Error> {
        let world = world.get().shapes().world();
        let mut last = self.linked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(linked) = last.as_ref().filter(|linked| Arc::ptr_eq(linked.world(), world)) {
            return Ok(linked.clone());
        }
        let linked = self.core.link(world.clone())?;
        *last = Some(linked.clone());
        Ok(linked)
    }
}
