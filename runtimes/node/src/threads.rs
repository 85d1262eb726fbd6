//! Threads for calls that leave JavaScript's. Not Node's own pool: its few threads are what files
//! and name look-ups run on, and a call may wait for a host function that waits for these.

use outwit_core::{Error, ErrorKind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// Work for a thread.
pub type Job = Box<dyn FnOnce() + Send>;

/// A thread without work ends after this time.
const PATIENCE: Duration = Duration::from_secs(5);

/// The threads without work.
static IDLE: Mutex<Vec<(ThreadId, Sender<Job>)>> = Mutex::new(Vec::new());

fn idle() -> MutexGuard<'static, Vec<(ThreadId, Sender<Job>)>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs a job on a thread of its own, one that is there already if there is one.
pub fn run(mut job: Job) -> Result<(), Error> {
    while let Some((_, thread)) = idle().pop() {
        match thread.send(job) {
            Ok(()) => return Ok(()),
            Err(back) => job = back.0,
        }
    }
    let (sender, jobs) = mpsc::channel();
    let work = move || {
        job();
        serve(&sender, &jobs);
    };
    let failed = |error| Error::new(ErrorKind::Usage, format!("a thread for the call cannot start: {error}"));
    thread::Builder::new().name("outwit-call".into()).spawn(work).map(drop).map_err(failed)
}

fn serve(sender: &Sender<Job>, jobs: &Receiver<Job>) {
    let me = thread::current().id();
    loop {
        idle().push((me, sender.clone()));
        let job = jobs.recv_timeout(PATIENCE).ok().or_else(|| {
            let mut idle = idle();
            let place = idle.iter().position(|(id, _)| *id == me);
            match place {
                Some(place) => {
                    idle.remove(place);
                    None
                }
                // Taken at the last moment: the job is on its way.
                None => {
                    drop(idle);
                    jobs.recv().ok()
                }
            }
        });
        match job {
            Some(job) => job(),
            None => return,
        }
    }
}
