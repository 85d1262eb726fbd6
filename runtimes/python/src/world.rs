//! A world as Python holds it: the signature, and what stands for each of its types.

use crate::builtins::Builtins;
use crate::errors::raise;
use crate::function::Prepared;
use crate::imports::{Imported, Place};
use crate::protocol::Protocol;
use crate::shapes::Shape;
use outwit_core::signature::{self, TypeId};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyTuple};
use pyo3::{PyTraverseError, PyVisit};
use std::sync::Arc;

/// A world: its signature, and the classes that stand for its types.
#[pyclass(frozen, weakref, module = "outwit")]
pub struct World {
    shapes: Shapes,
    classes: Py<PyMapping>,
    errors: Py<PyMapping>,
}

/// The tables behind a world.
pub struct Shapes {
    world: Arc<signature::World>,
    shapes: Vec<Shape>,
    functions: Vec<Prepared>,
    imports: Vec<Imported>,
    builtins: &'static Builtins,
}

#[pymethods]
impl World {
    #[new]
    #[pyo3(signature = (signature, classes = None, errors = None, imports = None))]
    fn new(
        py: Python<'_>,
        signature: &str,
        classes: Option<Bound<'_, PyMapping>>,
        errors: Option<Bound<'_, PyMapping>>,
        imports: Option<Vec<Place>>,
    ) -> PyResult<World> {
        let world = signature::World::parse(signature).map_err(|error| {
            raise(py, "LinkError", format!("the signature of the bindings cannot be read: {error}"))
        })?;
        let empty = || PyDict::new(py).cast_into::<PyMapping>().map_err(PyErr::from);
        let classes = classes.map_or_else(empty, Ok)?;
        let errors = errors.map_or_else(empty, Ok)?;
        let imports = Imported::all(py, &world, imports, &errors)?;
        let shapes = (0..)
            .take(world.types.len())
            .map(|id| Shape::new(&world, id, &classes, &imports))
            .collect::<PyResult<_>>()?;
        let functions =
            world.exports.iter().map(|f| Prepared::new(py, &world, f, &errors)).collect::<PyResult<_>>()?;
        let builtins = Builtins::get(py)?;
        let shapes = Shapes { world: Arc::new(world), shapes, functions, imports, builtins };
        Ok(World { shapes, classes: classes.unbind(), errors: errors.unbind() })
    }

    #[getter]
    fn signature(&self) -> PyResult<String> {
        self.shapes.world.to_json_lines().map_err(|error| PyValueError::new_err(error.to_string()))
    }

    #[getter]
    fn classes<'py>(&self, py: Python<'py>) -> Bound<'py, PyMapping> {
        self.classes.bind(py).clone()
    }

    #[getter]
    fn errors<'py>(&self, py: Python<'py>) -> Bound<'py, PyMapping> {
        self.errors.bind(py).clone()
    }

    #[getter]
    fn imports<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.shapes.imports.iter().map(|imported| imported.import.bind(py)))
    }

    fn __repr__(&self) -> String {
        format!("<outwit.World {:?}>", self.shapes.world.name)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.classes)?;
        visit.call(&self.errors)?;
        self.shapes.shapes.iter().try_for_each(|shape| shape.traverse(&visit))?;
        self.shapes.functions.iter().try_for_each(|function| function.traverse(&visit))?;
        self.shapes.imports.iter().try_for_each(|imported| imported.traverse(&visit))
    }
}

impl World {
    /// The tables.
    pub fn shapes(&self) -> &Shapes {
        &self.shapes
    }
}

impl Shapes {
    /// The signature.
    pub fn world(&self) -> &Arc<signature::World> {
        &self.world
    }

    /// What the type at this position is.
    #[inline]
    pub fn at(&self, id: TypeId) -> &Shape {
        &self.shapes[id as usize]
    }

    /// The exported functions.
    pub fn functions(&self) -> &[Prepared] {
        &self.functions
    }

    /// The imported functions.
    pub fn imports(&self) -> &[Imported] {
        &self.imports
    }

    /// Whether an instance needs a host.
    pub fn has_host(&self) -> bool {
        !self.imports.is_empty() || self.shapes.iter().any(|shape| matches!(shape, Shape::Host(_)))
    }

    /// `Some`, `Ok`, `Err`.
    #[inline]
    pub fn builtins(&self) -> &'static Builtins {
        self.builtins
    }

    /// The resource that a handle type is for, and its name.
    pub fn resource_of(&self, handle: TypeId) -> Option<(TypeId, &str)> {
        let Shape::Handle(resource) = self.at(handle) else { return None };
        match self.at(*resource) {
            Shape::Resource { name, .. } => Some((*resource, name)),
            _ => None,
        }
    }

    /// The resource of the host's that a handle type is for, and what its objects must have.
    pub fn protocol_of(&self, handle: TypeId) -> Option<(TypeId, &Protocol)> {
        let Shape::Handle(resource) = self.at(handle) else { return None };
        Some((*resource, self.protocol(*resource)?))
    }

    /// What the objects of a resource of the host's must have.
    pub fn protocol(&self, resource: TypeId) -> Option<&Protocol> {
        match self.shapes.get(resource as usize)? {
            Shape::Host(protocol) => Some(protocol),
            _ => None,
        }
    }
}
