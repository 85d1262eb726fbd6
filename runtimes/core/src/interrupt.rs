//! What can end a call from outside: a deadline, a cancelled caller, the language's own signals.

use crate::error::{Error, ErrorKind, HostError};
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How long one call may take and who may stop it.
#[derive(Debug, Clone, Default)]
pub struct Call {
    /// The call ends with [`ErrorKind::Deadline`] after this.
    pub deadline: Option<Instant>,
    /// The call ends with [`ErrorKind::Cancelled`] once this is set.
    pub cancel: Option<Arc<AtomicBool>>,
}

/// A language's own reason to look up from a long call.
pub trait Interrupt: Send + Sync {
    /// Runs on the calling thread about every millisecond while the guest runs, first after at
    /// least one. An error ends the call with [`ErrorKind::Host`] and arrives unchanged.
    fn tick(&self) -> Result<(), HostError>;
}

/// Why the host stopped the guest. Travels through Wasmtime as the error of an epoch callback, of
/// the memory limiter or of a host function.
pub(crate) struct Stop {
    message: String,
    /// A box that can be emptied, since Wasmtime lends its errors out.
    error: Mutex<Option<Error>>,
}

impl Stop {
    pub fn new(error: Error) -> Stop {
        Stop { message: error.message.clone(), error: Mutex::new(Some(error)) }
    }

    /// The error, once.
    pub fn take(&self) -> Option<Error> {
        self.error.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub fn into_error(self) -> Error {
        self.take().unwrap_or_else(|| Error::new(ErrorKind::Usage, self.message))
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop").field("message", &self.message).finish_non_exhaustive()
    }
}

impl Display for Stop {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Stop {}

/// What the epoch callback looks at; part of the store.
#[derive(Default)]
pub(crate) struct Watch {
    pub call: Call,
    pub interrupt: Option<Arc<dyn Interrupt>>,
}

impl Watch {
    pub fn tick(&self) -> Result<(), Stop> {
        if self.call.cancel.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            return Err(stop(ErrorKind::Cancelled, "the caller stopped the call"));
        }
        if self.call.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(stop(ErrorKind::Deadline, "the call ran past its deadline"));
        }
        match &self.interrupt {
            None => Ok(()),
            Some(interrupt) => interrupt.tick().map_err(|host| {
                let error = Error::new(ErrorKind::Host, "the host interrupted the call");
                Stop::new(Error { host: Some(host), ..error })
            }),
        }
    }
}

fn stop(kind: ErrorKind, message: &str) -> Stop {
    Stop::new(Error::new(kind, message))
}
