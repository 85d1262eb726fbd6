//! One script with one instance.

use super::values::Objects;
use crate::script::{Act, Call, Failure, Live, Script, Stage, Step};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::fmt;
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{
    Component, Func, Instance, Linker, LinkerInstance, ResourceAny, ResourceDynamic, ResourceType, Val,
};
use wasmtime::error::Context;
use wasmtime::{AsContextMut, Engine, Error, Result, Store, StoreContextMut, bail, ensure, format_err};

/// The state of a script, which the host's functions see.
#[derive(Default)]
pub struct State {
    /// What the guest still has to ask for in this step.
    expected: VecDeque<Act>,
    /// What the guest did that it should not; it is not the guest's fault that the call fails then.
    mismatch: Option<String>,
    /// The host's resource types, as the component and as the instance knows them.
    types: Vec<(ResourceType, ResourceType)>,
    pub guests: HashMap<u32, ResourceAny>,
    pub hosts: BTreeSet<u32>,
    /// After the last step.
    over: bool,
}

impl State {
    /// Whether a type is the host's, and which.
    pub fn host_type(&self, ty: ResourceType) -> Option<u32> {
        self.types.iter().position(|(_, own)| *own == ty).map(|place| place as u32)
    }

    fn own_type(&mut self, ty: ResourceType) -> ResourceType {
        if let Some((_, own)) = self.types.iter().find(|(known, _)| *known == ty) {
            return *own;
        }
        let own = ResourceType::host_dynamic(self.types.len() as u32);
        self.types.push((ty, own));
        own
    }

    /// The call that the script has next; it must be this one.
    fn next(&mut self, interface: Option<&str>, name: &str) -> Result<Call> {
        match self.expected.pop_front() {
            Some(Act::Call(call)) if call.interface.as_deref() == interface && call.name == name => Ok(call),
            Some(Act::Call(call)) => {
                bail!(
                    "the guest asks for {name} of {interface:?}, expected {} of {:?}",
                    call.name,
                    call.interface
                )
            }
            _ => bail!("the guest asks for {name} of {interface:?} and should not"),
        }
    }

    /// The guest dropped the host's resource of this number.
    fn dropped(&mut self, number: u32) -> Result<()> {
        ensure!(self.hosts.remove(&number), "the guest drops {number}, which it does not have");
        if self.over {
            return Ok(());
        }
        match self.expected.pop_front() {
            Some(Act::Drop(wanted)) if wanted == number => Ok(()),
            _ => bail!("the guest drops {number} and should not"),
        }
    }
}

/// What a function of the host's fails with because the script has it so.
#[derive(Debug)]
struct Raised(String);

impl fmt::Display for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::error::Error for Raised {}

/// The instance that plays.
pub struct Player {
    store: Store<State>,
    instance: Instance,
    /// Whether a call has failed: nothing works after it.
    failed: bool,
}

impl Player {
    /// Goes through a script.
    pub fn play(engine: &Engine, component: &Component, script: &Script) -> Result<()> {
        let mut store = Store::new(engine, State::default());
        let instance = match (instantiate(&mut store, component), script.refused) {
            (Err(_), Some(Stage::Instantiation)) => return Ok(()),
            (Ok(_), Some(stage)) => bail!("{stage:?} should fail and does not"),
            (made, _) => made.context("instantiation")?,
        };
        let mut player = Player { store, instance, failed: false };
        for (number, step) in script.steps.iter().enumerate() {
            player.step(step).with_context(|| format!("step {}", number + 1))?;
        }
        player.store.data_mut().over = true;
        Ok(())
    }

    fn step(&mut self, step: &Step) -> Result<()> {
        self.store.data_mut().expected = step.imports.iter().cloned().collect();
        match &step.act {
            Act::Call(call) => self.call(call).with_context(|| call.name.clone())?,
            Act::Drop(number) => {
                let guest = self.store.data_mut().guests.remove(number);
                let guest = guest.with_context(|| format!("there is no resource {number}"))?;
                let dropped = guest.resource_drop(&mut self.store);
                self.own_failure()?;
                dropped?;
            }
            Act::Live(live) => self.count(*live)?,
        }
        match self.store.data().expected.front() {
            Some(Act::Call(call)) => bail!("the guest never asked for {}", call.name),
            Some(_) => bail!("the guest never dropped what it should"),
            None => Ok(()),
        }
    }

    fn count(&self, live: Live) -> Result<()> {
        let State { hosts, guests, .. } = self.store.data();
        for (what, wanted, own) in [("host's", live.host, hosts.len()), ("guest's", live.guest, guests.len())]
        {
            if wanted.is_some_and(|wanted| wanted != own) {
                bail!("{own} of the {what} resources are alive, expected {}", wanted.unwrap_or_default());
            }
        }
        Ok(())
    }

