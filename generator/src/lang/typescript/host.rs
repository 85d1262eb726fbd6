//! What the host implements: an interface for each imported interface, for each of its resources,
//! and for all that a world imports.

use super::functions::Functions;
use super::jsdoc::{jsdoc, jsdoc_or};
use super::layout::{Layout, signature};
use super::names;
use super::types::{Annotations, Way};
use super::view::{Class, Item, Member};
use crate::lang::members::Members;
use crate::plan::{Docs, Function, HostResource, ImportId, InterfaceId, Returns};

/// How deep members are indented.
const MEMBER: usize = 2;

/// The hook of a resource that is dropped.
const DISPOSE: [&str; 2] =
    ["/** Called when the component does not hold the object any more. */", "[Symbol.dispose]?(): void;"];

impl Functions<'_> {
    /// The interface of an imported interface.
    pub fn host_interface(&mut self, position: InterfaceId, members: &Members) -> Item {
        let (plan, modules) = (self.plan, self.modules);
        let interface = &plan.interfaces[position];
        let otherwise = format!("The interface `{}`, which the host implements.", interface.id);
        Item::Class(Class {
            docs: jsdoc_or(&interface.host_docs, &otherwise, 0),
            head: format!("export interface {}", modules.host_class(position)),
            members: interface.imports.iter().map(|id| self.host_function(*id, members)).collect(),
            ..Class::default()
        })
    }

    /// The interface of a resource that the host implements.
    pub fn host_resource(&mut self, resource: &HostResource, members: &Members) -> Item {
        let named = &resource.named;
        let otherwise = format!("The resource `{}`, which the host implements.", named.name);
        let methods = resource.methods.iter().map(|id| self.host_function(*id, members));
        let mut methods: Vec<Member> = methods.collect();
        let [docs, text] = DISPOSE.map(str::to_owned);
        methods.push(Member { docs, text });
        Item::Class(Class {
            docs: jsdoc_or(&named.docs, &otherwise, 0),
            head: format!("export interface {}", names::class(&named.name)),
            members: methods,
            ..Class::default()
        })
    }

    /// The interface of all that the world imports.
    pub fn host_imports(&mut self, members: &Members) -> Item {
        let (plan, modules) = (self.plan, self.modules);
        let field = |position: InterfaceId| {
            let module = &modules.names[position];
            let class = self.imports.sibling(module, &modules.host_class(position));
            let text = format!("The interface `{}`.", plan.interfaces[position].id);
            let docs = jsdoc(&Docs { text, ..Docs::default() }, &[], MEMBER);
            Member { docs, text: format!("readonly {}: {class};", names::alias(module)) }
        };
        let fields = plan.host_interfaces().into_iter().map(field);
        let mut fields: Vec<Member> = fields.collect();
        fields.extend(plan.world_imports().into_iter().map(|id| self.host_function(id, members)));
        let text = format!("What the world `{}` imports.", plan.full_name());
        Item::Class(Class {
            docs: jsdoc(&Docs { text, ..Docs::default() }, &[], 0),
            head: format!("export interface {}", modules.imports_class()),
            members: fields,
            ..Class::default()
        })
    }

    fn host_function(&mut self, id: ImportId, members: &Members) -> Member {
        let plan = self.plan;
        let function = &plan.imports[id];
        let docs = jsdoc(&function.docs, &self.throws(function.returns), MEMBER);
        let params = self.host_params(function);
        let result = match function.returns {
            Returns::Nothing => Layout::text("void"),
            Returns::Value(ty) => self.annotations(Way::In).of(ty),
            Returns::Fallible { ok, .. } => self.annotations(Way::In).of_payload(ok),
        };
        let result = Layout::generic(self.imports.outwit("MaybePromise"), vec![result]);
        // Without quotes it would say that the interface constructs something.
        let name = match members.of_import(id) {
            "new" => "\"new\"",
            name => name,
        };
        Member { docs, text: signature(MEMBER, name, params, &result) }
    }

    fn host_params(&mut self, function: &Function) -> Vec<Layout> {
        let mut annotations: Annotations<'_> = self.annotations(Way::Out);
        let params = function.params.iter();
        params
            .map(|param| Layout::Annotated(names::param(&param.name), Box::new(annotations.of(param.ty))))
            .collect()
    }
}
