//! What the templates are filled with: text that is already laid out.

use askama::Template;

/// One module.
#[derive(Debug, Template)]
#[template(path = "python/templates/module.py.askama")]
pub struct Module {
    /// The line that says where the file comes from.
    pub header: String,
    /// The module's docstring.
    pub docstring: String,
    /// The import statements, in groups.
    pub imports: Vec<String>,
    /// What `from module import *` gives.
    pub exported: Vec<String>,
    /// Everything else, in order.
    pub items: Vec<Item>,
}

/// Something at the top of a module.
#[derive(Debug)]
pub enum Item {
    /// A class.
    Class(Class),
    /// An assignment and its docstring, which may be empty.
    Value(Member),
}

/// A class.
#[derive(Debug, Default)]
pub struct Class {
    /// `@dataclass(slots=True)`, or nothing.
    pub decorator: Option<String>,
    /// `class Metadata:`
    pub head: String,
    /// Its docstring.
    pub docstring: String,
    /// `__slots__ = ()`, or nothing.
    pub slots: Option<String>,
    /// Its fields or members.
    pub members: Vec<Member>,
    /// Its functions.
    pub functions: Vec<Function>,
}

/// A field, a member of an enum, or a value.
#[derive(Debug)]
pub struct Member {
    /// `title: str | None`
    pub text: String,
    /// Its docstring, which may be empty.
    pub docstring: String,
}

/// A function of a class.
#[derive(Debug, Clone)]
pub struct Function {
    /// `@classmethod`, or nothing.
    pub decorator: Option<String>,
    /// `def text(self, page: int) -> str:`
    pub head: String,
    /// Its docstring, which may be empty.
    pub docstring: String,
    /// Its statements.
    pub body: Vec<String>,
}

/// The module with the signature.
#[derive(Debug, Template)]
#[template(path = "python/templates/signature.py.askama")]
pub struct Signature {
    /// The line that says where the file comes from.
    pub header: String,
    /// The JSON, one type a line.
    pub json: String,
}
