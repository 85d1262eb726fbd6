//! Reads a component's own types and functions, for use without generated code.

use outwit_signature::{Case, Field, Function, Owner, Param, Type, TypeDef, TypeId, VERSION, World};
use std::collections::HashMap;
use wasmtime::Engine;
use wasmtime::component::types::{self, ComponentFunc, ComponentItem};
use wasmtime::component::{Component, ResourceType};

/// The component's exports and the functions that it imports.
pub(crate) fn world(engine: &Engine, component: &Component) -> World {
    let ty = component.component_type();
    let mut reader = Reader::default();
    for (name, item) in ty.imports(engine).chain(ty.exports(engine)) {
        reader.name(engine, None, name, &item.ty);
    }
    let imports =
        ty.imports(engine).flat_map(|(name, item)| functions(engine, name, item.ty)).collect::<Vec<_>>();
    let exports =
        ty.exports(engine).flat_map(|(name, item)| functions(engine, name, item.ty)).collect::<Vec<_>>();
    let exports = exports.iter().map(|named| reader.function(named)).collect();
    let imports = imports.iter().map(|named| reader.function(named)).collect();
    World { outwit: VERSION, name: String::new(), types: reader.types, exports, imports }
}

/// Whether the host must supply functions. Every link asks, and most components need none, so this
/// does not read their types.
pub(crate) fn imports_functions(engine: &Engine, component: &Component) -> bool {
    let ty = component.component_type();
    ty.imports(engine).any(|(name, item)| !functions(engine, name, item.ty).is_empty())
}

struct Named {
    interface: Owner,
    name: String,
    func: ComponentFunc,
}

