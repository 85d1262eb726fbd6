//! Python objects, read while the core lowers.
//!
//! Every value is an owned reference: reading may run Python code (`__index__`, a descriptor, a
//! buffer's exporter), which may take elements out of the list that is being read.

use crate::errors::host_error;
use crate::function::Arguments;
use crate::gil::Gil;
use crate::loans::Loans;
use crate::numbers::{Numbers, Sequence, changed};
use crate::resource::Resource;
use crate::scalars::{a_class, article, boolean, character, float, integer, small_float, text, wrong_type};
use crate::shapes::Shape;
use crate::world::Shapes;
use outwit_core::signature::TypeId;
use outwit_core::{Handle, Number, Source, ValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyTuple};

/// The arguments of one call.
pub struct PySource<'a, 'py> {
    /// The interpreter.
    pub py: Python<'py>,
    /// The world's classes and names.
    pub shapes: &'a Shapes,
    /// The arguments.
    pub args: Arguments<'a>,
    /// The instance that takes them, by number.
    pub instance: u64,
    /// What is told once all are read; absent for a call that leaves its thread.
    pub gil: Option<&'a Gil>,
    /// The host's own objects among them.
    pub loans: Loans<'a>,
    /// Of a host function whose type is a `result`: whether the value is the error's payload.
    pub failed: bool,
}

/// A walk over the parts of a value.
pub enum Items<'py> {
    /// By position.
    Sequence { sequence: Sequence<'py>, index: usize },
    /// The fields of a record, or of the class of a case.
    Fields { value: Bound<'py, PyAny>, id: TypeId, index: usize },
    /// The pairs of a map, and the value of the pair whose key has been read.
    Entries { pairs: Bound<'py, PyList>, index: usize, value: Option<Bound<'py, PyAny>> },
}

impl<'py> PySource<'_, 'py> {
    fn handle(&self, value: &Bound<'py, PyAny>, id: TypeId) -> Result<Handle, ValueError> {
        let Some((resource, name)) = self.shapes.resource_of(id) else {
            return Err(unfit());
        };
        match value.cast::<Resource>() {
            Ok(object) => object.get().handle_for(self.instance, resource, name),
            Err(_) => Err(wrong_type(&article(name), value)),
        }
    }

    /// The resource of the host's that `value` can stand for.
    fn host_resource(&self, value: &Bound<'py, PyAny>, id: TypeId) -> Result<TypeId, ValueError> {
        let Some((resource, protocol)) = self.shapes.protocol_of(id) else {
            return Err(unfit());
        };
        protocol.check(value).map(|()| resource)
    }

    /// `Some(value)`, `Ok(value)` and their like: the payload where `value` is of the class.
    fn unwrap(
        &self,
        class: &crate::class::Class,
        value: &Bound<'py, PyAny>,
    ) -> Result<Option<Bound<'py, PyAny>>, ValueError> {
        match class.is_class_of(value) {
            true => class.get(value, 0).map(Some),
            false => Ok(None),
        }
    }
}

/// The world's table has another kind of type here than the component. Linking rules it out.
#[cold]
fn unfit() -> ValueError {
    ValueError::wrong_type("expected a value of a type that the world has (a defect in outwit)")
}

fn expect_length(length: Option<usize>, count: usize) -> Result<(), ValueError> {
    match length {
        Some(wanted) if wanted != count => {
            Err(ValueError::not_allowed(format!("expected {wanted} elements, got {count}")))
        }
        _ => Ok(()),
    }
}

/// A mapping's pairs, as they are now.
fn pairs<'py>(py: Python<'py>, value: &Bound<'py, PyAny>) -> Result<Bound<'py, PyList>, ValueError> {
    if let Ok(dict) = value.cast::<PyDict>() {
        return Ok(dict.items());
    }
    let mapping = crate::builtins::Builtins::get(py).map_err(host_error)?.mapping.bind(py);
    match value.is_instance(mapping).map_err(host_error)? {
        true => value.cast::<PyMapping>().map_err(PyErr::from).and_then(|m| m.items()).map_err(host_error),
        false => Err(wrong_type("a mapping", value)),
    }
}

