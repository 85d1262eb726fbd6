//! The way from other threads to JavaScript's.

use crate::failure::{guarded, node};
use napi::sys;
use outwit_core::Error;
use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is to be done on the JavaScript thread.
pub type Message = Box<dyn FnOnce(sys::napi_env) -> Result<(), Error> + Send>;

/// The way to one JavaScript thread. It keeps the event loop alive while calls are under way.
pub struct Crossing {
    /// Gone once the JavaScript thread ends.
    function: Mutex<Option<Function>>,
    closed: AtomicBool,
    calls: Calls,
}

#[derive(Clone, Copy)]
struct Function(sys::napi_threadsafe_function);

// SAFETY: being used by other threads is what it is for.
unsafe impl Send for Function {}

/// The calls under way. Only the JavaScript thread looks at them.
#[derive(Default)]
struct Calls {
    /// How many of them the event loop waits for.
    awaited: Cell<usize>,
    /// What stops them.
    cancels: RefCell<Vec<Arc<AtomicBool>>>,
}

// SAFETY: used on the JavaScript thread only. Others free it at most, which takes memory and atomic
// counts.
unsafe impl Send for Calls {}
// SAFETY: as above.
unsafe impl Sync for Calls {}

impl Crossing {
    /// For the JavaScript thread of `env`.
    pub fn new(env: sys::napi_env) -> Result<Arc<Crossing>, Error> {
        let crossing = Arc::new(Crossing {
            function: Mutex::new(None),
            closed: AtomicBool::new(false),
            calls: Calls::default(),
        });
        let (mut name, mut function) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: on the environment's thread; the text lives through the call.
        node(unsafe { sys::napi_create_string_latin1(env, c"outwit".as_ptr(), 6, &mut name) })?;
        let data = Arc::into_raw(crossing.clone()).cast_mut().cast::<c_void>();
        let none = ptr::null_mut();
        // SAFETY: as above. `data` is one count of the crossing, which `finalize` gives back.
        node(unsafe {
            sys::napi_create_threadsafe_function(
                env,
                none,
                none,
                name,
                0,
                1,
                data,
                Some(finalize),
                ptr::null_mut(),
                Some(receive),
                &mut function,
            )
        })?;
        *crossing.lock() = Some(Function(function));
        // SAFETY: as above.
        node(unsafe { sys::napi_unref_threadsafe_function(env, function) })?;
        Ok(crossing)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Function>> {
        self.function.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a message to the JavaScript thread. Nothing happens where that has ended.
    pub fn send(&self, message: Message) {
        let function = self.lock();
        let Some(Function(function)) = *function else { return };
        let data = Box::into_raw(Box::new(message)).cast::<c_void>();
        let mode = sys::ThreadsafeFunctionCallMode::nonblocking;
        // SAFETY: `finalize`, after which it is freed, needs the lock to take it away first.
        let status = unsafe { sys::napi_call_threadsafe_function(function, data, mode) };
        if status != sys::Status::napi_ok {
            // SAFETY: `receive` will not get it.
            drop(unsafe { Box::from_raw(data.cast::<Message>()) });
        }
    }

    /// Whether the JavaScript thread ends: it answers nobody any more.
    pub fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// Stops all calls under way, as the JavaScript thread, which this is, ends.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
        for cancel in self.calls.cancels.borrow_mut().drain(..) {
            cancel.store(true, Ordering::Relaxed);
        }
    }

    /// A call begins that `cancel` stops. On the JavaScript thread, like all that follows.
    pub fn begin(&self, cancel: Arc<AtomicBool>) {
        self.calls.cancels.borrow_mut().push(cancel);
    }

    /// The call is over.
    pub fn end(&self, cancel: &Arc<AtomicBool>) {
        self.calls.cancels.borrow_mut().retain(|other| !Arc::ptr_eq(other, cancel));
    }

    /// The event loop waits for one call more.
    pub fn hold(&self, env: sys::napi_env) {
        let awaited = self.calls.awaited.get();
        self.calls.awaited.set(awaited + 1);
        if let (0, Some(Function(function))) = (awaited, *self.lock()) {
            // SAFETY: on the environment's thread; without the lock it is not freed.
            unsafe { sys::napi_ref_threadsafe_function(env, function) };
        }
    }

    /// The event loop waits for one call less.
    pub fn let_go(&self, env: sys::napi_env) {
        let awaited = self.calls.awaited.get().saturating_sub(1);
        self.calls.awaited.set(awaited);
        if let (0, Some(Function(function))) = (awaited, *self.lock()) {
            // SAFETY: as in `hold`.
            unsafe { sys::napi_unref_threadsafe_function(env, function) };
        }
    }
}

/// Does what a message says.
unsafe extern "C" fn receive(
    env: sys::napi_env,
    _function: sys::napi_value,
    _context: *mut c_void,
    data: *mut c_void,
) {
    // SAFETY: made by `Box::into_raw` in `send`, and received once.
    let message = unsafe { Box::from_raw(data.cast::<Message>()) };
    // Without an environment the thread ends: nobody is left to tell.
    if !env.is_null() {
        let _ = guarded(|| message(env));
    }
}

/// The JavaScript thread ends.
unsafe extern "C" fn finalize(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: made by `Arc::into_raw` in `new`, and finalised once.
    let crossing = unsafe { Arc::from_raw(data.cast_const().cast::<Crossing>()) };
    let _ = guarded(|| {
        *crossing.lock() = None;
        crossing.close();
        Ok(())
    });
}
