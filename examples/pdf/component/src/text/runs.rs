//! Runs: glyphs that were drawn one after the other and stand next to each other. Most are words.

use std::ops::Range;

use super::device::{Glyph, Glyphs};

/// Glyphs that were drawn one after the other and stand next to each other.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Which glyphs.
    pub glyphs: Range<usize>,
    /// The direction of their line, in degrees clockwise.
    pub angle: i16,
    /// Whether a space was drawn before them.
    pub space_before: bool,
    /// Whether a space was drawn after them.
    pub space_after: bool,
    /// Where they begin along the line.
    pub start: f32,
    /// Where they end along the line.
    pub end: f32,
    /// Where their baseline lies across the lines.
    pub base: f32,
    /// The size of their font.
    pub size: f32,
}

impl Run {
    fn new(index: usize, glyph: &Glyph) -> Self {
        Self {
            glyphs: index..index + 1,
            angle: glyph.angle,
            space_before: glyph.space_before,
            space_after: false,
            start: glyph.start,
            end: glyph.end,
            base: glyph.base,
            size: glyph.size,
        }
    }

    /// How many glyphs it has.
    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// The middle of the run, along the line.
    pub(super) fn middle(&self) -> f32 {
        (self.start + self.end) / 2.0
    }

    /// Whether `glyph` goes on where the run ends.
    fn goes_on(&self, glyph: &Glyph) -> bool {
        let gap = glyph.start - self.end;
        !glyph.space_before
            && glyph.angle == self.angle
            && (glyph.size - self.size).abs() <= 0.05 * self.size
            && (glyph.base - self.base).abs() <= 0.05 * self.size
            && gap > -0.25 * self.size
            && gap < 0.1 * self.size
    }
}

/// Joins the glyphs of a page to runs.
pub(super) fn join(glyphs: &Glyphs) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(glyphs.glyphs.len() / 4);
    for (index, glyph) in glyphs.glyphs.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if run.goes_on(glyph) => {
                run.glyphs.end = index + 1;
                run.end = glyph.end;
            }
            last => {
                if let Some(run) = last {
                    run.space_after = glyph.space_before;
                }
                runs.push(Run::new(index, glyph));
            }
        }
    }
    runs
}
