//! Calls on other threads, with their calls out to host functions, which run on JavaScript's.

use crate::blobs::{HeldBlobs, elements};
use crate::crossing::Crossing;
use crate::failure::{Failure, guarded, node};
use crate::host::{Entry, Script};
use crate::scratch::FAILED;
use crate::threads;
use napi::bindgen_prelude::ToNapiValue;
use napi::sys;
use outwit_core::wire::{WireSink, WireSource, Written};
use outwit_core::{Call, Error, ErrorKind, Inside, Instance};
use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant as Time};

/// A call whose arguments were copied, so that JavaScript goes on meanwhile.
pub struct Prepared {
    pub instance: Instance,
    pub function: u32,
    pub deadline: Option<Duration>,
    pub arguments: Vec<u8>,
    pub blobs: Vec<Vec<u8>>,
    pub crossing: Arc<Crossing>,
}

/// What came of a call: its result, or why there is none.
type Outcome = Result<(Vec<u8>, HeldBlobs), Failure>;

impl Prepared {
    /// Runs the call on another thread until `cancel` is set, and gives the promise of what comes
    /// of it.
    pub fn start(
        self,
        env: sys::napi_env,
        cancel: Arc<AtomicBool>,
    ) -> Result<(Arc<Underway>, sys::napi_value), Error> {
        let (mut deferred, mut promise) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: on the environment's thread; the places to write to are ours.
        node(unsafe { sys::napi_create_promise(env, &mut deferred, &mut promise) })?;
        let crossing = self.crossing.clone();
        crossing.begin(cancel.clone());
        let (held, ended) = (Cell::new(false), Cell::new(false));
        let underway = Arc::new(Underway { crossing, cancel, deferred, held, ended });
        underway.hold(env);
        let here = underway.clone();
        let started = threads::run(Box::new(move || {
            CURRENT.set(Some(underway.clone()));
            let outcome = self.run(&underway.cancel);
            CURRENT.set(None);
            drop(self);
            let end = underway.clone();
            underway.crossing.send(Box::new(move |env| end.end(env, outcome)));
        }));
        if let Err(error) = started {
            here.end(env, Err(error.into()))?;
        }
        Ok((here, promise))
    }

    fn run(&self, cancel: &Arc<AtomicBool>) -> Outcome {
        let taken = Cell::new(false);
        guarded(|| self.call(cancel, &taken)).map_err(|error| Failure::new(error, taken.get()))
    }

