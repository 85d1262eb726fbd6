//! Pages as pictures.

use std::path::Path;

use outwit_pdf_component::reader::{Document, Error};

fn open(name: &str) -> Document {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(name);
    Document::open(std::fs::read(file).expect("the sample is there"), None).expect("the sample can be opened")
}

/// Width, height and pixels (RGB or RGBA) of a PNG file.
fn decode(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG file");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let frame = reader.next_frame(&mut pixels).expect("a whole picture");
    (frame.width, frame.height, pixels)
}

#[test]
fn the_scale_is_pixels_a_point() {
    // The page is 200 by 300 points, and turned by a quarter.
    let document = open("marks.pdf");
    for (scale, size) in [(1.0, (300, 200)), (2.5, (750, 500)), (0.01, (3, 2))] {
        let (width, height, _) = decode(&document.render(0, scale).expect("a picture"));
        assert_eq!((width, height), size);
    }
}

#[test]
fn the_picture_shows_black_text_on_white() {
    let (width, height, pixels) = decode(&open("marks.pdf").render(0, 2.0).expect("a picture"));
    let depth = pixels.len() / (width * height) as usize;
    let brightness = pixels.chunks(depth).map(|pixel| pixel[0]);
    let white = brightness.clone().filter(|&value| value == 255).count();
    let dark = brightness.filter(|&value| value < 64).count();
    assert_eq!(pixels.first(), Some(&255));
    assert!(dark > 500, "{dark} dark pixels");
    assert!(white > 20 * dark, "{white} white pixels, {dark} dark ones");
}

#[test]
fn scales_that_make_no_sense_are_unsupported() {
    let document = open("marks.pdf");
    for scale in [0.0, -1.0, f32::NAN, f32::INFINITY, 0.004, 33.0, 1e30] {
        let result = document.render(0, scale);
        assert!(
            matches!(result, Err(Error::Unsupported(_))),
            "scale {scale}: {:?}",
            result.map(|png| png.len())
        );
    }
}
