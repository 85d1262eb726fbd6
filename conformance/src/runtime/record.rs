//! Runs a composition of components on Wasmtime's own dynamic values and writes down what each of
//! them went through. What a case expects is thus what the reference does, and its guests assert.

use super::composition::{Part, last};
use super::handles::{self, Handles, HasHandles};
use crate::script::{Act, Call, Script, Step};
use crate::value::to_json;
use serde_json::Value;
use std::path::PathBuf;
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component, ComponentExportIndex, Func, Instance, Linker, LinkerInstance, Val};
use wasmtime::error::Context;
use wasmtime::{AsContextMut, Engine, Store, StoreContextMut};
use wasmtime::{Result, bail};

/// What the components went through so far.
#[derive(Default)]
struct State {
    handles: Handles,
    scripts: Vec<Script>,
}

impl HasHandles for State {
    fn handles(&mut self) -> &mut Handles {
        &mut self.handles
    }
}

impl State {
    fn begin(&mut self, part: usize, act: Act) {
        self.scripts[part].steps.push(Step { act, imports: Vec::new() });
    }
    fn asked(&mut self, part: usize, act: Act) {
        // Between two calls a component asks for nothing.
        if let Some(step) = self.scripts[part].steps.last_mut() {
            step.imports.push(act);
        }
    }
    fn returned(&mut self, callee: usize, caller: Option<usize>, result: Option<Value>) {
        let scripts = &mut self.scripts;
        let asked = caller.and_then(|caller| scripts[caller].steps.last_mut()?.imports.last_mut());
        if let Some(Act::Call(call)) = asked {
            call.result.clone_from(&result);
        }
        if let Some(Step { act: Act::Call(call), .. }) = scripts[callee].steps.last_mut() {
            call.result = result;
        }
    }
}

/// One component, ready.
struct Made {
    component: Component,
    instance: Instance,
}

/// Runs the last part's `run` and gives the script of every part.
pub fn record(engine: &Engine, parts: &[Part], files: &[PathBuf]) -> Result<Vec<Script>> {
    let mut store = Store::new(engine, State::default());
    let mut made: Vec<Made> = Vec::new();
    for (place, (part, file)) in parts.iter().zip(files).enumerate() {
        let component = Component::from_file(engine, file)?;
        let name = file.to_string_lossy().into_owned();
        store.data_mut().scripts.push(Script { component: name, ..Script::default() });
        let mut linker = Linker::new(engine);
        link(&mut linker, &mut store, place, part, &component, &made).with_context(|| part.world.clone())?;
        let instance = linker.instantiate(&mut store, &component).with_context(|| part.world.clone())?;
        made.push(Made { component, instance });
    }
    let Some(runner) = made.last() else { bail!("there is nothing to run") };
    let place = made.len() - 1;
    let run = runner.instance.get_func(&mut store, "run").context("the runner has no `run`")?;
    let call = Call::new(None, "run".to_owned(), Vec::new());
    store.data_mut().begin(place, Act::Call(call));
    let mut results = vec![Val::Bool(false); run.ty(&store).results().len()];
    run.call(&mut store, &[], &mut results)?;
    let result = write(&results, Vec::new())?.pop();
    store.data_mut().returned(place, None, result);
    Ok(std::mem::take(&mut store.data_mut().scripts))
}

fn link(
    linker: &mut Linker<State>,
    store: &mut Store<State>,
    caller: usize,
    part: &Part,
    component: &Component,
    made: &[Made],
) -> Result<()> {
    let engine = store.engine().clone();
    let exports = |place: usize, name: &str| made[place].component.get_export_index(None, name).is_some();
    for (import, item) in component.component_type().imports(&engine) {
        if is_type(&engine, &item.ty) {
            continue;
        }
        let (callee, path) =
            part.find(import, exports).with_context(|| format!("nothing exports {import}"))?;
        let provider = &made[callee];
        let mut parent = None;
        for name in &path {
            parent = Some(export(store, provider, parent.as_ref(), name)?);
        }
        let index = parent.context("a path of no names")?;
        let edge = Edge { caller, callee, interface: None };
        match item.ty {
            ComponentItem::ComponentInstance(instance) => {
                let mut space = linker.instance(import)?;
                let names = Some((import.to_owned(), interface_of(provider, &engine, &path)?));
                for (name, item) in instance.exports(&engine) {
                    let Some(index) = provider.component.get_export_index(Some(&index), name) else {
                        bail!("{import} has no {name} where it comes from")
                    };
                    let edge = Edge { interface: names.clone(), ..edge.clone() };
                    edge.define(&mut space, store, provider, name, &index, &item.ty)?;
                }
            }
            ty => edge.define(&mut linker.root(), store, provider, import, &index, &ty)?,
        }
    }
    Ok(())
}

