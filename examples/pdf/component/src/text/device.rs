//! Collects the glyphs of a page as they are drawn.

use std::ops::Range;

use hayro::hayro_interpret::font::{Glyph as Drawn, GlyphRun, PositionedGlyph};
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::hayro_syntax::object::dict::keys::ACTUAL_TEXT;
use hayro::hayro_syntax::object::{Dict, String as PdfString};
use hayro::kurbo::{Affine, BezPath, Point, Vec2};

use super::{diacritics, normalise};
use crate::error::Error;
use crate::string;

/// More glyphs than any real page has; they would need some 200 MB.
const MAX_GLYPHS: usize = 4_000_000;

/// Farther from the page than this (in points) nothing is meant to be seen, and `f32` would lose the distances
/// between glyphs.
const MAX_DISTANCE: f64 = 1e5;

/// A glyph, in a coordinate system that is turned so that its line runs along the first axis, to the right, and the
/// following lines lie further along the second axis, down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    /// Where its text begins in [`Glyphs::text`]; it ends where that of the next glyph begins.
    pub text: u32,
    /// The direction of its line on the page, in degrees clockwise.
    pub angle: i16,
    /// Whether a space was drawn before it.
    pub space_before: bool,
    /// Where it begins along the line.
    pub start: f32,
    /// Where it ends along the line.
    pub end: f32,
    /// Where its baseline lies across the lines.
    pub base: f32,
    /// The size of its font.
    pub size: f32,
}

/// The glyphs of a page, in the order in which they were drawn.
#[derive(Default)]
pub(super) struct Glyphs {
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

impl Glyphs {
    /// The text of glyphs that follow each other.
    pub(super) fn text_of(&self, glyphs: Range<usize>) -> &str {
        &self.text[self.text_start(glyphs.start)..self.text_start(glyphs.end)]
    }

    /// Where the text of the glyph at `index` begins.
    fn text_start(&self, index: usize) -> usize {
        self.glyphs.get(index).map_or(self.text.len(), |glyph| glyph.text as usize)
    }
}

/// A span of the page that says itself what its text is (ISO 32000-2, 14.9.4).
struct ActualText {
    text: String,
    /// How many marked-content sequences were open when it began.
    depth: usize,
    /// Where its glyphs stand, as if they were one.
    place: Option<Glyph>,
}

/// A device that draws nothing and collects glyphs.
#[derive(Default)]
pub(super) struct TextDevice {
    glyphs: Glyphs,
    space_before: bool,
    marked_content: usize,
    actual_text: Option<ActualText>,
    overflow: bool,
}

impl TextDevice {
    /// The glyphs of the page.
    pub(super) fn finish(mut self) -> Result<Glyphs, Error> {
        self.end_actual_text();
        if self.overflow {
            return Err(Error::Unsupported(format!("a page of more than {MAX_GLYPHS} glyphs")));
        }
        Ok(self.glyphs)
    }

    fn glyph(&mut self, transform: Affine, drawn: &PositionedGlyph<'_>, shape: Shape) {
        let Some(place) = place(transform * drawn.transform(), drawn, shape) else {
            return;
        };
        if let Some(actual) = &mut self.actual_text {
            actual.cover(place);
            return;
        }
        match drawn.as_unicode() {
            Some(BfString::Char(char)) => self.push(place, char.encode_utf8(&mut [0; 4])),
            Some(BfString::String(text)) => self.push(place, &text),
            None => {}
        }
    }

    fn push(&mut self, mut place: Glyph, text: &str) {
        if !text.is_empty() && text.chars().all(char::is_whitespace) {
            self.space_before = true;
            return;
        }
        let Glyphs { text: page, glyphs } = &mut self.glyphs;
        if glyphs.len() == MAX_GLYPHS || page.len() > (u32::MAX / 2) as usize {
            self.overflow = true;
            return;
        }
        if !self.space_before
            && let Some(previous) = glyphs.last_mut()
            && diacritics::join(page, previous, &place, text)
        {
            return;
        }
        place.text = page.len() as u32;
        normalise::push(page, text);
        if page.len() > place.text as usize {
            place.space_before = std::mem::take(&mut self.space_before);
            glyphs.push(place);
        }
    }

