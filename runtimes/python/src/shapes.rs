//! What each type of a world is in Python: its class, members and names, found once and kept in
//! a table by the type's position.

use crate::class::Class;
use crate::imports::{Imported, methods_of};
use crate::protocol::Protocol;
use outwit_core::signature::{Case as WitCase, Type, TypeDef, TypeId, World};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping, PyTuple, PyType};
use pyo3::{PyTraverseError, PyVisit};

/// A type of the world as Python sees it.
pub enum Shape {
    /// A class with its fields in order.
    Record(Class),
    /// A class for each case.
    Variant(Variant),
    /// The members of an `enum.Enum`.
    Enum(Enum),
    /// An `enum.Flag`.
    Flags(Flags),
    /// How many elements it has.
    Tuple(usize),
    /// Whether its payload is an option as well, so that it needs `Some`.
    Option {
        /// See above.
        nested: bool,
    },
    /// Whether `ok` and `err` have a payload.
    Result([bool; 2]),
    /// A handle to this resource.
    Handle(TypeId),
    /// The class of a resource, not yet bound to an instance.
    Resource {
        /// The WIT name.
        name: String,
        /// The class.
        class: Py<PyType>,
    },
    /// What the objects must have that stand for a resource of the host's.
    Host(Protocol),
    /// Lists and maps: Python's own types serve.
    Plain,
}

/// A variant's cases.
pub struct Variant {
    name: String,
    cases: Vec<Case>,
    by_class: Identities,
}

struct Case {
    class: Class,
    /// The only instance that is ever made of a case without payload.
    unit: Option<Py<PyAny>>,
}

/// An enum's members.
pub struct Enum {
    class: Py<PyType>,
    members: Vec<Py<PyAny>>,
    by_member: Identities,
}

/// A flags type's class.
pub struct Flags {
    class: Py<PyType>,
    /// Python's own table from bits to members.
    members: Py<PyDict>,
}

/// Objects by their address, to find the case that a class or member stands for.
struct Identities(Vec<(usize, u32)>);

impl Identities {
    fn new<T>(objects: &[Bound<'_, T>]) -> Identities {
        let mut entries: Vec<_> = objects.iter().map(|o| o.as_ptr() as usize).zip(0..).collect();
        entries.sort_unstable();
        Identities(entries)
    }

    fn find(&self, address: usize) -> Option<u32> {
        let position = self.0.binary_search_by_key(&address, |entry| entry.0).ok()?;
        Some(self.0[position].1)
    }
}

impl Shape {
    /// The shape of `def`, with the class or classes that stand for it.
    pub fn new(
        world: &World,
        id: TypeId,
        classes: &Bound<'_, PyMapping>,
        imports: &[Imported],
    ) -> PyResult<Shape> {
        let py = classes.py();
        let def = &world.types[id as usize];
        let class = || match classes.get_item(id) {
            Ok(class) => Ok(class),
            Err(error) if error.is_instance_of::<PyKeyError>(py) => {
                Err(PyTypeError::new_err(format!("World needs a class for type {id}, {}", describe(def))))
            }
            Err(error) => Err(error),
        };
        Ok(match def {
            TypeDef::Record { fields, .. } => {
                let class = Class::of_dataclass(&class()?)?;
                if class.len() != fields.len() {
                    let message = format!(
                        "type {id}, {}, has {} fields, its class has {}",
                        describe(def),
                        fields.len(),
                        class.len()
                    );
                    return Err(PyTypeError::new_err(message));
                }
                Shape::Record(class)
            }
            TypeDef::Variant { name, cases, .. } => {
                Shape::Variant(Variant::new(name, cases, class()?.cast::<PyTuple>()?)?)
            }
            TypeDef::Enum { cases, .. } => Shape::Enum(Enum::new(cases.len(), class()?.cast::<PyType>()?)?),
            TypeDef::Flags { .. } => Shape::Flags(Flags {
                members: class()?.getattr("_value2member_map_")?.cast_into::<PyDict>()?.unbind(),
                class: class()?.cast_into::<PyType>()?.unbind(),
            }),
            TypeDef::Resource { imported: true, .. } => {
                let name = class()?.cast::<PyType>()?.name()?.to_string();
                Shape::Host(Protocol::new(py, name, &methods_of(py, world, imports, id))?)
            }
            TypeDef::Resource { name, .. } => {
                Shape::Resource { name: name.clone(), class: class()?.cast_into::<PyType>()?.unbind() }
            }
            TypeDef::Tuple { of } => Shape::Tuple(of.len()),
            TypeDef::Option { of: Type::Def(of) } => {
                Shape::Option { nested: matches!(world.types[*of as usize], TypeDef::Option { .. }) }
            }
            TypeDef::Option { .. } => Shape::Option { nested: false },
            TypeDef::Own { of } | TypeDef::Borrow { of } => Shape::Handle(*of),
            TypeDef::Result { ok, err } => Shape::Result([ok.is_some(), err.is_some()]),
            TypeDef::List { .. } | TypeDef::Map { .. } => Shape::Plain,
        })
    }

