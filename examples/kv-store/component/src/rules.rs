//! What may be kept, where, and for how long.

use std::fmt;

/// The space of keys that name none.
pub const DEFAULT_SPACE: &str = "default";
/// The most characters that a space may have.
pub const MAX_SPACE: usize = 32;
/// The most bytes that a name may have.
pub const MAX_NAME: usize = 256;
/// The most bytes that a value may have.
pub const MAX_VALUE: usize = 65536;

/// A key, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'a> {
    /// Where its name is looked up.
    pub space: &'a str,
    /// Its name there.
    pub name: &'a str,
}

/// Why an entry is not kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The part of the key before the slash is no space.
    Space(String),
    /// The key has no name.
    NoName,
    /// The name has this many bytes.
    LongName(usize),
    /// The value has this many bytes.
    LongValue(usize),
    /// It would be over before it began.
    NoTime,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Space(space) => {
                write!(f, "{space:?} is no space: it has 1 to {MAX_SPACE} of a to z, 0 to 9 and hyphens")
            }
            Refusal::NoName => write!(f, "the key has no name"),
            Refusal::LongName(length) => write!(f, "the name has {length} bytes, at most {MAX_NAME}"),
            Refusal::LongValue(length) => write!(f, "the value has {length} bytes, at most {MAX_VALUE}"),
            Refusal::NoTime => write!(f, "a time to live of 0 seconds is none; at least 1"),
        }
    }
}

impl<'a> Key<'a> {
    /// Takes a key apart: `SPACE/NAME` or `NAME`. Later slashes belong to the name.
    pub fn parse(key: &'a str) -> Result<Key<'a>, Refusal> {
        let (space, name) = key.split_once('/').unwrap_or((DEFAULT_SPACE, key));
        let fits = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-');
        if space.is_empty() || space.len() > MAX_SPACE || !space.chars().all(fits) {
            return Err(Refusal::Space(space.to_owned()));
        }
        match name.len() {
            0 => Err(Refusal::NoName),
            length if length > MAX_NAME => Err(Refusal::LongName(length)),
            _ => Ok(Key { space, name }),
        }
    }
}

/// Refuses a value that is too long.
pub fn check_value(value: &[u8]) -> Result<(), Refusal> {
    match value.len() {
        length if length > MAX_VALUE => Err(Refusal::LongValue(length)),
        _ => Ok(()),
    }
}

/// When an entry's time is over that is set now.
pub fn expiry(now: u64, ttl: Option<u32>) -> Result<Option<u64>, Refusal> {
    match ttl {
        None => Ok(None),
        Some(0) => Err(Refusal::NoTime),
        Some(seconds) => Ok(Some(now.saturating_add(u64::from(seconds)))),
    }
}

/// What is left of an entry's time, if it ends at all; `None` if it is over.
pub fn left(now: u64, expires: Option<u64>) -> Option<Option<u32>> {
    match expires {
        None => Some(None),
        Some(end) if end <= now => None,
        // The clock may have been set back since.
        Some(end) => Some(Some(u32::try_from(end - now).unwrap_or(u32::MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_keys_apart() {
        let key = |space, name| Ok(Key { space, name });
        assert_eq!(Key::parse("ann"), key("default", "ann"));
        assert_eq!(Key::parse("users-2/ann"), key("users-2", "ann"));
        assert_eq!(Key::parse("users/ann/mail"), key("users", "ann/mail"));
        assert_eq!(Key::parse("/ann"), Err(Refusal::Space(String::new())));
        assert_eq!(Key::parse("Users/ann"), Err(Refusal::Space("Users".to_owned())));
        assert_eq!(Key::parse(""), Err(Refusal::NoName));
        assert_eq!(Key::parse("users/"), Err(Refusal::NoName));
        let (space, name) = ("s".repeat(MAX_SPACE), "é".repeat(MAX_NAME / 2));
        assert!(Key::parse(&format!("{space}/{name}")).is_ok());
        assert!(Key::parse(&format!("{space}s/{name}")).is_err());
        assert_eq!(Key::parse(&format!("{name}n")), Err(Refusal::LongName(MAX_NAME + 1)));
    }

    #[test]
    fn limits_values() {
        assert_eq!(check_value(&[0; MAX_VALUE]), Ok(()));
        assert_eq!(check_value(&[0; MAX_VALUE + 1]), Err(Refusal::LongValue(MAX_VALUE + 1)));
    }

    #[test]
    fn ends_in_time() {
        assert_eq!(expiry(100, None), Ok(None));
        assert_eq!(expiry(100, Some(5)), Ok(Some(105)));
        assert_eq!(expiry(u64::MAX, Some(5)), Ok(Some(u64::MAX)));
        assert_eq!(expiry(100, Some(0)), Err(Refusal::NoTime));
        assert_eq!(left(104, Some(105)), Some(Some(1)));
        assert_eq!(left(105, Some(105)), None);
        assert_eq!(left(0, Some(u64::MAX)), Some(Some(u32::MAX)));
        assert_eq!(left(100, None), Some(None));
    }
}
