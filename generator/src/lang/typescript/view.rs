//! What the templates are filled with: text that is already laid out.

use askama::Template;

/// One module.
#[derive(Debug, Template)]
#[template(path = "typescript/templates/module.ts.askama")]
pub struct Module {
    /// The line that says where the file comes from.
    pub header: String,
    /// The import statements.
    pub imports: Vec<String>,
    /// Statements that pass on other modules.
    pub exports: Vec<String>,
    /// Everything else, in order.
    pub items: Vec<Item>,
}

/// Something at the top of a module.
#[derive(Debug)]
pub enum Item {
    /// A class or interface.
    Class(Class),
    /// A type or a constant.
    Value(Member),
}

/// A class or interface.
#[derive(Debug, Default)]
pub struct Class {
    /// Its doc comment.
    pub docs: String,
    /// `export class Document extends outwit.Resource`
    pub head: String,
    /// Its fields.
    pub members: Vec<Member>,
    /// Its functions.
    pub functions: Vec<Function>,
}

/// A field, a type or a constant.
#[derive(Debug)]
pub struct Member {
    /// Its doc comment, which may be empty.
    pub docs: String,
    /// `title?: string | undefined;`
    pub text: String,
}

/// A function of a class.
#[derive(Debug, Clone)]
pub struct Function {
    /// Its doc comment, which may be empty.
    pub docs: String,
    /// `text(page: number): string {`
    pub head: String,
    /// Its statements.
    pub body: Vec<String>,
}

/// The module with the signature.
#[derive(Debug, Template)]
#[template(path = "typescript/templates/signature.ts.askama")]
pub struct Signature {
    /// The line that says where the file comes from.
    pub header: String,
    /// The JSON, one type a line.
    pub json: String,
}
