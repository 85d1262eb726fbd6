//! How a language spells WIT names: what [`Modules`](super::modules::Modules) and
//! [`Members`](super::members::Members) ask its `names.rs`.

/// Where a function stands, which decides what else is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the class of an interface.
    Interface,
    /// In the class of the world.
    World,
    /// Among the world's imports.
    Imports,
    /// In the class of a resource, called on its objects.
    Method,
    /// In the class of a resource, called on the class.
    Static,
}

/// The spelling of a language in which interfaces are modules.
pub trait Spelling {
    /// The language's name in messages.
    fn language(&self) -> &'static str;
    /// A class or type.
    fn class(&self, name: &str) -> String;
    /// The class or type of a variant's case, if nothing else has that name.
    fn case(&self, variant: &str, case: &str) -> String;
    /// A field of a record.
    fn field(&self, name: &str) -> String;
    /// A flag.
    fn flag(&self, name: &str) -> String;
    /// A case of an enum.
    fn enum_case(&self, name: &str) -> String;
    /// A parameter.
    fn param(&self, name: &str) -> String;
    /// The file of a module, without its extension.
    fn module(&self, name: &str) -> String;
    /// The member of the world's class for the exported interface of a module.
    fn attribute(&self, module: &str) -> String;
    /// The field of the world's imports for the imported interface of a module.
    fn host_field(&self, module: &str) -> String;
    /// A function that is no constructor.
    fn function(&self, place: Place, name: &str) -> String;
    /// What a constructor is called, and what its off-thread variant is called after.
    fn constructor(&self) -> (&'static str, &'static str);
    /// The off-thread variant of a function.
    fn off_thread(&self, function: &str) -> String;
}
