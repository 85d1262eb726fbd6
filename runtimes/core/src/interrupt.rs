//! What can end a call from outside: a deadline, a cancelled caller, the language's own signals.

use crate::error::{ErrorKind, HostError};
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
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

/// Why the host stopped the guest. Travels through Wasmtime as the error of an epoch callback or
/// of the memory limiter.
pub(crate) struct Stop {
    pub kind: ErrorKind,
    pub message: String,
    /// A box that can be emptied, since Wasmtime lends its errors out.
    pub host: Mutex<Option<HostError>>,
}

impl Stop {
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Stop {
        Stop { kind, message: message.into(), host: Mutex::new(None) }
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop").field("kind", &self.kind).finish_non_exhaustive()
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
            return Err(Stop::new(ErrorKind::Cancelled, "the caller stopped the call"));
        }
        if self.call.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(Stop::new(ErrorKind::Deadline, "the call ran past its deadline"));
        }
        match &self.interrupt {
            None => Ok(()),
            Some(interrupt) => interrupt.tick().map_err(|error| Stop {
                kind: ErrorKind::Host,
                message: "the host interrupted the call".into(),
                host: Mutex::new(Some(error)),
            }),
        }
    }
}
