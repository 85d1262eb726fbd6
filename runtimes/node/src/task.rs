//! Work on another thread of Node's pool, for promises.

use crate::blobs::HeldBlobs;
use crate::component::{CacheOption, Component, Source, open};
use crate::failure::{Failure, guarded};
use napi::bindgen_prelude::{Either, ToNapiValue, TypeName};
use napi::{Env, Task, ValueType, sys};
use outwit_core::wire::{WireSink, WireSource, Written};
use outwit_core::{Call, Error, ErrorKind, Instance};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant as Time};

/// A JavaScript value that is ready.
pub struct Ready(sys::napi_value);

impl Ready {
    /// For a value of the scope that is under way.
    pub fn new(value: sys::napi_value) -> Ready {
        Ready(value)
    }
}

impl TypeName for Ready {
    fn type_name() -> &'static str {
        "array"
    }

    fn value_type() -> ValueType {
        ValueType::Object
    }
}

impl ToNapiValue for Ready {
    unsafe fn to_napi_value(_env: sys::napi_env, value: Ready) -> napi::Result<sys::napi_value> {
        Ok(value.0)
    }
}

/// A call whose arguments were copied, so that JavaScript goes on meanwhile.
pub struct CallTask {
    pub instance: Instance,
    pub function: u32,
    pub deadline: Option<Duration>,
    pub cancel: Option<Arc<AtomicBool>>,
    pub arguments: Vec<u8>,
    pub blobs: Vec<Vec<u8>>,
}

impl CallTask {
    fn run(&self) -> Result<(Vec<u8>, HeldBlobs), Error> {
        let blobs: Vec<&[u8]> = self.blobs.iter().map(Vec::as_slice).collect();
        let mut entered = self.instance.enter()?;
        let deadline = self.deadline.and_then(|deadline| Time::now().checked_add(deadline));
        let call = Call { deadline, cancel: self.cancel.clone() };
        let mut source = WireSource::new(&self.arguments, &blobs);
        let mut room = vec![0; 1024];
        let mut sink = WireSink::new(&mut room, HeldBlobs::default());
        entered.call(self.function, &call, &mut source, &mut sink)?;
        let (written, blobs) = sink.into_parts();
        let bytes = match written {
            Written::InPlace(length) => {
                room.truncate(length);
                room
            }
            Written::Spilled(bytes) => bytes,
        };
        Ok((bytes, blobs))
    }
}

impl Task for CallTask {
    type Output = Result<(Vec<u8>, HeldBlobs), Error>;
    type JsValue = Either<Ready, Failure>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        Ok(guarded(|| self.run()))
    }

    fn resolve(&mut self, env: Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        let value = output.and_then(|(bytes, blobs)| guarded(|| blobs.into_value(env.raw(), &bytes)));
        Ok(match value {
            Ok(value) => Either::A(Ready::new(value)),
            Err(error) => Either::B(error.into()),
        })
    }
}

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
