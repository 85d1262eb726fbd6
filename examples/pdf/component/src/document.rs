//! An opened document.

use hayro::hayro_interpret::InterpreterCache;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use self_cell::self_cell;

use crate::error::Error;
use crate::metadata::{self, Metadata};
use crate::outline::{self, OutlineItem};
use crate::{render, text};

self_cell! {
    /// The parsed file, and the fonts that were read from it: they borrow from the file, and reading them again for
    /// every page would cost more than the text does.
    struct Opened {
        owner: Pdf,

        #[not_covariant]
        dependent: InterpreterCache,
    }
}

/// An opened PDF document. Pages are counted from 0.
pub struct Document {
    opened: Opened,
}

impl Document {
    /// Opens a document from the whole content of a file, which it keeps once.
    ///
    /// The password may be the user's or the owner's. It is not looked at if the document needs none.
    pub fn open(data: Vec<u8>, password: Option<&str>) -> Result<Self, Error> {
        if data.is_empty() {
            return Err(Error::Malformed("the data is empty".into()));
        }
        let pdf = Pdf::new_with_password(data, password.unwrap_or_default())
            .map_err(|error| Error::from_load(error, password))?;
        if pdf.pages().is_empty() {
            return Err(Error::Malformed("the document has no pages".into()));
        }
        Ok(Self { opened: Opened::new(pdf, |_| InterpreterCache::new()) })
    }

    /// What the document says about itself.
    pub fn metadata(&self) -> Metadata {
        metadata::read(self.pdf())
    }

    /// How many pages the document has.
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.pdf().pages().len()).unwrap_or(u32::MAX)
    }

    /// The text of a page, in reading order.
    pub fn text(&self, page: u32) -> Result<String, Error> {
        self.opened.with_dependent(|pdf, cache| {
            let page = find(pdf.pages(), page)?;
            text::of_page(page, cache)
        })
    }

    /// The text of every page.
    pub fn text_of_all_pages(&self) -> Result<Vec<String>, Error> {
        self.opened.with_dependent(|pdf, cache| {
            let pages = pdf.pages().iter();
            pages.map(|page| text::of_page(page, cache)).collect()
        })
    }

    /// The outline, flattened from top to bottom.
    pub fn outline(&self) -> Vec<OutlineItem> {
        outline::read(self.pdf())
    }

    /// A picture of a page on white, as a PNG file, with `scale` pixels a point.
    pub fn render(&self, page: u32, scale: f32) -> Result<Vec<u8>, Error> {
        render::page(find(self.pdf().pages(), page)?, scale)
    }

    fn pdf(&self) -> &Pdf {
        self.opened.borrow_owner()
    }
}

/// The text of a whole document: its pages, joined by form feeds.
pub fn extract_text(data: Vec<u8>, password: Option<&str>) -> Result<String, Error> {
    let pages = Document::open(data, password)?.text_of_all_pages()?;
    Ok(pages.join("\u{c}"))
}

fn find<'a, 'p>(pages: &'p [Page<'a>], page: u32) -> Result<&'p Page<'a>, Error> {
    usize::try_from(page).ok().and_then(|index| pages.get(index)).ok_or(Error::PageOutOfRange(page))
}
