//! What one component goes through: the calls that come to it, and the calls that it makes meanwhile.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The script of a component.
#[derive(Serialize, Deserialize, Default, Clone)]
pub struct Script {
    /// The component's file.
    pub component: String,
    /// The name of its bindings; without one it is only played without generated code.
    pub bindings: Option<String>,
    /// What must fail, with an error of its own kind; there are no steps then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Stage>,
    /// What to do with it, one after the other.
    pub steps: Vec<Step>,
}

/// On the way to an instance.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    Loading,
    Instantiation,
}

/// One call of the component, and what the component wants from its host until it returns.
#[derive(Serialize, Deserialize, Clone)]
pub struct Step {
    #[serde(flatten)]
    pub act: Act,
    #[serde(default)]
    pub imports: Vec<Act>,
}

/// A call, the end of a resource, or how many resources there are.
#[derive(Serialize, Deserialize, Clone)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    Call(Call),
    /// The resource of this number is dropped: in a step one of the component's, else one of the host's.
    Drop(u32),
    /// Only a step.
    Live(Live),
}

/// How many resources are alive; what is missing is not looked at.
#[derive(Serialize, Deserialize, Clone, Copy, Default, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct Live {
    /// Of the host's, in the hands of the guest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<usize>,
    /// Of the guest's, in the hands of the host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest: Option<usize>,
}

/// A call with what goes in and what comes out. Resources are numbers: one that was not seen before is new.
#[derive(Serialize, Deserialize, Clone)]
pub struct Call {
    /// `None`: a function of the world itself.
    pub interface: Option<String>,
    pub name: String,
    pub args: Vec<Value>,
    /// What it gives, if it does not fail.
    #[serde(default)]
    pub result: Option<Value>,
    /// How the call fails instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fails: Option<Failure>,
    /// Of an import: the host's function fails with this text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raises: Option<String>,
}

impl Call {
    /// A call that does not fail.
    pub fn new(interface: Option<String>, name: String, args: Vec<Value>) -> Call {
        Call { interface, name, args, result: None, fails: None, raises: None }
    }
}

/// How a call fails.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The guest trapped.
    Trap,
    /// A function of the host's failed, and its error has come through.
    Host,
    /// The instance was stopped by an earlier failure.
    Poisoned,
}
