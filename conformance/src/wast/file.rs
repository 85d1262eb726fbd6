//! What one file says: of each component what becomes of it, and its calls.

use super::value;
use crate::script::{Act, Call, Failure, Step};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;
use wasmtime::error::Context;
use wasmtime::{Result, format_err};
use wast::parser::{self, ParseBuffer};
use wast::token::Span;
use wast::{QuoteWat, Wast, WastDirective, WastExecute, WastInvoke, Wat};

/// What a file says of one component.
pub struct Given {
    /// Where: the line, and the column where a line has two.
    pub place: String,
    pub bytes: Vec<u8>,
    pub wanted: Wanted,
    pub steps: Vec<Step>,
}

/// What becomes of a component; the texts are what others say of it.
pub enum Wanted {
    /// An instance can be made of it.
    Instance,
    /// It is not valid.
    Invalid(String),
    /// It is valid, but no instance can be made of it.
    NoInstance(String),
}

/// The components of a file.
#[derive(Default)]
pub struct Read {
    pub given: Vec<Given>,
    /// Where there is something else, and why it is left out.
    pub skipped: Vec<(String, String)>,
}

const MODULE: &str = "a core module";
const TEXT: &str = "wrong as text: there is no component";

/// Reads a file.
pub fn read(path: &Path) -> Result<Read> {
    parse(&fs::read_to_string(path).context("it cannot be read")?)
}

