use super::{BLOB, BLOB_THRESHOLD};
use crate::error::ValueError;
use crate::host::{Choice, Handle, Number, Sink};
use outwit_signature::TypeId;

/// Takes large runs, which travel beside the buffer.
pub trait Blobs {
    /// Keeps a copy of a run of numbers, or of text where `number` is `None`, and gives its
    /// position among the blobs.
    ///
    /// # Errors
    /// There is no memory for it.
    fn add(&mut self, number: Option<Number>, bytes: &[u8]) -> Result<u32, ValueError>;
}

impl Blobs for Vec<Vec<u8>> {
    fn add(&mut self, _number: Option<Number>, bytes: &[u8]) -> Result<u32, ValueError> {
        self.push(bytes.to_vec());
        u32::try_from(self.len() - 1).map_err(|_| ValueError::not_allowed("too many large lists"))
    }
}

/// Writes a buffer front to back: into the caller's own memory while it lasts, then into a vector.
pub struct WireSink<'a, B> {
    buffer: &'a mut [u8],
    open: Option<&'a dyn Fn() -> &'a mut [u8]>,
    used: usize,
    spilled: Vec<u8>,
    blobs: B,
}

/// Where the written bytes are.
#[derive(Debug, PartialEq, Eq)]
pub enum Written {
    /// So many bytes at the start of the caller's buffer.
    InPlace(usize),
    /// All of them here, since the caller's buffer was too small.
    Spilled(Vec<u8>),
}

impl<'a, B: Blobs> WireSink<'a, B> {
    /// A writer to `buffer`, which gives large runs to `blobs`.
    pub fn new(buffer: &'a mut [u8], blobs: B) -> WireSink<'a, B> {
        WireSink { buffer, open: None, used: 0, spilled: Vec::new(), blobs }
    }

    /// A writer that asks for its buffer when the guest has returned: until then host functions
    /// may use the same memory, and move it.
    pub fn when_started(open: &'a dyn Fn() -> &'a mut [u8], blobs: B) -> WireSink<'a, B> {
        WireSink { open: Some(open), ..WireSink::new(&mut [], blobs) }
    }

    /// What was written, and the blobs.
    pub fn into_parts(self) -> (Written, B) {
        let written = match self.spilled.is_empty() {
            true => Written::InPlace(self.used),
            false => Written::Spilled(self.spilled),
        };
        (written, self.blobs)
    }

    fn length(&self) -> usize {
        self.used + self.spilled.len()
    }

    #[inline]
    fn put(&mut self, bytes: &[u8]) {
        match self.buffer.get_mut(self.used..).and_then(|rest| rest.get_mut(..bytes.len())) {
            Some(room) if self.spilled.is_empty() => {
                room.copy_from_slice(bytes);
                self.used += bytes.len();
            }
            _ => self.spill(bytes),
        }
    }

    #[cold]
    fn spill(&mut self, bytes: &[u8]) {
        if self.spilled.is_empty() {
            self.spilled.reserve((self.used + bytes.len()) * 2);
            self.spilled.extend_from_slice(&self.buffer[..self.used]);
            self.used = 0;
            self.buffer = &mut [];
        }
        self.spilled.extend_from_slice(bytes);
    }

    fn word(&mut self, word: u32) {
        self.put(&word.to_le_bytes());
    }

    fn count(&mut self, length: usize) -> Result<(), ValueError> {
        let count = u32::try_from(length).ok().filter(|&count| count != BLOB);
        self.word(count.ok_or_else(|| ValueError::not_allowed("longer than a buffer can say"))?);
        Ok(())
    }

    fn pad(&mut self, size: usize) {
        let length = self.length();
        self.put(&[0; 8][..length.next_multiple_of(size) - length]);
    }

    fn run(&mut self, number: Option<Number>, bytes: &[u8]) -> Result<(), ValueError> {
        if bytes.len() >= BLOB_THRESHOLD {
            let position = self.blobs.add(number, bytes)?;
            self.word(BLOB);
            self.word(position);
            return Ok(());
        }
        let size = number.map_or(1, Number::size);
        self.count(bytes.len() / size)?;
        self.pad(size);
        self.put(bytes);
        Ok(())
    }
}

