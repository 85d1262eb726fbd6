//! The modules of bindings, one an interface and one for the world, and which classes are in them.

use super::spelling::Spelling;
use super::words::{Scope, snake};
use crate::error::Problem;
use crate::plan::{Definition, ErrorType, Interface, InterfaceId, Kind, Named, Owner, Plan, Type, TypeId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What every module is called, and what the classes in it are called.
pub struct Modules<'a> {
    /// The plan that they are made from.
    pub plan: &'a Plan,
    /// The language's spelling.
    pub spelling: &'static dyn Spelling,
    /// The file of the module of each interface, without its extension.
    pub names: Vec<String>,
    /// The error types of the world.
    pub errors: Vec<ErrorType>,
    /// The class of each case of a variant.
    cases: HashMap<(TypeId, String), String>,
}

impl<'a> Modules<'a> {
    /// Names the modules of a plan.
    ///
    /// # Errors
    /// Two interfaces have one name.
    pub fn new(plan: &'a Plan, spelling: &'static dyn Spelling) -> Result<Modules<'a>, Vec<Problem>> {
        let names: Vec<String> = module_names(plan).iter().map(|name| spelling.module(name)).collect();
        let mut scope = Scope::default();
        let mut problems = Vec::new();
        for (interface, name) in plan.interfaces.iter().zip(&names) {
            let name = spelling.attribute(name);
            problems.extend(take(&mut scope, spelling, &name, &interface.id));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut modules = Modules { plan, spelling, names, errors: plan.errors(), cases: HashMap::new() };
        let interfaces = (0..plan.interfaces.len()).map(Owner::Interface);
        for owner in interfaces.chain([Owner::World]) {
            modules.name_cases(owner);
        }
        Ok(modules)
    }

    /// The class of a variant's case: the names of both. A case gives way to what has that name of
    /// its own, by an underscore: beside a type `a-b-c` the case `c` of `a-b` is `ABC_`.
    pub fn case(&self, variant: TypeId, case: &str) -> String {
        self.cases.get(&(variant, case.to_owned())).cloned().unwrap_or_default()
    }

    fn name_cases(&mut self, owner: Owner) {
        let definitions = self.definitions(owner);
        let types = definitions.iter().filter_map(|definition| self.plan.name_of(definition));
        let errors = self.errors_of(owner).map(|error| error.name.as_str());
        let names = types.map(|named| named.name.as_str()).chain(errors);
        let mut taken: BTreeSet<String> = names.map(|name| self.spelling.class(name)).collect();
        taken.extend(self.own_classes(owner));
        for definition in definitions {
            let Definition::Type(id) = definition else { continue };
            let Kind::Variant(variant) = &self.plan.def(*id).kind else { continue };
            for case in &variant.cases {
                let mut name = self.spelling.case(&variant.named.name, &case.name);
                while !taken.insert(name.clone()) {
                    name.push('_');
                }
                self.cases.insert((*id, case.name.clone()), name);
            }
        }
    }

