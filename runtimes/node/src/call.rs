//! The call: one JavaScript function an instance, on raw Node-API.

use crate::blobs::{ValueBlobs, bytes_of};
use crate::failure::{Failure, guarded, node};
use crate::host::Script;
use crate::scratch::{FAILED, Memory, SPILLED};
use napi::bindgen_prelude::ToNapiValue;
use napi::sys;
use outwit_core::wire::{WireSink, WireSource, Written};
use outwit_core::{Call, Error, Instance};
use std::cell::Cell;
use std::ffi::c_void;
use std::ptr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What the call function of an instance knows.
struct Bound {
    instance: Instance,
    memory: Arc<Memory>,
    deadline: Option<Duration>,
    script: Option<Arc<Script>>,
    /// Whether the last call's arguments reached the guest.
    taken: Cell<bool>,
}

/// Large arguments of one call that are looked up without an allocation.
const FEW: usize = 4;

/// A function that makes the call which the header of the shared buffer describes. Its arguments
/// are the blobs: typed arrays. It gives `undefined` where the whole result is in the buffer, an
/// array (what spilled, then the blobs) where it is not, and a failure where there is none.
pub fn function(
    env: sys::napi_env,
    instance: Instance,
    memory: Arc<Memory>,
    deadline: Option<Duration>,
    script: Option<Arc<Script>>,
) -> Result<sys::napi_value, Error> {
    let bound = Bound { instance, memory, deadline, script, taken: Cell::new(false) };
    let data = Box::into_raw(Box::new(bound)).cast::<c_void>();
    let mut value = ptr::null_mut();
    // SAFETY: `call` is what Node-API expects; `data` lives as long as the function, whose
    // finaliser frees it.
    unsafe {
        node(sys::napi_create_function(env, ptr::null(), 0, Some(call), data, &mut value))?;
        node(sys::napi_add_finalizer(env, value, data, Some(free), ptr::null_mut(), ptr::null_mut()))?;
    }
    Ok(value)
}

unsafe extern "C" fn free(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: made by `Box::into_raw` in `function`, and finalised once.
    let bound = unsafe { Box::from_raw(data.cast::<Bound>()) };
    let _ = guarded(|| {
        drop(bound);
        Ok(())
    });
}

unsafe extern "C" fn call(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let (mut count, mut few, mut data) = (FEW, [ptr::null_mut(); FEW], ptr::null_mut());
    // SAFETY: Node calls this with its own environment and call; `few` has room for `count`.
    let status =
        unsafe { sys::napi_get_cb_info(env, info, &mut count, few.as_mut_ptr(), ptr::null_mut(), &mut data) };
    if status != sys::Status::napi_ok || data.is_null() {
        return ptr::null_mut();
    }
    // SAFETY: `data` is what `function` made, alive while its function is being called.
    let bound = unsafe { &*data.cast::<Bound>() };
    let result = guarded(|| match count {
        0 => bound.call(env, &[]),
        1..=FEW => bound.call_with(env, &few[..count]),
        _ => {
            let mut many = vec![ptr::null_mut(); count];
            // SAFETY: as above; `many` has room for all.
            node(unsafe {
                sys::napi_get_cb_info(
                    env,
                    info,
                    &mut count,
                    many.as_mut_ptr(),
                    ptr::null_mut(),
                    ptr::null_mut(),
                )
            })?;
            bound.call_with(env, &many)
        }
    });
    result.unwrap_or_else(|error| {
        if let Some(script) = &bound.script {
            script.throw_uncaught();
        }
        bound.memory.set_status(FAILED);
        let failure = Failure::new(error, bound.taken.get());
        // SAFETY: on the environment's thread. Without memory for an object there is none.
        unsafe { Failure::to_napi_value(env, failure) }.unwrap_or(ptr::null_mut())
    })
}

impl Bound {
    fn call_with(&self, env: sys::napi_env, values: &[sys::napi_value]) -> Result<sys::napi_value, Error> {
        // SAFETY: the package passes typed arrays over memory of its own thread, and no
        // JavaScript runs before the call has read them.
        let blobs = values.iter().map(|value| unsafe { bytes_of(env, *value) });
        self.call(env, &blobs.collect::<Result<Vec<_>, _>>()?)
    }

    fn call(&self, env: sys::napi_env, blobs: &[&[u8]]) -> Result<sys::napi_value, Error> {
        self.taken.set(false);
        let deadline = self.deadline.and_then(|deadline| Instant::now().checked_add(deadline));
        // SAFETY: this is the thread of `env`, whose scratch this is. Host functions, which are
        // all of JavaScript that runs before the call is over, work behind the frame.
        let frame = unsafe { self.memory.frame()? };
        let mut entered = self.instance.enter()?;
        let _tidy = self.script.as_ref().map(|script| script.tidy());
        // SAFETY: as above; when the result is written the host functions are over.
        let room = || unsafe { self.memory.room() };
        let mut source = WireSource::new(frame.arguments, blobs);
        let mut sink = WireSink::when_started(&room, ValueBlobs::new(env));
        let call = Call { deadline, cancel: None };
        let called = entered.call(frame.function, &call, &mut source, &mut sink);
        if let Err(error) = called {
            self.taken.set(source.is_finished());
            return Err(error);
        }
        let (written, blobs) = sink.into_parts();
        match written {
            Written::InPlace(length) => {
                self.memory.set_status(length as u32);
                blobs.into_value(None)
            }
            Written::Spilled(bytes) => {
                self.memory.set_status(SPILLED);
                blobs.into_value(Some(bytes))
            }
        }
    }
}
