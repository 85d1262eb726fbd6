//! What one component of a case went through: the calls that came to it, and the calls that it made
//! meanwhile.

use serde::Serialize;
use serde_json::Value;

/// The script of a component.
#[derive(Serialize, Default)]
pub struct Script {
    /// The component's file.
    pub component: String,
    /// The name of its bindings.
    pub bindings: String,
    /// What to do with it, one after the other.
    pub steps: Vec<Step>,
}

/// One call of the component, and what the component wants from its host until it returns.
#[derive(Serialize)]
pub struct Step {
    #[serde(flatten)]
    pub act: Act,
    pub imports: Vec<Act>,
}

/// A call, or the end of a resource.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Call(Call),
    /// The resource of this number is dropped: in a step one of the component's, else one of the host's.
    Drop(u32),
}

/// A call with what went in and what came out. Resources are numbers: one that was not seen before is new.
#[derive(Serialize)]
pub struct Call {
    /// `None`: a function of the world itself.
    pub interface: Option<String>,
    pub name: String,
    pub args: Vec<Value>,
    pub result: Option<Value>,
}
