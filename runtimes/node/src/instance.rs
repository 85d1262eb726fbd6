//! Instances.

use crate::away::{Prepared, Underway};
use crate::blobs::bytes_of;
use crate::call;
use crate::failure::{Failure, Outcome, guarded, outcome};
use crate::host::Script;
use crate::ready::Ready;
use crate::scratch::{Covered, Scratch};
use napi::bindgen_prelude::{Either, Object, ObjectFinalize};
use napi::{Env, JsValue};
use napi_derive::napi;
use outwit_core::{Error, ErrorKind, Handle};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A call with its arguments, for another thread.
#[napi]
pub struct Pending {
    prepared: Option<Prepared>,
    underway: Option<Arc<Underway>>,
    cancel: Arc<AtomicBool>,
}

#[napi]
impl Pending {
    /// Runs the call. It can run once.
    #[napi(ts_return_type = "Promise<unknown[] | Failure>")]
    pub fn run(&mut self, env: Env) -> Either<Ready, Failure> {
        outcome(|| {
            let Some(call) = self.prepared.take() else {
                return Err(Error::new(ErrorKind::Usage, "a prepared call runs once"));
            };
            let (underway, promise) = call.start(env.raw(), self.cancel.clone())?;
            self.underway = Some(underway);
            Ok(Ready::new(promise))
        })
    }

    /// Stops the call within a few milliseconds.
    #[napi]
    pub fn cancel(&self, env: Env) {
        self.cancel.store(true, Ordering::Relaxed);
        if let Some(underway) = &self.underway {
            underway.hold(env.raw());
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
    pub(crate) script: Option<Arc<Script>>,
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
        if let Some(script) = self.script {
            script.release();
        }
        Ok(())
    }
}

#[napi]
impl Instance {
    /// The function that calls the instance's exports, on the arguments in `scratch`.
    #[napi(ts_return_type = "CallFunction")]
    pub fn bind(&self, env: Env, scratch: &Scratch) -> Either<Ready, Failure> {
        outcome(|| {
            let (memory, script) = (scratch.memory.clone(), self.script.clone());
            call::function(env.raw(), self.core.clone(), memory, self.deadline, script).map(Ready::new)
        })
    }

    /// Copies the call that the header of `scratch` describes, to run on another thread.
    #[napi]
    pub fn prepare(
        &self,
        env: Env,
        scratch: &Scratch,
        blobs: Vec<Object<'_>>,
        deadline: Option<f64>,
    ) -> Outcome<Pending> {
        outcome(|| {
            // SAFETY: this is JavaScript's own thread, and the frame is copied before it goes on.
            let frame = unsafe { scratch.memory.frame()? };
            // SAFETY: typed arrays of the package over memory of this thread, copied at once.
            let copy = |blob: &Object<'_>| unsafe { bytes_of(env.raw(), blob.raw()) }.map(<[u8]>::to_vec);
            let prepared = Prepared {
                instance: self.core.clone(),
                function: frame.function,
                deadline: deadline.and_then(milliseconds).or(self.deadline),
                arguments: frame.arguments.to_vec(),
                blobs: blobs.iter().map(copy).collect::<Result<_, Error>>()?,
                crossing: scratch.crossing(env.raw())?.clone(),
            };
            Ok(Pending { prepared: Some(prepared), underway: None, cancel: Arc::default() })
        })
    }

    /// Drops a resource now, or at the next call where one is under way.
    #[napi]
    pub fn drop_handle(&self, handle: f64) -> Outcome<()> {
        outcome(|| {
            let handle = Handle(handle as u64);
            // Destructors may call host functions.
            let _covered = self.covered()?;
            let entered = match self.core.is_inside() {
                true => None,
                false => self.core.try_enter()?,
            };
            let Some(mut entered) = entered else {
                self.core.queue_drop(handle);
                return Ok(());
            };
            let _tidy = self.script.as_ref().map(|script| script.tidy());
            entered.drop_handle(handle)
        })
    }

    fn covered(&self) -> Result<Option<Covered<'_>>, Error> {
        self.script.as_ref().map(|script| script.memory().covered()).transpose()
    }

    /// Drops a resource at the next call: for finalisers, which must neither wait nor fail.
    #[napi]
    pub fn queue_drop(&self, handle: f64) {
        let _ = guarded(|| {
            self.core.queue_drop(Handle(handle as u64));
            Ok(())
        });
    }

    /// How many resources the host holds.
    #[napi]
    pub fn handles(&self) -> Outcome<u32> {
        outcome(|| {
            let _covered = self.covered()?;
            self.core.enter().map(|entered| entered.handles() as u32)
        })
    }

    /// Frees the instance's memory. Calls fail from now on.
    #[napi]
    pub fn close(&self) -> Outcome<()> {
        outcome(|| self.core.close())
    }
}
