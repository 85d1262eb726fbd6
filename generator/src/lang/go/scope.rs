//! The names of a package. Go has one scope for all of it, so a name that two interfaces have gets
//! the interface's name in front.

use super::names;
use crate::error::Problem;
use crate::lang::modules::module_names;
use crate::lang::words::Scope;
use crate::plan::{
    Alias, Definition, DefinitionVisitor, Enum, ErrorType, Flags, HostResource, ImportId, InterfaceId, Owner,
    Plan, Record, Resource, Type, TypeId, Variant,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What everything at the top of the package is called.
pub struct Package<'a> {
    plan: &'a Plan,
    /// The package's own name: `pdf`.
    pub name: String,
    /// The type of the world: `Pdf`.
    pub world: String,
    /// The name of each interface, which the world's type has a field of: `Reader`.
    pub interfaces: Vec<String>,
    /// The type of each interface: its name, or with `Interface` behind it where a named type has
    /// that name.
    pub interface_types: Vec<String>,
    /// The Go interface of the value that answers each imported interface: `Store`, or
    /// `ImportedStore` where the world exports it, too.
    pub host_types: Vec<String>,
    /// The type of all that the world imports: `KvImports`.
    pub imports: String,
    /// The error types of the world.
    pub errors: Vec<ErrorType>,
    types: HashMap<TypeId, String>,
    aliases: HashMap<(Owner, String), String>,
    error_names: HashMap<TypeId, String>,
    /// What belongs to the cases of variants and enums, and to flags.
    cases: HashMap<(TypeId, String), String>,
}

/// One definition and the names that come with it.
struct Entry<'a> {
    owner: Owner,
    item: String,
    key: Key<'a>,
    name: String,
    /// What follows the name in the names that it brings along: the cases of a variant.
    suffixes: Vec<String>,
}

enum Key<'a> {
    Type(TypeId),
    Alias(&'a Alias),
    Error(TypeId),
}

impl Entry<'_> {
    fn names(&self) -> impl Iterator<Item = String> + '_ {
        let cases = self.suffixes.iter().map(|suffix| format!("{}{suffix}", self.name));
        std::iter::once(self.name.clone()).chain(cases)
    }
}