    /// Shows the garbage collector what the shape holds.
    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self {
            Shape::Record(class) => class.traverse(visit),
            Shape::Variant(variant) => variant.cases.iter().try_for_each(|case| {
                visit.call(&case.unit)?;
                case.class.traverse(visit)
            }),
            Shape::Enum(members) => {
                visit.call(&members.class)?;
                members.members.iter().try_for_each(|member| visit.call(member))
            }
            Shape::Flags(flags) => {
                visit.call(&flags.class)?;
                visit.call(&flags.members)
            }
            Shape::Resource { class, .. } => visit.call(class),
            Shape::Tuple(_)
            | Shape::Option { .. }
            | Shape::Result(_)
            | Shape::Handle(_)
            | Shape::Host(_)
            | Shape::Plain => Ok(()),
        }
    }
}

impl Variant {
    fn new(name: &str, cases: &[WitCase], classes: &Bound<'_, PyTuple>) -> PyResult<Variant> {
        if classes.len() != cases.len() {
            let message =
                format!("variant {name} has {} cases, {} classes stand for it", cases.len(), classes.len());
            return Err(PyTypeError::new_err(message));
        }
        let classes: Vec<Bound<'_, PyType>> = classes.extract()?;
        let by_class = Identities::new(&classes);
        let cases =
            classes.iter().zip(cases).map(|(class, case)| Case::new(class, case)).collect::<PyResult<_>>()?;
        Ok(Variant { name: name.to_owned(), cases, by_class })
    }

    /// The variant's WIT name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The case that `value` is, and the class of it.
    pub fn case_of(&self, value: &Bound<'_, PyAny>) -> Option<(u32, &Class)> {
        let exact = self.by_class.find(value.get_type_ptr() as usize);
        let case = exact.or_else(|| {
            let position = self.cases.iter().position(|case| case.class.is_class_of(value))?;
            u32::try_from(position).ok()
        })?;
        Some((case, &self.cases[case as usize].class))
    }

    /// The value of a case.
    pub fn value<'py>(
        &self,
        py: Python<'py>,
        case: u32,
        payload: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let case = &self.cases[case as usize];
        match (&case.unit, payload) {
            (Some(unit), _) => Ok(unit.bind(py).clone()),
            (None, Some(payload)) => case.class.wrap(py, payload),
            (None, None) => Err(PyValueError::new_err("a case with a payload came without one")),
        }
    }
}

impl Case {
    fn new(class: &Bound<'_, PyType>, case: &WitCase) -> PyResult<Case> {
        let py = class.py();
        let class = Class::of_dataclass(class)?;
        let unit = match (class.len(), case.ty) {
            (0, None) => Some(class.instance(py)?.unbind()),
            (1, Some(_)) => None,
            (fields, _) => {
                let wanted = usize::from(case.ty.is_some());
                let message =
                    format!("the class of the case {} has {fields} fields where WIT has {wanted}", case.name);
                return Err(PyTypeError::new_err(message));
            }
        };
        Ok(Case { class, unit })
    }
}

impl Enum {
    fn new(count: usize, class: &Bound<'_, PyType>) -> PyResult<Enum> {
        let members = class.try_iter()?.collect::<PyResult<Vec<_>>>()?;
        if members.len() != count {
            let message =
                format!("the enum {class} has {} members where WIT has {count} cases", members.len());
            return Err(PyTypeError::new_err(message));
        }
        let by_member = Identities::new(&members);
        Ok(Enum {
            class: class.clone().unbind(),
            members: members.into_iter().map(Bound::unbind).collect(),
            by_member,
        })
    }

    /// The case that `value` is.
    pub fn case_of(&self, value: &Bound<'_, PyAny>) -> Option<u32> {
        self.by_member.find(value.as_ptr() as usize)
    }

    /// The member of a case.
    pub fn member<'py>(&self, py: Python<'py>, case: u32) -> Bound<'py, PyAny> {
        self.members[case as usize].bind(py).clone()
    }

    /// The Python class.
    pub fn class<'py>(&self, py: Python<'py>) -> &Bound<'py, PyType> {
        self.class.bind(py)
    }
}

impl Flags {
    /// The member with these bits.
    pub fn member<'py>(&self, py: Python<'py>, bits: u32) -> PyResult<Bound<'py, PyAny>> {
        match self.members.bind(py).get_item(bits)? {
            Some(member) => Ok(member),
            // A combination that was never asked for before: the class makes and keeps it.
            None => self.class.bind(py).call1((bits,)),
        }
    }

    /// The Python class.
    pub fn class<'py>(&self, py: Python<'py>) -> &Bound<'py, PyType> {
        self.class.bind(py)
    }
}

/// `variant error`, for messages.
fn describe(def: &TypeDef) -> String {
    match def {
        TypeDef::Record { name, .. } => format!("record {name}"),
        TypeDef::Variant { name, .. } => format!("variant {name}"),
        TypeDef::Enum { name, .. } => format!("enum {name}"),
        TypeDef::Flags { name, .. } => format!("flags {name}"),
        TypeDef::Resource { name, .. } => format!("resource {name}"),
        _ => String::from("which has no name"),
    }
}