/// Whether it is a type, or an interface of nothing else: such are imported without anybody behind them.
fn is_type(engine: &Engine, item: &ComponentItem) -> bool {
    match item {
        ComponentItem::Type(_) => true,
        ComponentItem::ComponentInstance(instance) => {
            instance.exports(engine).all(|(_, item)| is_type(engine, &item.ty))
        }
        _ => false,
    }
}

/// The whole name of the interface that the path leads to.
fn interface_of(provider: &Made, engine: &Engine, path: &[String]) -> Result<String> {
    let first = path.first().context("a path of no names")?;
    whole_name(provider, engine, first)
}

fn whole_name(provider: &Made, engine: &Engine, name: &str) -> Result<String> {
    let ty = provider.component.component_type();
    let mut names = ty.exports(engine).map(|(own, _)| own.to_owned());
    let found = names.find(|own| own == name || last(own) == name);
    found.with_context(|| format!("there is no export {name}"))
}

fn export(
    store: &mut Store<State>,
    provider: &Made,
    parent: Option<&ComponentExportIndex>,
    name: &str,
) -> Result<ComponentExportIndex> {
    let name = match parent {
        None => whole_name(provider, store.engine(), name)?,
        Some(_) => name.to_owned(),
    };
    let index = provider.component.get_export_index(parent, &name);
    index.with_context(|| format!("there is no export {name}"))
}

/// The way from one component's import to another's export.
#[derive(Clone)]
struct Edge {
    caller: usize,
    callee: usize,
    /// What the interface is called at both ends; `None` for what belongs to the world itself.
    interface: Option<(String, String)>,
}

impl Edge {
    fn define(
        self,
        space: &mut LinkerInstance<'_, State>,
        store: &mut Store<State>,
        provider: &Made,
        name: &str,
        index: &ComponentExportIndex,
        item: &ComponentItem,
    ) -> Result<()> {
        match item {
            ComponentItem::ComponentFunc(_) => {
                let func = provider.instance.get_func(&mut *store, index);
                let func = func.with_context(|| format!("{name} is no function"))?;
                let own = name.to_owned();
                space.func_new(name, move |mut store, _, args, results| {
                    self.pass(&mut store, &own, func, args, results)
                })?;
            }
            ComponentItem::Resource(_) => {
                let real = provider.instance.get_resource(&mut *store, index);
                let real = real.with_context(|| format!("{name} is no resource"))?;
                let ty = store.data_mut().handles.host_type(real, self.callee);
                space.resource(name, ty, move |mut store, number| self.end(&mut store, number))?;
            }
            ComponentItem::Type(_) => {}
            _ => bail!("{name} is neither a function nor a type"),
        }
        Ok(())
    }

    /// A call on its way.
    fn pass(
        &self,
        store: &mut StoreContextMut<'_, State>,
        name: &str,
        func: Func,
        args: &[Val],
        results: &mut [Val],
    ) -> Result<()> {
        // What a borrow is to the caller, it is no more once it is the callee's.
        let given = args.to_vec();
        let mut args = args.to_vec();
        let (numbers, lent) = handles::into_callee(store, &mut args, self.callee)?;
        let written = write(&given, numbers)?;
        let call = |interface: Option<&String>| {
            let interface = interface.cloned();
            Act::Call(Call::new(interface, name.to_owned(), written.clone()))
        };
        let ends = self.interface.as_ref();
        store.data_mut().begin(self.callee, call(ends.map(|(_, there)| there)));
        store.data_mut().asked(self.caller, call(ends.map(|(here, _)| here)));

        func.call(store.as_context_mut(), &args, results)?;
        for handle in lent {
            handle.resource_drop(store.as_context_mut())?;
        }
        let numbers = handles::from_callee(store, results)?;
        let result = write(results, numbers)?.pop();
        store.data_mut().returned(self.callee, Some(self.caller), result);
        Ok(())
    }

    /// The caller dropped its handle.
    fn end(&self, store: &mut StoreContextMut<'_, State>, number: u32) -> Result<()> {
        let state = store.data_mut();
        state.asked(self.caller, Act::Drop(number));
        state.begin(self.callee, Act::Drop(number));
        let handle = state.handles.take(number)?;
        handle.resource_drop(store.as_context_mut())
    }
}

fn write(values: &[Val], numbers: Vec<u32>) -> Result<Vec<Value>> {
    let mut numbers = numbers.into_iter();
    let mut number = |_: &_| numbers.next().context("a handle without a number");
    values.iter().map(|value| to_json(value, &mut number)).collect()
}
