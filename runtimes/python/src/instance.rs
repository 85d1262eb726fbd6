//! Instances: entered by one thread at a time, and what Python hangs on them.

use crate::errors::{exception, host_error};
use crate::function::Function;
use crate::gil::{Gil, away};
use crate::host;
use crate::hosted::Supplies;
use crate::resource::Resource;
use crate::shapes::Shape;
use crate::sink::PySink;
use crate::source::PySource;
use crate::world::{Shapes, World};
use outwit_core::signature::TypeId;
use outwit_core::{Call, Entered, Error, ErrorKind, Handle, Instance as CoreInstance, Returned};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};
use pyo3::{PyTraverseError, PyVisit};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant as Moment};

/// How long a thread waits for its turn before it looks for signals.
const PATIENCE: Duration = Duration::from_millis(100);

/// An instance of the core, shared by everything that refers to it.
pub struct Guest {
    core: CoreInstance,
    gil: Arc<Gil>,
    deadline: Option<Duration>,
}

impl Guest {
    /// `core`, whose ticks go to `gil` and whose calls may take `deadline`.
    pub fn new(core: CoreInstance, gil: Arc<Gil>, deadline: Option<Duration>) -> Guest {
        Guest { core, gil, deadline }
    }

    /// Enters. The interpreter's lock is let go while another thread is inside, which may be
    /// waiting for it.
    pub fn enter(&self, py: Python<'_>) -> Result<Entered<'_>, Error> {
        match self.core.try_enter()? {
            Some(entered) => Ok(entered),
            None => self.wait(py),
        }
    }

    #[cold]
    fn wait(&self, py: Python<'_>) -> Result<Entered<'_>, Error> {
        loop {
            if let Some(entered) = py.detach(|| away(|| self.core.enter_within(PATIENCE)))? {
                return Ok(entered);
            }
            py.check_signals().map_err(host_error)?;
        }
    }

    /// Calls a function with the lock held, which a long call lets go.
    pub fn call<'py>(
        &self,
        py: Python<'py>,
        function: u32,
        source: &mut PySource<'_, 'py>,
        sink: &mut PySink<'_, 'py>,
    ) -> Result<Returned<Bound<'py, PyAny>>, Error> {
        let mut entered = self.enter(py)?;
        let _held = self.gil.guard(); // dropped before `entered` is
        entered.call(function, &self.limits(), source, sink)
    }

    /// Drops a resource; its destructor runs.
    pub fn drop_handle(&self, py: Python<'_>, handle: Handle) -> Result<(), Error> {
        let mut entered = self.enter(py)?;
        let _held = self.gil.guard();
        entered.drop_handle(handle)
    }

    /// The instance's number.
    pub fn id(&self) -> u64 {
        self.core.id()
    }

    /// The core's instance.
    pub fn core(&self) -> &CoreInstance {
        &self.core
    }

    /// What is told before and after the guest runs.
    pub fn gil(&self) -> &Gil {
        &self.gil
    }

    /// How long a call that begins now may take.
    #[inline]
    pub fn limits(&self) -> Call {
        Call { deadline: self.deadline.map(|duration| Moment::now() + duration), cancel: None }
    }
}

/// One instance of a component. Its calls take turns, whatever thread they come from.
#[pyclass(frozen, weakref, module = "outwit")]
pub struct Instance {
    guest: Arc<Guest>,
    world: Py<World>,
    made: Mutex<Made>,
    closed: AtomicBool,
    host: Option<Home>,
}

/// What the component imports. The references to Python objects are the keeper's.
pub struct Home {
    /// The functions, and the objects that the component holds.
    pub supplies: Arc<Supplies>,
    /// The object that lets them go with the instance.
    pub keeper: Py<PyAny>,
}

/// What is made at the first use.
#[derive(Default)]
struct Made {
    functions: Option<Py<PyTuple>>,
    classes: HashMap<TypeId, Py<PyType>>,
    exports: Option<Py<PyAny>>,
}

