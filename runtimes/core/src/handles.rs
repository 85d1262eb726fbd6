//! The resources that the host holds of one instance.

use crate::error::{ErrorKind, ValueError};
use crate::host::Handle;
use wasmtime::component::ResourceAny;

const INDEX_BITS: u32 = 32;
/// Generations wrap here, so that a handle stays below 2^52.
const GENERATIONS: u32 = 1 << 20;

/// A table of resources. A handle is a slot's position and the slot's generation, so that a
/// handle kept too long never means another resource.
#[derive(Default)]
pub(crate) struct Handles {
    slots: Vec<Slot>,
    free: Vec<u32>,
}

struct Slot {
    generation: u32,
    resource: Option<ResourceAny>,
}

impl Handles {
    pub fn insert(&mut self, resource: ResourceAny) -> Result<Handle, ValueError> {
        let index = match self.free.pop() {
            Some(index) => index,
            None => {
                let index = u32::try_from(self.slots.len())
                    .map_err(|_| ValueError::new(ErrorKind::Handle, "too many resources are held"))?;
                self.slots.push(Slot { generation: 0, resource: None });
                index
            }
        };
        let slot = &mut self.slots[index as usize];
        slot.resource = Some(resource);
        Ok(Handle(u64::from(slot.generation) << INDEX_BITS | u64::from(index)))
    }

    pub fn get(&self, handle: Handle) -> Result<ResourceAny, ValueError> {
        self.slot(handle).and_then(|index| self.slots[index].resource).ok_or_else(gone)
    }

    pub fn remove(&mut self, handle: Handle) -> Result<ResourceAny, ValueError> {
        let index = self.slot(handle).ok_or_else(gone)?;
        let slot = &mut self.slots[index];
        let resource = slot.resource.take().ok_or_else(gone)?;
        slot.generation = (slot.generation + 1) % GENERATIONS;
        self.free.push(index as u32);
        Ok(resource)
    }

    /// How many resources the host holds.
    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    fn slot(&self, handle: Handle) -> Option<usize> {
        let index = (handle.0 & u64::from(u32::MAX)) as usize;
        let slot = self.slots.get(index)?;
        (u64::from(slot.generation) == handle.0 >> INDEX_BITS).then_some(index)
    }
}

fn gone() -> ValueError {
    ValueError::new(ErrorKind::Handle, "the resource was closed or given away")
}
