//! What the program implements: a Go interface for each interface and resource, and the world's
//! imports.

use super::comments::comment_or;
use super::definitions::fields;
use super::imports::Imports;
use super::names;
use super::scope::{Package, take};
use super::types::Types;
use super::view::{Item, Member};
use crate::error::Problem;
use crate::lang::words::Scope;
use crate::plan::{HostResource, ImportId, InterfaceId, Plan, Returns};

/// What the docs of a resource say about the hook that is not part of its interface.
const DROPPED: &str =
    "A value may have a method Close() error: it is called when the component drops the resource.";

/// Writes the interfaces of one file.
pub struct Hosts<'a> {
    pub plan: &'a Plan,
    pub package: &'a Package<'a>,
    pub imports: &'a mut Imports,
}

impl Hosts<'_> {
    /// The interface of the value that answers an imported interface.
    pub fn interface(&mut self, position: InterfaceId) -> Result<Item, Vec<Problem>> {
        let interface = &self.plan.interfaces[position];
        let name = self.package.host_types[position].clone();
        let first = format!("{name} is the interface `{}`, for the component to call.", interface.id);
        self.methods(&name, comment_or(&interface.host_docs, &first), &interface.imports)
    }

    /// The interface of the values that are a resource.
    pub fn resource(&mut self, name: &str, resource: &HostResource) -> Result<Item, Vec<Problem>> {
        let mut docs = comment_or(
            &resource.named.docs,
            &format!("{name} is the resource `{}`, which this program implements.", resource.named.name),
        );
        docs.extend(["//".to_owned(), format!("// {DROPPED}")]);
        self.methods(name, docs, &resource.methods)
    }

    fn methods(&mut self, name: &str, docs: Vec<String>, ids: &[ImportId]) -> Result<Item, Vec<Problem>> {
        let (mut scope, mut problems) = (Scope::default(), Vec::new());
        let mut members = Vec::new();
        for id in ids {
            let method = self.package.host_name(*id);
            let item = self.plan.import_item(*id);
            take(&mut scope, &mut problems, &format!("{name}.{method}"), &item);
            let text = format!("{method}{}", self.signature(*id));
            members.push(Member { docs: self.docs(*id, &method), text });
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(braced(docs, format!("type {name} interface"), members))
    }

    /// The type of all that the world imports: a field for each interface and function.
    pub fn world(&mut self) -> Result<Item, Vec<Problem>> {
        let (plan, package) = (self.plan, self.package);
        let (mut scope, mut problems) = (Scope::default(), Vec::new());
        let mut rows = Vec::new();
        for position in plan.host_interfaces() {
            let (interface, name) = (&plan.interfaces[position], &package.interfaces[position]);
            take(&mut scope, &mut problems, name, &interface.id);
            let docs = vec![format!("// The interface `{}`.", interface.id)];
            rows.push((docs, name.clone(), package.host_types[position].clone()));
        }
        for id in plan.world_imports() {
            let name = package.host_name(id);
            take(&mut scope, &mut problems, &name, &plan.import_item(id));
            let ty = format!("func{}", self.signature(id));
            rows.push((self.docs(id, &name), name, ty));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let name = &package.imports;
        let about = format!("// {name} is what a component of the world `{}` imports.", plan.full_name());
        Ok(braced(vec![about], format!("type {name} struct"), fields(rows)))
    }

    /// Parameters and results: `(ctx context.Context, key string) (*Entry, error)`.
    fn signature(&mut self, id: ImportId) -> String {
        let import = &self.plan.imports[id];
        let mut params = vec![format!("ctx {}Context", self.imports.context())];
        let mut types = Types { plan: self.plan, package: self.package, imports: self.imports };
        for param in &import.params {
            params.push(format!("{} {}", names::param(&param.name), types.of(param.ty)));
        }
        let results = match import.returns {
            Returns::Value(ty) | Returns::Fallible { ok: Some(ty), .. } => {
                format!("({}, error)", types.of(ty))
            }
            Returns::Nothing | Returns::Fallible { ok: None, .. } => "error".to_owned(),
        };
        format!("({}) {results}", params.join(", "))
    }

    fn docs(&self, id: ImportId, name: &str) -> Vec<String> {
        // What it is called in WIT: `get`, `bucket.get`; `bucket` is made by its constructor.
        let wit = &self.plan.signature.imports[id].name;
        let what = match wit.split_once(']') {
            Some(("[constructor", resource)) => format!("{name} is the constructor of `{resource}`."),
            Some((_, function)) => format!("{name} is the function `{function}`."),
            None => format!("{name} is the function `{wit}`."),
        };
        comment_or(&self.plan.imports[id].docs, &what)
    }
}

/// A type with what stands between its braces.
fn braced(docs: Vec<String>, head: String, members: Vec<Member>) -> Item {
    match members.is_empty() {
        true => Item { docs, head: head + "{}", ..Item::default() },
        false => Item { docs, head: head + " {", members, close: "}" },
    }
}
