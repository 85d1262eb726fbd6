//! Loading a component and linking it with a world.

use crate::abi;
use crate::cache;
use crate::describe;
use crate::engine::Engine;
use crate::error::{Error, ErrorKind};
use crate::imports::Host;
use crate::instance::{Instance, Options};
use crate::link::{Linker, place};
use crate::plan::Plan;
use crate::supply::{self, Supply};
use outwit_signature::World;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use wasmtime::component::{ComponentExportIndex, InstancePre};

/// A compiled component. Cheap to clone.
#[derive(Clone)]
pub struct Component(Arc<Inner>);

struct Inner {
    engine: Engine,
    compiled: wasmtime::component::Component,
    description: Description,
}

/// The world as the component declares it. Most programs have generated code and never ask.
enum Description {
    Read(Arc<World>),
    /// Beside the compiled code, as JSON.
    Cached(PathBuf, OnceLock<Arc<World>>),
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
        let (compiled, description) = match engine.cache() {
            None => {
                let compiled = compile(engine, bytes, name)?;
                (compiled, Description::Read(Arc::new(describe(bytes, name)?)))
            }
            Some(folder) => {
                let file = cache::file(folder, engine.wasmtime(), bytes);
                let described = file.with_extension("json");
                let compiled = match from_cache(engine, &file) {
                    Some(compiled) if described.exists() => compiled,
                    _ => {
                        let compiled = compile(engine, bytes, name)?;
                        let serialised = compiled.serialize().map_err(|error| bad(name, &error))?;
                        let json = describe(bytes, name)?
                            .to_json_lines()
                            .map_err(|error| lost(&described, &error))?;
                        cache::store(folder, &described, json.as_bytes())?;
                        cache::store(folder, &file, &serialised)?;
                        compiled
                    }
                };
                (compiled, Description::Cached(described, OnceLock::new()))
            }
        };
        Ok(Component(Arc::new(Inner { engine: engine.clone(), compiled, description })))
    }

    /// The component's types and functions as it declares them.
    ///
    /// # Errors
    /// [`ErrorKind::Cache`]: the cache has lost its description since the component was loaded.
    pub fn world(&self) -> Result<&Arc<World>, Error> {
        let (file, world) = match &self.0.description {
            Description::Read(world) => return Ok(world),
            Description::Cached(file, world) => (file, world),
        };
        if let Some(world) = world.get() {
            return Ok(world);
        }
        let text = std::fs::read_to_string(file).map_err(|error| lost(file, &error))?;
        let read = World::parse(&text).map_err(|error| lost(file, &error))?;
        Ok(world.get_or_init(|| Arc::new(read)))
    }

    /// Prepares the component for instances that are called as `world` says. What the component
    /// exports beyond that does not matter. Types are compared when the first instance is made.
    ///
    /// # Errors
    /// [`ErrorKind::Link`]: the component lacks exports of the world, or imports what the world does
    /// not have, all named at once; or the type of an import differs.
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
        let engine = self.0.engine.wasmtime();
        let (pre, supply) = supply::supply(engine, component, &world, || self.world().cloned())?;
        let supply = Arc::new(supply);
        let engine = self.0.engine.clone();
        Ok(Linked(Arc::new(LinkedInner { engine, world, exports, pre, supply, plan: OnceLock::new() })))
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
    pub supply: Arc<Supply>,
    plan: OnceLock<Arc<Plan>>,
}

impl Linked {
    /// The world by which the component is called.
    pub fn world(&self) -> &Arc<World> {
        &self.0.world
    }

    /// Whether the component gets all that it imports: `has` is asked for the positions, in the
    /// world's imports, of the functions that the component really needs.
    ///
    /// # Errors
    /// [`ErrorKind::Link`]: it names every import for which `has` says no, with its signature.
    pub fn check_imports(&self, has: impl FnMut(u32) -> bool) -> Result<(), Error> {
        self.0.supply.check(has)
    }

    /// Makes a fresh instance with a memory of its own. `host` is what the guest calls; a component
    /// that imports no functions needs none.
    ///
    /// # Errors
    /// [`ErrorKind::Link`]: a type differs from the world's, and the message names the first
    /// difference; or a host is needed. Otherwise as the guest's own start fails.
    pub fn instantiate(&self, options: Options, host: Option<Box<dyn Host>>) -> Result<Instance, Error> {
        if host.is_none() {
            self.check_imports(|_| false)?;
        }
        Instance::new(&self.0, options, host)
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
        let mut linker = Linker::new(&self.world, self.supply.resources.clone());
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
    surviving(name, || {
        wasmtime::component::Component::new(engine.wasmtime(), bytes).map_err(|error| bad(name, &error))
    })
}

fn lost(file: &Path, error: &dyn std::fmt::Display) -> Error {
    let message = format!("{} cannot be read: {error}; load the component again", file.display());
    Error::new(ErrorKind::Cache, message)
}

fn describe(bytes: &[u8], name: &str) -> Result<World, Error> {
    surviving(name, || {
        describe::world(bytes).map_err(|error| {
            Error::new(ErrorKind::Component, format!("{name} is not a valid component: {error}"))
        })
    })
}

/// There are components at which Wasmtime's validator panics. Whoever sends one must not stop the host:
/// to the host it is one more that cannot be loaded.
fn surviving<T>(name: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
            (Some(text), _) => text,
            (_, Some(text)) => text.as_str(),
            _ => "without a message",
        };
        let message = format!("{name} cannot be loaded: a defect in Wasmtime, which panics at it: {text}");
        Err(Error::new(ErrorKind::Component, message))
    })
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