    fn call(&self, cancel: &Arc<AtomicBool>, taken: &Cell<bool>) -> Result<(Vec<u8>, HeldBlobs), Error> {
        let blobs: Vec<&[u8]> = self.blobs.iter().map(Vec::as_slice).collect();
        let mut entered = self.instance.enter()?;
        let deadline = self.deadline.and_then(|deadline| Time::now().checked_add(deadline));
        let call = Call { deadline, cancel: Some(cancel.clone()) };
        let mut source = WireSource::new(&self.arguments, &blobs);
        let mut room = vec![0; 1024];
        let mut sink = WireSink::new(&mut room, HeldBlobs::default());
        let called = entered.call(self.function, &call, &mut source, &mut sink);
        taken.set(source.is_finished());
        called?;
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

thread_local! {
    /// The call that this thread, which is not JavaScript's, makes.
    static CURRENT: RefCell<Option<Arc<Underway>>> = const { RefCell::new(None) };
}

/// A call on another thread, as JavaScript's sees it.
pub struct Underway {
    crossing: Arc<Crossing>,
    cancel: Arc<AtomicBool>,
    deferred: sys::napi_deferred,
    /// Whether the event loop waits for it.
    held: Cell<bool>,
    ended: Cell<bool>,
}

// SAFETY: its methods are for the JavaScript thread; others count it and use the crossing.
unsafe impl Send for Underway {}
// SAFETY: as above.
unsafe impl Sync for Underway {}

impl Underway {
    /// The event loop waits for the call.
    pub fn hold(&self, env: sys::napi_env) {
        if !self.ended.get() && !self.held.replace(true) {
            self.crossing.hold(env);
        }
    }

    fn let_go(&self, env: sys::napi_env) {
        if self.held.replace(false) {
            self.crossing.let_go(env);
        }
    }

    /// The call is over: settles its promise.
    fn end(&self, env: sys::napi_env, outcome: Outcome) -> Result<(), Error> {
        self.let_go(env);
        self.ended.set(true);
        self.crossing.end(&self.cancel);
        let value = outcome.and_then(|(bytes, blobs)| blobs.into_value(env, &bytes).map_err(Failure::from));
        let value = match value {
            Ok(value) => value,
            // SAFETY: on the environment's thread.
            Err(failure) => unsafe { Failure::to_napi_value(env, failure) }.map_err(|_| gone())?,
        };
        // SAFETY: `deferred` was made in this environment; a call ends once.
        node(unsafe { sys::napi_resolve_deferred(env, self.deferred, value) })
    }
}

fn gone() -> Error {
    Error::new(ErrorKind::Cancelled, "the JavaScript thread of the instance has ended")
}

/// The result of a host function, as a flat buffer.
#[derive(Default)]
pub struct Answer {
    pub bytes: Vec<u8>,
    pub blobs: Vec<Vec<u8>>,
}

/// Where a host function's answer is waited for.
#[derive(Default)]
struct Question {
    state: Mutex<State>,
    answered: Condvar,
}

#[derive(Default)]
enum State {
    #[default]
    Asked,
    Answered(Result<Answer, Error>),
    /// Nobody waits any more.
    Left,
}

/// So often a waiting call looks whether it may go on.
const LOOK: Duration = Duration::from_millis(2);

impl Question {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the answer, as long as the call may go on.
    fn wait(&self, inside: &Inside<'_>, crossing: &Crossing) -> Result<Answer, Error> {
        let mut state = self.lock();
        loop {
            if let State::Answered(answer) = std::mem::replace(&mut *state, State::Left) {
                return answer;
            }
            inside.tick()?;
            if crossing.is_closed() {
                return Err(gone());
            }
            *state = State::Asked;
            state = self.answered.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Says whether anybody takes the answer.
    fn answer(&self, answer: Result<Answer, Error>) -> bool {
        let mut state = self.lock();
        let asked = matches!(*state, State::Asked);
        if asked {
            *state = State::Answered(answer);
            self.answered.notify_one();
        }
        asked
    }

    fn is_open(&self) -> bool {
        matches!(*self.lock(), State::Asked)
    }
}

/// Has a host function called on the JavaScript thread, and waits for its answer.
pub fn ask(
    script: &Arc<Script>,
    function: u32,
    arguments: Vec<u8>,
    blobs: HeldBlobs,
    inside: &Inside<'_>,
) -> Result<Answer, Error> {
    let underway = CURRENT.with_borrow(Clone::clone).ok_or_else(gone)?;
    let question = Arc::new(Question::default());
    let _waiting = inside.wait_for(script.thread());
    let asked =
        Asked { script: script.clone(), function, underway: underway.clone(), question: question.clone() };
    underway.crossing.send(Box::new(move |env| {
        let values = blobs.into_value(env, &arguments)?;
        asked.put(env, values)
    }));
    question.wait(inside, &underway.crossing)
}

/// Tells JavaScript that the component did not get the last answer.
pub fn take_back(script: &Arc<Script>) {
    if let Some(underway) = CURRENT.with_borrow(Clone::clone) {
        let script = script.clone();
        underway.crossing.send(Box::new(move |_| {
            script.take_back();
            Ok(())
        }));
    }
}

/// A question on its way to JavaScript.
struct Asked {
    script: Arc<Script>,
    function: u32,
    underway: Arc<Underway>,
    question: Arc<Question>,
}

impl Asked {
    /// Puts the question. Where the host function gives a promise, the event loop does not wait for
    /// the call meanwhile, as it waits for no promise.
    fn put(self, env: sys::napi_env, values: sys::napi_value) -> Result<(), Error> {
        let (underway, question) = (self.underway.clone(), self.question.clone());
        let (script, function) = (self.script.clone(), self.function);
        let put = || {
            let mut number = ptr::null_mut();
            // SAFETY: on the environment's thread.
            node(unsafe { sys::napi_create_uint32(env, function, &mut number) })?;
            let answer = self.into_function(env)?;
            script.enter(Entry::Later, &[number, values, answer])
        };
        if let Err(error) = put() {
            question.answer(Err(error));
        }
        if question.is_open() {
            underway.let_go(env);
        }
        Ok(())
    }

    /// The function that takes the answer from the shared buffer and its argument, the blobs. It
    /// says whether anybody takes the answer.
    fn into_function(self, env: sys::napi_env) -> Result<sys::napi_value, Error> {
        let data = Box::into_raw(Box::new(self)).cast::<c_void>();
        let mut value = ptr::null_mut();
        // SAFETY: `answer` is what Node-API expects; `data` lives as long as the function, whose
        // finaliser frees it.
        unsafe {
            node(sys::napi_create_function(env, ptr::null(), 0, Some(answer), data, &mut value))?;
            node(sys::napi_add_finalizer(env, value, data, Some(free), ptr::null_mut(), ptr::null_mut()))?;
        }
        Ok(value)
    }

    fn answer(&self, env: sys::napi_env, blobs: sys::napi_value) -> bool {
        let taken = self.question.answer(self.take(env, blobs));
        if taken {
            self.underway.hold(env);
        }
        taken
    }

    fn take(&self, env: sys::napi_env, blobs: sys::napi_value) -> Result<Answer, Error> {
        let memory = self.script.memory();
        let header = memory.header()?;
        if header.status == FAILED {
            return Err(self.script.thrown(self.function));
        }
        // SAFETY: on JavaScript's thread. Both are copied before it goes on.
        let (bytes, blobs) =
            unsafe { (memory.part(header.begin, header.end)?, elements(env, blobs, header.status)?) };
        Ok(Answer { bytes: bytes.to_vec(), blobs: blobs.into_iter().map(<[u8]>::to_vec).collect() })
    }
}

unsafe extern "C" fn free(_env: sys::napi_env, data: *mut c_void, _hint: *mut c_void) {
    // SAFETY: made by `Box::into_raw` in `into_function`, and finalised once.
    let asked = unsafe { Box::from_raw(data.cast::<Asked>()) };
    asked.question.answer(Err(Error::new(ErrorKind::Usage, "a host function's promise was never settled")));
}

unsafe extern "C" fn answer(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let (mut count, mut blobs) = (1, ptr::null_mut());
    let (mut data, mut value) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: Node calls this with its own environment and call, and writes as many arguments as
    // there are places; `data` is what `into_function` made, alive while its function is called.
    unsafe {
        sys::napi_get_cb_info(env, info, &mut count, &mut blobs, ptr::null_mut(), &mut data);
        let asked = &*data.cast::<Asked>();
        let taken = guarded(|| Ok(asked.answer(env, blobs))).unwrap_or(false);
        sys::napi_get_boolean(env, taken, &mut value);
    }
    value
}