impl<'py> Source for PySource<'_, 'py> {
    type Value = Bound<'py, PyAny>;
    type Items = Items<'py>;
    type Numbers = Numbers<'py>;

    #[inline]
    fn param(&mut self, index: usize) -> Result<Self::Value, ValueError> {
        Ok(self.args.get(self.py, index))
    }

    fn bool(&mut self, value: Self::Value) -> Result<bool, ValueError> {
        boolean(&value)
    }

    fn u8(&mut self, value: Self::Value) -> Result<u8, ValueError> {
        integer(&value)
    }

    fn u16(&mut self, value: Self::Value) -> Result<u16, ValueError> {
        integer(&value)
    }

    #[inline]
    fn u32(&mut self, value: Self::Value) -> Result<u32, ValueError> {
        integer(&value)
    }

    fn u64(&mut self, value: Self::Value) -> Result<u64, ValueError> {
        integer(&value)
    }

    fn s8(&mut self, value: Self::Value) -> Result<i8, ValueError> {
        integer(&value)
    }

    fn s16(&mut self, value: Self::Value) -> Result<i16, ValueError> {
        integer(&value)
    }

    fn s32(&mut self, value: Self::Value) -> Result<i32, ValueError> {
        integer(&value)
    }

    fn s64(&mut self, value: Self::Value) -> Result<i64, ValueError> {
        integer(&value)
    }

    fn f32(&mut self, value: Self::Value) -> Result<f32, ValueError> {
        small_float(&value)
    }

    fn f64(&mut self, value: Self::Value) -> Result<f64, ValueError> {
        float(&value)
    }

    fn char(&mut self, value: Self::Value) -> Result<char, ValueError> {
        character(&value)
    }

    fn string<R>(&mut self, value: Self::Value, use_text: impl FnOnce(&str) -> R) -> Result<R, ValueError> {
        Ok(use_text(text(&value)?))
    }

    fn numbers(
        &mut self,
        value: Self::Value,
        _: TypeId,
        number: Number,
        length: Option<usize>,
    ) -> Result<(Self::Numbers, usize), ValueError> {
        let (numbers, count) = Numbers::find(value, number)?;
        expect_length(length, count)?;
        Ok((numbers, count))
    }

    fn copy_numbers(
        &mut self,
        numbers: Self::Numbers,
        number: Number,
        to: &mut [u8],
    ) -> Result<(), ValueError> {
        numbers.copy(number, to)
    }

    fn list(
        &mut self,
        value: Self::Value,
        _: TypeId,
        length: Option<usize>,
    ) -> Result<(Self::Items, usize), ValueError> {
        let sequence = Sequence::new(value, "a sequence")?;
        let count = sequence.len();
        expect_length(length, count)?;
        Ok((Items::Sequence { sequence, index: 0 }, count))
    }

    fn map(&mut self, value: Self::Value, _: TypeId) -> Result<(Self::Items, usize), ValueError> {
        let pairs = pairs(self.py, &value)?;
        let count = pairs.len();
        Ok((Items::Entries { pairs, index: 0, value: None }, count))
    }

    fn record(&mut self, value: Self::Value, id: TypeId) -> Result<Self::Items, ValueError> {
        let Shape::Record(class) = self.shapes.at(id) else {
            return Err(unfit());
        };
        match class.is_class_of(&value) {
            true => Ok(Items::Fields { value, id, index: 0 }),
            false => Err(wrong_type(&a_class(class.class(self.py)), &value)),
        }
    }

    fn tuple(&mut self, value: Self::Value, id: TypeId) -> Result<Self::Items, ValueError> {
        let Shape::Tuple(length) = self.shapes.at(id) else {
            return Err(unfit());
        };
        let sequence = Sequence::new(value, "a tuple")?;
        expect_length(Some(*length), sequence.len())?;
        Ok(Items::Sequence { sequence, index: 0 })
    }

    fn next(&mut self, items: &mut Self::Items) -> Result<Self::Value, ValueError> {
        match items {
            Items::Sequence { sequence, index } => {
                *index += 1;
                sequence.get(*index - 1)
            }
            Items::Fields { value, id, index } => {
                let Shape::Record(class) = self.shapes.at(*id) else {
                    return Err(unfit());
                };
                *index += 1;
                class.get(value, *index - 1)
            }
            Items::Entries { value: value @ Some(_), .. } => value.take().ok_or_else(changed),
            Items::Entries { pairs, index, value } => {
                let pair = pairs.get_item(*index).map_err(|_| changed())?;
                *index += 1;
                let pair = pair.cast_into::<PyTuple>().map_err(|error| host_error(error.into()))?;
                *value = Some(pair.get_item(1).map_err(host_error)?);
                pair.get_item(0).map_err(host_error)
            }
        }
    }

    fn variant(&mut self, value: Self::Value, id: TypeId) -> Result<(u32, Self::Value), ValueError> {
        let Shape::Variant(variant) = self.shapes.at(id) else {
            return Err(unfit());
        };
        match variant.case_of(&value) {
            Some((case, class)) if class.len() == 1 => Ok((case, class.get(&value, 0)?)),
            Some((case, _)) => Ok((case, value)),
            None => Err(wrong_type(&format!("a case of {}", variant.name()), &value)),
        }
    }

    fn enumeration(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError> {
        let Shape::Enum(members) = self.shapes.at(id) else {
            return Err(unfit());
        };
        members.case_of(&value).ok_or_else(|| wrong_type(&a_class(members.class(self.py)), &value))
    }

    fn flags(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError> {
        let Shape::Flags(flags) = self.shapes.at(id) else {
            return Err(unfit());
        };
        match value.is_instance(flags.class(self.py)).map_err(host_error)? {
            true => integer(&value.getattr(pyo3::intern!(self.py, "_value_")).map_err(host_error)?),
            false => Err(wrong_type(&a_class(flags.class(self.py)), &value)),
        }
    }

    fn option(&mut self, value: Self::Value, id: TypeId) -> Result<Option<Self::Value>, ValueError> {
        if value.is_none() {
            return Ok(None);
        }
        match self.shapes.at(id) {
            Shape::Option { nested: false } => Ok(Some(value)),
            _ => match self.unwrap(&self.shapes.builtins().some, &value)? {
                Some(payload) => Ok(Some(payload)),
                None => Err(wrong_type("Some or None", &value)),
            },
        }
    }

    fn result(&mut self, value: Self::Value, id: TypeId) -> Result<(bool, Self::Value), ValueError> {
        let Shape::Result(payloads) = self.shapes.at(id) else {
            return Err(unfit());
        };
        let builtins = self.shapes.builtins();
        let (is_err, payload) = match self.unwrap(&builtins.ok, &value)? {
            Some(payload) => (false, payload),
            None => match self.unwrap(&builtins.err, &value)? {
                Some(payload) => (true, payload),
                None => return Err(wrong_type("Ok or Err", &value)),
            },
        };
        match payloads[usize::from(is_err)] || payload.is_none() {
            true => Ok((is_err, payload)),
            false => {
                let case = if is_err { "err" } else { "ok" };
                Err(wrong_type("None, as there is no payload", &payload).inside(case))
            }
        }
    }

    fn own(&mut self, value: Self::Value, id: TypeId) -> Result<Handle, ValueError> {
        self.handle(&value, id)
    }

    fn borrow(&mut self, value: Self::Value, id: TypeId) -> Result<Handle, ValueError> {
        self.handle(&value, id)
    }

    fn host_own(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError> {
        let resource = self.host_resource(&value, id)?;
        self.loans.give(&value, resource)
    }

    fn host_borrow(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError> {
        let resource = self.host_resource(&value, id)?;
        self.loans.lend(&value, resource)
    }

    fn outcome(&mut self, _: TypeId) -> Result<(bool, Self::Value), ValueError> {
        Ok((self.failed, self.args.get(self.py, 0)))
    }

    #[inline]
    fn finished(&mut self) {
        self.loans.finished();
        if let Some(gil) = self.gil {
            gil.run();
        }
    }
}
