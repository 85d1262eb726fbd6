//! Loading a component and linking it with a world.

use crate::abi;
use crate::cache;
use crate::describe;
use crate::engine::Engine;
use crate::error::{Error, ErrorKind};
use crate::instance::{Instance, Options};
use crate::link::{Linker, place};
use crate::plan::Plan;
use outwit_signature::{FunctionText, World};
use std::path::Path;
use std::sync::{Arc, OnceLock};
use wasmtime::component::{ComponentExportIndex, InstancePre};

/// A compiled component. Cheap to clone.
#[derive(Clone)]
pub struct Component(Arc<Inner>);

struct Inner {
    engine: Engine,
    compiled: wasmtime::component::Component,
    world: OnceLock<Arc<World>>,
}

impl Component {
    /// Loads a component from a file.
    ///
    /// # Errors
    /// The file cannot be read ([`ErrorKind::Io`]), is no component ([`ErrorKind::Component`]), or
    /// the cache cannot be written ([`ErrorKind::Cache`]).
    pub fn open(engine: &Engine, path: &Path) -> Result<Component, Error> {
        let bytes = std::fs::read(path).map_err(|error| {
            Error::new(ErrorKind::Io, format!("{} cannot be read: {error}", path.display()))
        })?;
        Component::named(engine, &bytes, &path.display().to_string())
    }

    /// Loads a component from memory.
    ///
    /// # Errors
    /// As [`Component::open`].
    pub fn new(engine: &Engine, bytes: &[u8]) -> Result<Component, Error> {
        Component::named(engine, bytes, "the component")
    }

    fn named(engine: &Engine, bytes: &[u8], name: &str) -> Result<Component, Error> {
        check_header(bytes, name)?;
        let compiled = match engine.cache() {
            None => compile(engine, bytes, name)?,
            Some(folder) => {
                let file = cache::file(folder, engine.wasmtime(), bytes);
                match from_cache(engine, &file) {
                    Some(compiled) => compiled,
                    None => {
                        let compiled = compile(engine, bytes, name)?;
                        let serialised = compiled.serialize().map_err(|error| bad(name, &error))?;
                        cache::store(folder, &file, &serialised)?;
                        compiled
                    }
                }
            }
        };
        Ok(Component(Arc::new(Inner { engine: engine.clone(), compiled, world: OnceLock::new() })))
    }

    /// The component's types and functions as it declares them. Component types are structural:
    /// two records of the same fields share the name under which one of them is exported.
    pub fn world(&self) -> &Arc<World> {
        self.0.world.get_or_init(|| Arc::new(describe::world(self.0.engine.wasmtime(), &self.0.compiled)))
    }

    /// Prepares the component for instances that are called as `world` says. What the component
    /// exports beyond that does not matter. Types are compared when the first instance is made.
    ///
    /// # Errors
    /// [`ErrorKind::Link`]: exports are missing, or imports are, all named at once.
    pub fn link(&self, world: Arc<World>) -> Result<Linked, Error> {
        let component = &self.0.compiled;
        let mut exports = Vec::with_capacity(world.exports.len());
        let mut missing = Vec::new();
        for function in &world.exports {
            let interface = match &function.interface {
                None => Some(None),
                Some(name) => component.get_export_index(None, name).map(Some),
            };
            let index = interface.and_then(|i| component.get_export_index(i.as_ref(), &function.name));
            match index {
                Some(index) => exports.push(index),
                None => missing.push(place(function)),
            }
        }
        if !missing.is_empty() {
            let message =
                format!("the component does not export {}; is it another version?", missing.join(", "));
            return Err(Error::new(ErrorKind::Link, message));
        }
        if describe::imports_functions(self.0.engine.wasmtime(), component) {
            let listed: Vec<String> = self
                .world()
                .imports
                .iter()
                .map(|f| match &f.interface {
                    Some(interface) => format!("{interface}.{}", FunctionText(self.world(), f)),
                    None => FunctionText(self.world(), f).to_string(),
                })
                .collect();
            let message = format!(
                "the component imports functions, which hosts cannot supply yet: {}",
                listed.join("; ")
            );
            return Err(Error::new(ErrorKind::Link, message));
        }
        let linker = wasmtime::component::Linker::<crate::instance::Data>::new(self.0.engine.wasmtime());
        let pre = linker.instantiate_pre(component).map_err(|error| {
            Error::new(ErrorKind::Link, format!("the component cannot be linked: {error:#}"))
        })?;
        let inner = LinkedInner { engine: self.0.engine.clone(), world, exports, pre, plan: OnceLock::new() };
        Ok(Linked(Arc::new(inner)))
    }
}

