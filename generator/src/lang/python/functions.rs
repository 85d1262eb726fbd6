//! Functions: their heads, docs and bodies.

use super::docstring::{docstring, plain};
use super::imports::Imports;
use super::layout::{Layout, WIDTH, definition, statement};
use super::names;
use super::types::{Annotations, Way};
use super::view;
use crate::lang::modules::Modules;
use crate::plan::{Function, FunctionId, FunctionKind, Owner, Plan, Returns};

/// Writes the functions of one module.
pub struct Functions<'a> {
    pub plan: &'a Plan,
    pub modules: &'a Modules<'a>,
    pub owner: Owner,
    pub imports: &'a mut Imports,
}

/// How deep the head and the body of a function are indented.
const HEAD: usize = 4;
const BODY: usize = 8;
/// Annotations that are longer get a line of their own where the call does not fit behind them.
const LONG: usize = 32;

impl Functions<'_> {
    /// A function under the name `name`, and beside it the variant `off_thread` that leaves the
    /// thread.
    pub fn pair(&mut self, id: FunctionId, name: &str, off_thread: &str) -> Vec<view::Function> {
        vec![self.direct(id, name), self.off_thread(id, name, off_thread)]
    }

    fn direct(&mut self, id: FunctionId, name: &str) -> view::Function {
        let plan = self.plan;
        let function = &plan.functions[id];
        if let FunctionKind::Constructor(_) = function.kind {
            return self.constructor(function, id);
        }
        let (decorator, mut params) = self.receiver(function);
        params.extend(self.params(function));
        let result = self.result(function.returns);
        let callee = format!("{}[{id}]", table(function));
        view::Function {
            decorator,
            head: definition(HEAD, &format!("def {name}"), params, &result),
            docstring: docstring(&function.docs, self.raises(function.returns, "Raises"), BODY),
            body: body(function, result, Layout::call(callee, arguments(function))),
        }
    }

    fn constructor(&mut self, function: &Function, id: FunctionId) -> view::Function {
        let mut params = vec![Layout::text("self")];
        params.extend(self.params(function));
        let call = Layout::call(format!("self._functions[{id}]"), arguments(function));
        view::Function {
            decorator: None,
            head: definition(HEAD, "def __init__", params, &Layout::text("None")),
            docstring: docstring(&function.docs, self.raises(function.returns, "Raises"), BODY),
            body: vec![statement(BODY, &[&Layout::call("self._adopt", vec![call])])],
        }
    }

    fn off_thread(&mut self, id: FunctionId, name: &str, off_thread: &str) -> view::Function {
        let plan = self.plan;
        let function = &plan.functions[id];
        let (decorator, mut params) = self.receiver(function);
        params.extend(self.params(function));
        let result = self.result(function.returns);
        let callee = format!("await {}", self.imports.name("outwit", "off_thread"));
        let mut handed = vec![Layout::text(format!("{}[{id}]", table(function)))];
        handed.extend(arguments(function));
        let like = match function.kind {
            FunctionKind::Constructor(_) => "Like the constructor, while the event loop goes on.".to_owned(),
            _ => format!("Like `{name}`, while the event loop goes on."),
        };
        view::Function {
            decorator,
            head: definition(HEAD, &format!("async def {off_thread}"), params, &result),
            docstring: plain(&like),
            body: body(function, result, Layout::call(callee, handed)),
        }
    }

    /// What comes before the parameters, and the decorator that goes with it.
    fn receiver(&mut self, function: &Function) -> (Option<String>, Vec<Layout>) {
        match function.kind {
            FunctionKind::Static(_) | FunctionKind::Constructor(_) => {
                (Some(format!("@{}", self.imports.builtin("classmethod"))), vec![Layout::text("cls")])
            }
            FunctionKind::Method(_) | FunctionKind::Freestanding => (None, vec![Layout::text("self")]),
        }
    }

    fn params(&mut self, function: &Function) -> Vec<Layout> {
        let plan = self.plan;
        let required =
            function.params.iter().rposition(|param| !plan.is_option(param.ty)).map_or(0, |p| p + 1);
        let mut params = Vec::new();
        for (position, param) in function.params.iter().enumerate() {
            let ty = self.annotations(Way::In).of(param.ty);
            let default = if position < required { "" } else { " = None" };
            params.push(Layout::Annotated(names::param(&param.name), Box::new(ty), default));
        }
        params
    }

    /// The annotation of what a function returns.
    fn result(&mut self, returns: Returns) -> Layout {
        match returns {
            Returns::Nothing => Layout::text("None"),
            Returns::Value(ty) => self.annotations(Way::Out).of(ty),
            Returns::Fallible { ok, .. } => self.annotations(Way::Out).of_payload(ok),
        }
    }

    /// The line of a docstring that names the exception.
    pub fn raises(&self, returns: Returns, verb: &str) -> Option<String> {
        let Returns::Fallible { err, .. } = returns else { return None };
        let error = self.plan.error_of(returns, &self.modules.errors);
        Some(match (error, err) {
            (Some(error), _) => format!("{verb} `{}`.", names::class(&error.name)),
            (None, Some(err)) => {
                // What only the docstring mentions is not imported.
                let mut imports = self.imports.clone();
                let (plan, modules, owner) = (self.plan, self.modules, self.owner);
                let mut annotations =
                    Annotations { plan, modules, owner, imports: &mut imports, way: Way::Out };
                let payload = annotations.of(err).flat();
                format!("{verb} `outwit.WitError` with a payload of `{payload}`.")
            }
            (None, None) => format!("{verb} `outwit.WitError`."),
        })
    }

    pub fn annotations(&mut self, way: Way) -> Annotations<'_> {
        Annotations { plan: self.plan, modules: self.modules, owner: self.owner, imports: self.imports, way }
    }
}

/// Where a function finds the functions of its instance.
fn table(function: &Function) -> &'static str {
    match function.kind {
        FunctionKind::Static(_) | FunctionKind::Constructor(_) => "cls._functions",
        FunctionKind::Method(_) | FunctionKind::Freestanding => "self._functions",
    }
}

/// What a function hands on.
fn arguments(function: &Function) -> Vec<Layout> {
    let receiver = matches!(function.kind, FunctionKind::Method(_)).then(|| Layout::text("self"));
    let params = function.params.iter().map(|param| Layout::text(names::param(&param.name)));
    receiver.into_iter().chain(params).collect()
}

/// The call, and the value that it gives back, whose type checkers learn here.
fn body(function: &Function, result: Layout, call: Layout) -> Vec<String> {
    match function.returns {
        Returns::Nothing | Returns::Fallible { ok: None, .. } => return vec![statement(BODY, &[&call])],
        Returns::Value(_) | Returns::Fallible { ok: Some(_), .. } => {}
    }
    let taken = function.params.iter().any(|param| names::param(&param.name) == "result");
    let local = if taken { "result_" } else { "result" };
    let name = Layout::text(format!("{local}: "));
    let whole = [&name, &result, &Layout::text(" = "), &call];
    let length: usize = whole.iter().map(|part| part.flat().len()).sum();
    let mut body = match BODY + length > WIDTH && result.flat().len() > LONG {
        true => vec![
            statement(BODY, &[&name, &result]),
            statement(BODY, &[&Layout::text(format!("{local} = ")), &call]),
        ],
        false => vec![statement(BODY, &whole)],
    };
    body.push(format!("return {local}"));
    body
}
