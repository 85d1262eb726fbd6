//! The file that answers a component's imports: it reads the arguments, calls the program's own
//! function and writes the result.

use super::codec::{Codecs, Way};
use super::imports::Imports;
use super::names;
use super::scope::Package;
use super::view::Item;
use crate::plan::{Function, FunctionKind, ImportId, Owner, Plan, Returns, Type};
use std::collections::BTreeMap;

/// What finds the program's functions by their numbers.
pub fn items(plan: &Plan, package: &Package<'_>, codecs: &Codecs<'_>, imports: &mut Imports) -> Vec<Item> {
    imports.context();
    imports.outwit();
    let answers = Answers { plan, package, codecs };
    vec![
        Item {
            docs: vec![format!("// host answers what a component asks for, out of [{}].", package.imports)],
            head: format!("type host {}", package.imports),
            ..Item::default()
        },
        Item::function(
            vec!["// Has says whether there is a function for an import.".to_owned()],
            "func (recv *host) Has(number int) bool".to_owned(),
            answers.has(),
        ),
        Item::function(
            vec!["// Call answers one call of an import.".to_owned()],
            "func (recv *host) Call(ctx context.Context, number int, call *outwit.Import) error".to_owned(),
            answers.call(),
        ),
    ]
}

struct Answers<'a> {
    plan: &'a Plan,
    package: &'a Package<'a>,
    codecs: &'a Codecs<'a>,
}

impl Answers<'_> {
    /// The field that has a function; none for the methods of a resource that no field makes.
    fn field(&self, id: ImportId) -> Option<String> {
        let import = &self.plan.imports[id];
        match import.owner {
            Owner::World if import.is_method() => None,
            Owner::World => Some(self.package.host_name(id)),
            Owner::Interface(position) if self.plan.interfaces[position].imports.is_empty() => None,
            Owner::Interface(position) => Some(self.package.interfaces[position].clone()),
        }
    }

    fn has(&self) -> Vec<String> {
        let mut fields: BTreeMap<ImportId, (Option<String>, Vec<String>)> = BTreeMap::new();
        for id in 0..self.plan.imports.len() {
            let field = self.field(id);
            match fields.values_mut().find(|(known, _)| *known == field) {
                Some((_, ids)) => ids.push(id.to_string()),
                None => {
                    fields.insert(id, (field, vec![id.to_string()]));
                }
            }
        }
        let mut body = vec!["switch number {".to_owned()];
        for (field, ids) in fields.values() {
            body.push(format!("case {}:", ids.join(", ")));
            body.push(match field {
                Some(field) => format!("\treturn recv.{field} != nil"),
                None => "\treturn true".to_owned(),
            });
        }
        body.extend(["}".to_owned(), "return false".to_owned()]);
        body
    }

    fn call(&self) -> Vec<String> {
        let mut body = vec!["switch number {".to_owned()];
        for (id, import) in self.plan.imports.iter().enumerate() {
            let signed = &self.plan.signature.imports[id];
            let place = match &signed.interface {
                Some(interface) => format!("{interface}.{}", signed.name),
                None => signed.name.clone(),
            };
            body.push(format!("case {id}: // {place}"));
            body.extend(self.answer(id, import).into_iter().map(|line| format!("\t{line}")));
        }
        body.extend(["}".to_owned(), "return call.Unknown(number)".to_owned()]);
        body
    }

    fn answer(&self, id: ImportId, import: &Function) -> Vec<String> {
        let mut body = Vec::new();
        let mut arguments = vec!["ctx".to_owned()];
        let on = match import.kind {
            FunctionKind::Method(_) => {
                let object = self.plan.signature.imports[id].params.first().map(|param| param.ty);
                body.extend(object.map(|ty| format!("self := {}", self.codecs.read(ty, "&call.Args"))));
                "self".to_owned()
            }
            _ => match import.owner {
                Owner::World => "recv".to_owned(),
                Owner::Interface(position) => format!("recv.{}", self.package.interfaces[position]),
            },
        };
        for param in &import.params {
            let name = names::param(&param.name);
            body.push(format!("{name} := {}", self.codecs.read(param.ty, "&call.Args")));
            arguments.push(name);
        }
        body.extend(lines(&["if err := call.Ready(); err != nil {", "\treturn err", "}"]));
        let call = format!("{on}.{}({})", self.package.host_name(id), arguments.join(", "));
        let (value, failure) = match import.returns {
            Returns::Nothing => {
                body.push(format!("return {call}"));
                return body;
            }
            Returns::Value(ty) => (Some(ty), None),
            Returns::Fallible { ok, err, .. } => (ok, Some(err)),
        };
        body.push(format!("{} := {call}", if value.is_some() { "result, err" } else { "err" }));
        body.push("if err != nil {".to_owned());
        body.push(format!("\treturn {}", self.failure(failure)));
        body.push("}".to_owned());
        if failure.is_some() {
            body.push("call.Result.Bool(false)".to_owned());
        }
        body.extend(value.map(|ty| self.codecs.write(ty, "&call.Result", "result")));
        body.push("return nil".to_owned());
        body
    }

    /// What becomes of an error: one that the function's type has goes to the guest.
    fn failure(&self, failure: Option<Option<Type>>) -> String {
        match failure {
            None => "err".to_owned(),
            Some(None) => "outwit.FailPlain(call, err)".to_owned(),
            Some(Some(ty)) => {
                format!("outwit.Fail(call, err, {})", self.codecs.value(Some(ty), Way::Encode))
            }
        }
    }
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}
