//! Python objects, built while the core lifts.

use crate::errors::host_error;
use crate::gil::Gil;
use crate::hosted::Supplies;
use crate::instance::Instance;
use crate::numbers::numbers_to_python;
use crate::shapes::Shape;
use crate::world::Shapes;
use outwit_core::signature::TypeId;
use outwit_core::{Choice, Handle, Number, Sink, ValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat};

/// The result of one call.
pub struct PySink<'a, 'py> {
    /// The interpreter.
    pub py: Python<'py>,
    /// The world's classes and names.
    pub shapes: &'a Shapes,
    /// The instance whose resources the result may hold; absent for arguments of host functions,
    /// which hold none of them.
    pub instance: Option<&'a Bound<'py, Instance>>,
    /// Where the host's own objects are that it may hold.
    pub supplies: Option<&'a Supplies>,
    /// What is told before the first object is made; absent for a call that left its thread.
    pub gil: Option<&'a Gil>,
}

/// A value under construction.
pub enum Parts<'py> {
    /// A list, and how many of its elements there are.
    List { list: Bound<'py, PyAny>, index: isize },
    /// A tuple, and how many of its elements there are.
    Tuple { tuple: Bound<'py, PyAny>, index: isize },
    /// A record, and how many of its fields there are.
    Record { object: Bound<'py, PyAny>, id: TypeId, index: usize },
    /// A dict, and the key whose value comes next.
    Map { dict: Bound<'py, PyDict>, key: Option<Bound<'py, PyAny>> },
}

impl<'py> PySink<'_, 'py> {
    fn int(&self, value: i64) -> Result<Bound<'py, PyAny>, ValueError> {
        // SAFETY: the interpreter is attached; the result is a new reference or null with an
        // exception set.
        let int = unsafe { Bound::from_owned_ptr_or_err(self.py, ffi::PyLong_FromLongLong(value)) };
        int.map_err(host_error)
    }

    fn new_list(&self, length: usize) -> Result<Parts<'py>, ValueError> {
        // SAFETY: as above. It may stay half filled, and be dropped so.
        let list = unsafe { Bound::from_owned_ptr_or_err(self.py, ffi::PyList_New(length.cast_signed())) };
        Ok(Parts::List { list: list.map_err(host_error)?, index: 0 })
    }

    fn new_tuple(&self, length: usize) -> Result<Parts<'py>, ValueError> {
        // SAFETY: as above.
        let tuple = unsafe { Bound::from_owned_ptr_or_err(self.py, ffi::PyTuple_New(length.cast_signed())) };
        Ok(Parts::Tuple { tuple: tuple.map_err(host_error)?, index: 0 })
    }
}

#[cold]
fn unfit() -> ValueError {
    ValueError::wrong_type("the component's result is not of a type that the world has (a defect in outwit)")
}

fn checked(py: Python<'_>, status: i32) -> Result<(), ValueError> {
    if status < 0 { Err(host_error(PyErr::fetch(py))) } else { Ok(()) }
}

