//! A guest on plain Wasmtime, with its own dynamic values.

use super::shape::{HOST, Shape};
use super::{Act, Event, Failure};
use std::sync::{Arc, LazyLock};
use wasmtime::component::{Component, Instance, InstancePre, Linker};
use wasmtime::component::{ResourceAny, ResourceDynamic, ResourceType, Val};
use wasmtime::{AsContextMut, Engine, Store, StoreContextMut};

/// What Wasmtime may carry to the host in one call. Whatever takes more is left out: the core allows
/// more, and counts otherwise.
const CARRY: usize = 1 << 18;

/// An engine of the core's settings, but for its clock.
static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut config = wasmtime::Config::new();
    config
        .wasm_component_model_map(true)
        .wasm_component_model_fixed_length_lists(true)
        .concurrency_support(false);
    Engine::new(&config).unwrap()
});

/// What the host is to say, and what it was told.
#[derive(Default)]
pub struct Talk {
    says: Option<Val>,
    events: Vec<Event>,
}

/// A component, ready to be instantiated.
pub fn compile(shape: &Arc<Shape>, bytes: &[u8]) -> InstancePre<Talk> {
    let component = Component::new(&ENGINE, bytes).unwrap();
    let mut linker = Linker::<Talk>::new(&ENGINE);
    let mut root = linker.root();
    let dropped = |mut store: StoreContextMut<'_, Talk>, rep| {
        store.data_mut().events.push(Event::Dropped(rep));
        Ok(())
    };
    root.resource("host", ResourceType::host_dynamic(HOST), dropped).unwrap();
    let log = |mut store: StoreContextMut<'_, Talk>, (number,): (u32,)| {
        store.data_mut().events.push(Event::Logged(number));
        Ok(())
    };
    root.func_wrap("log", log).unwrap();
    let types = shape.clone();
    let passed = root.func_new("passed", move |mut store, _, told, _| {
        let mut told = told[0].clone();
        types.handles(types.passes, &mut told, &mut |_, value| *value = number(&mut store, value));
        store.data_mut().events.push(Event::Passed(told));
        Ok(())
    });
    passed.unwrap();
    let types = shape.clone();
    let asked = root.func_new("asked", move |mut store, _, _, says| {
        let mut value = store.data_mut().says.take().expect("something to say");
        types.handles(types.asks, &mut value, &mut |_, value| *value = resource(&mut store, value));
        store.data_mut().events.push(Event::Asked);
        says[0] = value;
        Ok(())
    });
    asked.unwrap();
    linker.instantiate_pre(&component).unwrap()
}

/// The host's resource of a number, to be given away or lent.
fn resource(store: impl AsContextMut, number: &Val) -> Val {
    let Val::U32(rep) = *number else { panic!("{number:?} is no number") };
    Val::Resource(ResourceDynamic::new_own(rep, HOST).try_into_resource_any(store).unwrap())
}

/// The number of the host's resource.
fn number(store: impl AsContextMut, resource: &Val) -> Val {
    let Val::Resource(resource) = resource else { panic!("{resource:?} is no resource") };
    Val::U32(resource.try_into_resource_dynamic(store).unwrap().rep())
}

/// An instance.
pub struct Theirs {
    shape: Arc<Shape>,
    store: Store<Talk>,
    instance: Instance,
    /// All resources of the guest's that the host ever got.
    held: Vec<ResourceAny>,
}

impl Theirs {
    pub fn new(shape: &Arc<Shape>, guest: &InstancePre<Talk>) -> Theirs {
        let mut store = Store::new(&ENGINE, Talk::default());
        store.set_hostcall_fuel(CARRY);
        let instance = guest.instantiate(&mut store).unwrap();
        Theirs { shape: shape.clone(), store, instance, held: Vec::new() }
    }

    /// How many resources of the guest's the host ever got.
    pub fn held(&self) -> usize {
        self.held.len()
    }

    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.store.data_mut().events)
    }

    pub fn act(&mut self, act: &Act) -> Result<Option<Val>, Failure> {
        self.try_to(act).map_err(|error| match format!("{error:#}") {
            text if text.contains("fuel") => Failure::TooMuch,
            text => Failure::Refused(text),
        })
    }

    fn try_to(&mut self, act: &Act) -> wasmtime::Result<Option<Val>> {
        let shape = self.shape.clone();
        match act {
            Act::Load(image) => self.call("load", std::slice::from_ref(image)),
            Act::Passes => self.call("passes", &[]),
            Act::Asks(value) => {
                self.store.data_mut().says = Some(value.clone());
                self.call("asks", &[])
            }
            Act::Takes(value) => {
                let mut value = value.clone();
                shape.handles(shape.takes, &mut value, &mut |handle, value| {
                    *value = match *value {
                        Val::U32(position) if !handle.host => Val::Resource(self.held[position as usize]),
                        _ => resource(&mut self.store, value),
                    }
                });
                self.call("takes", &[value])
            }
            Act::Returns => {
                let mut returned = self.call("returns", &[])?;
                if let Some(value) = &mut returned {
                    shape.handles(shape.returns, value, &mut |handle, value| match *value {
                        Val::Resource(resource) if !handle.host => {
                            *value = Val::U32(self.held.len() as u32);
                            self.held.push(resource);
                        }
                        _ => *value = number(&mut self.store, value),
                    });
                }
                Ok(returned)
            }
            Act::Drops(position) => self.held[*position].resource_drop(&mut self.store).map(|()| None),
        }
    }

    fn call(&mut self, name: &str, params: &[Val]) -> wasmtime::Result<Option<Val>> {
        let function = self.instance.get_func(&mut self.store, name).unwrap();
        let mut results = vec![Val::Bool(false); function.ty(&self.store).results().len()];
        function.call(&mut self.store, params, &mut results)?;
        Ok(results.pop())
    }
}
