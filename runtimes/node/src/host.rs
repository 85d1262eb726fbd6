//! What a component imports, as JavaScript functions: on JavaScript's own thread a call out is one
//! call of a function that works on the shared buffer; from another thread it is a message.

use crate::away;
use crate::blobs::{HeldBlobs, ValueBlobs, elements};
use crate::failure::node;
use crate::scratch::{FAILED, Header, Memory};
use napi::sys;
use outwit_core::signature::{TypeId, World};
use outwit_core::wire::{WireSink, WireSource, Written};
use outwit_core::{Arguments, Error, ErrorKind, Host, Inside, Refused, Results, Thread, ValueError};
use std::cell::{Cell, RefCell};
use std::ptr;
use std::sync::Arc;

/// In the place of an import's number: the component dropped the resource that comes as argument.
pub const DROPPED: u32 = u32::MAX;
/// In the place of an import's number: the last result could not be given to the component.
pub const TAKE_BACK: u32 = u32::MAX - 1;

/// The JavaScript side of an instance's imports. Other threads count, move and free it, and look at
/// nothing but `thread`.
pub struct Script {
    env: sys::napi_env,
    thread: Thread,
    memory: Arc<Memory>,
    world: Arc<World>,
    /// Weak: the instance's object holds the functions, and they must not hold it for ever.
    functions: [sys::napi_ref; 2],
    /// The handle scope of the call out that is under way.
    scope: Cell<sys::napi_handle_scope>,
    /// What JavaScript could not catch itself.
    uncaught: Cell<sys::napi_ref>,
    /// The arguments under way: how long they are, and what is beside the buffer.
    arguments: Cell<(u32, sys::napi_value)>,
    /// The result under way: where it is, and its blobs, which the scope keeps alive.
    result: Cell<(u32, u32)>,
    blobs: RefCell<Vec<&'static [u8]>>,
}

// SAFETY: see above: everything else is used on the JavaScript thread only (`is_here`).
unsafe impl Send for Script {}
// SAFETY: as above.
unsafe impl Sync for Script {}

/// Ends the handle scope of a call out that came to nothing.
pub struct Tidy<'a>(&'a Script);

impl Drop for Tidy<'_> {
    fn drop(&mut self) {
        self.0.close_scope();
    }
}

/// The functions that a [`Script`] calls.
#[derive(Clone, Copy)]
pub enum Entry {
    /// Calls a host function on the shared buffer.
    Now,
    /// Calls one whose result may come later.
    Later,
}

impl Script {
    /// `functions` are the ones of [`Entry`], in this order.
    pub fn new(
        env: sys::napi_env,
        memory: Arc<Memory>,
        world: Arc<World>,
        functions: [sys::napi_value; 2],
    ) -> Result<Arc<Script>, Error> {
        let mut references = [ptr::null_mut(); 2];
        for (function, reference) in functions.into_iter().zip(&mut references) {
            // SAFETY: live values of this scope, on the environment's thread.
            node(unsafe { sys::napi_create_reference(env, function, 0, reference) })?;
        }
        Ok(Arc::new(Script {
            env,
            thread: Thread::current(),
            memory,
            world,
            functions: references,
            scope: Cell::default(),
            uncaught: Cell::default(),
            arguments: Cell::new((0, ptr::null_mut())),
            result: Cell::default(),
            blobs: RefCell::default(),
        }))
    }

    /// The JavaScript thread.
    pub fn thread(&self) -> Thread {
        self.thread
    }

