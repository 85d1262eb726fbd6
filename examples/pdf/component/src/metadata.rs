//! What a document says about itself.

use hayro::hayro_syntax::object::DateTime;
use hayro::hayro_syntax::{Pdf, PdfVersion};

use crate::string;

/// The information dictionary of a document. An entry that is missing or empty is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// The title of the document.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// Its keywords, as one string.
    pub keywords: Option<String>,
    /// The program that wrote the original.
    pub creator: Option<String>,
    /// The program that made the PDF.
    pub producer: Option<String>,
    /// When the document was made, in ISO 8601.
    pub creation_date: Option<String>,
    /// When the document was last changed, in ISO 8601.
    pub modification_date: Option<String>,
    /// The version of PDF that the file says it is.
    pub pdf_version: String,
}

pub(crate) fn read(pdf: &Pdf) -> Metadata {
    let info = pdf.metadata();
    Metadata {
        title: entry(info.title.as_deref()),
        author: entry(info.author.as_deref()),
        subject: entry(info.subject.as_deref()),
        keywords: entry(info.keywords.as_deref()),
        creator: entry(info.creator.as_deref()),
        producer: entry(info.producer.as_deref()),
        creation_date: info.creation_date.map(iso_8601),
        modification_date: info.modification_date.map(iso_8601),
        pdf_version: version(pdf.version()).into(),
    }
}

fn entry(bytes: Option<&[u8]>) -> Option<String> {
    let text = string::decode(bytes?);
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The parser gives a date without a zone the offset 0, so the two cannot be told apart here.
fn iso_8601(date: DateTime) -> String {
    let DateTime { year, month, day, hour, minute, second, utc_offset_hour, utc_offset_minute } = date;
    let zone = if utc_offset_hour == 0 && utc_offset_minute == 0 {
        "Z".to_owned()
    } else {
        format!("{utc_offset_hour:+03}:{utc_offset_minute:02}")
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")
}

fn version(version: PdfVersion) -> &'static str {
    match version {
        PdfVersion::Pdf10 => "1.0",
        PdfVersion::Pdf11 => "1.1",
        PdfVersion::Pdf12 => "1.2",
        PdfVersion::Pdf13 => "1.3",
        PdfVersion::Pdf14 => "1.4",
        PdfVersion::Pdf15 => "1.5",
        PdfVersion::Pdf16 => "1.6",
        PdfVersion::Pdf17 => "1.7",
        PdfVersion::Pdf20 => "2.0",
    }
}
