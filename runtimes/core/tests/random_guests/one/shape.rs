//! The types that a guest and its host exchange.

use crate::common::random::types::wanted;
use fastrand::Rng;
use outwit_core::signature::{Type, TypeDef};
use wasmtime::component::Val;

/// The entries of every shape's types that stand for the host's resource and its handles.
pub const HOST: u32 = 0;

/// One guest's types.
pub struct Shape {
    pub types: Vec<TypeDef>,
    /// The guest's own resource; it and what comes after it are the guest's exports.
    pub guest: u32,
    /// What the guest gives to its host, and takes from it, as arguments and as results.
    pub passes: Type,
    pub asks: Type,
    pub takes: Type,
    pub returns: Type,
    /// The encodings of strings in what the guest imports and exports.
    pub imported: &'static str,
    pub exported: &'static str,
}

impl Shape {
    pub fn new(seed: u8) -> Shape {
        let mut rng = Rng::with_seed(seed.into());
        let mut types = Vec::new();
        resource(&mut types, "host", true);
        let [own, borrow] = [1, 2].map(Type::Def);
        let passes = with_handles(&mut rng, &mut types, &[own, borrow]);
        let asks = with_handles(&mut rng, &mut types, &[own]);
        let guest = types.len() as u32;
        resource(&mut types, "guest", false);
        let [guest_own, guest_borrow] = [guest + 1, guest + 2].map(Type::Def);
        let takes = with_handles(&mut rng, &mut types, &[own, borrow, guest_own, guest_borrow]);
        let returns = with_handles(&mut rng, &mut types, &[own, guest_own]);
        let mut encoding = || match rng.u32(0..6) {
            0 => "string-encoding=utf16",
            1 => "string-encoding=latin1+utf16",
            _ => "string-encoding=utf8",
        };
        let (imported, exported) = (encoding(), encoding());
        Shape { types, guest, passes, asks, takes, returns, imported, exported }
    }

    /// Whether the guest takes handles from its host.
    pub fn gets_handles(&self) -> bool {
        [self.asks, self.takes].into_iter().any(|ty| self.has_handles(ty))
    }

    fn has_handles(&self, ty: Type) -> bool {
        let Type::Def(id) = ty else { return false };
        match &self.types[id as usize] {
            TypeDef::Own { .. } | TypeDef::Borrow { .. } => true,
            def => def.children().into_iter().any(|ty| self.has_handles(ty)),
        }
    }

    /// Shows all handles in a value, with whether they are the host's resource and whether they
    /// are owned.
    pub fn handles(&self, ty: Type, value: &mut Val, see: &mut dyn FnMut(Handle, &mut Val)) {
        let Type::Def(id) = ty else { return };
        match (&self.types[id as usize], value) {
            (TypeDef::Own { of }, value) => see(Handle { host: *of == HOST, owned: true }, value),
            (TypeDef::Borrow { of }, value) => see(Handle { host: *of == HOST, owned: false }, value),
            (TypeDef::List { of, .. }, Val::List(items) | Val::FixedLengthList(items)) => {
                items.iter_mut().for_each(|item| self.handles(*of, item, see));
            }
            (TypeDef::Map { value: ty, .. }, Val::Map(entries)) => {
                entries.iter_mut().for_each(|(_, value)| self.handles(*ty, value, see));
            }
            (TypeDef::Record { fields, .. }, Val::Record(values)) => {
                for (field, (_, value)) in fields.iter().zip(values) {
                    self.handles(field.ty, value, see);
                }
            }
            (TypeDef::Tuple { of }, Val::Tuple(values)) => {
                for (ty, value) in of.iter().zip(values) {
                    self.handles(*ty, value, see);
                }
            }
            (TypeDef::Variant { cases, .. }, Val::Variant(name, Some(value))) => {
                let case = cases.iter().find(|case| case.name == *name);
                if let Some(ty) = case.and_then(|case| case.ty) {
                    self.handles(ty, value, see);
                }
            }
            (TypeDef::Option { of }, Val::Option(Some(value))) => self.handles(*of, value, see),
            (TypeDef::Result { ok: Some(ty), .. }, Val::Result(Ok(Some(value))))
            | (TypeDef::Result { err: Some(ty), .. }, Val::Result(Err(Some(value)))) => {
                self.handles(*ty, value, see);
            }
            _ => {}
        }
    }
}

/// What a handle in a value is.
#[derive(Clone, Copy)]
pub struct Handle {
    pub host: bool,
    pub owned: bool,
}

/// A resource, its owned and its borrowed handle.
fn resource(types: &mut Vec<TypeDef>, name: &str, imported: bool) {
    let of = types.len() as u32;
    types.push(TypeDef::Resource { name: name.into(), interface: None, imported });
    types.push(TypeDef::Own { of });
    types.push(TypeDef::Borrow { of });
}

/// A type in which one of the `handles` stands here and there.
fn with_handles(rng: &mut Rng, types: &mut Vec<TypeDef>, handles: &[Type]) -> Type {
    let first = types.len();
    let ty = wanted(rng, types);
    if !rng.bool() {
        return ty;
    }
    for part in types[first..].iter_mut().flat_map(parts) {
        if !matches!(part, Type::Def(_)) && rng.u32(0..4) == 0 {
            *part = handles[rng.usize(..handles.len())];
        }
    }
    match ty {
        Type::Def(_) => ty,
        _ => handles[rng.usize(..handles.len())],
    }
}

/// The parts of a type that can be handles: the keys of maps cannot.
fn parts(def: &mut TypeDef) -> Vec<&mut Type> {
    match def {
        TypeDef::Record { fields, .. } => fields.iter_mut().map(|field| &mut field.ty).collect(),
        TypeDef::Variant { cases, .. } => cases.iter_mut().filter_map(|case| case.ty.as_mut()).collect(),
        TypeDef::Tuple { of } => of.iter_mut().collect(),
        TypeDef::List { of, .. } | TypeDef::Option { of } | TypeDef::Map { value: of, .. } => vec![of],
        TypeDef::Result { ok, err } => ok.iter_mut().chain(err).collect(),
        _ => Vec::new(),
    }
}
