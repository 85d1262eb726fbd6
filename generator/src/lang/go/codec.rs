//! The functions that write and read the types of a world: what Go needs instead of reflection.

use super::codec_bodies::Bodies;
use super::codec_forms::{Describe, Form, Forms};
use super::imports::Imports;
use super::scope::Package;
use super::types::Types;
use super::view::Item;
use crate::plan::{Function, Kind, Plan, Returns, Type, TypeId};
use std::collections::{BTreeSet, HashMap};

/// How values of every type are written and read.
pub struct Codecs<'a> {
    pub(super) plan: &'a Plan,
    pub(super) package: &'a Package<'a>,
    /// What follows `encode` and `decode` in the names of the functions of a type.
    pub(super) names: HashMap<TypeId, String>,
}

/// Which of a type's two functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From Go to bytes.
    Encode,
    /// From bytes to Go.
    Decode,
}

impl<'a> Codecs<'a> {
    /// Names the functions of every type.
    pub fn new(plan: &'a Plan, package: &'a Package<'a>) -> Codecs<'a> {
        let mut codecs = Codecs { plan, package, names: HashMap::new() };
        let mut taken = BTreeSet::new();
        for id in 0..plan.types.len() as TypeId {
            let mut name = plan.visit(Type::Def(id), &mut Describe(&codecs));
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            codecs.names.insert(id, name);
        }
        codecs
    }

    /// The statement that writes `value` to `encoder`.
    pub fn write(&self, ty: Type, encoder: &str, value: &str) -> String {
        match self.plan.visit(ty, &mut Forms(self)) {
            Form::Method(method) => format!("{}.{method}({value})", encoder.trim_start_matches('&')),
            Form::Numbers(_) => format!("outwit.EncodeNumbers({encoder}, {value})"),
            Form::Function(name) => format!("encode{name}({encoder}, {value})"),
        }
    }

    /// The expression that reads a value from `decoder`.
    pub fn read(&self, ty: Type, decoder: &str) -> String {
        match self.plan.visit(ty, &mut Forms(self)) {
            Form::Method(method) => format!("{}.{method}()", decoder.trim_start_matches('&')),
            Form::Numbers(number) => format!("outwit.DecodeNumbers[{number}]({decoder})"),
            Form::Function(name) => format!("decode{name}({decoder})"),
        }
    }

    /// The function that writes or reads a type, as a value; `Unit` for a payload that is absent.
    pub(super) fn value(&self, ty: Option<Type>, way: Way) -> String {
        let (part, class, prefix) = match way {
            Way::Encode => ("Encode", "Encoder", "encode"),
            Way::Decode => ("Decode", "Decoder", "decode"),
        };
        match ty.map_or(Form::Method("Unit"), |ty| self.plan.visit(ty, &mut Forms(self))) {
            Form::Method(method) => format!("(*outwit.{class}).{method}"),
            Form::Numbers(number) => format!("outwit.{part}Numbers[{number}]"),
            Form::Function(name) => format!("{prefix}{name}"),
        }
    }

    /// The functions of every type that goes that way.
    pub fn items(&self, imports: &mut Imports) -> Vec<Item> {
        let (written, read) = self.used();
        let mut items = Vec::new();
        for id in 0..self.plan.types.len() as TypeId {
            let ty = Type::Def(id);
            let Form::Function(name) = self.plan.visit(ty, &mut Forms(self)) else { continue };
            let resource = matches!(self.plan.def(id).kind, Kind::Resource(_) | Kind::HostResource(_));
            if resource || !written.contains(&id) && !read.contains(&id) {
                continue;
            }
            let go = Types { plan: self.plan, package: self.package, imports }.of(ty);
            let outwit = imports.outwit();
            if written.contains(&id) {
                let body = self.plan.visit(ty, &mut Bodies { codecs: self, way: Way::Encode });
                let head = format!("func encode{name}(e *{outwit}Encoder, v {go})");
                items.push(Item::function(Vec::new(), head, body));
            }
            if read.contains(&id) {
                let body = self.plan.visit(ty, &mut Bodies { codecs: self, way: Way::Decode });
                let head = format!("func decode{name}(d *{outwit}Decoder) (v {go})");
                items.push(Item::function(Vec::new(), head, body));
            }
        }
        items
    }
}

impl Codecs<'_> {
    /// The types that are written and those that are read. The `result` that a function returns is
    /// read by the function itself.
    fn used(&self) -> (BTreeSet<TypeId>, BTreeSet<TypeId>) {
        let (mut written, mut read) = (BTreeSet::new(), BTreeSet::new());
        for function in &self.plan.functions {
            self.function(function, &mut written, &mut read);
        }
        for (import, signed) in self.plan.imports.iter().zip(&self.plan.signature.imports) {
            self.function(import, &mut read, &mut written);
            // The resource that a method is called on.
            signed.params.iter().for_each(|param| self.reach(param.ty, &mut read));
        }
        (written, read)
    }

    /// Which way the types of a function go: its parameters, and its result.
    fn function(&self, function: &Function, there: &mut BTreeSet<TypeId>, back: &mut BTreeSet<TypeId>) {
        function.params.iter().for_each(|param| self.reach(param.ty, there));
        match function.returns {
            Returns::Nothing => {}
            Returns::Value(ty) => self.reach(ty, back),
            Returns::Fallible { ok, err, .. } => {
                ok.into_iter().chain(err).for_each(|ty| self.reach(ty, back));
            }
        }
    }

    fn reach(&self, ty: Type, reached: &mut BTreeSet<TypeId>) {
        let Type::Def(id) = ty else { return };
        if reached.insert(id)
            && let Some(def) = self.plan.signature.def(id)
        {
            def.children().into_iter().for_each(|child| self.reach(child, reached));
        }
    }
}
