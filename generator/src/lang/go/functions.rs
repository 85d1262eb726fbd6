//! Functions: their heads, docs and bodies.

use super::codec::Codecs;
use super::comments::comment_or;
use super::imports::Imports;
use super::names;
use super::scope::Package;
use super::types::Types;
use super::view::Item;
use crate::plan::{Function, FunctionId, FunctionKind, Plan, Returns, Type};

/// Writes the functions of one file.
pub struct Functions<'a> {
    pub plan: &'a Plan,
    pub package: &'a Package<'a>,
    pub codecs: &'a Codecs<'a>,
    pub imports: &'a mut Imports,
}

impl Functions<'_> {
    /// A method of the type `class` that calls a function.
    pub fn method(&mut self, id: FunctionId, name: &str, class: &str, receiver: &str) -> Item {
        let plan = self.plan;
        let function = &plan.functions[id];
        let params: Vec<String> = function.params.iter().map(|param| names::param(&param.name)).collect();
        let result = match function.returns {
            Returns::Value(ty) | Returns::Fallible { ok: Some(ty), .. } => Some(self.types().of(ty)),
            Returns::Nothing | Returns::Fallible { ok: None, .. } => None,
        };
        let mut list = vec![format!("ctx {}Context", self.imports.context())];
        for (param, name) in function.params.iter().zip(&params) {
            list.push(format!("{name} {}", self.types().of(param.ty)));
        }
        let results = match &result {
            Some(result) => format!("(result {result}, err error)"),
            None => "error".to_owned(),
        };
        let docs = comment_or(&function.docs, &format!("{name} calls `{}`.", function.name));
        let head = format!("func ({receiver} *{class}) {name}({}) {results}", list.join(", "));
        Item::function(docs, head, self.body(function, id, receiver, &params))
    }

    fn types(&mut self) -> Types<'_> {
        Types { plan: self.plan, package: self.package, imports: self.imports }
    }

    fn body(
        &mut self,
        function: &Function,
        id: FunctionId,
        receiver: &str,
        params: &[String],
    ) -> Vec<String> {
        let mut body = vec![match function.kind {
            FunctionKind::Method(_) => {
                format!("call := {}BeginMethod(&{receiver}.Resource, {id})", self.imports.outwit())
            }
            _ => format!("call := {receiver}.instance.Begin({id})"),
        }];
        for (param, name) in function.params.iter().zip(params) {
            body.push(self.uses(param.ty, self.codecs.write(param.ty, "&call.Args", name)));
        }
        let value = match function.returns {
            Returns::Value(ty) | Returns::Fallible { ok: Some(ty), .. } => Some(ty),
            Returns::Nothing | Returns::Fallible { ok: None, .. } => None,
        };
        let (run, before) = match value {
            Some(_) => ("if err = call.Run(ctx); err != nil {", "result, "),
            None => ("if err := call.Run(ctx); err != nil {", ""),
        };
        body.extend([run.to_owned(), format!("\treturn {before}err"), "}".to_owned()]);
        if let Returns::Fallible { err, .. } = function.returns {
            let error = self.error(function.returns, err);
            body.extend([
                "if call.Result.Bool() {".to_owned(),
                format!("\treturn {before}call.Fail({error})"),
                "}".to_owned(),
            ]);
        }
        if let Some(ty) = value {
            let read = self.uses(ty, self.codecs.read(ty, "&call.Result"));
            body.push(format!("result = {read}"));
        }
        body.push(format!("return {before}call.End()"));
        body
    }

    /// The error that a function returns, made from the payload that comes next.
    fn error(&mut self, returns: Returns, err: Option<Type>) -> String {
        let Some(ty) = err else { return format!("&{}WitError{{}}", self.imports.outwit()) };
        let payload = self.uses(ty, self.codecs.read(ty, "&call.Result"));
        match self.plan.error_of(returns, &self.package.errors) {
            Some(error) => format!("&{}{{Payload: {payload}}}", self.package.error_name(error.id)),
            None => format!("&{}WitError{{Payload: {payload}}}", self.imports.outwit()),
        }
    }

    /// Notes that the code of a list of numbers needs the runtime.
    fn uses(&mut self, _: Type, code: String) -> String {
        if code.starts_with("outwit.") {
            self.imports.outwit();
        }
        code
    }
}

/// What the methods of a type call their receiver: the first letter of the type, unless one of
/// them has a parameter of that name.
pub fn receiver(plan: &Plan, class: &str, methods: &[(FunctionId, String)]) -> String {
    let letter: String = class.chars().take(1).map(|c| c.to_ascii_lowercase()).collect();
    let mut params = methods.iter().flat_map(|(id, _)| &plan.functions[*id].params);
    if params.any(|param| names::param(&param.name) == letter) { "recv".to_owned() } else { letter }
}
