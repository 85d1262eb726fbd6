//! Types: the one place that knows `wit_parser::TypeDefKind`.

use super::model::{
    Alias, Case, Definition, Docs, Enum, Field, Flags, HostResource, Kind, Label, Named, Owner, Record,
    Resource, Type, TypeDef, TypeId, Variant,
};
use super::read::{At, Reader, docs};
use outwit_signature as signature;
use wit_parser::{Handle, InterfaceId, Stability, TypeDefKind, TypeOwner};

impl Reader<'_> {
    /// The named types of an interface, beside those that it has from being imported.
    pub(super) fn interface_types(&mut self, id: InterfaceId, owner: Owner) {
        let Owner::Interface(position) = owner else { return };
        let types = self.resolve.interfaces[id].types.values();
        let definitions: Vec<Definition> = types.filter_map(|ty| self.definition(*ty)).collect();
        let imported = std::mem::take(&mut self.interfaces[position].definitions);
        self.interfaces[position].definitions = self.beside(imported, definitions);
    }

    /// A named type of the world itself.
    pub(super) fn world_type(&mut self, id: wit_parser::TypeId) {
        if let Some(definition) = self.definition(id) {
            self.definitions.push(definition);
        }
    }

    fn definition(&mut self, id: wit_parser::TypeId) -> Option<Definition> {
        let def = &self.resolve.types[id];
        let target = self.by_id(id, &At::default())?;
        let owner = self.owner(def.owner);
        match &def.kind {
            TypeDefKind::Record(_)
            | TypeDefKind::Variant(_)
            | TypeDefKind::Enum(_)
            | TypeDefKind::Flags(_)
            | TypeDefKind::Resource => match target {
                Type::Def(id) => Some(Definition::Type(id)),
                _ => None,
            },
            kind => {
                let elsewhere = |other: wit_parser::TypeId| self.resolve.types[other].owner != def.owner;
                let used =
                    matches!(kind, TypeDefKind::Type(wit_parser::Type::Id(other)) if elsewhere(*other));
                Some(Definition::Alias(Alias { named: self.named(id, owner), target, used }))
            }
        }
    }

    fn named(&self, id: wit_parser::TypeId, owner: Owner) -> Named {
        let def = &self.resolve.types[id];
        let name = def.name.clone().unwrap_or_default();
        Named { name, owner, docs: docs(&def.docs, &def.stability) }
    }

    fn owner(&mut self, owner: TypeOwner) -> Owner {
        match owner {
            TypeOwner::World(_) | TypeOwner::None => Owner::World,
            TypeOwner::Interface(id) => {
                let name = self.resolve.id_of(id).unwrap_or_default();
                Owner::Interface(self.interface_named(name, id))
            }
        }
    }

    /// The entry of the resource that a function belongs to.
    pub(super) fn resource_entry(&mut self, id: wit_parser::TypeId, at: &At) -> Option<TypeId> {
        match self.by_id(id, at)? {
            Type::Def(id) => Some(id),
            _ => None,
        }
    }

    /// A type where it is used. `at` is what mentions it.
    pub(super) fn ty(&mut self, ty: &wit_parser::Type, at: &At) -> Option<Type> {
        use wit_parser::Type as Wit;
        Some(match ty {
            Wit::Bool => Type::Bool,
            Wit::U8 => Type::U8,
            Wit::U16 => Type::U16,
            Wit::U32 => Type::U32,
            Wit::U64 => Type::U64,
            Wit::S8 => Type::S8,
            Wit::S16 => Type::S16,
            Wit::S32 => Type::S32,
            Wit::S64 => Type::S64,
            Wit::F32 => Type::F32,
            Wit::F64 => Type::F64,
            Wit::Char => Type::Char,
            Wit::String => Type::String,
            Wit::ErrorContext => return self.refuse(at, "`error-context` is not supported yet"),
            Wit::Id(id) => return self.by_id(*id, at),
        })
    }

    fn by_id(&mut self, id: wit_parser::TypeId, at: &At) -> Option<Type> {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let def = &self.resolve.types[id];
        let owner = self.owner(def.owner);
        let at = match &def.name {
            Some(name) => self.at(owner, name, def.span),
            None => at.clone(),
        };
        let ty = self.kind(id, owner, &at);
        // What is wrong with a type without a name is reported wherever the type is used.
        if ty.is_some() || def.name.is_some() {
            self.known.insert(id, ty);
        }
        ty
    }

    fn kind(&mut self, id: wit_parser::TypeId, owner: Owner, at: &At) -> Option<Type> {
        let def = &self.resolve.types[id];
        let kind = match &def.kind {
            TypeDefKind::Type(ty) => return self.ty(ty, at),
            TypeDefKind::Record(record) => {
                let fields: Option<Vec<Field>> = record
                    .fields
                    .iter()
                    .map(|field| {
                        let ty = self.ty(&field.ty, &at.part(&field.name, field.span))?;
                        Some(Field { name: field.name.clone(), ty, docs: plain(&field.docs) })
                    })
                    // Every field is looked at, so that every problem is found.
                    .collect::<Vec<_>>()
                    .into_iter()
                    .collect();
                Kind::Record(Record { named: self.named(id, owner), fields: fields? })
            }
            TypeDefKind::Variant(variant) => {
                let cases: Option<Vec<Case>> = variant
                    .cases
                    .iter()
                    .map(|case| {
                        let ty = match &case.ty {
                            Some(ty) => Some(self.ty(ty, &at.part(&case.name, case.span))?),
                            None => None,
                        };
                        Some(Case { name: case.name.clone(), ty, docs: plain(&case.docs) })
                    })
                    .collect::<Vec<_>>()
                    .into_iter()
                    .collect();
                Kind::Variant(Variant { named: self.named(id, owner), cases: cases? })
            }
            TypeDefKind::Enum(enumeration) => {
                let cases = enumeration.cases.iter();
                let cases = cases.map(|c| Label { name: c.name.clone(), docs: plain(&c.docs) }).collect();
                Kind::Enum(Enum { named: self.named(id, owner), cases })
            }
            TypeDefKind::Flags(flags) => {
                let flags = flags.flags.iter();
                let flags = flags.map(|f| Label { name: f.name.clone(), docs: plain(&f.docs) }).collect();
                Kind::Flags(Flags { named: self.named(id, owner), flags })
            }
            TypeDefKind::Resource if !self.exported_resources.contains(&id) => {
                Kind::HostResource(HostResource { named: self.named(id, owner), methods: Vec::new() })
            }
            TypeDefKind::Resource => Kind::Resource(Resource {
                named: self.named(id, owner),
                constructor: None,
                methods: Vec::new(),
                statics: Vec::new(),
            }),
            TypeDefKind::Handle(Handle::Own(resource)) => match self.resource_entry(*resource, at)? {
                id if self.is_host(id) => Kind::HostOwn(id),
                id => Kind::Own(id),
            },
            TypeDefKind::Handle(Handle::Borrow(resource)) => match self.resource_entry(*resource, at)? {
                id if self.is_host(id) => Kind::HostBorrow(id),
                id => Kind::Borrow(id),
            },
            TypeDefKind::Tuple(tuple) => {
                let of: Vec<Option<Type>> = tuple.types.iter().map(|ty| self.ty(ty, at)).collect();
                Kind::Tuple(of.into_iter().collect::<Option<_>>()?)
            }
            TypeDefKind::Option(of) => Kind::Option(self.ty(of, at)?),
            TypeDefKind::Result(result) => {
                let ok = result.ok.as_ref().map(|ty| self.ty(ty, at));
                let err = result.err.as_ref().map(|ty| self.ty(ty, at));
                Kind::Result(
                    ok.map_or(Some(None), |ty| ty.map(Some))?,
                    err.map_or(Some(None), |ty| ty.map(Some))?,
                )
            }
            TypeDefKind::List(of) => Kind::List(self.ty(of, at)?),
            TypeDefKind::FixedLengthList(of, length) => Kind::FixedList(self.ty(of, at)?, *length),
            TypeDefKind::Map(key, value) => {
                let (key, value) = (self.ty(key, at), self.ty(value, at));
                Kind::Map(key?, value?)
            }
            TypeDefKind::Future(_) => return self.refuse(at, "futures are not supported yet"),
            TypeDefKind::Stream(_) => return self.refuse(at, "streams are not supported yet"),
            TypeDefKind::Unknown => return self.refuse(at, "the type's package was not resolved"),
        };
        self.enter(kind, at)
    }

    /// The entry of a type, made when it is the first of its kind.
    fn enter(&mut self, kind: Kind, at: &At) -> Option<Type> {
        let signed = self.signed(&kind);
        if let Some(id) = self.entries.get(&signed) {
            return Some(Type::Def(*id));
        }
        let nature = match self.nature(&kind, &signed.children()) {
            Ok(nature) => nature,
            Err(message) => return self.refuse(at, message),
        };
        let id = self.types.len() as TypeId;
        self.natures.push(nature);
        self.types.push(TypeDef { kind, lowered: false, lifted: false });
        self.signature.types.push(signed.clone());
        self.entries.insert(signed, id);
        Some(Type::Def(id))
    }

    fn signed(&self, kind: &Kind) -> signature::TypeDef {
        use signature::TypeDef as Signed;
        let place = |named: &Named| (named.name.clone(), self.signature_owner(named.owner));
        let names = |labels: &[Label]| labels.iter().map(|label| label.name.clone()).collect();
        match kind {
            Kind::Record(Record { named, fields }) => {
                let (name, interface) = place(named);
                let fields = fields.iter();
                let fields = fields.map(|f| signature::Field { name: f.name.clone(), ty: f.ty }).collect();
                Signed::Record { name, interface, fields }
            }
            Kind::Variant(Variant { named, cases }) => {
                let (name, interface) = place(named);
                let cases = cases.iter();
                let cases = cases.map(|c| signature::Case { name: c.name.clone(), ty: c.ty }).collect();
                Signed::Variant { name, interface, cases }
            }
            Kind::Enum(Enum { named, cases }) => {
                let (name, interface) = place(named);
                Signed::Enum { name, interface, cases: names(cases) }
            }
            Kind::Flags(Flags { named, flags }) => {
                let (name, interface) = place(named);
                Signed::Flags { name, interface, flags: names(flags) }
            }
            Kind::Resource(Resource { named, .. }) => {
                let (name, interface) = place(named);
                Signed::Resource { name, interface, imported: false }
            }
            Kind::HostResource(HostResource { named, .. }) => {
                let (name, interface) = place(named);
                Signed::Resource { name, interface, imported: true }
            }
            Kind::List(of) => Signed::List { of: *of, length: None },
            Kind::FixedList(of, length) => Signed::List { of: *of, length: Some(*length) },
            Kind::Map(key, value) => Signed::Map { key: *key, value: *value },
            Kind::Tuple(of) => Signed::Tuple { of: of.clone() },
            Kind::Option(of) => Signed::Option { of: *of },
            Kind::Result(ok, err) => Signed::Result { ok: *ok, err: *err },
            Kind::Own(of) | Kind::HostOwn(of) => Signed::Own { of: *of },
            Kind::Borrow(of) | Kind::HostBorrow(of) => Signed::Borrow { of: *of },
        }
    }

    fn is_host(&self, resource: TypeId) -> bool {
        matches!(self.types[resource as usize].kind, Kind::HostResource(_))
    }

    fn refuse(&mut self, at: &At, message: impl Into<String>) -> Option<Type> {
        self.problem(at, message);
        None
    }
}

/// The docs of a part of a type, which has no annotations of its own.
fn plain(contents: &wit_parser::Docs) -> Docs {
    docs(contents, &Stability::Unknown)
}
