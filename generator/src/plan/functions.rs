//! Functions of a world or interface.

use super::model::{Function, FunctionId, FunctionKind, Kind, Owner, Param, Returns, Type};
use super::read::{Reader, docs};
use crate::error::Problem;
use outwit_signature as signature;

impl Reader<'_> {
    /// A function for the plan and for the signature. `None` for one with a problem.
    pub(super) fn function(
        &mut self,
        function: &wit_parser::Function,
        owner: Owner,
    ) -> Option<(Function, signature::Function)> {
        let name = function_name(function);
        let item = self.item(owner, &name);
        let kind = self.function_kind(function, &item);
        let mut params = Vec::new();
        let mut complete = kind.is_some();
        for param in &function.params {
            match self.ty(&param.ty, &format!("{item}.{}", param.name)) {
                Some(ty) => params.push(Param { name: param.name.clone(), ty }),
                None => complete = false,
            }
        }
        let result = match &function.result {
            Some(ty) => match self.ty(ty, &item) {
                Some(ty) => Some(ty),
                None => return None,
            },
            None => None,
        };
        let kind = kind.filter(|_| complete)?;

        let signed = signature::Function {
            interface: self.signature_owner(owner),
            name: function.name.clone(),
            params: params.iter().map(|p| signature::Param { name: p.name.clone(), ty: p.ty }).collect(),
            result,
            is_async: false,
        };
        if matches!(kind, FunctionKind::Method(_)) {
            params.remove(0);
        }
        let planned = Function {
            name: function.item_name().to_owned(),
            owner,
            kind,
            params,
            returns: self.returns(result),
            docs: docs(&function.docs, &function.stability),
        };
        Some((planned, signed))
    }

    fn function_kind(&mut self, function: &wit_parser::Function, item: &str) -> Option<FunctionKind> {
        use wit_parser::FunctionKind as Wit;
        let refused = match function.kind {
            Wit::Freestanding => return Some(FunctionKind::Freestanding),
            Wit::Method(id) => return self.resource_entry(id, item).map(FunctionKind::Method),
            Wit::Static(id) => return self.resource_entry(id, item).map(FunctionKind::Static),
            Wit::Constructor(id) => return self.resource_entry(id, item).map(FunctionKind::Constructor),
            Wit::AsyncFreestanding | Wit::AsyncMethod(_) | Wit::AsyncStatic(_) => "async functions",
            Wit::Getter
            | Wit::Setter
            | Wit::MethodGetter(_)
            | Wit::MethodSetter(_)
            | Wit::StaticGetter(_)
            | Wit::StaticSetter(_) => "properties (`get` and `set`)",
        };
        self.problems.push(Problem::new(item, format!("{refused} are not supported yet")));
        None
    }

    fn returns(&self, result: Option<Type>) -> Returns {
        match result {
            None => Returns::Nothing,
            Some(Type::Def(id)) => match self.types[id as usize].kind {
                Kind::Result(ok, err) => Returns::Fallible { id, ok, err },
                _ => Returns::Value(Type::Def(id)),
            },
            Some(ty) => Returns::Value(ty),
        }
    }

    /// Lists an exported function where it belongs: with its resource or with its interface.
    pub(super) fn attach(&mut self, function: &Function, id: FunctionId) {
        let resource = match function.kind {
            FunctionKind::Freestanding => {
                if let Owner::Interface(position) = function.owner {
                    self.interfaces[position].functions.push(id);
                }
                return;
            }
            FunctionKind::Constructor(resource)
            | FunctionKind::Method(resource)
            | FunctionKind::Static(resource) => resource,
        };
        let Kind::Resource(resource) = &mut self.types[resource as usize].kind else { return };
        match function.kind {
            FunctionKind::Freestanding => {}
            FunctionKind::Constructor(_) => resource.constructor = Some(id),
            FunctionKind::Method(_) => resource.methods.push(id),
            FunctionKind::Static(_) => resource.statics.push(id),
        }
    }
}

/// A function as WIT users write it down: `extract-text`, `document.text`,
/// `document.constructor`.
pub(super) fn function_name(function: &wit_parser::Function) -> String {
    let name = function.name.rsplit(']').next().unwrap_or_default();
    match function.kind {
        wit_parser::FunctionKind::Constructor(_) => format!("{name}.constructor"),
        _ => name.to_owned(),
    }
}
