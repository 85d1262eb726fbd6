//! Reads a component's own types and functions from its binary, for use without generated code.
//!
//! The types that Wasmtime keeps are structural. In the binary every type that an interface exports
//! has an identity of its own, which is where the names come from.

use outwit_signature::{Case, Field, Function, Owner, Param, Type, TypeDef, TypeId, VERSION, World};
use std::collections::HashMap;
use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentDefinedType, ComponentDefinedTypeId, ComponentEntityType,
    ComponentFuncTypeId, ComponentItem, ComponentValType, ResourceId,
};
use wasmparser::types::Types;
use wasmparser::{
    BinaryReaderError, Parser, Payload, PrimitiveValType, ValidPayload, Validator, WasmFeatures,
};
use wasmtime::component::__internal::wasmtime_environ::wasmparser;

/// The component's exports and the functions that it imports.
pub(crate) fn world(bytes: &[u8]) -> Result<World, BinaryReaderError> {
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let (mut imports, mut exports, mut depth) = (Vec::new(), Vec::new(), 0);
    let mut types = None;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match &payload {
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section.clone() {
                    imports.push(import?.name.name);
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section.clone() {
                    exports.push(export?.name.name);
                }
            }
            _ => {}
        }
        // Functions were checked when the component was compiled.
        match validator.payload(&payload)? {
            ValidPayload::Parser(_) => depth += 1,
            ValidPayload::End(ended) => {
                types = Some(ended);
                depth -= 1;
            }
            _ => {}
        }
    }
    let mut world = World {
        outwit: VERSION,
        name: String::new(),
        types: Vec::new(),
        exports: Vec::new(),
        imports: Vec::new(),
    };
    if let Some(types) = types {
        let mut reader = Reader::new(types);
        // All names before any type is read: an export may name what an import mentions.
        let imports = reader.items(&imports, Types::component_item_for_import, true);
        let exports = reader.items(&exports, Types::component_item_for_export, false);
        world.exports = exports.iter().map(|named| reader.function(named)).collect();
        world.imports = imports.iter().map(|named| reader.function(named)).collect();
        world.types = reader.types;
    }
    Ok(world)
}

struct Named {
    interface: Owner,
    name: String,
    ty: ComponentFuncTypeId,
}

struct Reader {
    binary: Types,
    /// The names under which types are exported.
    names: HashMap<ComponentDefinedTypeId, (String, Owner)>,
    resources: HashMap<ResourceId, (String, Owner, bool)>,
    types: Vec<TypeDef>,
    known: HashMap<TypeDef, TypeId>,
    read: HashMap<ComponentDefinedTypeId, Type>,
}

impl Reader {
    fn new(binary: Types) -> Reader {
        Reader {
            binary,
            names: HashMap::new(),
            resources: HashMap::new(),
            types: Vec::new(),
            known: HashMap::new(),
            read: HashMap::new(),
        }
    }

