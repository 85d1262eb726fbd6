//! Which thread is inside an instance.

use std::sync::atomic::{AtomicUsize, Ordering};

/// A thread, told apart from all others that live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thread(usize);

impl Thread {
    /// The thread that asks.
    #[inline]
    pub fn current() -> Thread {
        thread_local!(static MARK: u8 = const { 0 });
        MARK.with(|mark| Thread(std::ptr::from_ref(mark) as usize))
    }
}

/// The thread that is inside, if any. It is only compared with the asking thread itself, so no
/// order with other memory is needed.
#[derive(Default)]
pub(crate) struct Occupant(AtomicUsize);

impl Occupant {
    #[inline]
    pub fn enter(&self) {
        self.0.store(Thread::current().0, Ordering::Relaxed);
    }

    #[inline]
    pub fn leave(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    pub fn is_current(&self) -> bool {
        self.0.load(Ordering::Relaxed) == Thread::current().0
    }

    pub fn wait_for(&self, thread: Thread) -> Waiting<'_> {
        Waiting { occupant: self, before: self.0.swap(thread.0, Ordering::Relaxed) }
    }
}

/// While it lives, another thread counts as the one inside.
pub struct Waiting<'a> {
    occupant: &'a Occupant,
    before: usize,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.occupant.0.store(self.before, Ordering::Relaxed);
    }
}
