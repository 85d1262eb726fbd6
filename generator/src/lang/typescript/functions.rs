//! Functions: their heads, docs and bodies.

use super::imports::Imports;
use super::jsdoc::jsdoc;
use super::layout::{Layout, definition, statement};
use super::names;
use super::types::{Annotations, Way, undefinable};
use super::view;
use crate::lang::modules::Modules;
use crate::plan::{Docs, Function, FunctionId, FunctionKind, Owner, Plan, Returns};

/// Writes the functions of one module.
pub struct Functions<'a> {
    pub plan: &'a Plan,
    pub modules: &'a Modules<'a>,
    pub owner: Owner,
    pub imports: &'a mut Imports,
}

/// How deep the head and the body of a function are indented.
const HEAD: usize = 2;
const BODY: usize = 4;

impl Functions<'_> {
    /// A function under the name `name`, and beside it the variant `off_thread` that leaves the
    /// thread.
    pub fn pair(&mut self, id: FunctionId, name: &str, off_thread: &str) -> Vec<view::Function> {
        vec![self.direct(id, name), self.off_thread(id, name, off_thread)]
    }

    fn direct(&mut self, id: FunctionId, name: &str) -> view::Function {
        let plan = self.plan;
        let function = &plan.functions[id];
        let docs = jsdoc(&function.docs, &self.throws(function.returns), HEAD);
        let params = self.params(function);
        if let FunctionKind::Constructor(_) = function.kind {
            let call = Layout::call(format!("new.target._functions[{id}]"), self.arguments(function));
            let body = vec![statement(BODY, "", &Layout::call("super", vec![call]), ";")];
            return view::Function { docs, head: definition(HEAD, "constructor", params, None), body };
        }
        let result = self.result(function.returns);
        let call = Layout::call(format!("this._functions[{id}]"), self.arguments(function));
        let start = if result == Layout::text("void") { "" } else { "return " };
        view::Function {
            docs,
            head: definition(HEAD, &format!("{}{name}", receiver(function)), params, Some(&result)),
            body: vec![statement(BODY, start, &call, ";")],
        }
    }

    fn off_thread(&mut self, id: FunctionId, name: &str, off_thread: &str) -> view::Function {
        let plan = self.plan;
        let function = &plan.functions[id];
        let like = match function.kind {
            FunctionKind::Constructor(_) => "Like the constructor, while the event loop goes on.".to_owned(),
            _ => format!("Like `{name}`, while the event loop goes on."),
        };
        let taken = function.params.iter().any(|param| names::param(&param.name) == "options");
        let options = if taken { "options_" } else { "options" };
        let mut params = self.params(function);
        let ty = Layout::text(self.imports.outwit("CallOptions"));
        params.push(Layout::Annotated(format!("{options}?"), Box::new(ty)));
        let mut arguments = self.arguments(function);
        arguments.push(Layout::text(options));
        let promise = self.imports.global("Promise");
        let result = Layout::generic(promise, vec![self.result(function.returns)]);
        let call = Layout::call(format!("this._asyncFunctions[{id}]"), arguments);
        view::Function {
            docs: jsdoc(&Docs { text: like, ..Docs::default() }, &[], HEAD),
            head: definition(HEAD, &format!("{}{off_thread}", receiver(function)), params, Some(&result)),
            body: vec![statement(BODY, "return ", &call, ";")],
        }
    }

    fn params(&mut self, function: &Function) -> Vec<Layout> {
        let plan = self.plan;
        let required =
            function.params.iter().rposition(|param| !plan.is_option(param.ty)).map_or(0, |p| p + 1);
        let mut params = Vec::new();
        for (position, param) in function.params.iter().enumerate() {
            let optional = position >= required;
            // The question mark says that it may be `undefined`.
            let payload = undefinable(plan, param.ty).filter(|_| optional);
            let ty = self.annotations(Way::In).of(payload.unwrap_or(param.ty));
            let mark = if optional { "?" } else { "" };
            params.push(Layout::Annotated(names::param(&param.name) + mark, Box::new(ty)));
        }
        params
    }

    fn arguments(&self, function: &Function) -> Vec<Layout> {
        let mut arguments = Vec::new();
        if let FunctionKind::Method(_) = function.kind {
            arguments.push(Layout::text("this"));
        }
        arguments.extend(function.params.iter().map(|param| Layout::text(names::param(&param.name))));
        arguments
    }

    /// The annotation of what a function returns.
    fn result(&mut self, returns: Returns) -> Layout {
        match returns {
            Returns::Nothing => Layout::text("void"),
            Returns::Value(ty) => self.annotations(Way::Out).of(ty),
            Returns::Fallible { ok, .. } => self.annotations(Way::Out).of_payload(ok),
        }
    }

    /// The paragraph of a doc comment that names the error.
    pub fn throws(&mut self, returns: Returns) -> Vec<String> {
        let Returns::Fallible { err, .. } = returns else { return Vec::new() };
        let error = self.plan.error_of(returns, &self.modules.errors);
        vec![match (error, err) {
            (Some(error), _) => format!("@throws {{{}}}", names::class(&error.name)),
            (None, Some(err)) => {
                let payload = self.annotations(Way::Out).of(err).flat();
                format!("@throws {{outwit.WitError}} with a payload of `{payload}`")
            }
            (None, None) => "@throws {outwit.WitError}".to_owned(),
        }]
    }

    pub fn annotations(&mut self, way: Way) -> Annotations<'_> {
        Annotations { plan: self.plan, modules: self.modules, owner: self.owner, imports: self.imports, way }
    }
}

/// What stands before the name of a function.
fn receiver(function: &Function) -> &'static str {
    match function.kind {
        FunctionKind::Static(_) | FunctionKind::Constructor(_) => "static ",
        FunctionKind::Method(_) | FunctionKind::Freestanding => "",
    }
}