impl<'a> Package<'a> {
    /// Names everything.
    ///
    /// # Errors
    /// Two things have one name in Go, and no interface tells them apart.
    pub fn new(plan: &'a Plan) -> Result<Package<'a>, Vec<Problem>> {
        let interfaces: Vec<String> = module_names(plan).iter().map(|name| names::exported(name)).collect();
        let errors = plan.errors();
        let mut entries = entries(plan, &errors);

        // By name, who has it: an interface, the world, or the package itself.
        let mut uses: BTreeMap<String, HashSet<Option<Owner>>> = BTreeMap::new();
        for name in names::FUNCTIONS {
            uses.entry(name.to_owned()).or_default().insert(None);
        }
        for entry in &entries {
            for name in entry.names() {
                uses.entry(name).or_default().insert(Some(entry.owner));
            }
        }
        let mut world = names::exported(&plan.name);
        if interfaces.contains(&world) || uses.contains_key(&world) {
            world += "World";
        }
        let free = |name: String| match uses.contains_key(&name) {
            true => name + "Interface",
            false => name,
        };
        let interface_types = interfaces.iter().cloned().map(free).collect();
        let host_types =
            plan.interfaces.iter().zip(&interfaces).map(|(interface, name)| match interface.exported {
                true => free(format!("Imported{name}")),
                false => free(name.clone()),
            });
        let host_types = host_types.collect();
        for entry in &mut entries {
            if let Owner::Interface(position) = entry.owner
                && entry.names().any(|name| uses[&name].len() > 1)
            {
                entry.name = format!("{}{}", interfaces[position], entry.name);
            }
        }
        set_errors_apart(&mut entries);

        let mut package = Package {
            plan,
            name: names::package(&plan.name),
            imports: format!("{world}Imports"),
            world,
            interfaces,
            interface_types,
            host_types,
            errors,
            types: HashMap::new(),
            aliases: HashMap::new(),
            error_names: HashMap::new(),
            cases: HashMap::new(),
        };
        let mut scope = package.check(&entries)?;
        for entry in entries {
            package.name_cases(&mut scope, &entry);
            match entry.key {
                Key::Type(id) => package.types.insert(id, entry.name),
                Key::Error(id) => package.error_names.insert(id, entry.name),
                Key::Alias(alias) => {
                    package.aliases.insert((alias.named.owner, alias.named.name.clone()), entry.name)
                }
            };
        }
        Ok(package)
    }

    /// The field of the world's type for an exported interface.
    pub fn member(&self, interface: InterfaceId) -> String {
        let name = &self.interfaces[interface];
        match names::WORLD_MEMBERS.contains(&name.as_str()) {
            true => format!("{name}_"),
            false => name.clone(),
        }
    }

    /// A case gives way to what has its name of its own, by an underscore: beside a type `a-b-c` the
    /// case `c` of `a-b` is `ABC_`.
    fn name_cases(&mut self, scope: &mut Scope, entry: &Entry<'_>) {
        let Key::Type(id) = entry.key else { return };
        for suffix in &entry.suffixes {
            let mut name = format!("{}{suffix}", entry.name);
            while scope.take(&name, &entry.item).is_err() {
                name.push('_');
            }
            self.cases.insert((id, suffix.clone()), name);
        }
    }

    /// What belongs to a case of a variant or enum, or to a flag: the type's name and its own.
    pub fn case(&self, id: TypeId, case: &str) -> &str {
        self.cases.get(&(id, names::exported(case))).map_or("", String::as_str)
    }

    /// No name may be there twice, but for those of cases.
    fn check(&self, entries: &[Entry<'_>]) -> Result<Scope, Vec<Problem>> {
        let mut scope = Scope::with(&names::FUNCTIONS, "the package");
        let mut problems = Vec::new();
        take(&mut scope, &mut problems, &self.world, self.plan.full_name());
        for (interface, name) in self.plan.interfaces.iter().zip(&self.interface_types) {
            take(&mut scope, &mut problems, name, &interface.id);
        }
        for position in self.plan.host_interfaces() {
            let interface = &self.plan.interfaces[position];
            if interface.exported {
                take(&mut scope, &mut problems, &self.host_types[position], &interface.id);
            }
        }
        if !self.plan.imports.is_empty() {
            take(&mut scope, &mut problems, &self.imports, self.plan.full_name());
        }
        for entry in entries {
            take(&mut scope, &mut problems, &entry.name, &entry.item);
        }
        if problems.is_empty() { Ok(scope) } else { Err(problems) }
    }

    /// The Go type of a named WIT type, without a pointer.
    pub fn type_name(&self, id: TypeId) -> &str {
        self.types.get(&id).map_or("", String::as_str)
    }

    /// The name of an alias; `None` for one that Go does not need, since all types are in one
    /// package.
    pub fn alias(&self, alias: &Alias) -> Option<&str> {
        self.aliases.get(&(alias.named.owner, alias.named.name.clone())).map(String::as_str)
    }

    /// The error type of functions whose `err` is this type: `ReaderError`.
    pub fn error_name(&self, id: TypeId) -> &str {
        self.error_names.get(&id).map_or("", String::as_str)
    }

    /// The name under which the program implements an imported function.
    pub fn host_name(&self, import: ImportId) -> String {
        let name = self.plan.host_name(import);
        match self.plan.imports[import].is_method() {
            true => names::method(&name, &names::HOST_RESOURCE_MEMBERS),
            false => names::exported(&name),
        }
    }

    /// The named types of an interface or of the world.
    pub fn definitions(&self, owner: Owner) -> &'a [Definition] {
        definitions(self.plan, owner)
    }

    /// Whether an interface has functions, and so a type of its own.
    pub fn has_type(&self, interface: InterfaceId) -> bool {
        let owner = Owner::Interface(interface);
        self.plan.functions.iter().any(|function| function.owner == owner)
    }
}

/// An error that would have the name of a type is called after its payload: that of `StoreError`,
/// the type `error` of `store`, is `StoreErrorException`.
fn set_errors_apart(entries: &mut [Entry<'_>]) {
    let is_error = |entry: &Entry<'_>| matches!(entry.key, Key::Error(_));
    let types: BTreeSet<String> =
        entries.iter().filter(|entry| !is_error(entry)).flat_map(Entry::names).collect();
    for entry in entries.iter_mut().filter(|entry| is_error(entry)) {
        while types.contains(&entry.name) {
            entry.name += "Exception";
        }
    }
}

/// Takes a name for a WIT item, or reports both items.
pub fn take(scope: &mut Scope, problems: &mut Vec<Problem>, name: &str, item: &str) {
    if let Err(other) = scope.take(name, item) {
        problems.push(Problem::new(item, format!("its name in Go, `{name}`, is also that of {other}")));
    }
}

fn definitions(plan: &Plan, owner: Owner) -> &[Definition] {
    match owner {
        Owner::World => &plan.definitions,
        Owner::Interface(position) => &plan.interfaces[position].definitions,
    }
}

fn entries<'a>(plan: &'a Plan, errors: &[ErrorType]) -> Vec<Entry<'a>> {
    let interfaces = (0..plan.interfaces.len()).map(Owner::Interface);
    let owners = std::iter::once(Owner::World).chain(interfaces);
    let mut entries = Vec::new();
    for definition in owners.flat_map(|owner| definitions(plan, owner)) {
        let suffixes = plan.visit_definition(definition, &mut Suffixes).unwrap_or_default();
        let (key, named) = match definition {
            Definition::Type(id) => match plan.def(*id).named() {
                Some(named) => (Key::Type(*id), named),
                None => continue,
            },
            Definition::Alias(alias) if needless(plan, alias) => continue,
            Definition::Alias(alias) => (Key::Alias(alias), &alias.named),
        };
        let item = plan.item(named.owner, &named.name);
        entries.push(Entry { owner: named.owner, item, key, name: names::exported(&named.name), suffixes });
    }
    for error in errors {
        let item = plan.item(error.owner, &error.name);
        let name = names::exported(&error.name);
        entries.push(Entry {
            owner: error.owner,
            item,
            key: Key::Error(error.id),
            name,
            suffixes: Vec::new(),
        });
    }
    entries
}