impl<'py> Sink for PySink<'_, 'py> {
    type Value = Bound<'py, PyAny>;
    type Items = Parts<'py>;

    #[inline]
    fn started(&mut self) {
        if let Some(gil) = self.gil {
            gil.hold();
        }
    }

    fn bool(&mut self, value: bool) -> Result<Self::Value, ValueError> {
        Ok(PyBool::new(self.py, value).to_owned().into_any())
    }

    fn u8(&mut self, value: u8) -> Result<Self::Value, ValueError> {
        self.int(value.into())
    }

    fn u16(&mut self, value: u16) -> Result<Self::Value, ValueError> {
        self.int(value.into())
    }

    fn u32(&mut self, value: u32) -> Result<Self::Value, ValueError> {
        self.int(value.into())
    }

    fn u64(&mut self, value: u64) -> Result<Self::Value, ValueError> {
        // SAFETY: as in `int`.
        let int = unsafe { Bound::from_owned_ptr_or_err(self.py, ffi::PyLong_FromUnsignedLongLong(value)) };
        int.map_err(host_error)
    }

    fn s8(&mut self, value: i8) -> Result<Self::Value, ValueError> {
        self.int(value.into())
    }

    fn s16(&mut self, value: i16) -> Result<Self::Value, ValueError> {
        self.int(value.into())
    }

    fn s32(&mut self, value: i32) -> Result<Self::Value, ValueError> {
        self.int(value.into())
    }

    fn s64(&mut self, value: i64) -> Result<Self::Value, ValueError> {
        self.int(value)
    }

    fn f32(&mut self, value: f32) -> Result<Self::Value, ValueError> {
        self.f64(value.into())
    }

    fn f64(&mut self, value: f64) -> Result<Self::Value, ValueError> {
        Ok(PyFloat::new(self.py, value).into_any())
    }

    fn char(&mut self, value: char) -> Result<Self::Value, ValueError> {
        self.string(value.encode_utf8(&mut [0; 4]))
    }

    fn string(&mut self, value: &str) -> Result<Self::Value, ValueError> {
        let length = value.len().cast_signed();
        // SAFETY: the bytes are `length` long and UTF-8; the result as in `int`.
        unsafe {
            let text = ffi::PyUnicode_FromStringAndSize(value.as_ptr().cast(), length);
            Bound::from_owned_ptr_or_err(self.py, text).map_err(host_error)
        }
    }

    fn numbers(
        &mut self,
        _: TypeId,
        number: Number,
        fixed: bool,
        bytes: &[u8],
    ) -> Result<Self::Value, ValueError> {
        numbers_to_python(self.py, number, fixed, bytes).map_err(host_error)
    }

    fn list(&mut self, _: TypeId, length: usize, fixed: bool) -> Result<Self::Items, ValueError> {
        if fixed { self.new_tuple(length) } else { self.new_list(length) }
    }

    fn map(&mut self, _: TypeId, _: usize) -> Result<Self::Items, ValueError> {
        Ok(Parts::Map { dict: PyDict::new(self.py), key: None })
    }

    fn record(&mut self, id: TypeId) -> Result<Self::Items, ValueError> {
        let Shape::Record(class) = self.shapes.at(id) else {
            return Err(unfit());
        };
        Ok(Parts::Record { object: class.instance(self.py).map_err(host_error)?, id, index: 0 })
    }

    fn tuple(&mut self, id: TypeId) -> Result<Self::Items, ValueError> {
        let Shape::Tuple(length) = self.shapes.at(id) else {
            return Err(unfit());
        };
        self.new_tuple(*length)
    }

    fn push(&mut self, items: &mut Self::Items, value: Self::Value) -> Result<(), ValueError> {
        match items {
            Parts::List { list, index } => {
                // SAFETY: the list is ours alone; the call checks the position and takes over
                // the reference, also where it fails.
                let status = unsafe { ffi::PyList_SetItem(list.as_ptr(), *index, value.into_ptr()) };
                *index += 1;
                checked(self.py, status)
            }
            Parts::Tuple { tuple, index } => {
                // SAFETY: as for the list.
                let status = unsafe { ffi::PyTuple_SetItem(tuple.as_ptr(), *index, value.into_ptr()) };
                *index += 1;
                checked(self.py, status)
            }
            Parts::Record { object, id, index } => {
                let Shape::Record(class) = self.shapes.at(*id) else {
                    return Err(unfit());
                };
                *index += 1;
                class.set(object, *index - 1, value).map_err(host_error)
            }
            Parts::Map { dict, key } => match key.take() {
                None => {
                    *key = Some(value);
                    Ok(())
                }
                Some(key) => dict.set_item(key, value).map_err(host_error),
            },
        }
    }

    fn finish(&mut self, items: Self::Items) -> Result<Self::Value, ValueError> {
        Ok(match items {
            Parts::List { list: value, .. } | Parts::Tuple { tuple: value, .. } => value,
            Parts::Record { object, .. } => object,
            Parts::Map { dict, .. } => dict.into_any(),
        })
    }

    fn case(&mut self, _: TypeId, _: Choice, _: u32) -> Result<(), ValueError> {
        Ok(())
    }

    fn variant(
        &mut self,
        id: TypeId,
        case: u32,
        payload: Option<Self::Value>,
    ) -> Result<Self::Value, ValueError> {
        let Shape::Variant(variant) = self.shapes.at(id) else {
            return Err(unfit());
        };
        variant.value(self.py, case, payload).map_err(host_error)
    }

    fn option(&mut self, id: TypeId, payload: Option<Self::Value>) -> Result<Self::Value, ValueError> {
        match (payload, self.shapes.at(id)) {
            (None, _) => Ok(self.py.None().into_bound(self.py)),
            (Some(payload), Shape::Option { nested: false }) => Ok(payload),
            (Some(payload), _) => self.shapes.builtins().some.wrap(self.py, payload).map_err(host_error),
        }
    }

    fn result(
        &mut self,
        _: TypeId,
        is_err: bool,
        payload: Option<Self::Value>,
    ) -> Result<Self::Value, ValueError> {
        let builtins = self.shapes.builtins();
        let class = if is_err { &builtins.err } else { &builtins.ok };
        let payload = payload.unwrap_or_else(|| self.py.None().into_bound(self.py));
        class.wrap(self.py, payload).map_err(host_error)
    }

    fn enumeration(&mut self, id: TypeId, case: u32) -> Result<Self::Value, ValueError> {
        match self.shapes.at(id) {
            Shape::Enum(members) => Ok(members.member(self.py, case)),
            _ => Err(unfit()),
        }
    }

    fn flags(&mut self, id: TypeId, bits: u32) -> Result<Self::Value, ValueError> {
        match self.shapes.at(id) {
            Shape::Flags(flags) => flags.member(self.py, bits).map_err(host_error),
            _ => Err(unfit()),
        }
    }

    fn own(&mut self, id: TypeId, handle: Handle) -> Result<Self::Value, ValueError> {
        let (Shape::Handle(resource), Some(instance)) = (self.shapes.at(id), self.instance) else {
            return Err(unfit());
        };
        Instance::wrap_handle(instance, *resource, handle).map_err(host_error)
    }

    fn borrow(&mut self, id: TypeId, handle: Handle) -> Result<Self::Value, ValueError> {
        // Only a parameter can be a borrowed handle, and a sink reads results.
        let _ = (id, handle);
        Err(unfit())
    }

    fn host_own(&mut self, _: TypeId, rep: u32) -> Result<Self::Value, ValueError> {
        Ok(self.supplies.ok_or_else(unfit)?.remove(self.py, rep)?.object)
    }

    fn host_borrow(&mut self, _: TypeId, rep: u32) -> Result<Self::Value, ValueError> {
        self.supplies.ok_or_else(unfit)?.get(self.py, rep)
    }
}
