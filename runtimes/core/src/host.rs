//! What a language must offer so that its values can go straight into guest memory and come
//! straight out of it: a [`Source`] is read while lowering, a [`Sink`] is built while lifting.
//!
//! Both are told the position of the type in the world's type table ([`TypeId`]), so that an
//! implementation can keep classes, names and codecs in a table of its own, resolved once.
//! Neither may run guest code or let another thread run while a method is under way.

use crate::error::ValueError;
use outwit_signature::TypeId;

/// The element types whose lists are one aligned run of little-endian numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Number {
    U8,
    S8,
    U16,
    S16,
    U32,
    S32,
    U64,
    S64,
    F32,
    F64,
}

impl Number {
    /// Bytes an element.
    pub const fn size(self) -> usize {
        match self {
            Number::U8 | Number::S8 => 1,
            Number::U16 | Number::S16 => 2,
            Number::U32 | Number::S32 | Number::F32 => 4,
            Number::U64 | Number::S64 | Number::F64 => 8,
        }
    }
}

/// What kind of type a case belongs to; see [`Sink::case`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Choice {
    Variant,
    Option,
    Result,
}

/// A resource as the host holds it: a number that is valid for one instance until it is dropped
/// or moved. Less than 2^52, so that JavaScript keeps it as a `number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Handle(pub u64);

/// Host values, read in the order in which the canonical ABI stores them.
///
/// `Value` is one host value: a Python object, or `()` for a buffer that is read front to back.
/// `Items` walks the parts of a compound value: [`Source::next`] gives the next element of a list
/// or tuple, the next field of a record, or a map's keys and values in turn.
pub trait Source {
    /// One host value.
    type Value;
    /// A walk over the parts of a list, map, record or tuple.
    type Items;
    /// The numbers of a list, found but not yet copied. Holds whatever keeps them alive.
    type Numbers;

    /// The value of the parameter at `index`; called once each, in order.
    fn param(&mut self, index: usize) -> Result<Self::Value, ValueError>;

    /// A `bool`.
    fn bool(&mut self, value: Self::Value) -> Result<bool, ValueError>;
    /// A `u8`, range-checked.
    fn u8(&mut self, value: Self::Value) -> Result<u8, ValueError>;
    /// A `u16`, range-checked.
    fn u16(&mut self, value: Self::Value) -> Result<u16, ValueError>;
    /// A `u32`, range-checked.
    fn u32(&mut self, value: Self::Value) -> Result<u32, ValueError>;
    /// A `u64`, range-checked.
    fn u64(&mut self, value: Self::Value) -> Result<u64, ValueError>;
    /// An `s8`, range-checked.
    fn s8(&mut self, value: Self::Value) -> Result<i8, ValueError>;
    /// An `s16`, range-checked.
    fn s16(&mut self, value: Self::Value) -> Result<i16, ValueError>;
    /// An `s32`, range-checked.
    fn s32(&mut self, value: Self::Value) -> Result<i32, ValueError>;
    /// An `s64`, range-checked.
    fn s64(&mut self, value: Self::Value) -> Result<i64, ValueError>;
    /// An `f32`.
    fn f32(&mut self, value: Self::Value) -> Result<f32, ValueError>;
    /// An `f64`.
    fn f64(&mut self, value: Self::Value) -> Result<f64, ValueError>;
    /// A `char`: one Unicode scalar value.
    fn char(&mut self, value: Self::Value) -> Result<char, ValueError>;
    /// A `string`, lent to `use_text`, which may run guest code (`realloc`): the text must stay
    /// alive and unchanged until it returns.
    fn string<R>(&mut self, value: Self::Value, use_text: impl FnOnce(&str) -> R) -> Result<R, ValueError>;

    /// The numbers of a `list<number>` and how many there are; `length` is given for a list of
    /// fixed length. They are copied after guest memory has been allocated, which runs guest code.
    fn numbers(
        &mut self,
        value: Self::Value,
        id: TypeId,
        number: Number,
        length: Option<usize>,
    ) -> Result<(Self::Numbers, usize), ValueError>;
    /// Writes the numbers to `to`, which is exactly as long as [`Source::numbers`] said, in
    /// little-endian order. Fails if they changed since.
    fn copy_numbers(
        &mut self,
        numbers: Self::Numbers,
        number: Number,
        to: &mut [u8],
    ) -> Result<(), ValueError>;