    fn end_actual_text(&mut self) {
        if let Some(ActualText { text, place: Some(place), .. }) = self.actual_text.take() {
            self.push(place, &text);
        }
    }
}

impl ActualText {
    fn cover(&mut self, glyph: Glyph) {
        match &mut self.place {
            None => self.place = Some(glyph),
            Some(place) if place.angle == glyph.angle && (place.base - glyph.base).abs() < place.size => {
                place.start = place.start.min(glyph.start);
                place.end = place.end.max(glyph.end);
            }
            // The span goes on in another line; its text stays where it began.
            Some(_) => {}
        }
    }
}

/// What the glyphs of a run have in common.
#[derive(Clone, Copy)]
struct Shape {
    vertical: bool,
    /// The size of a Type 3 font in units of its glyph space. Such a font may choose its units freely, so its nominal
    /// size says nothing, and it is estimated from its advance widths.
    type_3_size: Option<f64>,
}

impl Shape {
    fn of(run: &GlyphRun<'_, '_>) -> Self {
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let widths = run.glyphs().iter().filter_map(|glyph| match &**glyph {
            Drawn::Type3(glyph) => glyph.advance_width().map(|width| f64::from(width.abs())),
            Drawn::Outline(_) => None,
        });
        let (count, sum) = widths.fold((0, 0.0), |(count, sum), width| (count + 1, sum + width));
        // A Latin letter is half as wide as its font is high.
        let type_3_size = (count > 0 && sum > 0.0).then(|| 2.0 * sum / f64::from(count));
        Self { vertical, type_3_size }
    }
}

/// Where a glyph stands, if it has a place that can be seen. `transform` takes a font of 1000 units to the page.
fn place(transform: Affine, drawn: &Drawn<'_>, shape: Shape) -> Option<Glyph> {
    let [a, b, c, d, ..] = transform.as_coeffs();
    let along = Vec2::new(a, b);
    let width = along.hypot();
    // The height of the font above its baseline, which a slanted font does not reach along its own second axis.
    let mut size = (a * d - b * c).abs() / width * 1000.0;
    if let Some(units) = shape.type_3_size {
        let estimate = units * width;
        if !(0.5..2.0).contains(&(estimate / size)) {
            size = estimate;
        }
    }
    let advance = match drawn {
        Drawn::Outline(glyph) => glyph.advance_width(),
        Drawn::Type3(glyph) => glyph.advance_width(),
    };
    let (origin, direction, advance) = if shape.vertical {
        // The line runs down the glyph, from its upper edge; its width is the size of the font.
        (transform * Point::new(0.0, 880.0), -Vec2::new(c, d), size)
    } else {
        let advance = f64::from(advance.unwrap_or(500.0)).max(0.0) * width;
        (transform * Point::ORIGIN, along, advance)
    };
    let visible = origin.x.abs() < MAX_DISTANCE
        && origin.y.abs() < MAX_DISTANCE
        && (1e-3..MAX_DISTANCE).contains(&size)
        && advance < MAX_DISTANCE;
    if !visible {
        return None;
    }
    let angle = angle(direction)?;
    let (start, base) = turn(origin, angle);
    Some(Glyph {
        text: 0,
        angle,
        space_before: false,
        start: start as f32,
        end: (start + advance) as f32,
        base: base as f32,
        size: size as f32,
    })
}

/// The direction in whole degrees, so that text in one direction is not torn apart by rounding.
fn angle(direction: Vec2) -> Option<i16> {
    if direction.y == 0.0 && direction.x > 0.0 {
        return Some(0);
    }
    let degrees = direction.atan2().to_degrees().round();
    degrees.is_finite().then(|| (degrees as i16).rem_euclid(360))
}

/// Turns a point of the page so that `angle` points along the first axis.
fn turn(Point { x, y }: Point, angle: i16) -> (f64, f64) {
    match angle {
        0 => (x, y),
        90 => (y, -x),
        180 => (-x, -y),
        270 => (-y, x),
        _ => {
            let (sin, cos) = f64::from(angle).to_radians().sin_cos();
            (x * cos + y * sin, y * cos - x * sin)
        }
    }
}

impl<'a> Device<'a> for TextDevice {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let shape = Shape::of(run);
        for drawn in run.glyphs() {
            self.glyph(props.transform, drawn, shape);
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.marked_content += 1;
        if self.actual_text.is_none()
            && let Some(text) = properties.and_then(|dict| dict.get::<PdfString<'_>>(ACTUAL_TEXT))
        {
            self.actual_text = Some(ActualText {
                text: string::decode(text.as_bytes()),
                depth: self.marked_content,
                place: None,
            });
        }
    }

    fn end_marked_content(&mut self) {
        if self.actual_text.as_ref().is_some_and(|actual| actual.depth == self.marked_content) {
            self.end_actual_text();
        }
        self.marked_content = self.marked_content.saturating_sub(1);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
