//! How each function's types lie in guest memory, worked out once when a component is linked.

use crate::host::Number;
use outwit_signature::TypeId;
use wasmtime::component::__internal::InterfaceType;

/// A position in [`Plan::nodes`].
pub(crate) type NodeId = usize;

/// The most values that travel as parameters of a core function (Canonical ABI,
/// `MAX_FLAT_PARAMS`); more go through memory.
pub(crate) const MAX_FLAT_PARAMS: usize = 16;

/// Every function of a world, ready to be called.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub nodes: Vec<Node>,
    pub functions: Vec<FunctionPlan>,
}

/// The parameters and the result of one function.
#[derive(Debug)]
pub(crate) struct FunctionPlan {
    pub params: ParamsPlan,
    pub result: Option<NodeId>,
}

/// The parameters of a function, laid out like the fields of a record.
#[derive(Debug, Default)]
pub(crate) struct ParamsPlan {
    pub members: Box<[Member]>,
    pub size: u32,
    pub align: u32,
    /// How many flat values they take; above [`MAX_FLAT_PARAMS`] they go through memory.
    pub flat: usize,
}

/// One type at one place.
#[derive(Debug)]
pub(crate) struct Node {
    /// The position in the world's type table; meaningless for a primitive.
    pub id: TypeId,
    pub size: u32,
    pub align: u32,
    /// How many flat values it takes. Saturates: only "above 16" matters beyond that.
    pub flat: usize,
    /// No pointers and no handles inside: lowering it neither allocates nor changes a table.
    pub plain: bool,
    pub kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Bool,
    U8,
    U16,
    U32,
    U64,
    S8,
    S16,
    S32,
    S64,
    F32,
    F64,
    Char,
    String,
    Numbers(Number),
    List(NodeId),
    FixedNumbers(Number, usize),
    FixedList(NodeId, usize),
    Map(MapPlan),
    Record(Box<[Member]>),
    Tuple(Box<[Member]>),
    Variant(Cases),
    Enum {
        tag: Tag,
        cases: u32,
    },
    Flags {
        size: u32,
        mask: u32,
    },
    Option(Cases),
    Result(Cases),
    /// A resource of the guest's.
    Own(InterfaceType),
    Borrow(InterfaceType),
    /// A resource of the host's, which Wasmtime knows by this number.
    HostOwn(InterfaceType, u32),
    HostBorrow(InterfaceType, u32),
}

#[derive(Debug)]
pub(crate) struct MapPlan {
    pub key: NodeId,
    pub value: NodeId,
    pub value_offset: usize,
    pub entry_size: usize,
    pub entry_align: u32,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub offset: usize,
    pub node: NodeId,
}

#[derive(Debug)]
pub(crate) struct Cases {
    pub tag: Tag,
    pub payload_offset: usize,
    pub payloads: Box<[Option<NodeId>]>,
}

/// The width of a discriminant (Canonical ABI, `discriminant_type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    One,
    Two,
    Four,
}

impl Tag {
    pub fn for_cases(cases: usize) -> Tag {
        match cases {
            0..=0x100 => Tag::One,
            0x101..=0x1_0000 => Tag::Two,
            _ => Tag::Four,
        }
    }

    pub const fn size(self) -> u32 {
        match self {
            Tag::One => 1,
            Tag::Two => 2,
            Tag::Four => 4,
        }
    }
}

/// The bits of so many flags, the first lowest.
pub(crate) fn flags_mask(count: usize) -> u32 {
    let unused = 32u32.saturating_sub(count as u32);
    u32::MAX.checked_shr(unused).unwrap_or(0)
}

pub(crate) fn align_to(offset: u32, align: u32) -> Option<u32> {
    Some(offset.checked_add(align - 1)? & !(align - 1))
}

/// Lays members out one after the other, as the canonical ABI does for records: their offsets,
/// the size and the alignment of the whole. `None` if it does not fit 32 bits.
pub(crate) fn lay_out<'a>(
    members: impl Iterator<Item = (NodeId, &'a Node)>,
) -> Option<(Box<[Member]>, u32, u32)> {
    let (mut size, mut align, mut placed) = (0u32, 1u32, Vec::new());
    for (node, member) in members {
        let offset = align_to(size, member.align)?;
        placed.push(Member { offset: offset as usize, node });
        size = offset.checked_add(member.size)?;
        align = align.max(member.align);
    }
    Some((placed.into(), align_to(size, align)?, align))
}
