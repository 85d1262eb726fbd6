//! The names of functions, and whether two WIT items have one name in a language.

use super::modules::{Modules, take};
use super::spelling::Place;
use super::words::Scope;
use crate::error::Problem;
use crate::plan::{
    Alias, DefinitionVisitor, Enum, Flags, FunctionId, FunctionKind, HostResource, ImportId, Owner, Record,
    Resource, TypeId, Variant,
};
use std::collections::HashMap;

/// The names of every function.
#[derive(Debug, Default)]
pub struct Members {
    /// Of an exported function: its name, and that of its off-thread variant.
    exports: HashMap<FunctionId, (String, String)>,
    imports: HashMap<ImportId, String>,
}

impl Members {
    /// Names the functions of a plan, and looks for names that are the same in the language.
    ///
    /// # Errors
    /// Every pair of WIT items whose names collide.
    pub fn new(modules: &Modules<'_>) -> Result<Members, Vec<Problem>> {
        let plan = modules.plan;
        let mut members = Members::default();
        let mut problems = Vec::new();
        let interfaces = (0..plan.interfaces.len()).map(Owner::Interface);
        for owner in interfaces.chain([Owner::World]) {
            let mut checker = Checker {
                modules,
                owner,
                scope: Scope::default(),
                members: &mut members,
                problems: &mut problems,
            };
            for definition in modules.definitions(owner) {
                plan.visit_definition(definition, &mut checker);
            }
            for error in modules.errors_of(owner) {
                checker.class(&modules.spelling.class(&error.name), &format!("the error {}", error.name));
            }
            match owner {
                Owner::Interface(position) => checker.interface(position),
                Owner::World => checker.world(),
            }
        }
        match problems.is_empty() {
            true => Ok(members),
            false => Err(problems),
        }
    }

    /// The name of a function, and the name of its off-thread variant.
    pub fn of(&self, id: FunctionId) -> (&str, &str) {
        self.exports.get(&id).map_or(("", ""), |(name, off_thread)| (name, off_thread))
    }

    /// The name under which the host implements an imported function: a method's on its resource,
    /// any other's on the object for its interface, or among the world's imports.
    pub fn of_import(&self, id: ImportId) -> &str {
        self.imports.get(&id).map_or("", String::as_str)
    }

    /// The fields, functions and parameters in the module of `owner`.
    pub fn names(&self, modules: &Modules<'_>, owner: Owner) -> Vec<String> {
        let mut names = collect(modules, owner).fields;
        let functions = modules.plan.functions.iter().enumerate();
        for (id, function) in functions.filter(|(_, function)| function.owner == owner) {
            let (name, off_thread) = self.of(id);
            names.extend([name.to_owned(), off_thread.to_owned()]);
            names.extend(function.params.iter().map(|param| modules.spelling.param(&param.name)));
        }
        let imports = modules.plan.imports.iter().enumerate();
        for (id, import) in imports.filter(|(_, import)| import.owner == owner) {
            names.push(self.of_import(id).to_owned());
            names.extend(import.params.iter().map(|param| modules.spelling.param(&param.name)));
        }
        names
    }
}

/// The types, cases and exceptions in the module of `owner`.
pub fn classes(modules: &Modules<'_>, owner: Owner) -> Vec<String> {
    let mut classes = collect(modules, owner).classes;
    classes.extend(modules.errors_of(owner).map(|error| modules.spelling.class(&error.name)));
    classes
}

fn collect<'a>(modules: &'a Modules<'_>, owner: Owner) -> Names<'a> {
    let mut names = Names { modules, classes: Vec::new(), fields: Vec::new() };
    for definition in modules.definitions(owner) {
        modules.plan.visit_definition(definition, &mut names);
    }
    names
}

