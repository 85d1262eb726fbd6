//! Why a document or a page could not be read.

use std::fmt;

use hayro::hayro_syntax::{DecryptionError, LoadPdfError};

/// Why a document or a page could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The data is not a PDF file, or too damaged to be read.
    Malformed(String),
    /// The document needs a password, and none was given.
    Encrypted,
    /// The document needs a password, and the given one does not open it.
    WrongPassword,
    /// The document has no page of this number.
    PageOutOfRange(u32),
    /// The document, or what was asked of it, is beyond what this crate does.
    Unsupported(String),
}

impl Error {
    /// What the parser said when it was given `password`.
    pub(crate) fn from_load(error: LoadPdfError, password: Option<&str>) -> Self {
        match error {
            LoadPdfError::Invalid => Self::Malformed("no PDF document found in the data".into()),
            LoadPdfError::Decryption(error) => match error {
                DecryptionError::PasswordProtected if password.is_some() => Self::WrongPassword,
                DecryptionError::PasswordProtected => Self::Encrypted,
                DecryptionError::MissingIDEntry => {
                    Self::Malformed("the document is encrypted but has no identifier".into())
                }
                DecryptionError::InvalidEncryption => {
                    Self::Malformed("the encryption dictionary is damaged".into())
                }
                DecryptionError::UnsupportedAlgorithm => {
                    Self::Unsupported("the document is encrypted in a way that is not known here".into())
                }
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "malformed document: {why}"),
            Self::Encrypted => f.write_str("the document needs a password"),
            Self::WrongPassword => f.write_str("the password does not open the document"),
            Self::PageOutOfRange(page) => write!(f, "the document has no page {page}"),
            Self::Unsupported(why) => write!(f, "unsupported: {why}"),
        }
    }
}

impl std::error::Error for Error {}
