//! What the templates are filled with: text that is already laid out.

use askama::Template;

/// One file.
#[derive(Debug, Template)]
#[template(path = "go/templates/file.go.askama")]
pub struct File {
    /// The line that says where the file comes from.
    pub header: String,
    /// The package's comment, in the file of the world.
    pub docs: Vec<String>,
    /// The package's name.
    pub package: String,
    /// The lines of the import declaration.
    pub imports: Vec<String>,
    /// Everything else, in order.
    pub items: Vec<Item>,
}

/// A declaration at the top of a file.
#[derive(Debug, Default)]
pub struct Item {
    /// The lines of its comment.
    pub docs: Vec<String>,
    /// `type Metadata struct {`, `func ... {`, or all of it.
    pub head: String,
    /// What stands between the braces, one tab deep.
    pub members: Vec<Member>,
    /// `}` or `)`, where the head has the opening one.
    pub close: &'static str,
}

/// A field, a constant or a statement.
#[derive(Debug)]
pub struct Member {
    /// The lines of its comment.
    pub docs: Vec<String>,
    /// `Title *string`
    pub text: String,
}

impl Item {
    /// A function with the lines of its body.
    pub fn function(docs: Vec<String>, head: String, body: Vec<String>) -> Item {
        let members = body.into_iter().map(|text| Member { docs: Vec::new(), text }).collect();
        Item { docs, head: head + " {", members, close: "}" }
    }
}

/// The file with the signature.
#[derive(Debug, Template)]
#[template(path = "go/templates/signature.go.askama")]
pub struct Signature {
    /// The line that says where the file comes from.
    pub header: String,
    /// The package's name.
    pub package: String,
    /// The JSON, one type a line.
    pub json: String,
}
