//! A call: arguments in one buffer, the result in another, large runs beside them.

use crate::bytes::{OutwitBytes, OutwitSlice, slice, slice_mut};
use crate::instance::OutwitInstance;
use crate::status::{Stopped, entry};
use outwit_core::wire::{Blobs, WireSink, WireSource, Written};
use outwit_core::{Call, Error, ErrorKind, HostError, Interrupt, Number, ValueError};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::time::{Duration, Instant};

/// Takes a copy of a large run of the result, which lies in guest memory until it returns; the
/// runs are numbered from 0 in the order in which they come. Not 0: it could not.
pub type OutwitTake = unsafe extern "C" fn(*mut OutwitCall, kind: u32, data: *const u8, length: usize) -> i32;

/// Asked about every millisecond while the guest runs. Not 0: stop it.
pub type OutwitPoll = unsafe extern "C" fn(*mut OutwitCall) -> i32;

/// One call. It belongs to the caller, who may use it again once the call is over.
#[repr(C)]
#[derive(Debug)]
pub struct OutwitCall {
    /// The instance.
    pub instance: *const OutwitInstance,
    /// The function, by its position in the world's exports.
    pub function: u32,
    /// How many blobs go with the arguments.
    pub blob_count: u32,
    /// The blobs.
    pub blobs: *const OutwitSlice,
    /// Nanoseconds that the call may take; negative for as long as it wants.
    pub timeout: i64,
    /// Takes the large runs of the result; null where the result's type has no runs.
    pub take: Option<OutwitTake>,
    /// Says whether the call is still wanted; may be null.
    pub poll: Option<OutwitPoll>,
    /// Set by the call: the length of the result in the caller's buffer.
    pub out_length: usize,
    /// Set by the call: the result, where it did not fit the caller's buffer.
    pub spilled: OutwitBytes,
    /// Set by the call: the error, as JSON.
    pub error: OutwitBytes,
    /// Set by the call: 1 once the guest was given the arguments, and owns what they gave away.
    pub lowered: u32,
}

/// Calls a function. The result is written to `out`, or to `call.spilled` if that is too small.
///
/// # Safety
/// `call`, everything that it points to, `args` and `out` stay alive until the call is over;
/// nobody else uses `call` and `out` meanwhile. `out` is initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_instance_call(
    call: *mut OutwitCall,
    args: *const u8,
    args_length: usize,
    out: *mut u8,
    out_capacity: usize,
) -> i32 {
    // SAFETY: what the caller promised; only the field's address is taken.
    let error = unsafe { &raw mut (*call).error };
    // SAFETY: what the caller promised.
    unsafe { entry(error, || run(call, slice(args, args_length), slice_mut(out, out_capacity))) }
}

/// # Safety
/// As [`outwit_instance_call`].
unsafe fn run(call: *mut OutwitCall, args: &[u8], out: &mut [u8]) -> Result<(), Error> {
    // SAFETY: what the caller promised. The reference ends before a callback may use `call`.
    let (instance, function, timeout, blobs, poll) = unsafe {
        let call = &*call;
        let blobs = match call.blob_count {
            0 => &[],
            count => std::slice::from_raw_parts(call.blobs, count as usize),
        };
        (&*call.instance, call.function, call.timeout, blobs, call.poll.is_some())
    };
    // SAFETY: what the caller promised. Without blobs this allocates nothing.
    let blobs: Vec<&[u8]> = blobs.iter().map(|blob| unsafe { slice(blob.data, blob.length) }).collect();
    let limits = Call { deadline: deadline(timeout), cancel: None };
    let mut source = WireSource::new(args, &blobs);
    let mut sink = WireSink::new(out, Taken { call, count: 0 });

    let mut entered = instance.instance.enter()?;
    // Other calls wait at `enter`, so this one's poll is the only one.
    let running = poll.then(|| instance.running.start(call));
    let result = entered.call(function, &limits, &mut source, &mut sink);
    drop(running);
    drop(entered);
    // SAFETY: what the caller promised; no callback runs any more.
    unsafe { (*call).lowered = source.is_finished().into() };
    result?;

    let (written, _) = sink.into_parts();
    // SAFETY: what the caller promised; no callback runs any more.
    let call = unsafe { &mut *call };
    match written {
        Written::InPlace(length) => call.out_length = length,
        Written::Spilled(bytes) => call.spilled = OutwitBytes::from(bytes),
    }
    Ok(())
}

/// When so many nanoseconds have passed; a negative number has no end.
pub(crate) fn deadline(timeout: i64) -> Option<Instant> {
    u64::try_from(timeout).ok().and_then(|nanos| Instant::now().checked_add(Duration::from_nanos(nanos)))
}

/// Hands large runs to the caller's `take`.
struct Taken {
    call: *mut OutwitCall,
    count: u32,
}

impl Blobs for Taken {
    fn add(&mut self, number: Option<Number>, bytes: &[u8]) -> Result<u32, ValueError> {
        // SAFETY: the call is alive, and nothing else refers to it while the guest's result is read.
        let take = unsafe { (*self.call).take };
        let take = take.ok_or_else(|| {
            ValueError::new(ErrorKind::Usage, "the call has nothing that takes large runs: set `take`")
        })?;
        // SAFETY: the bytes stay where they are until `take` returns.
        match unsafe { take(self.call, kind(number), bytes.as_ptr(), bytes.len()) } {
            0 => {
                self.count += 1;
                Ok(self.count - 1)
            }
            _ => Err(ValueError::host(Box::new(TakeFailed))),
        }
    }
}

/// The host's `take` could not take a copy; the host knows why.
struct TakeFailed;

/// The kind of a run as `take` is told it: 0 for text, else one more than the position in the
/// list of numbers.
pub(crate) fn kind(number: Option<Number>) -> u32 {
    match number {
        None => 0,
        Some(Number::U8) => 1,
        Some(Number::S8) => 2,
        Some(Number::U16) => 3,
        Some(Number::S16) => 4,
        Some(Number::U32) => 5,
        Some(Number::S32) => 6,
        Some(Number::U64) => 7,
        Some(Number::S64) => 8,
        Some(Number::F32) => 9,
        Some(Number::F64) => 10,
    }
}

/// The call that an instance is busy with, if it wants to be asked whether to go on.
#[derive(Debug, Default)]
pub(crate) struct Running(AtomicPtr<OutwitCall>);

/// Forgets the call when it is over, whichever way it ends.
struct Stop<'a>(&'a Running);

impl Running {
    fn start(&self, call: *mut OutwitCall) -> Stop<'_> {
        self.0.store(call, Ordering::Release);
        Stop(self)
    }
}

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.0.store(ptr::null_mut(), Ordering::Release);
    }
}

impl Interrupt for Running {
    fn tick(&self) -> Result<(), HostError> {
        let call = self.0.load(Ordering::Acquire);
        if call.is_null() {
            return Ok(());
        }
        // SAFETY: the call is alive until `Stop` is dropped, and ticks come on its own thread.
        let stop = unsafe { (*call).poll.is_some_and(|poll| poll(call) != 0) };
        if stop { Err(Box::new(Stopped)) } else { Ok(()) }
    }
}
