//! What bytes say that a guest and its host do. Whatever they are, they say something.

use arbitrary::{Arbitrary, Result, Unstructured};

/// As many bytes of a guest's memory as a step can set, from 0 on.
pub const IMAGE: usize = 4 * 128;

/// So many guests there are. A fuzzer compiles all of them before it begins.
pub const SHAPES: u8 = 64;

/// More steps tell nothing new.
const STEPS: usize = 6;

/// A guest and what is done with it.
#[derive(Debug)]
pub struct Script {
    /// Which guest it is.
    pub shape: u8,
    /// Whether the host sees flat buffers instead of values.
    pub buffered: bool,
    /// What is done until something fails.
    pub steps: Vec<Step>,
}

/// One call, before which the guest's memory is set.
#[derive(Debug)]
pub struct Step {
    pub action: Action,
    /// Which value the host gives, if it gives one.
    pub seed: u8,
    pub image: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Action {
    /// The guest returns what lies in its memory.
    Returns,
    /// It gives that to its host as an argument.
    Passes,
    /// It takes a result of its host's.
    Asks,
    /// It takes an argument of its host's.
    Takes,
    /// The host drops a resource of the guest's.
    Drops,
}

impl<'a> Arbitrary<'a> for Script {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Script> {
        let (shape, buffered) = (u.arbitrary::<u8>()? % SHAPES, u.arbitrary()?);
        let mut steps = Vec::new();
        while !u.is_empty() && steps.len() < STEPS {
            steps.push(u.arbitrary()?);
        }
        Ok(Script { shape, buffered, steps })
    }
}

impl<'a> Arbitrary<'a> for Step {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Step> {
        let action = match u.arbitrary::<u8>()? % 9 {
            0 | 1 => Action::Returns,
            2 | 3 => Action::Passes,
            4 | 5 => Action::Asks,
            6 | 7 => Action::Takes,
            _ => Action::Drops,
        };
        let seed = u.arbitrary()?;
        let words = usize::from(u.arbitrary::<u8>()?) % (IMAGE / 4 + 1);
        let mut image = Vec::with_capacity(IMAGE);
        for _ in 0..words {
            image.extend_from_slice(&word(u)?.to_le_bytes());
        }
        Ok(Step { action, seed, image })
    }
}

/// A word that is likely to mean something.
fn word(u: &mut Unstructured<'_>) -> Result<u32> {
    Ok(match u.arbitrary::<u8>()? {
        // A case, a length, a handle.
        small @ 0..0x60 => u32::from(small % 4),
        length @ 0x60..0xa0 => u32::from(length - 0x60),
        pointer @ 0xa0..0xe0 => u32::from(pointer - 0xa0) * 8,
        0xe0..0xe8 => u.arbitrary()?,
        0xe8..0xf0 => u.arbitrary::<u16>()?.into(),
        0xf0..0xf8 => u32::from_le_bytes(*b"text"),
        _ => u32::from(u.arbitrary::<char>()?),
    })
}
