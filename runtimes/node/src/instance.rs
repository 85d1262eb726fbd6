//! Instances.

use crate::blobs::bytes_of;
use crate::call;
use crate::failure::{Failure, Outcome, guarded, outcome};
use crate::scratch::Scratch;
use crate::task::{CallTask, Ready};
use napi::bindgen_prelude::{AsyncTask, Either, Object, ObjectFinalize};
use napi::{Env, JsValue};
use napi_derive::napi;
use outwit_core::{Error, ErrorKind, Handle};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Stops a call that is under way on another thread.
#[napi]
#[derive(Default)]
pub struct Cancel(Arc<AtomicBool>);

#[napi]
impl Cancel {
    /// Nothing to stop yet.
    #[napi(constructor)]
    pub fn new() -> Cancel {
        Cancel::default()
    }

    /// Stops the call within a few milliseconds.
    #[napi]
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A call with its arguments, ready to run on another thread.
#[napi]
pub struct Pending(Option<CallTask>);

#[napi]
impl Pending {
    /// Runs the call. It can run once.
    #[napi(ts_return_type = "Promise<unknown[] | Failure>")]
    pub fn run(&mut self) -> Either<AsyncTask<CallTask>, Failure> {
        match self.0.take() {
            Some(task) => Either::A(AsyncTask::new(task)),
            None => Either::B(Error::new(ErrorKind::Usage, "a prepared call runs once").into()),
        }
    }
}

/// JavaScript's milliseconds; `None` for more than there can be.
pub fn milliseconds(value: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(value / 1000.0).ok()
}

/// An instance of a component.
#[napi(custom_finalize)]
pub struct Instance {
    pub(crate) core: outwit_core::Instance,
    pub(crate) deadline: Option<Duration>,
}

/// What JavaScript's collector is told that an instance weighs, which it would not see otherwise:
/// less than most do, so that it does not run for a few of them.
const WEIGHT: i64 = 256 << 10;

/// Tells the collector that there are so many instances more.
pub fn announce(env: Env, more: i64) {
    // An estimate that cannot be told is no reason to fail.
    let _ = env.adjust_external_memory(more * WEIGHT);
}

impl ObjectFinalize for Instance {
    fn finalize(self, env: Env) -> napi::Result<()> {
        announce(env, -1);
        Ok(())
    }
}

#[napi]
impl Instance {
    /// The function that calls the instance's exports, on the arguments in `scratch`.
    #[napi(ts_return_type = "CallFunction")]
    pub fn bind(&self, env: Env, scratch: &Scratch) -> Either<Ready, Failure> {
        outcome(|| {
            call::function(env.raw(), self.core.clone(), scratch.memory.clone(), self.deadline)
                .map(Ready::new)
        })
    }

    /// Copies the call that the header of `scratch` describes, to run on another thread.
    #[napi]
    pub fn prepare(
        &self,
        env: Env,
        scratch: &Scratch,
        blobs: Vec<Object<'_>>,
        cancel: Option<&Cancel>,
        deadline: Option<f64>,
    ) -> Outcome<Pending> {
        outcome(|| {
            // SAFETY: this is JavaScript's own thread, and the frame is copied before it goes on.
            let frame = unsafe { scratch.memory.frame()? };
            // SAFETY: typed arrays of the package over memory of this thread, copied at once.
            let copy = |blob: &Object<'_>| unsafe { bytes_of(env.raw(), blob.raw()) }.map(<[u8]>::to_vec);
            Ok(Pending(Some(CallTask {
                instance: self.core.clone(),
                function: frame.function,
                deadline: deadline.and_then(milliseconds).or(self.deadline),
                cancel: cancel.map(|cancel| cancel.0.clone()),
                arguments: frame.arguments.to_vec(),
                blobs: blobs.iter().map(copy).collect::<Result<_, Error>>()?,
            })))
        })
    }

    /// Drops a resource now, or at the next call where another thread is inside.
    #[napi]
    pub fn drop_handle(&self, handle: f64) -> Outcome<()> {
        outcome(|| {
            let handle = Handle(handle as u64);
            match self.core.try_enter()? {
                Some(mut entered) => entered.drop_handle(handle),
                None => {
                    self.core.queue_drop(handle);
                    Ok(())
                }
            }
        })
    }

    /// Drops a resource at the next call: for finalisers, which must neither wait nor fail.
    #[napi]
    pub fn queue_drop(&self, handle: f64) {
        let _ = guarded(|| {
            self.core.queue_drop(Handle(handle as u64));
            Ok(())
        });
    }

    /// Frees the instance's memory. Calls fail from now on.
    #[napi]
    pub fn close(&self) -> Outcome<()> {
        outcome(|| self.core.close())
    }
}