#[pymethods]
impl Instance {
    #[getter]
    fn functions<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        if let Some(functions) = &slf.get().made().functions {
            return Ok(functions.bind(py).clone());
        }
        let count = slf.get().shapes(py).functions().len();
        let functions =
            (0..).take(count).map(|index| Function::bind(slf, index)).collect::<PyResult<Vec<_>>>()?;
        let functions = PyTuple::new(py, functions)?;
        slf.get().made().functions = Some(functions.clone().unbind());
        Ok(functions)
    }

    #[getter]
    fn exports<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        if let Some(exports) = &slf.get().made().exports {
            return Ok(exports.bind(py).clone());
        }
        let exports = py.import("outwit.dynamic")?.getattr("Exports")?.call1((slf,))?;
        slf.get().made().exports = Some(exports.clone().unbind());
        Ok(exports)
    }

    #[getter]
    fn world<'py>(&self, py: Python<'py>) -> Bound<'py, World> {
        self.world.bind(py).clone()
    }

    #[getter]
    fn closed(&self) -> bool {
        self.closed.load(Relaxed)
    }

    fn resource<'py>(slf: &Bound<'py, Self>, type_id: TypeId) -> PyResult<Bound<'py, PyType>> {
        let py = slf.py();
        if let Some(class) = slf.get().made().classes.get(&type_id) {
            return Ok(class.bind(py).clone());
        }
        let shapes = slf.get().shapes(py);
        if type_id as usize >= shapes.world().types.len() {
            return Err(PyIndexError::new_err(format!("the world has no type {type_id}")));
        }
        let Shape::Resource { class, .. } = shapes.at(type_id) else {
            return Err(PyTypeError::new_err(format!("type {type_id} of the world is no resource")));
        };
        let class = class.bind(py);
        let members = PyDict::new(py);
        members.set_item("__slots__", PyTuple::empty(py))?;
        members.set_item("_functions", slf.getattr("functions")?)?;
        for name in ["__module__", "__qualname__", "__doc__"] {
            members.set_item(name, class.getattr(name)?)?;
        }
        let bound = class.get_type().call1((class.name()?, (class,), members))?.cast_into::<PyType>()?;
        slf.get().made().classes.insert(type_id, bound.clone().unbind());
        Ok(bound)
    }

    #[getter]
    fn host_resources(&self) -> usize {
        self.supplies().map_or(0, |supplies| supplies.len())
    }

    #[getter]
    fn guest_resources(&self, py: Python<'_>) -> PyResult<usize> {
        match self.guest.enter(py) {
            Ok(entered) => Ok(entered.handles()),
            Err(error) if error.kind == ErrorKind::Closed => Ok(0),
            Err(error) => Err(exception(py, error)),
        }
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let closed = py.detach(|| self.guest.core.close());
        closed.map_err(|error| exception(py, error))?;
        self.closed.store(true, Relaxed);
        if let Some(supplies) = self.supplies() {
            host::empty(py, supplies);
        }
        Ok(())
    }

    fn __getitem__<'py>(slf: &Bound<'py, Self>, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        Instance::exports(slf)?.get_item(name)
    }

    fn __getattr__<'py>(slf: &Bound<'py, Self>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        Instance::exports(slf)?.getattr(name)
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_error))]
    fn __exit__(&self, py: Python<'_>, _error: &Bound<'_, PyTuple>) -> PyResult<()> {
        self.close(py)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let state = if self.closed() { "closed" } else { "open" };
        format!("<outwit.Instance of {:?}, {state}>", self.shapes(py).world().name)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.world)?;
        if let Some(host) = &self.host {
            visit.call(&host.keeper)?;
        }
        // Where another thread is making something, the collector must leave all of it alone.
        let Ok(made) = self.made.try_lock() else { return Ok(()) };
        visit.call(&made.functions)?;
        visit.call(&made.exports)?;
        made.classes.values().try_for_each(|class| visit.call(class))
    }

    fn __clear__(&self) {
        // Dropped after the lock: what goes may come back here.
        let made = std::mem::take(&mut *self.made());
        drop(made);
    }
}

impl Instance {
    /// `guest`, called as `world` says, and what it may call.
    pub fn new(guest: Guest, world: Py<World>, host: Option<Home>) -> Instance {
        let (made, closed) = (Mutex::default(), AtomicBool::new(false));
        Instance { guest: Arc::new(guest), world, made, closed, host }
    }

    /// The world's tables.
    #[inline]
    pub fn shapes<'a>(&'a self, _py: Python<'a>) -> &'a Shapes {
        self.world.get().shapes()
    }

    /// What the component imports, if it imports anything.
    #[inline]
    pub fn supplies(&self) -> Option<&Arc<Supplies>> {
        self.host.as_ref().map(|host| &host.supplies)
    }

    /// The instance of the core.
    #[inline]
    pub fn guest(&self) -> &Arc<Guest> {
        &self.guest
    }

    /// A resource object of this instance's own class.
    pub fn wrap_handle<'py>(
        slf: &Bound<'py, Self>,
        resource: TypeId,
        handle: Handle,
    ) -> PyResult<Bound<'py, PyAny>> {
        let class = Instance::resource(slf, resource)?;
        Resource::make(&class, slf.get().guest.clone(), resource, handle)
    }

    /// No Python code runs while this lock is held.
    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
