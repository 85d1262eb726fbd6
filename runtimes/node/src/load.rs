//! Loading on another thread of Node's pool, for promises.

use crate::component::{CacheOption, Component, Source, open};
use crate::failure::{Failure, guarded};
use napi::bindgen_prelude::Either;
use napi::{Env, Task};
use outwit_core::{Error, ErrorKind};

/// Loading a component, which compiles it where it is not in the cache.
pub struct LoadTask(pub Option<(Source, CacheOption)>);

impl Task for LoadTask {
    type Output = Result<Component, Error>;
    type JsValue = Either<Component, Failure>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        let work = self.0.take();
        Ok(guarded(|| match work {
            Some((source, cache)) => open(source, cache),
            None => Err(Error::new(ErrorKind::Usage, "a task runs once")),
        }))
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        Ok(match output {
            Ok(component) => Either::A(component),
            Err(error) => Either::B(error.into()),
        })
    }
}
