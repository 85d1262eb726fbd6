//! Handles on their way between two components: to the one that imports a resource type it is the
//! host's, whoever implements it.

use crate::value::each_handle;
use std::collections::HashMap;
use wasmtime::Result;
use wasmtime::component::{ResourceAny, ResourceDynamic, ResourceType, Val};
use wasmtime::error::Context;
use wasmtime::{AsContextMut, StoreContextMut};

/// The resource types and the resources of a composition.
#[derive(Default)]
pub struct Handles {
    types: Vec<Type>,
    /// What stands behind the numbers that are handed out.
    objects: HashMap<u32, ResourceAny>,
    last: u32,
}

/// A resource type that a component implements; its position is its number as the host's type.
struct Type {
    real: ResourceType,
    owner: usize,
}

impl Handles {
    /// The type that stands for one that a component exports: its own, or one that it got itself.
    pub fn host_type(&mut self, real: ResourceType, owner: usize) -> ResourceType {
        let known = self.types.iter().enumerate().map(|(number, ty)| (host(number), ty.real));
        for (host, own) in known {
            if real == host || real == own {
                return host;
            }
        }
        self.types.push(Type { real, owner });
        host(self.types.len() - 1)
    }

    /// Takes the resource of this number out.
    pub fn take(&mut self, number: u32) -> Result<ResourceAny> {
        self.objects.remove(&number).with_context(|| format!("there is no resource {number}"))
    }
}

fn host(number: usize) -> ResourceType {
    ResourceType::host_dynamic(number as u32)
}

/// What the store has to give access to.
pub trait HasHandles {
    fn handles(&mut self) -> &mut Handles;
}

/// Handles that were lent on, to be dropped once the call is over.
pub type Lent = Vec<ResourceAny>;

/// Turns the arguments of an import into those of the export behind it, and gives the numbers of the
/// handles in them.
pub fn into_callee<T: HasHandles + 'static>(
    store: &mut StoreContextMut<'_, T>,
    args: &mut [Val],
    callee: usize,
) -> Result<(Vec<u32>, Lent)> {
    let mut numbers = Vec::new();
    let mut lent = Vec::new();
    let mut change = |handle: &mut ResourceAny| {
        let dynamic = handle.try_into_resource_dynamic(store.as_context_mut())?;
        numbers.push(dynamic.rep());
        let handles = store.data_mut().handles();
        let owner = handles.types[dynamic.ty() as usize].owner;
        *handle = match (owner == callee, dynamic.owned()) {
            (true, true) => handles.take(dynamic.rep())?,
            (true, false) => *handles.objects.get(&dynamic.rep()).context("a borrow of what is gone")?,
            (false, true) => again(dynamic).try_into_resource_any(store.as_context_mut())?,
            (false, false) => {
                lent.push(again(dynamic).try_into_resource_any(store.as_context_mut())?);
                lent[lent.len() - 1]
            }
        };
        Ok(())
    };
    args.iter_mut().try_for_each(|value| each_handle(value, &mut change))?;
    Ok((numbers, lent))
}

/// Turns the results of an export into those of the import before it, and gives the numbers of the
/// handles in them.
pub fn from_callee<T: HasHandles + 'static>(
    store: &mut StoreContextMut<'_, T>,
    results: &mut [Val],
) -> Result<Vec<u32>> {
    let mut numbers = Vec::new();
    let mut change = |handle: &mut ResourceAny| {
        let ty = handle.ty();
        let handles = store.data_mut().handles();
        let dynamic = match handles.types.iter().position(|known| known.real == ty) {
            Some(kind) => {
                handles.last += 1;
                handles.objects.insert(handles.last, *handle);
                ResourceDynamic::new_own(handles.last, kind as u32)
            }
            None => again(handle.try_into_resource_dynamic(store.as_context_mut())?),
        };
        numbers.push(dynamic.rep());
        *handle = dynamic.try_into_resource_any(store.as_context_mut())?;
        Ok(())
    };
    results.iter_mut().try_for_each(|value| each_handle(value, &mut change))?;
    Ok(numbers)
}

/// Taking a handle apart uses it up.
fn again(handle: ResourceDynamic) -> ResourceDynamic {
    match handle.owned() {
        true => ResourceDynamic::new_own(handle.rep(), handle.ty()),
        false => ResourceDynamic::new_borrow(handle.rep(), handle.ty()),
    }
}
