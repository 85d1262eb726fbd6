use super::BLOB;
use crate::error::ValueError;
use crate::guest::copy;
use crate::host::{Handle, Number, Source};
use outwit_signature::TypeId;

/// Reads a buffer front to back. Everything is checked: the buffer may come from anywhere.
#[derive(Debug)]
pub struct WireSource<'a> {
    bytes: &'a [u8],
    at: usize,
    blobs: &'a [&'a [u8]],
    finished: bool,
}

impl<'a> WireSource<'a> {
    /// A reader of `bytes`, with the blobs that travel beside them.
    pub fn new(bytes: &'a [u8], blobs: &'a [&'a [u8]]) -> WireSource<'a> {
        WireSource { bytes, at: 0, blobs, finished: false }
    }

    /// How many bytes have not been read.
    pub fn remaining(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// Whether all of it was lowered: what it gives away is the guest's.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], ValueError> {
        let rest = &self.bytes[self.at..];
        let taken = rest.get(..length).ok_or_else(|| broken("it ends too early"))?;
        self.at += length;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ValueError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn word(&mut self) -> Result<u32, ValueError> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// A count of parts that are not numbers. Each takes a byte at least, so that a short buffer
    /// cannot claim long lists.
    fn count(&mut self, parts: usize) -> Result<usize, ValueError> {
        let count = self.word()? as usize;
        match count.saturating_mul(parts) <= self.remaining() {
            true => Ok(count),
            false => Err(broken("it ends too early")),
        }
    }

    fn handle(&mut self) -> Result<Handle, ValueError> {
        let handle = u64::from_le_bytes(self.array()?);
        match handle < 1 << 52 {
            true => Ok(Handle(handle)),
            false => Err(broken("a handle is too large")),
        }
    }

    fn rep(&mut self) -> Result<u32, ValueError> {
        u32::try_from(self.handle()?.0).map_err(|_| broken("the number of a host resource is too large"))
    }

    fn tag(&mut self) -> Result<bool, ValueError> {
        match self.take(1)? {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err(broken("a tag is neither 0 nor 1")),
        }
    }

    fn pad(&mut self, size: usize) -> Result<(), ValueError> {
        let padding = self.at.next_multiple_of(size) - self.at;
        self.take(padding).map(drop)
    }

    fn run(&mut self, size: usize) -> Result<&'a [u8], ValueError> {
        let count = self.word()?;
        if count == BLOB {
            let position = self.word()? as usize;
            let blob = *self.blobs.get(position).ok_or_else(|| broken("a blob is missing"))?;
            return match blob.len() % size {
                0 => Ok(blob),
                _ => Err(broken("a blob ends within an element")),
            };
        }
        self.pad(size)?;
        let length = (count as usize).checked_mul(size).ok_or_else(|| broken("a count is too large"))?;
        self.take(length)
    }
}

#[cold]
fn broken(what: &str) -> ValueError {
    ValueError::not_allowed(format!("the buffer is broken: {what}"))
}

impl<'a> Source for WireSource<'a> {
    type Value = ();
    type Items = ();
    type Numbers = &'a [u8];

    fn param(&mut self, _index: usize) -> Result<(), ValueError> {
        Ok(())
    }

    fn bool(&mut self, (): ()) -> Result<bool, ValueError> {
        self.tag()
    }

    fn u8(&mut self, (): ()) -> Result<u8, ValueError> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    fn u16(&mut self, (): ()) -> Result<u16, ValueError> {
        Ok(u16::from_le_bytes(self.array()?))
    }

    fn u32(&mut self, (): ()) -> Result<u32, ValueError> {
        self.word()
    }

    fn u64(&mut self, (): ()) -> Result<u64, ValueError> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn s8(&mut self, (): ()) -> Result<i8, ValueError> {
        Ok(i8::from_le_bytes(self.array()?))
    }

    fn s16(&mut self, (): ()) -> Result<i16, ValueError> {
        Ok(i16::from_le_bytes(self.array()?))
    }

    fn s32(&mut self, (): ()) -> Result<i32, ValueError> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    fn s64(&mut self, (): ()) -> Result<i64, ValueError> {
        Ok(i64::from_le_bytes(self.array()?))
    }

    fn f32(&mut self, (): ()) -> Result<f32, ValueError> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    fn f64(&mut self, (): ()) -> Result<f64, ValueError> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    fn char(&mut self, (): ()) -> Result<char, ValueError> {
        let code = self.word()?;
        char::from_u32(code)
            .ok_or_else(|| ValueError::not_allowed(format!("{code:#x} is no Unicode scalar value")))
    }

    fn string<R>(&mut self, (): (), use_text: impl FnOnce(&str) -> R) -> Result<R, ValueError> {
        let bytes = self.run(1)?;
        let text = std::str::from_utf8(bytes)
            .map_err(|error| ValueError::not_allowed(format!("the string is not UTF-8: {error}")))?;
        Ok(use_text(text))
    }

    fn numbers(
        &mut self,
        (): (),
        _id: TypeId,
        number: Number,
        length: Option<usize>,
    ) -> Result<(&'a [u8], usize), ValueError> {
        let size = number.size();
        let bytes = match length {
            None => self.run(size)?,
            Some(length) => {
                self.pad(size)?;
                self.take(length.checked_mul(size).ok_or_else(|| broken("a length is too large"))?)?
            }
        };
        Ok((bytes, bytes.len() / size))
    }

    fn copy_numbers(&mut self, numbers: &'a [u8], _number: Number, to: &mut [u8]) -> Result<(), ValueError> {
        if numbers.len() != to.len() {
            return Err(broken("a run changed its length"));
        }
        copy(to, numbers);
        Ok(())
    }

    fn list(&mut self, (): (), _id: TypeId, length: Option<usize>) -> Result<((), usize), ValueError> {
        match length {
            Some(length) => Ok(((), length)),
            None => Ok(((), self.count(1)?)),
        }
    }

    fn map(&mut self, (): (), _id: TypeId) -> Result<((), usize), ValueError> {
        Ok(((), self.count(2)?))
    }

    fn record(&mut self, (): (), _id: TypeId) -> Result<(), ValueError> {
        Ok(())
    }

    fn tuple(&mut self, (): (), _id: TypeId) -> Result<(), ValueError> {
        Ok(())
    }

    fn next(&mut self, (): &mut ()) -> Result<(), ValueError> {
        Ok(())
    }

    fn variant(&mut self, (): (), _id: TypeId) -> Result<(u32, ()), ValueError> {
        Ok((self.word()?, ()))
    }

    fn enumeration(&mut self, (): (), _id: TypeId) -> Result<u32, ValueError> {
        self.word()
    }

    fn flags(&mut self, (): (), _id: TypeId) -> Result<u32, ValueError> {
        self.word()
    }

    fn option(&mut self, (): (), _id: TypeId) -> Result<Option<()>, ValueError> {
        Ok(self.tag()?.then_some(()))
    }

    fn result(&mut self, (): (), _id: TypeId) -> Result<(bool, ()), ValueError> {
        Ok((self.tag()?, ()))
    }

    fn own(&mut self, (): (), _id: TypeId) -> Result<Handle, ValueError> {
        self.handle()
    }

    fn borrow(&mut self, (): (), _id: TypeId) -> Result<Handle, ValueError> {
        self.handle()
    }

    fn host_own(&mut self, (): (), _id: TypeId) -> Result<u32, ValueError> {
        self.rep()
    }

    fn host_borrow(&mut self, (): (), _id: TypeId) -> Result<u32, ValueError> {
        self.rep()
    }

    fn outcome(&mut self, id: TypeId) -> Result<(bool, ()), ValueError> {
        self.result((), id)
    }

    fn finished(&mut self) {
        self.finished = true;
    }

    fn remaining(&self) -> usize {
        WireSource::remaining(self)
    }
}
