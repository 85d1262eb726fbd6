//! Components and what they are linked to.

use crate::failure::{Outcome, outcome};
use crate::host::{Script, ScriptHost};
use crate::instance::{self, milliseconds};
use crate::load::LoadTask;
use crate::scratch::Scratch;
use napi::bindgen_prelude::{AsyncTask, Either, Uint8Array, Unknown};
use napi::{Env, JsValue};
use napi_derive::napi;
use outwit_core::signature::{FunctionText, World};
use outwit_core::{Cache, Call, Engine, Error, ErrorKind, Host, Options};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Where compiled code is kept: the core's default, nowhere (`false`), or a folder.
pub type CacheOption = Option<Either<bool, String>>;

fn engine(cache: CacheOption) -> Result<Engine, Error> {
    match cache {
        None | Some(Either::A(true)) => Engine::shared(),
        Some(Either::A(false)) => Engine::new(Cache::Off),
        Some(Either::B(folder)) => Engine::new(Cache::Folder(PathBuf::from(folder))),
    }
}

/// A path, or the bytes themselves.
pub type Source = Either<String, Vec<u8>>;

/// Loads a component; compiles it where it is not in the cache.
pub fn open(source: Source, cache: CacheOption) -> Result<Component, Error> {
    let engine = engine(cache)?;
    match source {
        Either::A(path) => outwit_core::Component::open(&engine, Path::new(&path)),
        Either::B(bytes) => outwit_core::Component::new(&engine, &bytes),
    }
    .map(Component)
}

fn text(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Link, format!("the world of the bindings cannot be read: {error}"))
}

/// A component, compiled.
#[napi]
pub struct Component(outwit_core::Component);

#[napi]
impl Component {
    /// Loads a component from a file or from bytes.
    #[napi]
    pub fn load(source: Either<String, Uint8Array>, cache: CacheOption) -> Outcome<Component> {
        outcome(|| open(owned(source), cache))
    }

    /// The same on another thread.
    #[napi(ts_return_type = "Promise<Component | Failure>")]
    pub fn load_async(source: Either<String, Uint8Array>, cache: CacheOption) -> AsyncTask<LoadTask> {
        AsyncTask::new(LoadTask(Some((owned(source), cache))))
    }

    /// The component's world as JSON (`docs/signature.md`).
    #[napi]
    pub fn world(&self) -> Outcome<String> {
        outcome(|| self.0.world()?.to_json_lines().map_err(text))
    }

    /// The exports as WIT writes them, in the order of the world.
    #[napi]
    pub fn signatures(&self) -> Outcome<Vec<String>> {
        outcome(|| {
            let world = self.0.world()?;
            Ok(world.exports.iter().map(|function| FunctionText(world, function).to_string()).collect())
        })
    }

    /// The imports that the component needs, likewise.
    #[napi]
    pub fn imports(&self) -> Outcome<Vec<String>> {
        outcome(|| {
            let world = self.0.world()?;
            Ok(world.imports.iter().map(|function| FunctionText(world, function).to_string()).collect())
        })
    }

    /// Checks the component against the world that bindings were made from.
    #[napi]
    pub fn link(&self, world: String) -> Outcome<Linked> {
        outcome(|| {
            let world = World::parse(&world).map_err(text)?;
            self.0.link(Arc::new(world)).map(Linked)
        })
    }

    /// Links the component to its own world.
    #[napi]
    pub fn link_own(&self) -> Outcome<Linked> {
        outcome(|| self.0.link(self.0.world()?.clone()).map(Linked))
    }
}

fn owned(source: Either<String, Uint8Array>) -> Source {
    match source {
        Either::A(path) => Either::A(path),
        Either::B(bytes) => Either::B(bytes.to_vec()),
    }
}

/// A component that fits a world.
#[napi]
pub struct Linked(outwit_core::Linked);

/// What an instance may use; the package has checked the numbers.
#[napi(object)]
pub struct Limits {
    /// Bytes of memory.
    pub memory: Option<f64>,
    /// Milliseconds a call.
    pub deadline: Option<f64>,
}

#[napi]
impl Linked {
    /// A new instance of a component that imports no functions.
    #[napi]
    pub fn instantiate(&self, env: Env, limits: Limits) -> Outcome<instance::Instance> {
        outcome(|| self.instance(env, &limits, None))
    }

    /// A new instance whose imports are called through `now` and `later`. `given` says of each
    /// import of the world whether it can be.
    #[napi]
    pub fn instantiate_with(
        &self,
        env: Env,
        limits: Limits,
        scratch: &Scratch,
        given: Vec<bool>,
        now: Unknown<'_>,
        later: Unknown<'_>,
    ) -> Outcome<instance::Instance> {
        outcome(|| {
            self.0.check_imports(|import| given.get(import as usize).copied().unwrap_or(false))?;
            let functions = [now.raw(), later.raw()];
            let script = Script::new(env.raw(), scratch.memory.clone(), self.0.world().clone(), functions)?;
            let _covered = scratch.memory.covered()?;
            self.instance(env, &limits, Some(script))
        })
    }

    fn instance(
        &self,
        env: Env,
        limits: &Limits,
        script: Option<Arc<Script>>,
    ) -> Result<instance::Instance, Error> {
        let deadline = limits.deadline.and_then(milliseconds);
        let until = deadline.and_then(|deadline| Instant::now().checked_add(deadline));
        let options = Options {
            memory: limits.memory.map(|bytes| bytes as u64),
            start: Call { deadline: until, cancel: None },
            ..Options::default()
        };
        let host = script.clone().map(|script| Box::new(ScriptHost::new(script)) as Box<dyn Host>);
        let core = self.0.instantiate(options, host)?;
        instance::announce(env, 1);
        Ok(instance::Instance { core, deadline, script })
    }
}
