//! Errors as plain data for the package, and panics as errors.

use napi::bindgen_prelude::Either;
use napi_derive::napi;
use outwit_core::{Error, ErrorKind};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One frame of the guest's stack.
#[napi(object)]
pub struct FailureFrame {
    /// The function's name, where the component has names.
    pub function: Option<String>,
    /// The core module's name.
    pub module: Option<String>,
    /// The offset in the module.
    pub offset: Option<f64>,
}

/// What went wrong: the package turns it into an error of the class that `kind` names.
#[napi(object)]
pub struct Failure {
    /// The name of the core's error kind.
    pub kind: String,
    /// What and where, for a person.
    pub message: String,
    /// For traps: Wasmtime's name of the trap.
    pub code: Option<String>,
    /// For traps: the guest's frames, innermost first.
    pub frames: Vec<FailureFrame>,
    /// Whether the guest had got its arguments: what was given away with them is its own.
    pub taken: bool,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::new(error, false)
    }
}

impl Failure {
    /// `taken`: whether the guest had got its arguments.
    pub fn new(error: Error, taken: bool) -> Failure {
        let frame = |frame: outwit_core::Frame| FailureFrame {
            function: frame.function,
            module: frame.module,
            offset: frame.offset.map(|offset| offset as f64),
        };
        Failure {
            kind: error.kind.name().to_owned(),
            message: error.message,
            code: error.code.map(str::to_owned),
            frames: error.frames.into_iter().map(frame).collect(),
            taken,
        }
    }
}

/// A value, or why there is none.
pub type Outcome<T> = Either<T, Failure>;

/// Runs `work`; its error, or its panic, becomes a [`Failure`]. Every entry from JavaScript goes
/// through here or [`guarded`], so that no panic crosses into Node.
pub fn outcome<T>(work: impl FnOnce() -> Result<T, Error>) -> Outcome<T> {
    match guarded(work) {
        Ok(value) => Either::A(value),
        Err(error) => Either::B(error.into()),
    }
}

/// Runs `work`, and turns its panic into an error.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    // What a panic leaves half-done stays behind the core's own locks, which tell.
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(from_panic(panic.as_ref())))
}

fn from_panic(panic: &(dyn Any + Send)) -> Error {
    let text = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text.as_str(),
        _ => "no message",
    };
    Error::new(ErrorKind::Usage, format!("a defect in outwit: {text}; please report it"))
}

/// A Node-API call that failed, which a healthy environment does not do.
pub fn node(status: napi::sys::napi_status) -> Result<(), Error> {
    match status {
        napi::sys::Status::napi_ok => Ok(()),
        _ => Err(Error::new(
            ErrorKind::Usage,
            format!("Node-API refused with status {status}; is the environment shutting down?"),
        )),
    }
}
