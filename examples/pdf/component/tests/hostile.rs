//! Damaged files: every call gives a result or an error, and none panics.

use std::path::Path;

use outwit_pdf_component::reader::{Document, Error};

const SAMPLES: [&str; 4] = ["outline.pdf", "scripts.pdf", "columns.pdf", "marks.pdf"];
const ROUNDS: usize = 100;

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    std::fs::read(folder.join(name)).expect("the sample is there")
}

/// Calls everything that a user may call.
fn read(data: Vec<u8>) -> Result<(), Error> {
    let document = Document::open(data, Some("outwit"))?;
    document.metadata();
    document.outline();
    document.text_of_all_pages()?;
    for page in 0..document.page_count().min(3) {
        document.render(page, 0.2)?;
    }
    Ok(())
}

/// Numbers from a seed (xorshift), so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Does one kind of damage.
fn damage(data: &mut Vec<u8>, random: &mut Random) {
    if data.is_empty() {
        return;
    }
    let at = random.below(data.len());
    let end = (at + 1 + random.below(40)).min(data.len());
    match random.below(6) {
        0 => data[at] ^= 1 << random.below(8),
        1 => drop(data.drain(at..end)),
        2 => data.extend_from_within(at..end),
        3 => data.truncate(at),
        4 => data[at..end].fill(b'9'),
        // A number in the text of the file, not in a stream: a size, an offset, a reference.
        _ => {
            if let Some(digit) = data[at..].iter().position(u8::is_ascii_digit) {
                data[at + digit] = b'0' + random.below(10) as u8;
            }
        }
    }
}

#[test]
fn damaged_files_do_not_panic() {
    let mut opened = 0;
    for (seed, name) in (1..).zip(SAMPLES) {
        let whole = sample(name);
        let mut random = Random(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        for _ in 0..ROUNDS {
            let mut data = whole.clone();
            for _ in 0..=random.below(8) {
                damage(&mut data, &mut random);
            }
            opened += usize::from(read(data).is_ok());
        }
    }
    // Damage that only ever makes `open` fail would not test what comes after it.
    assert!(opened > SAMPLES.len() * ROUNDS / 4, "only {opened} of the damaged files could be read");
}

#[test]
fn a_file_broken_off_anywhere_does_not_panic() {
    let whole = sample("marks.pdf");
    for length in 0..whole.len() {
        // Most of these can be repaired; what matters is that the call comes back.
        let _ = read(whole[..length].to_vec());
    }
    assert_eq!(read(whole), Ok(()));
}

/// A file of one page with these objects, numbered from 3; the page is object 3.
fn file(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R/Outlines 9 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        .to_owned();
    for (number, object) in (3..).zip(objects) {
        file += &format!("{number} 0 obj {object} endobj\n");
    }
    file += "trailer <</Root 1 0 R/Size 20>>\nstartxref\n0\n%%EOF\n";
    file.into_bytes()
}

fn page(content: &str) -> [String; 3] {
    [
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R\
            /Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>"
            .to_owned(),
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>\
                /Length {}>> stream\n{content}\nendstream",
            content.len()
        ),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ]
}

#[test]
fn content_that_draws_itself_ends() {
    assert_eq!(read(file(&page("BT /F 9 Tf (again) Tj ET /X Do"))), Ok(()));
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let depth = 100_000;
    let arrays = format!("{}{} TJ", "[".repeat(depth), "]".repeat(depth));
    let states = format!("{} BT /F 9 Tf (deep) Tj ET", "q ".repeat(depth));
    let marks = format!("{} BT /F 9 Tf (deep) Tj ET", "/Span <</ActualText (x)>> BDC ".repeat(depth));
    for content in [arrays, states, marks] {
        assert_eq!(read(file(&page(&content))), Ok(()));
    }
}

#[test]
fn an_outline_that_leads_back_to_itself_ends() {
    let mut objects = page("").to_vec();
    objects.extend(["null".to_owned(), "null".to_owned(), "null".to_owned()]);
    objects.push("<</First 10 0 R>>".to_owned());
    objects.push("<</Title(a)/First 10 0 R/Next 11 0 R/Dest[3 0 R]>>".to_owned());
    objects.push("<</Title(b)/First 10 0 R/Next 11 0 R/Dest(nowhere)>>".to_owned());
    let outline = Document::open(file(&objects), None).expect("a document").outline();
    let titles: Vec<_> = outline.iter().map(|item| (item.title.as_str(), item.level, item.page)).collect();
    assert_eq!(titles, [("a", 0, Some(0)), ("b", 0, None)]);
}

#[test]
fn numbers_out_of_range_are_left_out() {
    let (huge, tiny) = (format!("1{}", "0".repeat(30)), format!("0.{}1", "0".repeat(30)));
    let content = format!(
        "BT /F 9 Tf {huge} 0 0 {huge} {huge} {huge} Tm (far) Tj ET BT /F 9 Tf 0 0 0 0 0 0 Tm (flat) Tj ET \
        BT /F {tiny} Tf (small) Tj ET BT /F 9 Tf 10 10 Td (seen) Tj ET"
    );
    let document = Document::open(file(&page(&content)), None).expect("a document");
    assert_eq!(document.text(0).as_deref(), Ok("seen\n"));
}

#[test]
fn many_glyphs_take_no_square_of_time() {
    // With a quadratic step, 300,000 glyphs that all begin on the same spot would take hours.
    let content = format!("BT /F 9 Tf {} ET", "1 0 0 1 50 50 Tm (abcdef) Tj ".repeat(50_000));
    let document = Document::open(file(&page(&content)), None).expect("a document");
    assert_eq!(document.text(0).as_deref(), Ok("abcdef\n"));
    let content: String = (0..50_000)
        .map(|i| format!("BT /F 9 Tf {} {} Td (abcdef) Tj ET ", i * 7 % 199, i * 13 % 197))
        .collect();
    let document = Document::open(file(&page(&content)), None).expect("a document");
    assert!(document.text(0).is_ok_and(|text| text.contains("abcdef")));
}
