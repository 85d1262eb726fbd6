//! Classes of records, variant cases and wrappers: making instances and reaching their fields
//! without a look-up by name.

use crate::errors::host_error;
use outwit_core::ValueError;
use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};
use std::ptr;

/// A class and its fields in WIT order.
pub struct Class {
    class: Py<PyType>,
    fields: Vec<Field>,
    /// Where instances come from; absent for a class that has `object`'s own way.
    new: Option<ffi::newfunc>,
}

struct Field {
    name: Py<PyString>,
    slot: Option<Slot>,
}

/// The descriptor behind one of a class's `__slots__`, with its two functions.
struct Slot {
    descriptor: Py<PyAny>,
    get: ffi::descrgetfunc,
    set: ffi::descrsetfunc,
}

impl Class {
    /// A dataclass; its fields are in `__match_args__`.
    pub fn of_dataclass(class: &Bound<'_, PyAny>) -> PyResult<Class> {
        let fields: Vec<Bound<'_, PyString>> = class.getattr("__match_args__")?.extract()?;
        Class::new(class.cast::<PyType>()?, fields)
    }

    /// A class that keeps its fields under `names`.
    fn new(class: &Bound<'_, PyType>, names: Vec<Bound<'_, PyString>>) -> PyResult<Class> {
        let object = class.py().get_type::<PyAny>();
        let plain = slot_of(class, ffi::Py_tp_new) == slot_of(&object, ffi::Py_tp_new)
            && slot_of(class, ffi::Py_tp_alloc) == ffi::PyType_GenericAlloc as *mut _;
        let new = match plain {
            true => None,
            // SAFETY: what CPython keeps in `tp_new` is a `newfunc`; a class has one unless it
            // forbids instances, which leaves null, the `None` of the function pointer.
            false => match unsafe {
                std::mem::transmute::<*mut _, Option<ffi::newfunc>>(slot_of(class, ffi::Py_tp_new))
            } {
                None => return Err(PyTypeError::new_err(format!("{class} cannot have instances"))),
                new => new,
            },
        };
        let fields = names.into_iter().map(|name| Field::new(class, name)).collect::<PyResult<_>>()?;
        Ok(Class { class: class.clone().unbind(), fields, new })
    }

    /// The Python class.
    pub fn class<'py>(&self, py: Python<'py>) -> &Bound<'py, PyType> {
        self.class.bind(py)
    }

    /// How many fields it has.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether `value` is exactly of this class, no subclass.
    pub fn is_exactly(&self, value: &Bound<'_, PyAny>) -> bool {
        value.get_type_ptr() == self.class.as_ptr().cast()
    }

    /// Whether `value` is of this class or a subclass.
    pub fn is_class_of(&self, value: &Bound<'_, PyAny>) -> bool {
        // SAFETY: both are types that are alive, and the interpreter is attached.
        self.is_exactly(value)
            || unsafe { ffi::PyType_IsSubtype(value.get_type_ptr(), self.class.as_ptr().cast()) } != 0
    }

    /// An instance without fields: `__init__` is not run.
    pub fn instance<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let class = self.class.as_ptr().cast::<ffi::PyTypeObject>();
        let empty = PyTuple::empty(py);
        // SAFETY: `class` is a type with this `tp_new`, or one that `object_new` makes and whose
        // instances `PyType_GenericAlloc` therefore makes as well. Both give a new reference.
        unsafe {
            let object = match self.new {
                None => ffi::PyType_GenericAlloc(class, 0),
                Some(new) => new(class, empty.as_ptr(), ptr::null_mut()),
            };
            Bound::from_owned_ptr_or_err(py, object)
        }
    }

    /// Sets the field at `index` of an instance, past any `__setattr__` that freezes it.
    pub fn set(&self, object: &Bound<'_, PyAny>, index: usize, value: Bound<'_, PyAny>) -> PyResult<()> {
        let field = &self.fields[index];
        // SAFETY: all are live objects; a descriptor's own function checks that the object is of
        // its class. Neither call steals a reference.
        let status = unsafe {
            match &field.slot {
                Some(slot) => (slot.set)(slot.descriptor.as_ptr(), object.as_ptr(), value.as_ptr()),
                None => ffi::PyObject_GenericSetAttr(object.as_ptr(), field.name.as_ptr(), value.as_ptr()),
            }
        };
        if status < 0 { Err(PyErr::fetch(object.py())) } else { Ok(()) }
    }

    /// The field at `index` of an instance of the class or a subclass.
    pub fn get<'py>(
        &self,
        object: &Bound<'py, PyAny>,
        index: usize,
    ) -> Result<Bound<'py, PyAny>, ValueError> {
        let field = &self.fields[index];
        match &field.slot {
            // SAFETY: all are live objects, and the result is a new reference or null with an
            // exception set.
            Some(slot) if self.is_exactly(object) => unsafe {
                let value = (slot.get)(slot.descriptor.as_ptr(), object.as_ptr(), self.class.as_ptr());
                Bound::from_owned_ptr_or_err(object.py(), value).map_err(|_| field.unset())
            },
            _ => object.getattr(field.name.bind(object.py())).map_err(host_error),
        }
    }

    /// An instance whose only field is `value`.
    pub fn wrap<'py>(&self, py: Python<'py>, value: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let object = self.instance(py)?;
        self.set(&object, 0, value)?;
        Ok(object)
    }

    /// Shows the garbage collector what the class holds.
    pub fn traverse(&self, visit: &pyo3::PyVisit<'_>) -> Result<(), pyo3::PyTraverseError> {
        visit.call(&self.class)?;
        self.fields
            .iter()
            .filter_map(|field| field.slot.as_ref())
            .try_for_each(|slot| visit.call(&slot.descriptor))
    }
}