/// A component with the world by which it is called. Cheap to clone.
#[derive(Clone)]
pub struct Linked(Arc<LinkedInner>);

pub(crate) struct LinkedInner {
    pub engine: Engine,
    pub world: Arc<World>,
    pub exports: Vec<ComponentExportIndex>,
    pub pre: InstancePre<crate::instance::Data>,
    plan: OnceLock<Arc<Plan>>,
}

impl Linked {
    /// The world by which the component is called.
    pub fn world(&self) -> &Arc<World> {
        &self.0.world
    }

    /// Makes a fresh instance with a memory of its own.
    ///
    /// # Errors
    /// [`ErrorKind::Link`]: a type differs from the world's; the message names the first
    /// difference. [`ErrorKind::Trap`] or [`ErrorKind::Memory`]: the guest's own start failed.
    pub fn instantiate(&self, options: Options) -> Result<Instance, Error> {
        Instance::new(&self.0, options)
    }
}

impl LinkedInner {
    /// The plan, made from the first instance's functions: it is the same for all.
    pub fn plan<T: 'static>(
        &self,
        store: &wasmtime::Store<T>,
        functions: &[wasmtime::component::Func],
    ) -> Result<Arc<Plan>, Error> {
        if let Some(plan) = self.plan.get() {
            return Ok(plan.clone());
        }
        let mut linker = Linker::new(&self.world);
        for (function, func) in self.world.exports.iter().zip(functions) {
            abi::actual_types(store, *func, |actual| linker.function(function, actual))?;
        }
        let plan = Arc::new(linker.finish());
        Ok(self.plan.get_or_init(|| plan).clone())
    }
}

fn from_cache(engine: &Engine, file: &Path) -> Option<wasmtime::component::Component> {
    if !file.exists() {
        return None;
    }
    // SAFETY: the file is in a folder that only this user can write (`cache`), where it was put
    // whole by `cache::store` from Wasmtime's own output. Wasmtime checks its version and
    // settings. A file that it refuses is compiled again.
    unsafe { wasmtime::component::Component::deserialize_file(engine.wasmtime(), file).ok() }
}

fn compile(engine: &Engine, bytes: &[u8], name: &str) -> Result<wasmtime::component::Component, Error> {
    wasmtime::component::Component::new(engine.wasmtime(), bytes).map_err(|error| bad(name, &error))
}

fn bad(name: &str, error: &wasmtime::Error) -> Error {
    Error::new(ErrorKind::Component, format!("{name} is not a valid component: {error:#}"))
}

/// Tells the common mistakes apart before the parser says something general about them.
fn check_header(bytes: &[u8], name: &str) -> Result<(), Error> {
    let message = match bytes {
        [] => format!("{name} is empty, not a WebAssembly component"),
        [0, b'a', b's', b'm', version @ ..] => match version {
            [1, 0, 0, 0, ..] => format!(
                "{name} is a core WebAssembly module, not a component; `wasm-tools component new` makes one of it"
            ),
            [_, 0, 1, 0, ..] => return Ok(()),
            [_, _, _, _, ..] => format!("{name} is WebAssembly of an unknown version"),
            _ => format!("{name} is cut off: it ends within the WebAssembly header"),
        },
        _ => format!("{name} is not WebAssembly: it does not begin with `\\0asm`"),
    };
    Err(Error::new(ErrorKind::Component, message))
}
