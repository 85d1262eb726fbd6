//! What every entry does alike: catch panics, give a status, put an error into words.

use crate::bytes::OutwitBytes;
use outwit_core::{Error, ErrorKind};
use serde::Serialize;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The entry did what it should.
pub const OK: i32 = 0;
/// It did not; the error says why.
pub const FAILED: i32 = 1;

/// The host's `poll` wants the guest stopped.
pub(crate) struct Stopped;

#[derive(Serialize)]
struct Report<'a> {
    kind: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    frames: Vec<ReportFrame<'a>>,
}

#[derive(Serialize)]
struct ReportFrame<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    function: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    module: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
}

/// Runs an entry: its error, or its panic, becomes bytes in `error` and the status [`FAILED`].
///
/// # Safety
/// `error` is null or points to an [`OutwitBytes`] that may be overwritten.
pub(crate) unsafe fn entry(error: *mut OutwitBytes, body: impl FnOnce() -> Result<(), Error>) -> i32 {
    // A panic leaves nothing half-done that is used again: the core poisons what it interrupts.
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return OK,
        Ok(Err(failure)) => failure,
        Err(panic) => defect(panic.as_ref()),
    };
    if !error.is_null() {
        // SAFETY: what the caller promised.
        unsafe { *error = OutwitBytes::from(report(&failure)) };
    }
    FAILED
}

fn defect(panic: &(dyn Any + Send)) -> Error {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    Error::new(ErrorKind::Usage, format!("outwit has a defect, please report it: {text}"))
}

fn report(error: &Error) -> Vec<u8> {
    let stopped = error.host.as_deref().is_some_and(|host| host.is::<Stopped>());
    let kind = if stopped { ErrorKind::Cancelled } else { error.kind };
    let frames = error.frames.iter().map(|frame| ReportFrame {
        function: frame.function.as_deref(),
        module: frame.module.as_deref(),
        offset: frame.offset,
    });
    let message = if stopped { "the call was cancelled" } else { &error.message };
    let report = Report { kind: kind.name(), message, code: error.code, frames: frames.collect() };
    // Strings and numbers always have a JSON form.
    serde_json::to_vec(&report).unwrap_or_default()
}