    fn call(&mut self, call: &Call) -> Result<()> {
        let func = self.function(call)?;
        let ty = func.ty(&self.store);
        ensure!(ty.params().len() == call.args.len(), "it has {} parameters", ty.params().len());
        let mut objects = Objects::new(self.store.as_context_mut());
        let mut args = Vec::new();
        for ((name, ty), value) in ty.params().zip(&call.args) {
            args.push(objects.make(&ty, value).with_context(|| name.to_owned())?);
        }
        let lent = objects.lent;
        let mut results = vec![Val::Bool(false); ty.results().len()];
        let came = func.call(&mut self.store, &args, &mut results);
        for handle in lent.into_iter().filter(|_| came.is_ok()) {
            // Nobody dropped it: to drop the handle would be to say so.
            ResourceDynamic::try_from_resource_any(handle, &mut self.store)?;
        }
        self.own_failure()?;
        match (came, call.fails) {
            (Ok(()), None) => {
                let mut objects = Objects::new(self.store.as_context_mut());
                match (results.first(), &call.result) {
                    (Some(value), Some(wanted)) => objects.check(wanted, value),
                    (None, None) => Ok(()),
                    (_, wanted) => bail!("it gives {}, expected {wanted:?}", results.len()),
                }
            }
            (Ok(()), Some(kind)) => bail!("it does not fail; expected {kind:?}"),
            (Err(error), Some(kind)) => {
                let poisoned = std::mem::replace(&mut self.failed, true);
                let own = match error.downcast_ref::<Raised>() {
                    Some(_) => Failure::Host,
                    None if poisoned => Failure::Poisoned,
                    None => Failure::Trap,
                };
                ensure!(own == kind, "it fails with {own:?}, expected {kind:?}: {error:#}");
                Ok(())
            }
            (Err(error), None) => Err(error),
        }
    }

    /// What the guest did that it should not.
    fn own_failure(&mut self) -> Result<()> {
        match self.store.data_mut().mismatch.take() {
            Some(text) => Err(Error::msg(text)),
            None => Ok(()),
        }
    }

    fn function(&mut self, call: &Call) -> Result<Func> {
        let mut parent = None;
        if let Some(interface) = &call.interface {
            let found = self.instance.get_export_index(&mut self.store, None, interface);
            parent = Some(found.with_context(|| format!("there is no interface {interface}"))?);
        }
        let index = self.instance.get_export_index(&mut self.store, parent.as_ref(), &call.name);
        let index = index.with_context(|| format!("there is no function {}", call.name))?;
        self.instance.get_func(&mut self.store, index).context("it is no function")
    }
}

fn instantiate(store: &mut Store<State>, component: &Component) -> Result<Instance> {
    let engine = store.engine().clone();
    let mut linker = Linker::new(&engine);
    for (name, item) in component.component_type().imports(&engine) {
        define(&mut linker.root(), store, None, name, &item.ty)?;
    }
    linker.instantiate(store, component)
}

fn define(
    space: &mut LinkerInstance<'_, State>,
    store: &mut Store<State>,
    interface: Option<&str>,
    name: &str,
    item: &ComponentItem,
) -> Result<()> {
    match item {
        ComponentItem::ComponentFunc(_) => {
            let (interface, own) = (interface.map(str::to_owned), name.to_owned());
            space.func_new(name, move |mut store, ty, args, results| {
                answer(&mut store, interface.as_deref(), &own, &ty, args, results)
            })?;
        }
        ComponentItem::Resource(ty) => {
            let own = store.data_mut().own_type(*ty);
            space.resource(name, own, |mut store, number| {
                let dropped = store.data_mut().dropped(number);
                noted(&mut store, dropped)
            })?;
        }
        ComponentItem::ComponentInstance(instance) => {
            let mut space = space.instance(name)?;
            for (member, item) in instance.exports(&store.engine().clone()) {
                define(&mut space, store, Some(name), member, &item.ty)?;
            }
        }
        ComponentItem::Type(_) => {}
        _ => bail!("the import {name} is neither a function nor a type"),
    }
    Ok(())
}

/// Answers an import as the script answers it.
fn answer(
    store: &mut StoreContextMut<'_, State>,
    interface: Option<&str>,
    name: &str,
    ty: &ComponentFunc,
    args: &[Val],
    results: &mut [Val],
) -> Result<()> {
    let respond = || -> Result<Option<Raised>> {
        let call = store.data_mut().next(interface, name)?;
        ensure!(args.len() == call.args.len(), "{} arguments, expected {}", args.len(), call.args.len());
        let mut objects = Objects::new(store.as_context_mut());
        for (wanted, value) in call.args.iter().zip(args) {
            objects.check(wanted, value)?;
        }
        if call.raises.is_some() {
            return Ok(call.raises.map(Raised));
        }
        for (ty, place) in ty.results().zip(results) {
            let wanted = call.result.as_ref().context("the script has no result")?;
            *place = objects.make(&ty, wanted)?;
        }
        Ok(None)
    };
    let response = respond().with_context(|| format!("the import {name}"));
    match response {
        Ok(Some(raised)) => Err(Error::new(raised)),
        response => noted(store, response.map(|_| ())),
    }
}

/// Takes note of what is not as the script has it: the guest may go on after it.
fn noted(store: &mut StoreContextMut<'_, State>, result: Result<()>) -> Result<()> {
    if let Err(error) = &result {
        let text = format!("{error:#}");
        store.data_mut().mismatch.get_or_insert(text);
    }
    result.map_err(|error| format_err!("{error:#}"))
}