/// A `use` that keeps the name says nothing where all types are in one package.
fn needless(plan: &Plan, alias: &Alias) -> bool {
    let named_alike = match alias.target {
        Type::Def(_) => plan.named(alias.target).is_none_or(|named| named.name == alias.named.name),
        _ => true,
    };
    alias.used && named_alike
}

/// The names that come with a type, as what follows its own name.
struct Suffixes;

impl DefinitionVisitor for Suffixes {
    type Output = Vec<String>;

    fn record(&mut self, _: TypeId, _: &Record) -> Vec<String> {
        Vec::new()
    }

    fn variant(&mut self, _: TypeId, variant: &Variant) -> Vec<String> {
        variant.cases.iter().map(|case| names::exported(&case.name)).collect()
    }

    fn enumeration(&mut self, _: TypeId, enumeration: &Enum) -> Vec<String> {
        enumeration.cases.iter().map(|case| names::exported(&case.name)).collect()
    }

    fn flags(&mut self, _: TypeId, flags: &Flags) -> Vec<String> {
        flags.flags.iter().map(|flag| names::exported(&flag.name)).collect()
    }

    fn resource(&mut self, _: TypeId, _: &Resource) -> Vec<String> {
        Vec::new()
    }

    fn host_resource(&mut self, _: TypeId, _: &HostResource) -> Vec<String> {
        Vec::new()
    }

    fn alias(&mut self, _: &Alias) -> Vec<String> {
        Vec::new()
    }
}
