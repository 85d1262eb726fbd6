//! From a resolved world to a plan: the world's items, in order.

use super::limits::Nature;
use super::model::{Definition, Docs, Function, Interface, Owner, Package, Plan, Type, TypeDef};
use crate::error::Problem;
use crate::place::{Place, Sources};
use outwit_signature as signature;
use std::collections::{HashMap, HashSet};
use wit_parser::{
    InterfaceId, PackageId, Resolve, Span, Stability, TypeDefKind, World, WorldId, WorldItem, WorldKey,
};

/// What [`read`] found.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The plan, without what bindings cannot be made for.
    pub plan: Plan,
    /// What bindings cannot be made for, in WIT order.
    pub problems: Vec<Problem>,
    /// Where items are written, by their names in messages.
    places: HashMap<String, Place>,
}

impl Reading {
    /// A problem with the place of its item; for a part of an item, such as a case of an enum,
    /// that of the item.
    pub(crate) fn located(&self, problem: Problem) -> Problem {
        let whole = problem.item.rsplit_once('.').map_or("", |(whole, _)| whole);
        let place = self.places.get(&problem.item).or_else(|| self.places.get(whole));
        Problem { place: problem.place.clone().or_else(|| place.cloned()), ..problem }
    }
}

/// Reads a world of a resolved package.
pub fn read(resolve: &Resolve, world: WorldId) -> Reading {
    // An interface that is imported and exported becomes two, each with types of its own.
    let mut resolve = resolve.clone();
    resolve.generate_nominal_type_ids(world);
    let world = &resolve.worlds[world];
    let mut reader = Reader::new(&resolve, world);
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
    by_name: HashMap<String, usize>,
    pub(super) definitions: Vec<Definition>,
    pub(super) types: Vec<TypeDef>,
    pub(super) signature: signature::World,
    /// The entry of each type of the resolved package; `None` for a named one with a
    /// problem, which is reported once.
    pub(super) known: HashMap<wit_parser::TypeId, Option<Type>>,
    /// The resources that the guest implements.
    pub(super) exported_resources: HashSet<wit_parser::TypeId>,
    /// The entry of each distinct type.
    pub(super) entries: HashMap<signature::TypeDef, signature::TypeId>,
    pub(super) natures: Vec<Nature>,
    pub(super) functions: Vec<Function>,
    pub(super) host_functions: Vec<Function>,
    pub(super) problems: Vec<Problem>,
    sources: Sources<'a>,
    places: HashMap<String, Place>,
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
            by_name: HashMap::new(),
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
            exported_resources: exported_resources(resolve, world),
            entries: HashMap::new(),
            natures: Vec::new(),
            functions: Vec::new(),
            host_functions: Vec::new(),
            problems: Vec::new(),
            sources: Sources::new(&resolve.source_map),
            places: HashMap::new(),
        }
    }

    fn imports(&mut self, world: &World) {
        for (key, item) in &world.imports {
            match item {
                WorldItem::Interface { id, .. } => {
                    let owner = self.interface(key, *id);
                    self.interface_types(*id, owner);
                    for function in self.resolve.interfaces[*id].functions.values() {
                        self.import(function, owner);
                    }
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
                    let owner = self.interface(key, *id);
                    if let Owner::Interface(position) = owner {
                        let (entry, interface) =
                            (&mut self.interfaces[position], &self.resolve.interfaces[*id]);
                        entry.exported = true;
                        entry.docs = docs(&interface.docs, &interface.stability);
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

    /// The entry of an interface, made when it is first met.
    fn interface(&mut self, key: &WorldKey, id: InterfaceId) -> Owner {
        let name = match key {
            WorldKey::Name(name) => name.clone(),
            WorldKey::Interface(id) => self.resolve.id_of(*id).unwrap_or_default(),
        };
        Owner::Interface(self.interface_named(name, id))
    }

    /// The entry of an interface that the component model knows by `id`. What a world imports and
    /// what it exports under one name share their entry.
    pub(super) fn interface_named(&mut self, id: String, interface: InterfaceId) -> usize {
        if let Some(position) = self.by_interface.get(&interface) {
            return *position;
        }
        let position = match self.by_name.get(&id) {
            Some(position) => *position,
            None => self.new_interface(id, interface),
        };
        self.by_interface.insert(interface, position);
        position
    }

    fn new_interface(&mut self, id: String, interface: InterfaceId) -> usize {
        let interface = &self.resolve.interfaces[interface];
        // One with a name of the world's own choice, `import primary: store`, has that name.
        let (name, package) = match (id.rsplit_once('/'), interface.package) {
            (Some(_), Some(package)) => (interface.name.clone(), Some(package_name(self.resolve, package))),
            _ => (None, None),
        };
        if let Some(place) = self.sources.place(interface.span) {
            self.places.insert(id.clone(), place);
        }
        let position = self.interfaces.len();
        self.by_name.insert(id.clone(), position);
        self.interfaces.push(Interface {
            name: name.unwrap_or_else(|| id.clone()),
            id,
            package,
            docs: docs(&interface.docs, &interface.stability),
            host_docs: docs(&interface.docs, &interface.stability),
            exported: false,
            definitions: Vec::new(),
            functions: Vec::new(),
            imports: Vec::new(),
        });
        position
    }

    /// An item as problems name it.
    pub(super) fn at(&mut self, owner: Owner, name: &str, span: Span) -> At {
        let item = self.item(owner, name);
        if let Some(place) = self.sources.place(span) {
            self.places.entry(item.clone()).or_insert(place);
        }
        At { item, span }
    }

    /// Reports a problem.
    pub(super) fn problem(&mut self, at: &At, message: impl Into<String>) {
        let place = self.sources.place(at.span);
        self.problems.push(Problem { place, ..Problem::new(&at.item, message) });
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
        if let Some((planned, function)) = self.function(function, owner) {
            self.attach_import(&planned, self.host_functions.len());
            self.host_functions.push(planned);
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
        super::usage::mark(&mut self.types, &self.functions, &self.host_functions);
        let package = world.package.map(|package| package_name(self.resolve, package));
        let plan = Plan {
            package,
            name: world.name.clone(),
            docs: docs(&world.docs, &world.stability),
            types: self.types,
            interfaces: self.interfaces,
            definitions: self.definitions,
            functions: self.functions,
            imports: self.host_functions,
            signature: self.signature,
        };
        Reading { plan, problems: self.problems, places: self.places }
    }
}

/// What a problem would be about: an item, and where it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct At {
    item: String,
    span: Span,
}

impl At {
    /// A part of the item: a field, case or parameter.
    pub(super) fn part(&self, name: &str, span: Span) -> At {
        At { item: format!("{}.{name}", self.item), span }
    }
}

/// The resources of exported interfaces. All others are the host's.
fn exported_resources(resolve: &Resolve, world: &World) -> HashSet<wit_parser::TypeId> {
    let types = world.exports.values().flat_map(|item| match item {
        WorldItem::Interface { id, .. } => resolve.interfaces[*id].types.values().copied().collect(),
        WorldItem::Type { id, .. } => vec![*id],
        WorldItem::Function(_) => Vec::new(),
    });
    types.filter(|id| matches!(resolve.types[*id].kind, TypeDefKind::Resource)).collect()
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
