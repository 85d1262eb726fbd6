//! What a component or WIT package has, for people and as JSON.

use crate::error::Error;
use crate::input::{Input, Source, Wasm};
use crate::plan::Reading;
use outwit_signature::{Function, FunctionText, World};
use serde::Serialize;
use std::fmt::{self, Display, Formatter};

/// Everything that `outwit inspect` shows.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The path as it was given.
    pub file: String,
    /// `wit`, `wit-package` or `component`.
    pub kind: &'static str,
    /// The size of a `.wasm` file in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The SHA-256 of a `.wasm` file, in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Its worlds.
    pub worlds: Vec<WorldReport>,
}

/// One world.
#[derive(Debug, Clone, Serialize)]
pub struct WorldReport {
    /// `outwit:pdf/pdf@0.1.0`
    pub name: String,
    /// What it exports.
    pub exports: Vec<FunctionReport>,
    /// What must be supplied to it.
    pub imports: Vec<FunctionReport>,
    /// What a host would have to grant for that, a line each.
    pub needs: Vec<String>,
    /// What bindings cannot be made for yet.
    pub unsupported: Vec<ProblemReport>,
}

/// One function.
#[derive(Debug, Clone, Serialize)]
pub struct FunctionReport {
    /// Its interface; absent for a function of the world itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// Its name in the component model: `[method]document.text`.
    pub name: String,
    /// Name and types as WIT writes them.
    pub signature: String,
}

/// Something that bindings cannot be made for.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemReport {
    /// The WIT item.
    pub item: String,
    /// Why not.
    pub message: String,
}

impl Report {
    /// What there is to say about an input.
    pub fn of(input: &Input) -> Report {
        let (kind, wasm): (_, Option<&Wasm>) = match &input.source {
            Source::Wit => ("wit", None),
            Source::Package(wasm) => ("wit-package", Some(wasm)),
            Source::Component(wasm) => ("component", Some(wasm)),
        };
        Report {
            file: input.name().to_owned(),
            kind,
            size: wasm.map(|wasm| wasm.size),
            sha256: wasm.map(|wasm| wasm.sha256.clone()),
            worlds: input.read_all().iter().map(WorldReport::of).collect(),
        }
    }

    /// The report as JSON, with a line feed at the end.
    ///
    /// # Errors
    /// Never for a report of this crate's own; the signature is serde's.
    pub fn to_json(&self) -> Result<String, Error> {
        let json = serde_json::to_string_pretty(self).map_err(|error| Error::new(error.to_string()))?;
        Ok(json + "\n")
    }
}

impl WorldReport {
    fn of(reading: &Reading) -> WorldReport {
        let world = &reading.plan.signature;
        let functions = |functions: &[Function]| {
            functions.iter().map(|function| FunctionReport::of(world, function)).collect()
        };
        let problems = reading.problems.iter();
        WorldReport {
            name: world.name.clone(),
            exports: functions(&world.exports),
            imports: functions(&world.imports),
            needs: needs(world),
            unsupported: problems
                .map(|problem| ProblemReport { item: problem.item.clone(), message: problem.message.clone() })
                .collect(),
        }
    }
}

impl FunctionReport {
    fn of(world: &World, function: &Function) -> FunctionReport {
        FunctionReport {
            interface: function.interface.clone(),
            name: function.name.clone(),
            signature: FunctionText(world, function).to_string(),
        }
    }
}

/// What the imports would need to be granted, in the order of the imports.
fn needs(world: &World) -> Vec<String> {
    let mut needs: Vec<String> = Vec::new();
    for function in &world.imports {
        let need = match &function.interface {
            Some(interface) => grant(interface),
            None => match function.name.split_once(']') {
                Some((_, name)) => {
                    let resource = name.split('.').next().unwrap_or_default();
                    format!("a host that implements the resource `{resource}`")
                }
                None => format!("a host function `{}`", function.name),
            },
        };
        if !needs.contains(&need) {
            needs.push(need);
        }
    }
    needs
}

fn grant(interface: &str) -> String {
    let name = interface.split('@').next().unwrap_or_default();
    let (package, _) = name.split_once('/').unwrap_or((name, ""));
    match package {
        "wasi:filesystem" => "files: the folders that it may see".into(),
        "wasi:sockets" => "the network: the addresses that it may reach".into(),
        "wasi:http" => "the network: the hosts that it may ask over HTTP".into(),
        "wasi:clocks" => "the time".into(),
        "wasi:random" => "random numbers".into(),
        "wasi:io" => "nothing of its own: streams that other grants give".into(),
        "wasi:cli" => match name {
            "wasi:cli/environment" => "environment variables and arguments".into(),
            "wasi:cli/exit" => "to end its run".into(),
            _ => "standard input, output and error".into(),
        },
        _ => format!("a host that implements {interface}"),
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.file, self.kind.replace('-', " "))?;
        if let (Some(size), Some(sha256)) = (self.size, &self.sha256) {
            writeln!(f, "{size} bytes, sha256 {sha256}")?;
        }
        for world in &self.worlds {
            write!(f, "\n{world}")?;
        }
        Ok(())
    }
}

impl Display for WorldReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "world {}", self.name)?;
        section(f, "exports", &self.exports)?;
        section(f, "imports", &self.imports)?;
        if !self.needs.is_empty() {
            writeln!(f, "  must be granted")?;
            for need in &self.needs {
                writeln!(f, "    {need}")?;
            }
        }
        if !self.unsupported.is_empty() {
            writeln!(f, "  not supported yet")?;
            for problem in &self.unsupported {
                writeln!(f, "    {}: {}", problem.item, problem.message)?;
            }
        }
        Ok(())
    }
}

/// Functions under their interfaces.
fn section(f: &mut Formatter<'_>, title: &str, functions: &[FunctionReport]) -> fmt::Result {
    if functions.is_empty() {
        return writeln!(f, "  {title} nothing");
    }
    writeln!(f, "  {title}")?;
    let mut interface = None;
    for function in functions {
        if function.interface != interface {
            interface = function.interface.clone();
            if let Some(name) = &interface {
                writeln!(f, "    {name}")?;
            }
        }
        let indent = if function.interface.is_some() { "      " } else { "    " };
        writeln!(f, "{indent}{}", function.signature)?;
    }
    Ok(())
}
