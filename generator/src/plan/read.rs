//! From a resolved world to a plan: the world's items, in order.

use super::functions::function_name;
use super::model::{Definition, Docs, Function, Interface, Owner, Package, Plan, Type, TypeDef};
use crate::error::Problem;
use outwit_signature as signature;
use std::collections::HashMap;
use wit_parser::{InterfaceId, PackageId, Resolve, Stability, World, WorldId, WorldItem, WorldKey};

/// What [`read`] found.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan, without what bindings cannot be made for.
    pub plan: Plan,
    /// What bindings cannot be made for, in WIT order.
    pub problems: Vec<Problem>,
}

/// Reads a world of a resolved package.
pub fn read(resolve: &Resolve, world: WorldId) -> Reading {
    let world = &resolve.worlds[world];
    let mut reader = Reader::new(resolve, world);
    reader.imports(world);
    reader.exports(world);
    reader.finish(world)
}

/// A world while it is being read.
pub(super) struct Reader<'a> {
    pub(super) resolve: &'a Resolve,
    /// What a function or type of the world itself is listed under in messages.
    pub(super) world: String,
    pub(super) interfaces: Vec<Interface>,
    pub(super) by_interface: HashMap<InterfaceId, usize>,
    pub(super) definitions: Vec<Definition>,
    pub(super) types: Vec<TypeDef>,
    pub(super) signature: signature::World,
    /// The entry of each type of the resolved package; `None` for a named one with a
    /// problem, which is reported once.
    pub(super) known: HashMap<wit_parser::TypeId, Option<Type>>,
    /// The entry of each distinct type.
    pub(super) entries: HashMap<signature::TypeDef, signature::TypeId>,
    /// How many types deep each entry is.
    pub(super) depths: Vec<u32>,
    pub(super) functions: Vec<Function>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(resolve: &'a Resolve, world: &World) -> Reader<'a> {
        let name = match world.package {
            Some(package) => resolve.packages[package].name.interface_id(&world.name),
            None => world.name.clone(),
        };
        Reader {
            resolve,
            world: name.clone(),
            interfaces: Vec::new(),
            by_interface: HashMap::new(),
            definitions: Vec::new(),
            types: Vec::new(),
            signature: signature::World {
                outwit: signature::VERSION,
                name,
                types: Vec::new(),
                exports: Vec::new(),
                imports: Vec::new(),
            },
            known: HashMap::new(),
            entries: HashMap::new(),
            depths: Vec::new(),
            functions: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Interfaces and types that the world imports. Their types are part of the plan; their
    /// functions only of the signature, until hosts can supply them.
    fn imports(&mut self, world: &World) {
        for (key, item) in &world.imports {
            match item {
                WorldItem::Interface { id, .. } => {
                    let place = self.interface(key, *id);
                    self.interface_types(*id, place);
                    for function in self.resolve.interfaces[*id].functions.values() {
                        self.import(function, place);
                    }
                    self.imported_resources(*id, place);
                }
                WorldItem::Function(function) => self.import(function, Owner::World),
                WorldItem::Type { id, .. } => self.world_type(*id),
            }
        }
    }

    fn exports(&mut self, world: &World) {
        for (key, item) in &world.exports {
            match item {
                WorldItem::Interface { id, .. } => {
                    if self.renamed(key, *id) {
                        continue;
                    }
                    let owner = self.interface(key, *id);
                    if let Owner::Interface(position) = owner {
                        self.interfaces[position].exported = true;
                    }
                    self.interface_types(*id, owner);
                    for function in self.resolve.interfaces[*id].functions.values() {
                        self.export(function, owner);
                    }
                }
                WorldItem::Function(function) => self.export(function, Owner::World),
                WorldItem::Type { id, .. } => self.world_type(*id),
            }
        }
    }

    /// `export other-name: package/interface`, which Wasmtime does not load yet.
    fn renamed(&mut self, key: &WorldKey, id: InterfaceId) -> bool {
        match (key, self.resolve.id_of(id)) {
            (WorldKey::Name(name), Some(interface)) => {
                let item = format!("{}/{name}", self.world);
                let message = format!("exporting {interface} under another name is not supported yet");
                self.problems.push(Problem::new(item, message));
                true
            }
            _ => false,
        }
    }

    /// The entry of an interface, made when it is first met.
    pub(super) fn interface(&mut self, key: &WorldKey, id: InterfaceId) -> Owner {
        let name = match key {
            WorldKey::Name(name) => name.clone(),
            WorldKey::Interface(id) => self.resolve.id_of(*id).unwrap_or_default(),
        };
        Owner::Interface(self.interface_named(name, id))
    }

    pub(super) fn interface_named(&mut self, name: String, id: InterfaceId) -> usize {
        if let Some(position) = self.by_interface.get(&id) {
            return *position;
        }
        let interface = &self.resolve.interfaces[id];
        let package = interface.name.as_ref().and(interface.package);
        self.interfaces.push(Interface {
            name: interface.name.clone().unwrap_or_else(|| name.clone()),
            id: name,
            package: package.map(|package| package_name(self.resolve, package)),
            docs: docs(&interface.docs, &interface.stability),
            exported: false,
            definitions: Vec::new(),
            functions: Vec::new(),
        });
        let position = self.interfaces.len() - 1;
        self.by_interface.insert(id, position);
        position
    }

    /// What an item is called in messages: `outwit:pdf/reader@0.1.0/document.text`.
    pub(super) fn item(&self, owner: Owner, name: &str) -> String {
        let place = match owner {
            Owner::World => &self.world,
            Owner::Interface(position) => &self.interfaces[position].id,
        };
        format!("{place}/{name}")
    }

    /// The interface as the signature names it.
    pub(super) fn signature_owner(&self, owner: Owner) -> signature::Owner {
        match owner {
            Owner::World => None,
            Owner::Interface(position) => Some(self.interfaces[position].id.clone()),
        }
    }

    fn import(&mut self, function: &wit_parser::Function, owner: Owner) {
        let name = self.item(owner, &function_name(function));
        self.problems.push(Problem::new(name, "imports of functions are not supported yet"));
        if let Some((_, function)) = self.function(function, owner) {
            self.signature.imports.push(function);
        }
    }

    fn export(&mut self, function: &wit_parser::Function, owner: Owner) {
        if let Some((planned, function)) = self.function(function, owner) {
            self.attach(&planned, self.functions.len());
            self.functions.push(planned);
            self.signature.exports.push(function);
        }
    }

    fn finish(mut self, world: &World) -> Reading {
        super::usage::mark(&mut self.types, &self.functions);
        let package = world.package.map(|package| package_name(self.resolve, package));
        let plan = Plan {
            package,
            name: world.name.clone(),
            docs: docs(&world.docs, &world.stability),
            types: self.types,
            interfaces: self.interfaces,
            definitions: self.definitions,
            functions: self.functions,
            signature: self.signature,
        };
        Reading { plan, problems: self.problems }
    }
}

fn package_name(resolve: &Resolve, package: PackageId) -> Package {
    let name = &resolve.packages[package].name;
    Package {
        namespace: name.namespace.clone(),
        name: name.name.clone(),
        version: name.version.as_ref().map(ToString::to_string),
    }
}

/// Docs and annotations of an item.
pub(super) fn docs(docs: &wit_parser::Docs, stability: &Stability) -> Docs {
    let (since, deprecated) = match stability {
        Stability::Unknown => (None, None),
        Stability::Unstable { deprecated, .. } => (None, deprecated.as_ref()),
        Stability::Stable { since, deprecated } => (Some(since), deprecated.as_ref()),
    };
    Docs {
        text: docs.contents.as_deref().map(clean).unwrap_or_default(),
        since: since.map(ToString::to_string),
        deprecated: deprecated.map(ToString::to_string),
    }
}

/// A doc comment with line ends that every language agrees on, without blank lines around it.
fn clean(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}
