//! What one instance has of its host: the functions that it may call, and the objects behind the
//! resources that it holds.

use crate::host;
use crate::waiting::Caller;
use crate::world::World;
use outwit_core::signature::TypeId;
use outwit_core::{ErrorKind, ValueError};
use pyo3::prelude::*;
use pyo3::{PyTraverseError, PyVisit};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Shared by the instance's object, its host and its calls. The references in here are the
/// [`Hosted`] object's, which shows them to the garbage collector.
pub struct Supplies {
    world: Py<World>,
    /// By position in the world's imports; absent for methods, which the objects have themselves.
    functions: Vec<Option<Py<PyAny>>>,
    table: Mutex<Table>,
    /// Who waits for the call that is under way off its thread.
    caller: Mutex<Option<Caller>>,
}

/// The objects that the guest holds, by the numbers under which it knows them.
#[derive(Default)]
struct Table {
    slots: Vec<Option<Slot>>,
    free: Vec<u32>,
    closed: bool,
}

struct Slot {
    object: Py<PyAny>,
    resource: TypeId,
    /// Whether the guest is the owner, who says when the object is needed no more.
    owned: bool,
}

/// An object that left the table.
pub struct Left<'py> {
    /// The object.
    pub object: Bound<'py, PyAny>,
    /// Which resource it stood for.
    pub resource: TypeId,
    /// Whether the guest was its owner.
    pub owned: bool,
}

impl Supplies {
    /// The functions of a host for an instance of `world`.
    pub fn new(world: Py<World>, functions: Vec<Option<Py<PyAny>>>) -> Arc<Supplies> {
        Arc::new(Supplies { world, functions, table: Mutex::default(), caller: Mutex::new(None) })
    }

    /// The world.
    pub fn world(&self) -> &World {
        self.world.get()
    }

    /// The function at a position of the world's imports.
    #[inline]
    pub fn function<'a, 'py>(&'a self, py: Python<'py>, import: u32) -> Option<&'a Bound<'py, PyAny>> {
        self.functions.get(import as usize)?.as_ref().map(|function| function.bind(py))
    }

    /// Takes up an object and gives its number.
    pub fn insert(
        &self,
        object: &Bound<'_, PyAny>,
        resource: TypeId,
        owned: bool,
    ) -> Result<u32, ValueError> {
        let slot = Slot { object: object.clone().unbind(), resource, owned };
        let mut table = self.table();
        if table.closed {
            drop(table); // before the object
            return Err(ValueError::new(ErrorKind::Closed, "the instance is closed"));
        }
        match table.free.pop() {
            Some(rep) => {
                table.slots[rep as usize] = Some(slot);
                Ok(rep)
            }
            None => {
                let rep = u32::try_from(table.slots.len())
                    .map_err(|_| ValueError::new(ErrorKind::Handle, "too many resources are held"))?;
                table.slots.push(Some(slot));
                Ok(rep)
            }
        }
    }

    /// The object with this number.
    #[inline]
    pub fn get<'py>(&self, py: Python<'py>, rep: u32) -> Result<Bound<'py, PyAny>, ValueError> {
        match self.table().slots.get(rep as usize) {
            Some(Some(slot)) => Ok(slot.object.bind(py).clone()),
            _ => Err(gone()),
        }
    }

    /// Takes the object with this number out.
    pub fn remove<'py>(&self, py: Python<'py>, rep: u32) -> Result<Left<'py>, ValueError> {
        let mut table = self.table();
        let Some(slot) = table.slots.get_mut(rep as usize).and_then(Option::take) else {
            return Err(gone());
        };
        table.free.push(rep);
        Ok(slot.leave(py))
    }

    /// Says whether the guest owns these.
    pub fn set_owned(&self, reps: &[u32], owned: bool) {
        let mut table = self.table();
        for &rep in reps {
            if let Some(Some(slot)) = table.slots.get_mut(rep as usize) {
                slot.owned = owned;
            }
        }
    }

    /// Takes all objects out. No more are taken up.
    pub fn empty<'py>(&self, py: Python<'py>) -> Vec<Left<'py>> {
        let mut table = self.table();
        table.closed = true;
        table.free.clear();
        let slots = std::mem::take(&mut table.slots);
        drop(table);
        slots.into_iter().flatten().map(|slot| slot.leave(py)).collect()
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        let table = self.table();
        table.slots.len() - table.free.len()
    }

    /// Sets who waits for the call under way, and gives who did before.
    pub fn set_caller(&self, caller: Option<Caller>) -> Option<Caller> {
        let mut current = self.caller.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *current, caller)
    }

    /// Who waits for the call under way.
    pub fn caller(&self, py: Python<'_>) -> Option<Caller> {
        let current = self.caller.lock().unwrap_or_else(PoisonError::into_inner);
        current.as_ref().map(|caller| caller.clone_ref(py))
    }

    /// No Python code runs while this lock is held.
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.world)?;
        self.functions.iter().flatten().try_for_each(|function| visit.call(function))?;
        // Where another thread changes the table, the collector must leave all of it alone.
        let Ok(table) = self.table.try_lock() else { return Ok(()) };
        table.slots.iter().flatten().try_for_each(|slot| visit.call(&slot.object))
    }
}

impl Slot {
    fn leave(self, py: Python<'_>) -> Left<'_> {
        Left { object: self.object.into_bound(py), resource: self.resource, owned: self.owned }
    }
}

#[cold]
fn gone() -> ValueError {
    ValueError::new(ErrorKind::Handle, "the resource is not the component's any more")
}

/// What shows the garbage collector the objects of one instance's host.
#[pyclass(frozen, module = "outwit")]
pub struct Hosted(pub Arc<Supplies>);

#[pymethods]
impl Hosted {
    /// Lets all objects go that the component holds.
    fn empty(&self, py: Python<'_>) {
        host::empty(py, &self.0);
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.0.traverse(&visit)
    }

    fn __clear__(&self) {
        Python::attach(|py| host::empty(py, &self.0));
    }
}