impl<B: Blobs> Sink for WireSink<'_, B> {
    type Value = ();
    type Items = ();

    fn started(&mut self) {
        if let Some(open) = self.open.take() {
            self.buffer = open();
        }
    }

    fn bool(&mut self, value: bool) -> Result<(), ValueError> {
        self.put(&[value.into()]);
        Ok(())
    }

    fn u8(&mut self, value: u8) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn u16(&mut self, value: u16) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn u32(&mut self, value: u32) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn u64(&mut self, value: u64) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn s8(&mut self, value: i8) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn s16(&mut self, value: i16) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn s32(&mut self, value: i32) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn s64(&mut self, value: i64) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn f32(&mut self, value: f32) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn f64(&mut self, value: f64) -> Result<(), ValueError> {
        self.put(&value.to_le_bytes());
        Ok(())
    }

    fn char(&mut self, value: char) -> Result<(), ValueError> {
        self.word(value.into());
        Ok(())
    }

    fn string(&mut self, value: &str) -> Result<(), ValueError> {
        self.run(None, value.as_bytes())
    }

    fn numbers(&mut self, _id: TypeId, number: Number, fixed: bool, bytes: &[u8]) -> Result<(), ValueError> {
        if !fixed {
            return self.run(Some(number), bytes);
        }
        self.pad(number.size());
        self.put(bytes);
        Ok(())
    }

    fn list(&mut self, _id: TypeId, length: usize, fixed: bool) -> Result<(), ValueError> {
        if fixed { Ok(()) } else { self.count(length) }
    }

    fn map(&mut self, _id: TypeId, length: usize) -> Result<(), ValueError> {
        self.count(length)
    }

    fn record(&mut self, _id: TypeId) -> Result<(), ValueError> {
        Ok(())
    }

    fn tuple(&mut self, _id: TypeId) -> Result<(), ValueError> {
        Ok(())
    }

    fn push(&mut self, (): &mut (), (): ()) -> Result<(), ValueError> {
        Ok(())
    }

    fn finish(&mut self, (): ()) -> Result<(), ValueError> {
        Ok(())
    }

    fn case(&mut self, _id: TypeId, choice: Choice, case: u32) -> Result<(), ValueError> {
        match choice {
            Choice::Variant => self.word(case),
            Choice::Option | Choice::Result => self.put(&[case as u8]),
        }
        Ok(())
    }

    fn variant(&mut self, _id: TypeId, _case: u32, _payload: Option<()>) -> Result<(), ValueError> {
        Ok(())
    }

    fn option(&mut self, _id: TypeId, _payload: Option<()>) -> Result<(), ValueError> {
        Ok(())
    }

    fn result(&mut self, _id: TypeId, _is_err: bool, _payload: Option<()>) -> Result<(), ValueError> {
        Ok(())
    }

    fn enumeration(&mut self, _id: TypeId, case: u32) -> Result<(), ValueError> {
        self.word(case);
        Ok(())
    }

    fn flags(&mut self, _id: TypeId, bits: u32) -> Result<(), ValueError> {
        self.word(bits);
        Ok(())
    }

    fn own(&mut self, _id: TypeId, handle: Handle) -> Result<(), ValueError> {
        self.put(&handle.0.to_le_bytes());
        Ok(())
    }

    fn borrow(&mut self, _id: TypeId, handle: Handle) -> Result<(), ValueError> {
        self.put(&handle.0.to_le_bytes());
        Ok(())
    }

    fn host_own(&mut self, _id: TypeId, rep: u32) -> Result<(), ValueError> {
        self.put(&u64::from(rep).to_le_bytes());
        Ok(())
    }

    fn host_borrow(&mut self, _id: TypeId, rep: u32) -> Result<(), ValueError> {
        self.put(&u64::from(rep).to_le_bytes());
        Ok(())
    }
}