    /// The buffer of the JavaScript thread.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    fn is_here(&self) -> bool {
        Thread::current() == self.thread
    }

    /// The instance's object is gone; nothing calls the functions any more.
    pub fn release(&self) {
        for reference in self.functions {
            // SAFETY: made in `new`; the finaliser, on the environment's thread, comes once.
            unsafe { sys::napi_delete_reference(self.env, reference) };
        }
    }

    /// For whoever has entered the instance: tidies up when that is over.
    pub fn tidy(&self) -> Tidy<'_> {
        Tidy(self)
    }

    fn close_scope(&self) {
        let scope = self.scope.replace(ptr::null_mut());
        if !scope.is_null() {
            // SAFETY: opened by `lift`, closed once, and scopes opened later were closed before.
            unsafe { sys::napi_close_handle_scope(self.env, scope) };
        }
    }

    /// Calls one of the functions, on the JavaScript thread.
    pub fn enter(&self, entry: Entry, arguments: &[sys::napi_value]) -> Result<sys::napi_value, Error> {
        let (mut function, mut this, mut result) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        // SAFETY: on the environment's thread, with live values.
        let status = unsafe {
            node(sys::napi_get_reference_value(self.env, self.functions[entry as usize], &mut function))?;
            node(sys::napi_get_undefined(self.env, &mut this))?;
            if function.is_null() {
                return Err(Error::new(ErrorKind::Usage, "the object of the instance is gone"));
            }
            let (count, first) = (arguments.len(), arguments.as_ptr());
            sys::napi_call_function(self.env, this, function, count, first, &mut result)
        };
        if status != sys::Status::napi_ok {
            // The package's functions do not throw: the thread ends, or its stack is used up.
            self.keep_uncaught();
            return Err(Error::new(ErrorKind::Host, "JavaScript cannot go on here: its stack is used up"));
        }
        Ok(result)
    }

    fn keep_uncaught(&self) {
        let (mut error, mut reference) = (ptr::null_mut(), ptr::null_mut());
        // SAFETY: on the environment's thread. Where there is no exception, or none that can be
        // kept, the message of the error has to do.
        unsafe {
            sys::napi_get_and_clear_last_exception(self.env, &mut error);
            sys::napi_create_reference(self.env, error, 1, &mut reference);
        }
        self.uncaught.set(reference);
    }

    /// Throws what JavaScript could not catch in a call out, if anything.
    pub fn throw_uncaught(&self) {
        let reference = self.uncaught.replace(ptr::null_mut());
        if reference.is_null() {
            return;
        }
        let mut error = ptr::null_mut();
        // SAFETY: on the environment's thread; the reference was made by `keep_uncaught` and is
        // deleted once.
        unsafe {
            sys::napi_get_reference_value(self.env, reference, &mut error);
            sys::napi_delete_reference(self.env, reference);
            sys::napi_throw(self.env, error);
        }
    }

    fn lift(&self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        let mut scope = ptr::null_mut();
        // SAFETY: on the environment's thread; closed when the call out is over, or comes to nothing.
        node(unsafe { sys::napi_open_handle_scope(self.env, &mut scope) }).map_err(refused)?;
        self.scope.set(scope);
        self.lift_inside(arguments).inspect_err(|_| self.close_scope())
    }

    fn lift_inside(&self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        // SAFETY: on JavaScript's thread, which waits here; the slice is gone before it goes on.
        let room = unsafe { self.memory.room() };
        let mut sink = WireSink::new(room, ValueBlobs::new(self.env));
        arguments.lift(&mut sink, |()| {})?;
        let (written, blobs) = sink.into_parts();
        let (length, spilled) = match written {
            Written::InPlace(length) => (length, None),
            Written::Spilled(bytes) => (0, Some(bytes)),
        };
        let beside = blobs.into_value(spilled).map_err(refused)?;
        self.arguments.set((length as u32, beside));
        Ok(())
    }

    fn call(&self, import: u32) -> Result<(), Error> {
        self.call_inside(import).inspect_err(|_| self.close_scope())
    }

    fn call_inside(&self, function: u32) -> Result<(), Error> {
        let (length, beside) = self.arguments.get();
        let begin = self.memory.top();
        self.memory.set_header(Header { function, begin, end: begin + length, status: 0 })?;
        let arguments = [beside];
        let result = self.enter(Entry::Now, if beside.is_null() { &[] } else { &arguments })?;
        let header = self.memory.header()?;
        if header.status == FAILED {
            return Err(self.thrown(function));
        }
        self.result.set((header.begin, header.end));
        if header.status > 0 {
            // SAFETY: the scope of the call keeps the array and what is in it, and no JavaScript
            // runs before `lower` has used them.
            self.blobs.replace(unsafe { elements(self.env, result, header.status)? });
        }
        Ok(())
    }

    fn lower(&self, results: Results<'_, '_>) -> Result<(), Refused> {
        let _scope = Tidy(self);
        let (begin, end) = self.result.get();
        // SAFETY: on JavaScript's thread, which waits here and has written the result there.
        let bytes = unsafe { self.memory.part(begin, end) }.map_err(refused)?;
        let blobs = self.blobs.take();
        let mut source = WireSource::new(bytes, &blobs);
        let lowered = results.lower(&mut source);
        if lowered.is_err() && !source.is_finished() {
            self.take_back();
        }
        lowered
    }

    /// What a function threw the package keeps itself, and throws again.
    pub fn thrown(&self, function: u32) -> Error {
        let imports = self.world.imports.get(function as usize);
        let place = imports.map(|import| match &import.interface {
            Some(interface) => format!("{interface}.{}", import.name),
            None => import.name.clone(),
        });
        let what = place.as_deref().unwrap_or("the disposal of a resource");
        Error::new(ErrorKind::Host, format!("{what} failed"))
    }

    /// Tells the package that the component did not get the last result.
    pub fn take_back(&self) {
        self.arguments.set((0, ptr::null_mut()));
        // It does nothing but forget; there is an error already.
        let _ = self.call_inside(TAKE_BACK);
    }

    fn dropped(&self, rep: u32) -> Result<(), Error> {
        // SAFETY: as in `lift_inside`.
        let room = unsafe { self.memory.room() };
        if let Some(word) = room.first_chunk_mut() {
            *word = rep.to_le_bytes();
        }
        self.arguments.set((4, ptr::null_mut()));
        self.call_inside(DROPPED)
    }
}