impl Field {
    fn new(class: &Bound<'_, PyType>, name: Bound<'_, PyString>) -> PyResult<Field> {
        let slot = match class.getattr(&name) {
            Ok(descriptor) if descriptor.get_type().name()? == "member_descriptor" => Slot::new(descriptor),
            _ => None,
        };
        Ok(Field { name: intern(&name)?, slot })
    }

    /// An instance was made without `__init__`, or the field was deleted: nothing else makes a slot fail.
    #[cold]
    fn unset(&self) -> ValueError {
        ValueError::wrong_type(format!("expected a value, but {} is not set", self.name))
    }
}

impl Slot {
    fn new(descriptor: Bound<'_, PyAny>) -> Option<Slot> {
        let class = descriptor.get_type();
        // SAFETY: what CPython keeps in these two slots are functions of these types, or null,
        // the `None` of the function pointers.
        unsafe {
            let get: Option<ffi::descrgetfunc> = std::mem::transmute(slot_of(&class, ffi::Py_tp_descr_get));
            let set: Option<ffi::descrsetfunc> = std::mem::transmute(slot_of(&class, ffi::Py_tp_descr_set));
            Some(Slot { descriptor: descriptor.unbind(), get: get?, set: set? })
        }
    }
}

/// The function in a slot of a type, or null.
pub fn slot_of(class: &Bound<'_, PyType>, slot: i32) -> *mut std::ffi::c_void {
    // SAFETY: `class` is a type, static ones included since Python 3.10, and the slots asked for
    // are pointers.
    unsafe { ffi::PyType_GetSlot(class.as_type_ptr(), slot) }
}

/// The one string object of this text, so that look-ups compare addresses.
pub fn intern(name: &Bound<'_, PyString>) -> PyResult<Py<PyString>> {
    let mut pointer = name.clone().into_ptr();
    // SAFETY: `pointer` is a string that we own a reference to; the call swaps it for the
    // interned one, of which we own a reference afterwards.
    unsafe {
        ffi::PyUnicode_InternInPlace(&mut pointer);
        Bound::from_owned_ptr_or_opt(name.py(), pointer)
            .ok_or_else(|| PyMemoryError::new_err("out of memory"))?
            .cast_into::<PyString>()
            .map(Bound::unbind)
            .map_err(PyErr::from)
    }
}