    /// A list of anything else and its length; `length` is given for a list of fixed length.
    fn list(
        &mut self,
        value: Self::Value,
        id: TypeId,
        length: Option<usize>,
    ) -> Result<(Self::Items, usize), ValueError>;
    /// A map and how many entries it has. [`Source::next`] gives key, value, key, value.
    fn map(&mut self, value: Self::Value, id: TypeId) -> Result<(Self::Items, usize), ValueError>;
    /// A record.
    fn record(&mut self, value: Self::Value, id: TypeId) -> Result<Self::Items, ValueError>;
    /// A tuple.
    fn tuple(&mut self, value: Self::Value, id: TypeId) -> Result<Self::Items, ValueError>;
    /// The next part of a compound value. Never called more often than it has parts; fails if
    /// the value shrank since.
    fn next(&mut self, items: &mut Self::Items) -> Result<Self::Value, ValueError>;

    /// The case of a variant, and its payload, which is not looked at where the case has none.
    fn variant(&mut self, value: Self::Value, id: TypeId) -> Result<(u32, Self::Value), ValueError>;
    /// The case of an enum.
    fn enumeration(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError>;
    /// The bits of a flags value, first flag lowest.
    fn flags(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError>;
    /// The payload of an option, if it has one.
    fn option(&mut self, value: Self::Value, id: TypeId) -> Result<Option<Self::Value>, ValueError>;
    /// Whether a result is an error, and its payload, which is not looked at where there is none.
    fn result(&mut self, value: Self::Value, id: TypeId) -> Result<(bool, Self::Value), ValueError>;
    /// An owned handle, of which the guest becomes the owner. `id` is the handle type's.
    fn own(&mut self, value: Self::Value, id: TypeId) -> Result<Handle, ValueError>;
    /// A handle lent for the call. `id` is the handle type's.
    fn borrow(&mut self, value: Self::Value, id: TypeId) -> Result<Handle, ValueError>;
    /// A resource of the host's, to be owned by the guest: the number (canonical ABI:
    /// representation) under which the host keeps it from now on. The guest owns it once
    /// [`Source::finished`] was called; before that, an error leaves it with the host.
    fn host_own(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError>;
    /// A resource of the host's, lent to the guest: a number that means it until the call ends.
    fn host_borrow(&mut self, value: Self::Value, id: TypeId) -> Result<u32, ValueError>;

    /// What a host function whose type is a `result` did: whether it failed, and the payload,
    /// which is not looked at where there is none. `id` is the result type's.
    fn outcome(&mut self, id: TypeId) -> Result<(bool, Self::Value), ValueError>;

    /// All arguments have been read; the guest is about to run.
    fn finished(&mut self) {}
    /// How many bytes no argument has taken, which is an error; 0 where there are no bytes.
    fn remaining(&self) -> usize {
        0
    }
}

/// Host values under construction, in the order in which the canonical ABI stores them.
///
/// `case` announces the case of a variant, option or result before its payload is built, for
/// sinks that write front to back; `variant`, `option` and `result` finish it.
pub trait Sink {
    /// One host value.
    type Value;
    /// A list, map, record or tuple under construction.
    type Items;

    /// The guest has returned and its result is about to be read.
    fn started(&mut self) {}

    /// A `bool`.
    fn bool(&mut self, value: bool) -> Result<Self::Value, ValueError>;
    /// A `u8`.
    fn u8(&mut self, value: u8) -> Result<Self::Value, ValueError>;
    /// A `u16`.
    fn u16(&mut self, value: u16) -> Result<Self::Value, ValueError>;
    /// A `u32`.
    fn u32(&mut self, value: u32) -> Result<Self::Value, ValueError>;
    /// A `u64`.
    fn u64(&mut self, value: u64) -> Result<Self::Value, ValueError>;
    /// An `s8`.
    fn s8(&mut self, value: i8) -> Result<Self::Value, ValueError>;
    /// An `s16`.
    fn s16(&mut self, value: i16) -> Result<Self::Value, ValueError>;
    /// An `s32`.
    fn s32(&mut self, value: i32) -> Result<Self::Value, ValueError>;
    /// An `s64`.
    fn s64(&mut self, value: i64) -> Result<Self::Value, ValueError>;
    /// An `f32`.
    fn f32(&mut self, value: f32) -> Result<Self::Value, ValueError>;
    /// An `f64`.
    fn f64(&mut self, value: f64) -> Result<Self::Value, ValueError>;
    /// A `char`.
    fn char(&mut self, value: char) -> Result<Self::Value, ValueError>;
    /// A `string`, still in guest memory.
    fn string(&mut self, value: &str) -> Result<Self::Value, ValueError>;
    /// A list of numbers, still in guest memory: little-endian, `number.size()` bytes each.
    /// `fixed` says that the list's type has a fixed length.
    fn numbers(
        &mut self,
        id: TypeId,
        number: Number,
        fixed: bool,
        bytes: &[u8],
    ) -> Result<Self::Value, ValueError>;

    /// A list of anything else, of `length` elements. `fixed` says that its type has that length.
    fn list(&mut self, id: TypeId, length: usize, fixed: bool) -> Result<Self::Items, ValueError>;
    /// A map of `length` entries; key, value, key, value are pushed.
    fn map(&mut self, id: TypeId, length: usize) -> Result<Self::Items, ValueError>;
    /// A record; its fields are pushed in order.
    fn record(&mut self, id: TypeId) -> Result<Self::Items, ValueError>;
    /// A tuple.
    fn tuple(&mut self, id: TypeId) -> Result<Self::Items, ValueError>;
    /// Adds the next part.
    fn push(&mut self, items: &mut Self::Items, value: Self::Value) -> Result<(), ValueError>;
    /// The finished list, map, record or tuple.
    fn finish(&mut self, items: Self::Items) -> Result<Self::Value, ValueError>;

    /// The case of the variant (0..), option (0 none, 1 some) or result (0 ok, 1 err) `id` whose
    /// payload comes next.
    fn case(&mut self, id: TypeId, choice: Choice, case: u32) -> Result<(), ValueError>;
    /// A variant of which [`Sink::case`] and the payload have gone before.
    fn variant(
        &mut self,
        id: TypeId,
        case: u32,
        payload: Option<Self::Value>,
    ) -> Result<Self::Value, ValueError>;
    /// An option of which [`Sink::case`] and the payload have gone before.
    fn option(&mut self, id: TypeId, payload: Option<Self::Value>) -> Result<Self::Value, ValueError>;
    /// A result of which [`Sink::case`] and the payload have gone before.
    fn result(
        &mut self,
        id: TypeId,
        is_err: bool,
        payload: Option<Self::Value>,
    ) -> Result<Self::Value, ValueError>;
    /// The case of an enum.
    fn enumeration(&mut self, id: TypeId, case: u32) -> Result<Self::Value, ValueError>;
    /// The bits of a flags value.
    fn flags(&mut self, id: TypeId, bits: u32) -> Result<Self::Value, ValueError>;
    /// A resource that the host owns from now on. `id` is the handle type's.
    fn own(&mut self, id: TypeId, handle: Handle) -> Result<Self::Value, ValueError>;
    /// A resource lent to the host. `id` is the handle type's.
    fn borrow(&mut self, id: TypeId, handle: Handle) -> Result<Self::Value, ValueError>;
    /// A resource of the host's that comes back to it for good: what the host keeps under the
    /// number `rep` is the guest's no longer.
    fn host_own(&mut self, id: TypeId, rep: u32) -> Result<Self::Value, ValueError>;
    /// A resource of the host's that the guest owns and lends: what the host keeps under `rep`.
    fn host_borrow(&mut self, id: TypeId, rep: u32) -> Result<Self::Value, ValueError>;
}

/// What a call gave back. A `result` at the top of a function is told apart, since every language
/// raises, throws or returns its error instead of handing it on as a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Returned<V> {
    /// The function has no result.
    Nothing,
    /// Its result.
    Value(V),
    /// `ok` of its `result`, with the payload where the type has one. The sink was told its case
    /// before the payload, but not to finish a result.
    Ok(Option<V>),
    /// `err` of its `result`, likewise.
    Err(Option<V>),
}
