//! Functions of a world or interface.

use super::limits::PARAMS;
use super::model::{Function, FunctionId, FunctionKind, ImportId, Kind, Owner, Param, Returns, Type};
use super::read::{At, Reader, docs};
use outwit_signature as signature;

impl Reader<'_> {
    /// A function for the plan and for the signature. `None` for one with a problem.
    pub(super) fn function(
        &mut self,
        function: &wit_parser::Function,
        owner: Owner,
    ) -> Option<(Function, signature::Function)> {
        let name = wit_name(&function.name);
        let at = self.at(owner, &name, function.span);
        let kind = self.function_kind(function, &at);
        let mut params = Vec::new();
        let mut complete = kind.is_some();
        if function.params.len() > PARAMS {
            self.problem(&at, format!("a function can have at most {PARAMS} parameters"));
            complete = false;
        }
        for param in &function.params {
            match self.ty(&param.ty, &at.part(&param.name, param.span)) {
                Some(ty) => params.push(Param { name: param.name.clone(), ty }),
                None => complete = false,
            }
        }
        let result = match &function.result {
            Some(ty) => match self.ty(ty, &at) {
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

    fn function_kind(&mut self, function: &wit_parser::Function, at: &At) -> Option<FunctionKind> {
        use wit_parser::FunctionKind as Wit;
        let refused = match function.kind {
            Wit::Freestanding => return Some(FunctionKind::Freestanding),
            Wit::Method(id) => return self.resource_entry(id, at).map(FunctionKind::Method),
            Wit::Static(id) => return self.resource_entry(id, at).map(FunctionKind::Static),
            Wit::Constructor(id) => return self.resource_entry(id, at).map(FunctionKind::Constructor),
            Wit::AsyncFreestanding | Wit::AsyncMethod(_) | Wit::AsyncStatic(_) => "async functions",
            Wit::Getter
            | Wit::Setter
            | Wit::MethodGetter(_)
            | Wit::MethodSetter(_)
            | Wit::StaticGetter(_)
            | Wit::StaticSetter(_) => "properties (`get` and `set`)",
        };
        self.problem(at, format!("{refused} are not supported yet"));
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

    /// Lists an imported function where the host implements it: with its resource if it is a method,
    /// else with its interface. The world's own are found by their owner.
    pub(super) fn attach_import(&mut self, function: &Function, id: ImportId) {
        match (function.kind, function.owner) {
            (FunctionKind::Method(resource), _) => {
                if let Kind::HostResource(resource) = &mut self.types[resource as usize].kind {
                    resource.methods.push(id);
                }
            }
            (_, Owner::Interface(position)) => self.interfaces[position].imports.push(id),
            (_, Owner::World) => {}
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

/// A function as WIT users write it down, from its name in the component model: `extract-text`,
/// `document.text`, `document.constructor`.
pub(super) fn wit_name(name: &str) -> String {
    let bare = name.rsplit(']').next().unwrap_or_default();
    match name.starts_with("[constructor]") {
        true => format!("{bare}.constructor"),
        false => bare.to_owned(),
    }
}