fn parse(text: &str) -> Result<Read> {
    let foreign = |error: wast::Error| format_err!("it is no .wast: {error}");
    let mut lexer = wast::lexer::Lexer::new(text);
    lexer.allow_confusing_unicode(true);
    let buffer = ParseBuffer::new_with_lexer(lexer).map_err(foreign)?;
    let wast: Wast<'_> = parser::parse(&buffer).map_err(foreign)?;
    let mut reader = Reader { text, ..Reader::default() };
    for directive in wast.directives {
        reader.directive(directive);
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    read: Read,
    places: HashSet<String>,
    /// Definitions by name, and whether an instance was made of them.
    definitions: BTreeMap<String, Definition>,
    /// The last definition and the last instance may be meant without a name.
    last_definition: Option<String>,
    instances: HashMap<String, usize>,
    last: Option<usize>,
    /// Instances whose calls are not all understood.
    broken: HashMap<usize, String>,
}

struct Definition {
    place: String,
    bytes: Vec<u8>,
    used: bool,
}

impl<'a> Reader<'a> {
    fn directive(&mut self, directive: WastDirective<'a>) {
        let place = self.place(directive.span());
        match directive {
            WastDirective::Module(component) => {
                let name = component.name().map(|name| name.name().to_owned());
                match self.encode(&place, component) {
                    Some(bytes) => self.instance(name, place, bytes),
                    None => self.last = None,
                }
            }
            WastDirective::ModuleDefinition(component) => {
                // Without a name it is known by its place.
                let name = component.name().map_or_else(|| place.clone(), |name| name.name().to_owned());
                if let Some(bytes) = self.encode(&place, component) {
                    self.last_definition = Some(name.clone());
                    let old = self.definitions.insert(name, Definition { place, bytes, used: false });
                    self.read.given.extend(old.and_then(Definition::alone));
                }
            }
            WastDirective::ModuleInstance { instance, module, .. } => {
                let name = module.map(|name| name.name().to_owned()).or_else(|| self.last_definition.clone());
                let definition = name.and_then(|name| self.definitions.get_mut(&name));
                let Some(definition) = definition else {
                    self.last = None;
                    return self.skip(place, "an instance of what was left out");
                };
                definition.used = true;
                let bytes = definition.bytes.clone();
                self.instance(instance.map(|name| name.name().to_owned()), place, bytes);
            }
            WastDirective::AssertMalformed { module, message, .. }
            | WastDirective::AssertInvalid { module, message, .. } => {
                if let Some(bytes) = self.encode(&place, module) {
                    self.give(place, bytes, Wanted::Invalid(message.to_owned()));
                }
            }
            WastDirective::AssertUnlinkable { module, message, .. } => {
                self.no_instance(place, module, message);
            }
            WastDirective::AssertTrap { exec, message, .. } => match exec {
                WastExecute::Invoke(invoke) => self.call(place, &invoke, |call| {
                    call.fails = Some(Failure::Trap);
                    Some(())
                }),
                WastExecute::Wat(component) => self.no_instance(place, component, message),
                WastExecute::Get { .. } => self.skip(place, "a global of a core module"),
            },
            WastDirective::AssertReturn { exec: WastExecute::Invoke(invoke), results, .. } => {
                self.call(place, &invoke, |call| {
                    if let Some(result) = results.first() {
                        call.result = Some(value::result(result)?);
                    }
                    Some(())
                });
            }
            // What it gives is not told: if it gives anything, the reference does not play it.
            WastDirective::Invoke(invoke) => self.call(place, &invoke, |_| Some(())),
            _ => self.skip(place, "a directive that is not for components"),
        }
    }

    fn place(&mut self, span: Span) -> String {
        let (line, column) = span.linecol_in(self.text);
        let place = (line + 1).to_string();
        match self.places.insert(place.clone()) {
            true => place,
            false => format!("{place}-{}", column + 1),
        }
    }

    /// The binary of a component, unless it is left out.
    fn encode(&mut self, place: &str, mut component: QuoteWat<'a>) -> Option<Vec<u8>> {
        if let QuoteWat::QuoteModule(..) | QuoteWat::Wat(Wat::Module(_)) = component {
            self.skip(place.to_owned(), MODULE);
            return None;
        }
        let bytes = component.encode().ok();
        if bytes.is_none() {
            self.skip(place.to_owned(), TEXT);
        }
        bytes
    }

    fn no_instance(&mut self, place: String, component: Wat<'a>, text: &str) {
        if let Some(bytes) = self.encode(&place, QuoteWat::Wat(component)) {
            self.give(place, bytes, Wanted::NoInstance(text.to_owned()));
        }
    }

    fn instance(&mut self, name: Option<String>, place: String, bytes: Vec<u8>) {
        let position = self.give(place, bytes, Wanted::Instance);
        self.last = Some(position);
        if let Some(name) = name {
            self.instances.insert(name, position);
        }
    }

    fn give(&mut self, place: String, bytes: Vec<u8>, wanted: Wanted) -> usize {
        self.read.given.push(Given { place, bytes, wanted, steps: Vec::new() });
        self.read.given.len() - 1
    }

    fn skip(&mut self, place: String, reason: &str) {
        self.read.skipped.push((place, reason.to_owned()));
    }

    /// Adds a call to its instance; `end` says how it ends.
    fn call(&mut self, place: String, invoke: &WastInvoke<'a>, end: impl FnOnce(&mut Call) -> Option<()>) {
        let position = match invoke.module {
            Some(name) => self.instances.get(name.name()).copied(),
            None => self.last,
        };
        let Some(position) = position else { return self.skip(place, "a call of what was left out") };
        let args: Option<Vec<_>> = invoke.args.iter().map(value::argument).collect();
        let call = args.and_then(|args| {
            let mut call = Call::new(None, invoke.name.to_owned(), args);
            end(&mut call).map(|()| call)
        });
        match call {
            Some(mut call) => {
                let steps = &mut self.read.given[position].steps;
                // The first trap is the last: what comes then finds that the instance was stopped.
                let stopped = |step: &Step| matches!(&step.act, Act::Call(own) if own.fails.is_some());
                if call.fails.is_some() && steps.iter().any(stopped) {
                    call.fails = Some(Failure::Poisoned);
                }
                steps.push(Step { act: Act::Call(call), imports: Vec::new() });
            }
            None => drop(self.broken.insert(position, format!("line {place} has values of core modules"))),
        }
    }

    fn finish(mut self) -> Read {
        self.read.given.extend(self.definitions.into_values().filter_map(Definition::alone));
        let mut given = Vec::new();
        for (position, own) in self.read.given.into_iter().enumerate() {
            match self.broken.remove(&position) {
                Some(reason) => self.read.skipped.push((own.place, reason)),
                None => given.push(own),
            }
        }
        Read { given, skipped: self.read.skipped }
    }
}

impl Definition {
    /// A component of which the file makes no instance: then it is a case of its own.
    fn alone(self) -> Option<Given> {
        let Definition { place, bytes, used } = self;
        (!used).then_some(Given { place, bytes, wanted: Wanted::Instance, steps: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const FILE: &str = r#"
        (component definition $A)
        (component instance $one $A)
        (component instance $two $A)
        (component $C)
        (assert_return (invoke "f" (f32.const nan) (str.const "a")) (u8.const 1))
        (assert_trap (invoke $one "g") "unreachable")
        (assert_trap (invoke $one "g") "cannot enter")
        (assert_invalid (component (core func (canon lower (func 5)))) "unknown function")
        (assert_trap (component) "unreachable")
        (module) (component definition)
        (assert_malformed (component quote "(nonsense)") "unexpected token")
        (assert_return (invoke $two "h" (i32.const 1)))
    "#;

    #[test]
    fn knows_what_each_component_goes_through() -> Result<()> {
        let read = parse(FILE)?;
        let places: Vec<&str> = read.given.iter().map(|own| own.place.as_str()).collect();
        assert_eq!(places, ["3", "5", "9", "10", "11-19"]);
        let steps = |given: usize| serde_json::to_value(&read.given[given].steps).unwrap_or_default();
        let call = |name: &str, fails: &str| {
            let call = json!({"interface": null, "name": name, "args": [], "result": null, "fails": fails});
            json!({ "call": call, "imports": [] })
        };
        assert_eq!(steps(0), json!([call("g", "trap"), call("g", "poisoned")]));
        let args = json!([["f32", NAN], ["string", "a"]]);
        assert_eq!(steps(1)[0]["call"]["args"], args);
        assert_eq!(steps(1)[0]["call"]["result"], json!(["u8", 1]));
        assert!(matches!(&read.given[2].wanted, Wanted::Invalid(text) if text == "unknown function"));
        assert!(matches!(&read.given[3].wanted, Wanted::NoInstance(text) if text == "unreachable"));
        assert!(matches!(read.given[4].wanted, Wanted::Instance));
        let skipped: Vec<(&str, &str)> =
            read.skipped.iter().map(|(place, reason)| (place.as_str(), reason.as_str())).collect();
        assert_eq!(skipped, [("11", MODULE), ("12", TEXT), ("4", "line 13 has values of core modules")]);
        assert!(parse("(nonsense)").is_err());
        Ok(())
    }

    const NAN: u32 = 0x7fc0_0000;
}
