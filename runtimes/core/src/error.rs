//! One model of errors, which every language translates into its own.

use std::any::Any;
use std::fmt::{self, Display, Formatter};

/// Why something failed. The names are the contract with the bindings: each of them maps a kind
/// to one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The file is not a component that can be loaded.
    Component,
    /// The component does not fit the world, or imports are missing.
    Link,
    /// A value of the wrong type.
    Type,
    /// A number out of its type's range.
    Range,
    /// A value of the right type that is not allowed: a lone surrogate, a wrong length.
    Value,
    /// A resource that was dropped, moved, or belongs to another instance.
    Handle,
    /// The guest trapped.
    Trap,
    /// The guest ran past its deadline.
    Deadline,
    /// The caller stopped the call: a cancelled context, an abort signal.
    Cancelled,
    /// The guest used up its fuel.
    Fuel,
    /// The guest wanted more memory than it may have.
    Memory,
    /// The instance is in a call of this thread already.
    Busy,
    /// An earlier trap left the instance unusable.
    Poisoned,
    /// The instance was closed.
    Closed,
    /// The cache of compiled code cannot be used.
    Cache,
    /// A file cannot be read.
    Io,
    /// An exception of the host's own, carried along unchanged.
    Host,
    /// A mistake in the use of the library, or a defect in it.
    Usage,
}

impl ErrorKind {
    /// The name by which other languages know the kind.
    pub const fn name(self) -> &'static str {
        match self {
            ErrorKind::Component => "component",
            ErrorKind::Link => "link",
            ErrorKind::Type => "type",
            ErrorKind::Range => "range",
            ErrorKind::Value => "value",
            ErrorKind::Handle => "handle",
            ErrorKind::Trap => "trap",
            ErrorKind::Deadline => "deadline",
            ErrorKind::Cancelled => "cancelled",
            ErrorKind::Fuel => "fuel",
            ErrorKind::Memory => "memory",
            ErrorKind::Busy => "busy",
            ErrorKind::Poisoned => "poisoned",
            ErrorKind::Closed => "closed",
            ErrorKind::Cache => "cache",
            ErrorKind::Io => "io",
            ErrorKind::Host => "host",
            ErrorKind::Usage => "usage",
        }
    }
}

/// A failure: what, where, and what to do, in one or two sentences.
#[derive(Debug)]
pub struct Error {
    /// Why.
    pub kind: ErrorKind,
    /// What and where, for a person.
    pub message: String,
    /// For [`ErrorKind::Trap`] and its relatives: Wasmtime's name of the trap, such as
    /// `unreachable` or `out-of-bounds-memory-access`.
    pub code: Option<&'static str>,
    /// For traps: the guest's frames, innermost first.
    pub frames: Vec<Frame>,
    /// For [`ErrorKind::Host`]: the exception that a source, sink or interrupt left.
    pub host: Option<HostError>,
}

/// One frame of the guest's stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The function's name, where the component has names.
    pub function: Option<String>,
    /// The core module's name.
    pub module: Option<String>,
    /// The offset in the module.
    pub offset: Option<usize>,
}

/// An exception of the host language, kept as it is.
pub type HostError = Box<dyn Any + Send + Sync>;

impl Error {
    /// An error of `kind` that says `message`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), code: None, frames: Vec::new(), host: None }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<ValueError> for Error {
    fn from(error: ValueError) -> Error {
        let message = error.to_string();
        let mut result = Error::new(error.kind, message);
        result.host = error.host;
        result
    }
}

/// A wrong value, with the path to it. The path grows from the inside out while the error
/// travels up the walk.
#[derive(Debug)]
pub struct ValueError {
    /// [`ErrorKind::Type`], [`ErrorKind::Range`], [`ErrorKind::Value`], [`ErrorKind::Handle`] or
    /// [`ErrorKind::Host`].
    pub kind: ErrorKind,
    /// What is wrong: `expected a str, got int`.
    pub message: String,
    /// For [`ErrorKind::Host`]: the exception.
    pub host: Option<HostError>,
    path: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Name(String),
    Index(usize),
}

impl ValueError {
    /// A wrong value of `kind`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> ValueError {
        ValueError { kind, message: message.into(), host: None, path: Vec::new() }
    }

    /// A value of the wrong type.
    pub fn wrong_type(message: impl Into<String>) -> ValueError {
        ValueError::new(ErrorKind::Type, message)
    }

    /// A number out of range.
    pub fn out_of_range(message: impl Into<String>) -> ValueError {
        ValueError::new(ErrorKind::Range, message)
    }

    /// A value that is not allowed.
    pub fn not_allowed(message: impl Into<String>) -> ValueError {
        ValueError::new(ErrorKind::Value, message)
    }

    /// An exception that the host's own code raised while its value was read or built.
    pub fn host(error: HostError) -> ValueError {
        ValueError {
            kind: ErrorKind::Host,
            message: "the host failed".into(),
            host: Some(error),
            path: Vec::new(),
        }
    }

    /// Adds the name of the parameter, field or case that the value is in.
    #[must_use]
    pub fn inside(mut self, name: &str) -> ValueError {
        self.path.push(Step::Name(name.to_owned()));
        self
    }

    /// Adds the position in the list or tuple that the value is in.
    #[must_use]
    pub fn at(mut self, index: usize) -> ValueError {
        self.path.push(Step::Index(index));
        self
    }

    /// The path, `options.max-width` or `points[3].x`; empty for a value that is not inside
    /// anything.
    pub fn path(&self) -> String {
        let mut text = String::new();
        for step in self.path.iter().rev() {
            match step {
                Step::Name(name) => {
                    if !text.is_empty() {
                        text.push('.');
                    }
                    text.push_str(name);
                }
                Step::Index(index) => text.push_str(&format!("[{index}]")),
            }
        }
        text
    }
}

impl Display for ValueError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let path = self.path();
        match path.is_empty() {
            true => f.write_str(&self.message),
            false => write!(f, "{path}: {}", self.message),
        }
    }
}

impl std::error::Error for ValueError {}