/// Takes every name in its scope.
struct Checker<'a> {
    modules: &'a Modules<'a>,
    owner: Owner,
    /// The names of the module.
    scope: Scope,
    members: &'a mut Members,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    fn interface(&mut self, position: usize) {
        self.class(&self.modules.interface_class(position), "the interface itself");
        let interface = &self.modules.plan.interfaces[position];
        self.functions(&interface.functions, Place::Interface, Scope::default());
        if interface.imports.is_empty() {
            return;
        }
        if interface.exported {
            self.class(&self.modules.host_class(position), "the imported interface itself");
        }
        self.imports(&interface.imports, Place::Interface, Scope::default());
    }

    fn world(&mut self) {
        let modules = self.modules;
        self.class(&modules.world_class(), "the world itself");
        let mut scope = Scope::default();
        for (interface, name) in modules.plan.interfaces.iter().zip(&modules.names) {
            if interface.exported {
                let name = modules.spelling.attribute(name);
                self.problems.extend(take(&mut scope, modules.spelling, &name, &interface.id));
            }
        }
        self.functions(&modules.plan.world_functions(), Place::World, scope);
        if modules.plan.imports.is_empty() {
            return;
        }
        self.class(&modules.imports_class(), "the world's imports");
        let mut scope = Scope::default();
        for position in modules.plan.host_interfaces() {
            let name = modules.spelling.host_field(&modules.names[position]);
            let item = &modules.plan.interfaces[position].id;
            self.problems.extend(take(&mut scope, modules.spelling, &name, item));
        }
        self.imports(&modules.plan.world_imports(), Place::Imports, scope);
    }

    /// Names functions that the host implements in one place.
    fn imports(&mut self, ids: &[ImportId], place: Place, mut scope: Scope) {
        let (plan, spelling) = (self.modules.plan, self.modules.spelling);
        for id in ids {
            let name = spelling.function(place, &plan.host_name(*id));
            let item = plan.import_item(*id);
            self.problems.extend(take(&mut scope, spelling, &name, &item));
            self.members.imports.insert(*id, name);
        }
    }

    fn class(&mut self, class: &str, name: &str) {
        let item = self.modules.plan.item(self.owner, name);
        self.problems.extend(take(&mut self.scope, self.modules.spelling, class, &item));
    }

    /// Names functions that share a class.
    fn functions(&mut self, ids: &[FunctionId], place: Place, mut scope: Scope) {
        let (plan, spelling) = (self.modules.plan, self.modules.spelling);
        let (constructor, made) = spelling.constructor();
        let mut named: Vec<(FunctionId, String)> = Vec::new();
        for id in ids {
            let function = &plan.functions[*id];
            let name = match function.kind {
                FunctionKind::Constructor(_) => constructor.to_owned(),
                FunctionKind::Static(_) => spelling.function(Place::Static, &function.name),
                FunctionKind::Method(_) | FunctionKind::Freestanding => {
                    spelling.function(place, &function.name)
                }
            };
            let item = plan.export_item(*id);
            self.problems.extend(take(&mut scope, spelling, &name, &item));
            named.push((*id, name));
        }
        for (id, name) in named {
            let stem = if name == constructor { made } else { name.trim_end_matches('_') };
            let mut off_thread = spelling.off_thread(stem);
            if scope.has(&off_thread) {
                off_thread.push('_');
            }
            let item = plan.item(self.owner, &off_thread);
            self.problems.extend(take(&mut scope, spelling, &off_thread, &item));
            self.members.exports.insert(id, (name, off_thread));
        }
    }

    /// Looks for names that are the same among the parts of one type.
    fn parts<'n>(
        &mut self,
        of: &str,
        names: impl Iterator<Item = &'n String>,
        spell: impl Fn(&str) -> String,
    ) {
        let mut scope = Scope::default();
        for name in names {
            let item = self.modules.plan.item(self.owner, &format!("{of}.{name}"));
            self.problems.extend(take(&mut scope, self.modules.spelling, &spell(name), &item));
        }
    }
}

impl DefinitionVisitor for Checker<'_> {
    type Output = ();

    fn record(&mut self, _: TypeId, record: &Record) {
        let (name, spelling) = (&record.named.name, self.modules.spelling);
        self.class(&spelling.class(name), name);
        self.parts(name, record.fields.iter().map(|field| &field.name), |name| spelling.field(name));
    }

    fn variant(&mut self, id: TypeId, variant: &Variant) {
        let name = &variant.named.name;
        self.class(&self.modules.spelling.class(name), name);
        for case in &variant.cases {
            self.class(&self.modules.case(id, &case.name), &format!("{name}.{}", case.name));
        }
    }

    fn enumeration(&mut self, _: TypeId, enumeration: &Enum) {
        let (name, spelling) = (&enumeration.named.name, self.modules.spelling);
        self.class(&spelling.class(name), name);
        self.parts(name, enumeration.cases.iter().map(|case| &case.name), |name| spelling.enum_case(name));
    }

    fn flags(&mut self, _: TypeId, flags: &Flags) {
        let (name, spelling) = (&flags.named.name, self.modules.spelling);
        self.class(&spelling.class(name), name);
        self.parts(name, flags.flags.iter().map(|flag| &flag.name), |name| spelling.flag(name));
    }

    fn resource(&mut self, _: TypeId, resource: &Resource) {
        let name = &resource.named.name;
        self.class(&self.modules.spelling.class(name), name);
        let ids: Vec<FunctionId> = resource.functions().collect();
        self.functions(&ids, Place::Method, Scope::default());
    }

    fn host_resource(&mut self, _: TypeId, resource: &HostResource) {
        let name = &resource.named.name;
        self.class(&self.modules.spelling.class(name), name);
        self.imports(&resource.methods, Place::Method, Scope::default());
    }

    fn alias(&mut self, alias: &Alias) {
        self.class(&self.modules.spelling.class(&alias.named.name), &alias.named.name);
    }
}

/// Collects the names of types, with the cases of variants, and of the fields of records.
struct Names<'a> {
    modules: &'a Modules<'a>,
    classes: Vec<String>,
    fields: Vec<String>,
}

impl Names<'_> {
    fn class(&mut self, name: &str) {
        self.classes.push(self.modules.spelling.class(name));
    }
}

impl DefinitionVisitor for Names<'_> {
    type Output = ();

    fn record(&mut self, _: TypeId, record: &Record) {
        self.class(&record.named.name);
        self.fields.extend(record.fields.iter().map(|field| self.modules.spelling.field(&field.name)));
    }

    fn variant(&mut self, id: TypeId, variant: &Variant) {
        self.class(&variant.named.name);
        self.classes.extend(variant.cases.iter().map(|case| self.modules.case(id, &case.name)));
    }

    fn enumeration(&mut self, _: TypeId, enumeration: &Enum) {
        self.class(&enumeration.named.name);
    }

    fn flags(&mut self, _: TypeId, flags: &Flags) {
        self.class(&flags.named.name);
    }

    fn resource(&mut self, _: TypeId, resource: &Resource) {
        self.class(&resource.named.name);
    }

    fn host_resource(&mut self, _: TypeId, resource: &HostResource) {
        self.class(&resource.named.name);
    }

    fn alias(&mut self, alias: &Alias) {
        self.class(&alias.named.name);
    }
}
