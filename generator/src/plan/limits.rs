//! What Wasmtime does not load though WIT can say it. Refused here, it has a place in the WIT.

use super::model::{Enum, Flags, Kind, Record, Type, Variant};
use super::read::Reader;

/// Types that are nested deeper.
const DEPTH: u32 = 100;
/// Longer lists of fixed length.
const LENGTH: u32 = 1 << 30;
/// Types of more parts, but for flags, of which the component model has fewer.
const PARTS: usize = 10_000;
/// Functions of more parameters; a method's `self` is one.
pub(super) const PARAMS: usize = 1_000;

/// What must be known of an entry to judge the types that are made of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nature {
    /// How many types deep it is.
    depth: u32,
    /// Whether there are resources in its values.
    handles: bool,
}

impl Reader<'_> {
    /// The nature of a type made of `children`.
    ///
    /// # Errors
    /// Why Wasmtime would not load it.
    pub(super) fn nature(&self, kind: &Kind, children: &[Type]) -> Result<Nature, String> {
        let of = |ty: &Type| match ty {
            Type::Def(id) => self.natures[*id as usize],
            _ => Nature::default(),
        };
        let depth = 1 + children.iter().map(|ty| of(ty).depth).max().unwrap_or(0);
        let inside = children.iter().any(|ty| of(ty).handles);
        let parts = match kind {
            Kind::Record(Record { fields, .. }) => fields.len(),
            Kind::Variant(Variant { cases, .. }) => cases.len(),
            Kind::Enum(Enum { cases, .. }) => cases.len(),
            Kind::Flags(Flags { flags, .. }) => flags.len(),
            Kind::Tuple(of) => of.len(),
            _ => 0,
        };
        match kind {
            _ if depth > DEPTH => Err(format!("types can be nested at most {DEPTH} deep")),
            _ if parts > PARTS => Err(format!("a type can have at most {PARTS} parts")),
            Kind::FixedList(_, 0) => Err("a list of fixed length needs at least one element".into()),
            Kind::FixedList(_, length) if *length > LENGTH => {
                Err(format!("a list of fixed length can have at most {LENGTH} elements"))
            }
            Kind::Map(..) if inside => Err("a map cannot hold resources".into()),
            Kind::Own(_) | Kind::Borrow(_) | Kind::HostOwn(_) | Kind::HostBorrow(_) => {
                Ok(Nature { depth, handles: true })
            }
            _ => Ok(Nature { depth, handles: inside }),
        }
    }
}