fn refused(error: Error) -> Refused {
    ValueError::new(error.kind, error.message).into()
}

/// The host of one instance.
pub struct ScriptHost {
    script: Arc<Script>,
    /// Of a call on another thread.
    asked: Option<(Vec<u8>, HeldBlobs)>,
    answer: away::Answer,
}

impl ScriptHost {
    /// Calls what `script` calls.
    pub fn new(script: Arc<Script>) -> ScriptHost {
        ScriptHost { script, asked: None, answer: away::Answer::default() }
    }
}

impl Host for ScriptHost {
    fn lift(&mut self, arguments: Arguments<'_, '_>) -> Result<(), Refused> {
        if self.script.is_here() {
            return self.script.lift(arguments);
        }
        let mut sink = WireSink::new(&mut [], HeldBlobs::default());
        arguments.lift(&mut sink, |()| {})?;
        let (written, blobs) = sink.into_parts();
        let bytes = match written {
            Written::Spilled(bytes) => bytes,
            Written::InPlace(_) => Vec::new(),
        };
        self.asked = Some((bytes, blobs));
        Ok(())
    }

    fn call(&mut self, import: u32, inside: &Inside<'_>) -> Result<(), Error> {
        if self.script.is_here() {
            return self.script.call(import);
        }
        let (bytes, blobs) = self.asked.take().unwrap_or_default();
        self.answer = away::ask(&self.script, import, bytes, blobs, inside)?;
        Ok(())
    }

    fn lower(&mut self, results: Results<'_, '_>) -> Result<(), Refused> {
        if self.script.is_here() {
            return self.script.lower(results);
        }
        let away::Answer { bytes, blobs } = std::mem::take(&mut self.answer);
        let blobs: Vec<&[u8]> = blobs.iter().map(Vec::as_slice).collect();
        let mut source = WireSource::new(&bytes, &blobs);
        let lowered = results.lower(&mut source);
        if lowered.is_err() && !source.is_finished() {
            away::take_back(&self.script);
        }
        lowered
    }

    fn dropped(&mut self, _resource: TypeId, rep: u32, inside: &Inside<'_>) -> Result<(), Error> {
        if self.script.is_here() {
            return self.script.dropped(rep);
        }
        away::ask(&self.script, DROPPED, rep.to_le_bytes().to_vec(), HeldBlobs::default(), inside).map(drop)
    }
}