    /// Notes the names in all imports or all exports, and gives their functions.
    fn items(
        &mut self,
        names: &[&str],
        find: impl for<'a> Fn(&'a Types, &str) -> Option<&'a ComponentItem>,
        imported: bool,
    ) -> Vec<Named> {
        let items = names.iter().flat_map(|name| {
            let entity = find(&self.binary, name).map(|item| item.ty);
            self.item(None, name, entity, imported)
        });
        items.collect()
    }

    /// Notes the names in an import or export, and gives its functions.
    fn item(
        &mut self,
        interface: Option<&str>,
        item_name: &str,
        entity: Option<ComponentEntityType>,
        imported: bool,
    ) -> Vec<Named> {
        let owner = interface.map(str::to_owned);
        match entity {
            Some(ComponentEntityType::Func(ty)) => {
                return vec![Named { interface: owner, name: item_name.to_owned(), ty }];
            }
            Some(ComponentEntityType::Type { created: ComponentAnyTypeId::Defined(id), referenced }) => {
                // A type that another interface lends, or another name for it, keeps the first name.
                let lent = match referenced {
                    ComponentAnyTypeId::Defined(lent) => self.name_of(lent).cloned(),
                    _ => None,
                };
                let name = lent.or_else(|| self.name_of(id).cloned());
                self.names.insert(id, name.unwrap_or_else(|| (item_name.to_owned(), owner)));
            }
            Some(ComponentEntityType::Type { created: ComponentAnyTypeId::Resource(id), .. }) => {
                self.resources
                    .entry(id.resource())
                    .or_insert_with(|| (item_name.to_owned(), owner, imported));
            }
            Some(ComponentEntityType::Instance(id)) if interface.is_none() => {
                let items: Vec<(String, ComponentEntityType)> =
                    self.binary[id].exports.iter().map(|(name, item)| (name.clone(), item.ty)).collect();
                let items = items.into_iter();
                return items
                    .flat_map(|(inner, entity)| self.item(Some(item_name), &inner, Some(entity), imported))
                    .collect();
            }
            _ => {}
        }
        Vec::new()
    }

    /// The name of a type, or of what it is another name for.
    fn name_of(&self, id: ComponentDefinedTypeId) -> Option<&(String, Owner)> {
        let mut next = Some(id);
        while let Some(id) = next {
            if let Some(name) = self.names.get(&id) {
                return Some(name);
            }
            next = self.binary.peel_alias(id);
        }
        None
    }

    fn function(&mut self, named: &Named) -> Function {
        let ty = self.binary[named.ty].clone();
        let param = |(name, ty): &(wasmparser::names::KebabString, ComponentValType)| Param {
            name: name.to_string(),
            ty: self.ty(*ty),
        };
        let params = ty.params.iter().map(param).collect();
        let result = ty.result.map(|ty| self.ty(ty));
        Function {
            interface: named.interface.clone(),
            name: named.name.clone(),
            params,
            result,
            is_async: ty.async_,
        }
    }

    fn ty(&mut self, ty: ComponentValType) -> Type {
        let id = match ty {
            ComponentValType::Primitive(primitive) => return self.primitive(primitive),
            ComponentValType::Type(id) => id,
        };
        if let Some(ty) = self.read.get(&id) {
            return *ty;
        }
        let ty = match self.binary[id].clone() {
            ComponentDefinedType::Primitive(primitive) => self.primitive(primitive),
            def => {
                let def = self.def(id, &def);
                Type::Def(self.push(def))
            }
        };
        self.read.insert(id, ty);
        ty
    }

    fn push(&mut self, def: TypeDef) -> TypeId {
        if let Some(id) = self.known.get(&def) {
            return *id;
        }
        let id = self.types.len() as TypeId;
        self.types.push(def.clone());
        self.known.insert(def, id);
        id
    }

    fn primitive(&mut self, primitive: PrimitiveValType) -> Type {
        match primitive {
            PrimitiveValType::Bool => Type::Bool,
            PrimitiveValType::S8 => Type::S8,
            PrimitiveValType::U8 => Type::U8,
            PrimitiveValType::S16 => Type::S16,
            PrimitiveValType::U16 => Type::U16,
            PrimitiveValType::S32 => Type::S32,
            PrimitiveValType::U32 => Type::U32,
            PrimitiveValType::S64 => Type::S64,
            PrimitiveValType::U64 => Type::U64,
            PrimitiveValType::F32 => Type::F32,
            PrimitiveValType::F64 => Type::F64,
            PrimitiveValType::Char => Type::Char,
            PrimitiveValType::String => Type::String,
            // The engine does not allow it, so no component with it was compiled.
            PrimitiveValType::ErrorContext => Type::Def(self.push(TypeDef::Tuple { of: Vec::new() })),
        }
    }

    fn def(&mut self, id: ComponentDefinedTypeId, def: &ComponentDefinedType) -> TypeDef {
        // A record that nothing exports by name can only be in a component that no WIT describes.
        let (name, interface) = match self.name_of(id) {
            Some(named) => named.clone(),
            None => (format!("type-{}", self.types.len()), None),
        };
        let names = |names: &mut dyn Iterator<Item = String>| names.collect();
        match def {
            ComponentDefinedType::Record(record) => {
                let fields = record.fields.iter();
                let fields = fields.map(|(name, ty)| Field { name: name.to_string(), ty: self.ty(*ty) });
                TypeDef::Record { name, interface, fields: fields.collect() }
            }
            ComponentDefinedType::Variant(variant) => {
                let cases = variant.cases.iter();
                let cases = cases
                    .map(|(name, case)| Case { name: name.to_string(), ty: case.ty.map(|ty| self.ty(ty)) });
                TypeDef::Variant { name, interface, cases: cases.collect() }
            }
            ComponentDefinedType::Enum(cases) => {
                TypeDef::Enum { name, interface, cases: names(&mut cases.iter().map(ToString::to_string)) }
            }
            ComponentDefinedType::Flags(flags) => {
                TypeDef::Flags { name, interface, flags: names(&mut flags.iter().map(ToString::to_string)) }
            }
            ComponentDefinedType::List { element, .. } => {
                TypeDef::List { of: self.ty(*element), length: None }
            }
            ComponentDefinedType::FixedLengthList { element, length, .. } => {
                TypeDef::List { of: self.ty(*element), length: Some(*length) }
            }
            ComponentDefinedType::Map { key, value, .. } => {
                TypeDef::Map { key: self.ty(*key), value: self.ty(*value) }
            }
            ComponentDefinedType::Tuple(tuple) => {
                TypeDef::Tuple { of: tuple.types.iter().map(|ty| self.ty(*ty)).collect() }
            }
            ComponentDefinedType::Option { ty, .. } => TypeDef::Option { of: self.ty(*ty) },
            ComponentDefinedType::Result { ok, err, .. } => {
                TypeDef::Result { ok: ok.map(|ty| self.ty(ty)), err: err.map(|ty| self.ty(ty)) }
            }
            ComponentDefinedType::Own(of) => TypeDef::Own { of: self.resource(of.resource()) },
            ComponentDefinedType::Borrow(of) => TypeDef::Borrow { of: self.resource(of.resource()) },
            // Primitives are no definitions; the asynchronous types are refused when the component
            // is loaded, since the engine does not allow them.
            ComponentDefinedType::Primitive(_)
            | ComponentDefinedType::Future { .. }
            | ComponentDefinedType::Stream { .. } => TypeDef::Tuple { of: Vec::new() },
        }
    }

    fn resource(&mut self, id: ResourceId) -> TypeId {
        let (name, interface, imported) = match self.resources.get(&id) {
            Some(named) => named.clone(),
            None => (format!("type-{}", self.types.len()), None, false),
        };
        self.push(TypeDef::Resource { name, interface, imported })
    }
}