fn functions(engine: &Engine, name: &str, item: ComponentItem) -> Vec<Named> {
    match item {
        ComponentItem::ComponentFunc(func) => vec![Named { interface: None, name: name.to_owned(), func }],
        ComponentItem::ComponentInstance(instance) => instance
            .exports(engine)
            .filter_map(|(function, item)| match item.ty {
                ComponentItem::ComponentFunc(func) => {
                    Some(Named { interface: Some(name.to_owned()), name: function.to_owned(), func })
                }
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Wasmtime's own types cannot be compared before there is an instance where handles are in them
/// (it panics), so what is compared here are the definitions made from them.
#[derive(Default)]
struct Reader {
    /// The names under which types are exported, by their definitions without a name.
    names: HashMap<TypeDef, (String, Owner)>,
    resource_names: Vec<(ResourceType, String, Owner)>,
    types: Vec<TypeDef>,
    known: HashMap<TypeDef, TypeId>,
    known_resources: Vec<(ResourceType, TypeId)>,
}

impl Reader {
    fn name(&mut self, engine: &Engine, interface: Option<&str>, name: &str, item: &ComponentItem) {
        let owner = interface.map(str::to_owned);
        match item {
            ComponentItem::Type(ty) => {
                // What it is made of was exported, and so named, before.
                let def = self.def(ty);
                self.names.entry(def).or_insert_with(|| (name.to_owned(), owner));
            }
            ComponentItem::Resource(ty) => self.resource_names.push((*ty, name.to_owned(), owner)),
            ComponentItem::ComponentInstance(instance) if interface.is_none() => {
                for (inner, item) in instance.exports(engine) {
                    self.name(engine, Some(name), inner, &item.ty);
                }
            }
            _ => {}
        }
    }

    fn function(&mut self, named: &Named) -> Function {
        let params =
            named.func.params().map(|(name, ty)| Param { name: name.to_owned(), ty: self.ty(&ty) }).collect();
        let result = named.func.results().next().map(|ty| self.ty(&ty));
        Function {
            interface: named.interface.clone(),
            name: named.name.clone(),
            params,
            result,
            is_async: named.func.async_(),
        }
    }

    fn ty(&mut self, ty: &types::Type) -> Type {
        match ty {
            types::Type::Bool => return Type::Bool,
            types::Type::S8 => return Type::S8,
            types::Type::U8 => return Type::U8,
            types::Type::S16 => return Type::S16,
            types::Type::U16 => return Type::U16,
            types::Type::S32 => return Type::S32,
            types::Type::U32 => return Type::U32,
            types::Type::S64 => return Type::S64,
            types::Type::U64 => return Type::U64,
            types::Type::Float32 => return Type::F32,
            types::Type::Float64 => return Type::F64,
            types::Type::Char => return Type::Char,
            types::Type::String => return Type::String,
            _ => {}
        }
        let unnamed = self.def(ty);
        if let Some(id) = self.known.get(&unnamed) {
            return Type::Def(*id);
        }
        let id = self.push(self.named(unnamed.clone()));
        self.known.insert(unnamed, id);
        Type::Def(id)
    }

    fn push(&mut self, def: TypeDef) -> TypeId {
        self.types.push(def);
        (self.types.len() - 1) as TypeId
    }

    /// The definition with its name, if it is of a kind that has one.
    fn named(&self, mut def: TypeDef) -> TypeDef {
        let (own, owner) = match self.names.get(&def) {
            Some(named) => named.clone(),
            None => (format!("type-{}", self.types.len()), None),
        };
        if let TypeDef::Record { name, interface, .. }
        | TypeDef::Variant { name, interface, .. }
        | TypeDef::Enum { name, interface, .. }
        | TypeDef::Flags { name, interface, .. } = &mut def
        {
            *name = own;
            *interface = owner;
        }
        def
    }

    /// The definition without a name.
    fn def(&mut self, ty: &types::Type) -> TypeDef {
        let (name, interface) = (String::new(), None);
        match ty {
            types::Type::List(list) => TypeDef::List { of: self.ty(&list.ty()), length: None },
            types::Type::FixedLengthList(list) => {
                TypeDef::List { of: self.ty(&list.ty()), length: Some(list.len()) }
            }
            types::Type::Map(map) => TypeDef::Map { key: self.ty(&map.key()), value: self.ty(&map.value()) },
            types::Type::Tuple(tuple) => {
                TypeDef::Tuple { of: tuple.types().map(|ty| self.ty(&ty)).collect() }
            }
            types::Type::Option(option) => TypeDef::Option { of: self.ty(&option.ty()) },
            types::Type::Result(result) => TypeDef::Result {
                ok: result.ok().map(|ty| self.ty(&ty)),
                err: result.err().map(|ty| self.ty(&ty)),
            },
            types::Type::Record(record) => {
                let fields = record
                    .fields()
                    .map(|field| Field { name: field.name.to_owned(), ty: self.ty(&field.ty) })
                    .collect();
                TypeDef::Record { name, interface, fields }
            }
            types::Type::Variant(variant) => {
                let cases = variant
                    .cases()
                    .map(|case| Case { name: case.name.to_owned(), ty: case.ty.map(|ty| self.ty(&ty)) })
                    .collect();
                TypeDef::Variant { name, interface, cases }
            }
            types::Type::Enum(cases) => {
                TypeDef::Enum { name, interface, cases: cases.names().map(str::to_owned).collect() }
            }
            types::Type::Flags(flags) => {
                TypeDef::Flags { name, interface, flags: flags.names().map(str::to_owned).collect() }
            }
            types::Type::Own(resource) => TypeDef::Own { of: self.resource(*resource) },
            types::Type::Borrow(resource) => TypeDef::Borrow { of: self.resource(*resource) },
            // Primitives are no definitions; the asynchronous types are refused when the component
            // is loaded, since the engine does not allow them.
            _ => TypeDef::Tuple { of: Vec::new() },
        }
    }

    fn resource(&mut self, ty: ResourceType) -> TypeId {
        if let Some((_, id)) = self.known_resources.iter().find(|(known, _)| *known == ty) {
            return *id;
        }
        let (name, interface) = match self.resource_names.iter().find(|(named, ..)| *named == ty) {
            Some((_, name, owner)) => (name.clone(), owner.clone()),
            None => (format!("type-{}", self.types.len()), None),
        };
        let id = self.push(TypeDef::Resource { name, interface });
        self.known_resources.push((ty, id));
        id
    }
}