    /// The named types of an interface or of the world.
    pub fn definitions(&self, owner: Owner) -> &'a [Definition] {
        match owner {
            Owner::World => &self.plan.definitions,
            Owner::Interface(position) => &self.plan.interfaces[position].definitions,
        }
    }

    /// The name that a `use` in the module of `owner` gives to a type.
    pub fn used_as(&self, id: TypeId, owner: Owner) -> Option<&'a Named> {
        self.definitions(owner).iter().find_map(|definition| match definition {
            Definition::Alias(alias) if alias.used && alias.target == Type::Def(id) => Some(&alias.named),
            _ => None,
        })
    }

    /// The resources of an interface, with the names of their classes.
    pub fn resources(&self, interface: InterfaceId) -> Vec<(TypeId, String)> {
        let definitions = self.plan.interfaces[interface].definitions.iter();
        let resource = |definition: &Definition| match definition {
            Definition::Type(id) => match &self.plan.def(*id).kind {
                Kind::Resource(resource) => Some((*id, self.spelling.class(&resource.named.name))),
                _ => None,
            },
            Definition::Alias(_) => None,
        };
        definitions.filter_map(resource).collect()
    }

    /// The exceptions that belong into the module of `owner`.
    pub fn errors_of(&self, owner: Owner) -> impl Iterator<Item = &ErrorType> {
        self.errors.iter().filter(move |error| error.owner == owner)
    }

    /// The class of an interface: its own name, or with `Interface` behind it where a type in it
    /// has that name.
    pub fn interface_class(&self, interface: InterfaceId) -> String {
        let class = self.spelling.class(&self.plan.interfaces[interface].name);
        self.free(class, Owner::Interface(interface), "Interface")
    }

    /// The class of what the host implements of an interface: that of the interface, or with
    /// `Imported` before it where the world exports the interface, too.
    pub fn host_class(&self, interface: InterfaceId) -> String {
        let class = self.spelling.class(&self.plan.interfaces[interface].host_name());
        self.free(class, Owner::Interface(interface), "Interface")
    }

    /// The class of all that the host implements for the world.
    pub fn imports_class(&self) -> String {
        self.free(self.spelling.class(&format!("{}-imports", self.plan.name)), Owner::World, "World")
    }

    /// The class of the world: its own name, or with `World` behind it where a type in it has
    /// that name.
    pub fn world_class(&self) -> String {
        self.free(self.spelling.class(&self.plan.name), Owner::World, "World")
    }

    /// The classes of a module that are no types: of the interface or the world, and of what the host
    /// implements of it.
    pub fn own_classes(&self, owner: Owner) -> Vec<String> {
        let (exported, imported) = match owner {
            Owner::World => (true, !self.plan.imports.is_empty()),
            Owner::Interface(position) => {
                let interface = &self.plan.interfaces[position];
                (interface.exported, !interface.imports.is_empty())
            }
        };
        let exported = exported.then(|| match owner {
            Owner::World => self.world_class(),
            Owner::Interface(position) => self.interface_class(position),
        });
        let imported = imported.then(|| match owner {
            Owner::World => self.imports_class(),
            Owner::Interface(position) => self.host_class(position),
        });
        exported.into_iter().chain(imported).collect()
    }

    fn free(&self, class: String, owner: Owner, suffix: &str) -> String {
        let types = self.definitions(owner).iter().filter_map(|definition| self.plan.name_of(definition));
        let errors = self.errors_of(owner).map(|error| error.name.as_str());
        let mut names = types.map(|named| named.name.as_str()).chain(errors);
        match names.any(|name| self.spelling.class(name) == class) {
            true => class + suffix,
            false => class,
        }
    }
}

/// Takes a name for a WIT item, or reports both items.
pub(super) fn take(scope: &mut Scope, spelling: &dyn Spelling, name: &str, item: &str) -> Option<Problem> {
    let other = scope.take(name, item).err()?;
    let language = spelling.language();
    Some(Problem::new(item, format!("its name in {language}, `{name}`, is also that of {other}")))
}

/// The kebab name of the module of each interface, in the order of [`Plan::interfaces`]. Mostly it
/// is the interface's own name; interfaces that share it with another one, or with a function of the
/// world, are told apart by their version, or by their package, whichever is the least that does it:
/// `reader-0.1.0`, `pdf-reader`.
pub fn module_names(plan: &Plan) -> Vec<String> {
    let exported = plan.world_functions().into_iter().map(|id| snake(&plan.functions[id].name));
    let imported = plan.world_imports().into_iter().map(|id| snake(&plan.host_name(id)));
    let functions: BTreeSet<String> = exported.chain(imported).collect();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, interface) in plan.interfaces.iter().enumerate() {
        groups.entry(snake(&interface.name)).or_default().push(position);
    }
    let mut names: Vec<String> = plan.interfaces.iter().map(|interface| interface.name.clone()).collect();
    let alone = |name: &String, members: &Vec<usize>| members.len() == 1 && !functions.contains(name);
    for members in
        groups.into_iter().filter(|(name, members)| !alone(name, members)).map(|(_, members)| members)
    {
        let forms = members.iter().map(|position| forms(&plan.interfaces[*position]));
        let forms: Vec<[String; 6]> = forms.collect();
        let distinct = |form: &usize| {
            let spelled: BTreeSet<String> = forms.iter().map(|forms| snake(&forms[*form])).collect();
            spelled.len() == forms.len() && spelled.is_disjoint(&functions)
        };
        let form = (0..6).find(distinct).unwrap_or(5);
        for (position, forms) in members.iter().zip(&forms) {
            names[*position] = forms[form].clone();
        }
    }
    names
}

/// Ways to name an interface, the shortest first.
fn forms(interface: &Interface) -> [String; 6] {
    let name = &interface.name;
    let (namespace, package, version) = match &interface.package {
        Some(package) => {
            let version = package.version.as_ref().map(|version| format!("-{version}"));
            (format!("{}-", package.namespace), format!("{}-", package.name), version.unwrap_or_default())
        }
        None => Default::default(),
    };
    [
        name.clone(),
        format!("{name}{version}"),
        format!("{package}{name}"),
        format!("{package}{name}{version}"),
        format!("{namespace}{package}{name}"),
        format!("{namespace}{package}{name}{version}"),
    ]
}
