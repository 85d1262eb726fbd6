//! What the host implements: a protocol for each interface and resource, and the world's imports.

use super::docstring::{docstring, docstring_or};
use super::functions::Functions;
use super::layout::{Layout, definition, statement};
use super::names;
use super::types::Way;
use super::view::{Class, Function, Item, Member};
use crate::lang::members::Members;
use crate::plan::{Docs, HostResource, ImportId, InterfaceId, Returns};

/// What the docs of a resource say about the hook that Python's protocols cannot state.
const DROPPED: &str = "An object may have a method `close()`: it is called when the component drops it.";

impl Functions<'_> {
    /// The protocol of the object that the host implements for an interface.
    pub fn host_interface(&mut self, position: InterfaceId, members: &Members) -> Item {
        let interface = &self.plan.interfaces[position];
        let class = self.modules.host_class(position);
        let docs = docstring_or(&interface.host_docs, 4, &format!("The interface `{}`.", interface.id));
        self.protocol(&class, docs, &interface.imports, members)
    }

    /// The protocol of the objects that the host implements for a resource.
    pub fn host_resource(&mut self, resource: &HostResource, members: &Members) -> Item {
        let class = names::class(&resource.named.name);
        let mut docs = resource.named.docs.clone();
        if docs.text.is_empty() {
            docs.text = format!("The resource `{}`.", resource.named.name);
        }
        self.protocol(&class, docstring(&docs, Some(DROPPED.into()), 4), &resource.methods, members)
    }

    fn protocol(&mut self, class: &str, docstring: String, ids: &[ImportId], members: &Members) -> Item {
        let base = self.imports.name("typing", "Protocol");
        let functions = ids.iter().map(|id| self.host_function(*id, members.of_import(*id))).collect();
        Item::Class(Class {
            head: format!("class {class}({base}):"),
            docstring,
            functions,
            ..Class::default()
        })
    }

    /// A method of a protocol. Its parameters are positional, so that whoever implements it gives
    /// them names.
    fn host_function(&mut self, id: ImportId, name: &str) -> Function {
        let plan = self.plan;
        let import = &plan.imports[id];
        let mut params = vec![Layout::text("self")];
        for param in &import.params {
            let ty = self.annotations(Way::Out).of(param.ty);
            params.push(Layout::Annotated(names::param(&param.name), Box::new(ty), ""));
        }
        if !import.params.is_empty() {
            params.push(Layout::text("/"));
        }
        let result = self.host_result(import.returns);
        Function {
            decorator: None,
            head: definition(4, &format!("def {name}"), params, &result),
            docstring: self.host_docs(id, 8),
            // A docstring alone would be a body that returns nothing.
            body: vec!["...".into()],
        }
    }

    /// The class of all that the world imports: a field for each interface and function.
    pub fn host_imports(&mut self, members: &Members) -> Item {
        let (plan, modules) = (self.plan, self.modules);
        let mut fields: Vec<Member> = Vec::new();
        for position in plan.host_interfaces() {
            let module = &modules.names[position];
            let class = self.imports.name(&format!(".{module}"), &modules.host_class(position));
            let docs = format!("The interface `{}`.", plan.interfaces[position].id);
            let docs = Docs { text: docs, ..Docs::default() };
            fields.push(Member { text: format!("{module}: {class}"), docstring: docstring(&docs, None, 4) });
        }
        for id in plan.world_imports() {
            let import = &plan.imports[id];
            let params = import.params.iter().map(|param| self.annotations(Way::Out).of(param.ty)).collect();
            let params = Layout::Brackets(String::new(), '[', params, ']');
            let result = self.host_result(import.returns);
            let callable = self.imports.name("collections.abc", "Callable");
            let ty = Layout::subscript(callable, vec![params, result]);
            let name = Layout::text(format!("{}: ", members.of_import(id)));
            fields.push(Member { text: statement(4, &[&name, &ty]), docstring: self.host_docs(id, 4) });
        }
        let dataclass = self.imports.name("dataclasses", "dataclass");
        Item::Class(Class {
            decorator: Some(format!("@{dataclass}(slots=True, kw_only=True)")),
            head: format!("class {}:", modules.imports_class()),
            docstring: format!("\"\"\"What the world `{}` imports.\"\"\"", plan.full_name()),
            members: fields,
            ..Class::default()
        })
    }

    /// The annotation of what an imported function returns, which may be awaitable.
    fn host_result(&mut self, returns: Returns) -> Layout {
        let value = match returns {
            Returns::Nothing => Layout::text("None"),
            Returns::Value(ty) => self.annotations(Way::In).of(ty),
            Returns::Fallible { ok, .. } => self.annotations(Way::In).of_payload(ok),
        };
        Layout::subscript(self.imports.name("outwit", "MaybeAwaitable"), vec![value])
    }

    fn host_docs(&mut self, id: ImportId, indent: usize) -> String {
        let import = &self.plan.imports[id];
        let mut docs = import.docs.clone();
        if docs.text.is_empty() {
            let name = self.plan.signature.imports[id].name.as_str();
            docs.text = match name.strip_prefix("[constructor]") {
                Some(resource) => format!("The constructor of `{resource}`."),
                None => format!("The function `{}`.", name.rsplit(']').next().unwrap_or_default()),
            };
        }
        docstring(&docs, self.raises(import.returns, "May raise"), indent)
    }
}
