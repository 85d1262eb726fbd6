//! What a world imports, and where the host has it.

use crate::class::intern;
use crate::function::error_class;
use crate::names::{last_part, member_name, snake_case};
use outwit_core::signature::{self, FunctionText, Type, TypeDef, TypeId};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use pyo3::{PyTraverseError, PyVisit};

/// A function that a component imports, and where the host has it.
#[pyclass(frozen, get_all, module = "outwit")]
pub struct Import {
    interface: Option<Py<PyString>>,
    name: Py<PyString>,
    signature: Py<PyString>,
    field: Option<Py<PyString>>,
    member: Py<PyString>,
}

#[pymethods]
impl Import {
    fn __repr__(&self) -> String {
        match &self.interface {
            Some(interface) => format!("<outwit.Import {interface} {}>", self.signature),
            None => format!("<outwit.Import {}>", self.signature),
        }
    }

    fn __str__<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.signature.bind(py).clone()
    }
}

/// The attribute of what the host offers, and the attribute of what is there.
pub type Place = (Option<String>, String);

/// An imported function, with what its calls need of Python, found once a world.
pub struct Imported {
    /// `outwit:kv/store.get`.
    pub place: String,
    /// The name of a method, which the object has that is the first argument.
    pub method: Option<Py<PyString>>,
    /// Whether its type is a `result`, whose error the host raises.
    pub fallible: bool,
    /// What the host raises for that error besides `WitError` itself.
    pub error: Option<Py<PyAny>>,
    /// How callers see it.
    pub import: Py<Import>,
}

impl Imported {
    /// The world's imports, where `places` says, or else where their names say.
    pub fn all(
        py: Python<'_>,
        world: &signature::World,
        places: Option<Vec<Place>>,
        errors: &Bound<'_, PyMapping>,
    ) -> PyResult<Vec<Imported>> {
        let places = places.unwrap_or_else(|| world.imports.iter().map(place_of).collect());
        if places.len() != world.imports.len() {
            let (found, wanted) = (places.len(), world.imports.len());
            let message = format!("the world imports {wanted} functions, {found} places are given for them");
            return Err(PyTypeError::new_err(message));
        }
        let imports = world.imports.iter().zip(places);
        imports.map(|(function, place)| Imported::new(py, world, function, place, errors)).collect()
    }

    fn new(
        py: Python<'_>,
        world: &signature::World,
        function: &signature::Function,
        (field, member): Place,
        errors: &Bound<'_, PyMapping>,
    ) -> PyResult<Imported> {
        let place = match &function.interface {
            Some(interface) => format!("{interface}.{}", function.name),
            None => function.name.clone(),
        };
        let method = match function.name.starts_with("[method]") {
            true => Some(intern(&PyString::new(py, &member))?),
            false => None,
        };
        let result = function.result.and_then(|ty| definition(world, ty));
        let fallible = matches!(result, Some(TypeDef::Result { .. }));
        let error = error_class(world, function, errors)?;
        let text = |text: &str| PyString::new(py, text).unbind();
        let import = Import {
            interface: function.interface.as_deref().map(text),
            name: text(&function.name),
            signature: text(&FunctionText(world, function).to_string()),
            field: field.as_deref().map(text),
            member: text(&member),
        };
        Ok(Imported { place, method, fallible, error, import: Py::new(py, import)? })
    }

    /// Shows the garbage collector what the import holds.
    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.error)
    }
}

/// Where a function is by the names that WIT has.
fn place_of(function: &signature::Function) -> Place {
    let field = match function.name.starts_with("[method]") {
        true => None,
        false => function.interface.as_deref().map(|interface| snake_case(last_part(interface))),
    };
    (field, member_name(&function.name))
}

/// The names that the methods of a resource have in Python.
pub fn methods_of(
    py: Python<'_>,
    world: &signature::World,
    imports: &[Imported],
    resource: TypeId,
) -> Vec<String> {
    let Some(TypeDef::Resource { name, interface, .. }) = world.def(resource) else { return Vec::new() };
    let prefix = format!("[method]{name}.");
    let functions = world.imports.iter().zip(imports);
    let methods = functions.filter(|(f, _)| f.interface == *interface && f.name.starts_with(&prefix));
    methods.filter_map(|(_, imported)| Some(imported.method.as_ref()?.bind(py).to_string())).collect()
}

/// The entry that a type refers to.
pub fn definition(world: &signature::World, ty: Type) -> Option<&TypeDef> {
    match ty {
        Type::Def(id) => world.def(id),
        _ => None,
    }
}
