//! The samples of the project, read as a user of the crate would.

use std::path::Path;

use outwit_pdf_component::reader::{Document, Error, Metadata, OutlineItem, extract_text};

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    std::fs::read(folder.join(name)).expect("the sample is there")
}

fn open(name: &str) -> Document {
    Document::open(sample(name), None).expect("the sample can be opened")
}

fn error<T>(result: Result<T, Error>) -> Error {
    result.err().expect("an error")
}

#[test]
fn text_is_read_page_by_page() {
    let document = open("outline.pdf");
    assert_eq!(document.page_count(), 3);
    let second = "2 The lens\n\
        Wipe the lens with a dry cloth, from the middle to the rim. Never\n\
        touch it with a bare hand.\n\
        \n\
        2\n";
    assert_eq!(document.text(1).as_deref(), Ok(second));
    let all = document.text_of_all_pages().expect("text");
    assert_eq!(all.len(), 3);
    assert_eq!(all[1], second);
    assert_eq!(extract_text(sample("outline.pdf"), None), Ok(all.join("\u{c}")));
}

#[test]
fn ligatures_are_read_as_letters() {
    let text = open("outline.pdf").text(0).expect("text");
    assert!(text.contains("two efficient nights."), "{text}");
}

#[test]
fn columns_are_read_one_after_the_other() {
    let text = open("columns.pdf").text(0).expect("text");
    let place = |words: &str| text.find(words).expect(words);
    let places = [
        "The Ferry to the Island\n",
        "The ferry leaves the north pier at\nsix in the morning",
        "In winter the crossing takes longer.",
        "\n\nOn the island a single road runs",
        "The last boat back leaves at nine.",
    ]
    .map(place);
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn every_script_is_read_in_its_own_direction() {
    let expected = "Käthe fährt über die Brücke nach Łódź.\n\
        Маяк светит всю ночь.\n\
        Ο φάρος φωτίζει όλη τη νύχτα.\n\
        המגדלור מאיר 24 שעות ביום\n\
        المنارة تضيء الليل\n\
        The word שלום means peace.\n";
    assert_eq!(open("scripts.pdf").text(0).as_deref(), Ok(expected));
}

#[test]
fn text_that_is_not_written_line_by_line_is_found() {
    let expected = "Upright text\n\
        \n\
        Bold by force\n\
        Gaps make words\n\
        Café\n\
        Drawn as a shape\n\
        x2 + y\n\
        A divided word, and well-\n\
        Known names\n\
        Not seen, but read\n\
        \n\
        Text that climbs\n";
    assert_eq!(open("marks.pdf").text(0).as_deref(), Ok(expected));
}

#[test]
fn metadata_is_read() {
    let some = |text: &str| Some(text.to_owned());
    let expected = Metadata {
        title: some("The Lighthouse Handbook"),
        author: some("outwit"),
        subject: some("How a lighthouse is kept"),
        keywords: some("lamps, lenses, fog"),
        creator: some("Typst 0.15.1"),
        producer: None,
        creation_date: some("2026-03-14T15:09:26Z"),
        modification_date: some("2026-03-14T15:09:26Z"),
        pdf_version: "1.7".to_owned(),
    };
    assert_eq!(open("outline.pdf").metadata(), expected);
}

#[test]
fn metadata_may_be_missing() {
    let metadata = open("marks.pdf").metadata();
    assert_eq!((metadata.title, metadata.author, metadata.creation_date), (None, None, None));
}

#[test]
fn the_outline_is_flattened() {
    let item = |title: &str, level, page| OutlineItem { title: title.to_owned(), level, page: Some(page) };
    let expected = [
        item("1 The lamp", 0, 0),
        item("1.1 Oil", 1, 0),
        item("1.2 Wick", 1, 0),
        item("2 The lens", 0, 1),
        item("3 The fog signal", 0, 2),
        item("3.1 When to sound it", 1, 2),
    ];
    assert_eq!(open("outline.pdf").outline(), expected);
    assert_eq!(open("columns.pdf").outline(), []);
}

#[test]
fn a_password_is_asked_for() {
    let data = sample("locked.pdf");
    assert_eq!(error(Document::open(data.clone(), None)), Error::Encrypted);
    assert_eq!(error(Document::open(data.clone(), Some("open"))), Error::WrongPassword);
    for password in ["outwit", "owner"] {
        let document = Document::open(data.clone(), Some(password)).expect("the password opens it");
        assert_eq!(document.text(0).as_deref(), Ok("The key lies under the third stone.\n"));
        assert_eq!(document.metadata().title.as_deref(), Some("A Secret"));
    }
}

#[test]
fn a_password_that_is_not_needed_is_not_looked_at() {
    assert!(Document::open(sample("marks.pdf"), Some("outwit")).is_ok());
}

#[test]
fn what_is_no_document_is_malformed() {
    let garbage = b"%PDF-1.7\nnothing of the kind\n%%EOF".to_vec();
    for data in [Vec::new(), vec![0; 4096], garbage, sample("truncated.pdf")] {
        assert!(matches!(error(Document::open(data, None)), Error::Malformed(_)));
    }
}

#[test]
fn pages_out_of_range_are_refused() {
    let document = open("outline.pdf");
    for page in [3, u32::MAX] {
        assert_eq!(document.text(page), Err(Error::PageOutOfRange(page)));
        assert_eq!(document.render(page, 1.0), Err(Error::PageOutOfRange(page)));
    }
}
