//! The component's exports, each handed on to the crate.

use crate::reader;

wit_bindgen::generate!({
    path: "../wit",
    world: "pdf",
});

use exports::outwit::pdf::reader as wit;

struct Component;

impl wit::Guest for Component {
    type Document = reader::Document;

    fn extract_text(data: Vec<u8>, password: Option<String>) -> Result<String, wit::Error> {
        Ok(reader::extract_text(data, password.as_deref())?)
    }
}

impl wit::GuestDocument for reader::Document {
    fn open(data: Vec<u8>, password: Option<String>) -> Result<wit::Document, wit::Error> {
        let document = Self::open(data, password.as_deref())?;
        Ok(wit::Document::new(document))
    }

    fn metadata(&self) -> wit::Metadata {
        self.metadata().into()
    }

    fn page_count(&self) -> u32 {
        self.page_count()
    }

    fn text(&self, page: u32) -> Result<String, wit::Error> {
        Ok(self.text(page)?)
    }

    fn text_of_all_pages(&self) -> Result<Vec<String>, wit::Error> {
        Ok(self.text_of_all_pages()?)
    }

    fn outline(&self) -> Vec<wit::OutlineItem> {
        self.outline().into_iter().map(Into::into).collect()
    }

    fn render(&self, page: u32, scale: f32) -> Result<Vec<u8>, wit::Error> {
        Ok(self.render(page, scale)?)
    }
}

impl From<reader::Error> for wit::Error {
    fn from(error: reader::Error) -> Self {
        match error {
            reader::Error::Malformed(why) => Self::Malformed(why),
            reader::Error::Encrypted => Self::Encrypted,
            reader::Error::WrongPassword => Self::WrongPassword,
            reader::Error::PageOutOfRange(page) => Self::PageOutOfRange(page),
            reader::Error::Unsupported(why) => Self::Unsupported(why),
        }
    }
}

impl From<reader::Metadata> for wit::Metadata {
    fn from(metadata: reader::Metadata) -> Self {
        let reader::Metadata {
            title,
            author,
            subject,
            keywords,
            creator,
            producer,
            creation_date,
            modification_date,
            pdf_version,
        } = metadata;
        Self {
            title,
            author,
            subject,
            keywords,
            creator,
            producer,
            creation_date,
            modification_date,
            pdf_version,
        }
    }
}

impl From<reader::OutlineItem> for wit::OutlineItem {
    fn from(item: reader::OutlineItem) -> Self {
        let reader::OutlineItem { title, level, page } = item;
        Self { title, level, page }
    }
}

export!(Component);
