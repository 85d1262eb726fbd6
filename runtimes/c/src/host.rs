//! The host's side of an instance: what the guest asks goes through one function of the caller's.

use crate::bytes::{OutwitSlice, slice};
use crate::call::kind;
use outwit_core::wire::{Blobs, WireSink, WireSource, Written};
use outwit_core::{Arguments, Error, ErrorKind, Host, Inside, Number, Refused, Results, ValueError};
use std::ptr;

/// Calls the import `number` with the arguments in `data`.
pub const CALL_IMPORT: u32 = 0;
/// Takes a copy of a large run of the arguments that come next.
pub const TAKE_RUN: u32 = 1;
/// The guest has dropped the host's resource `number`.
pub const DROP_RESOURCE: u32 = 2;
/// The last answer was refused: what it gave away is the host's again.
pub const TAKE_BACK: u32 = 3;

/// One request to the host, on the thread of the call that the instance is in.
#[repr(C)]
#[derive(Debug)]
pub struct OutwitRequest {
    /// As in [`OutwitHost`].
    pub context: u64,
    /// [`CALL_IMPORT`], [`TAKE_RUN`], [`DROP_RESOURCE`] or [`TAKE_BACK`].
    pub operation: u32,
    /// An import's position, the kind of a run, or a resource.
    pub number: u32,
    /// The arguments, or the run; valid until the function returns.
    pub data: *const u8,
    /// How many bytes.
    pub length: usize,
    /// Set by the host: the answer, which stays as it is until the next request.
    pub answer: *const u8,
    /// How many bytes.
    pub answer_length: usize,
    /// The blobs of the answer.
    pub blobs: *const OutwitSlice,
    /// How many.
    pub blob_count: usize,
}

/// The caller's function. Not 0: the host failed.
pub type OutwitAnswer = unsafe extern "C" fn(*mut OutwitRequest) -> i32;

/// Who answers what an instance imports.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct OutwitHost {
    /// The function.
    pub answer: OutwitAnswer,
    /// The caller's own number.
    pub context: u64,
    /// A byte an import of the world: whether the host has it.
    pub has: *const u8,
    /// How many.
    pub has_count: usize,
}

/// The host failed; it knows why.
struct Failed;

/// How much of the arguments is written without an allocation.
const BUFFER: usize = 1 << 10;
/// A buffer that grew further than this is let go.
const LARGE: usize = 1 << 18;

/// The host of one instance.
pub(crate) struct Caller {
    answer: OutwitAnswer,
    context: u64,
    /// The arguments, of which so many bytes are written.
    arguments: Vec<u8>,
    written: usize,
    /// The last request, with its answer.
    last: OutwitRequest,
}

// SAFETY: what `last` points to is read on the thread that asked for it, before another one can
// enter the instance.
unsafe impl Send for Caller {}

impl Caller {
    pub fn new(host: &OutwitHost) -> Caller {
        let OutwitHost { answer, context, .. } = *host;
        let arguments = vec![0; BUFFER];
        Caller { answer, context, arguments, written: 0, last: request(context, CALL_IMPORT, 0, &[]) }
    }

    /// Asks the caller's function.
    fn ask(answer: OutwitAnswer, request: &mut OutwitRequest) -> bool {
        // SAFETY: the function is the caller's, who promised that it answers requests like this one.
        unsafe { answer(request) == 0 }
    }
}

fn request(context: u64, operation: u32, number: u32, data: &[u8]) -> OutwitRequest {
    OutwitRequest {
        context,
        operation,
        number,
        data: data.as_ptr(),
        length: data.len(),
        answer: ptr::null(),
        answer_length: 0,
        blobs: ptr::null(),
        blob_count: 0,
    }
}

fn failed(what: &str) -> Error {
    Error { host: Some(Box::new(Failed)), ..Error::new(ErrorKind::Host, what) }
}

impl Host for Caller {
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        let runs = Runs { answer: self.answer, context: self.context, count: 0 };
        let mut sink = WireSink::new(&mut self.arguments, runs);
        arguments.lift(&mut sink, |()| ())?;
        match sink.into_parts().0 {
            Written::InPlace(length) => self.written = length,
            Written::Spilled(bytes) => {
                self.written = bytes.len();
                self.arguments = bytes;
            }
        }
        Ok(())
    }

    fn call(&mut self, import: u32, _inside: &Inside<'_>) -> Result<(), Error> {
        self.last = request(self.context, CALL_IMPORT, import, &self.arguments[..self.written]);
        let answered = Caller::ask(self.answer, &mut self.last);
        if self.arguments.len() > LARGE {
            self.arguments = vec![0; BUFFER];
        }
        if answered { Ok(()) } else { Err(failed("a host function failed")) }
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        let OutwitRequest { answer, answer_length, blobs, blob_count, .. } = self.last;
        let blobs = match blob_count {
            0 => &[],
            // SAFETY: what the host has set stays as it is until the next request.
            _ => unsafe { std::slice::from_raw_parts(blobs, blob_count) },
        };
        // SAFETY: as above. Without blobs this allocates nothing.
        let blobs: Vec<&[u8]> = blobs.iter().map(|blob| unsafe { slice(blob.data, blob.length) }).collect();
        // SAFETY: as above.
        let answer = unsafe { slice(answer, answer_length) };
        let lowered = results.lower(&mut WireSource::new(answer, &blobs));
        if lowered.is_err() {
            Caller::ask(self.answer, &mut request(self.context, TAKE_BACK, 0, &[]));
        }
        lowered
    }

    fn dropped(&mut self, _resource: u32, rep: u32, _inside: &Inside<'_>) -> Result<(), Error> {
        match Caller::ask(self.answer, &mut request(self.context, DROP_RESOURCE, rep, &[])) {
            true => Ok(()),
            false => Err(failed("the host failed to drop a resource")),
        }
    }
}

/// Hands large runs of arguments to the host.
struct Runs {
    answer: OutwitAnswer,
    context: u64,
    count: u32,
}

impl Blobs for Runs {
    fn add(&mut self, number: Option<Number>, bytes: &[u8]) -> Result<u32, ValueError> {
        match Caller::ask(self.answer, &mut request(self.context, TAKE_RUN, kind(number), bytes)) {
            true => {
                self.count += 1;
                Ok(self.count - 1)
            }
            false => Err(ValueError::host(Box::new(Failed))),
        }
    }
}
