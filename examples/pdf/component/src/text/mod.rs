//! The text of a page, from where its glyphs stand.
//!
//! A PDF file does not say what a word, a line or a column is, nor in which order they are read: it places glyphs. So the
//! text is found in steps, each in its own file: `device` collects the glyphs, `runs` joins those that were written one
//! after the other, `columns` finds the parts of the page that are read one after the other, `lines` finds the lines of
//! such a part, and `bidi` puts the characters of a line in the order in which they are read.
//!
//! No step takes more than O(n log n) in the number of glyphs, whatever the file holds.

mod bidi;
mod columns;
mod device;
mod diacritics;
mod lines;
mod normalise;
mod runs;

use hayro::hayro_interpret::TransformExt;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Rect;

use crate::error::Error;
use device::{Glyphs, TextDevice};
use runs::Run;

/// The text of a page, in reading order.
pub(crate) fn of_page<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>) -> Result<String, Error> {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    // Down the page is up in the numbers, as in a picture.
    let transform = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, area, cache, page.xref(), settings);
    let mut device = TextDevice::default();
    interpret_page(page, &mut context, &mut device);
    Ok(lay_out(&device.finish()?))
}

fn lay_out(glyphs: &Glyphs) -> String {
    let right_to_left = bidi::is_right_to_left(&glyphs.text);
    let mut text = String::with_capacity(glyphs.text.len() * 5 / 4);
    for runs in by_direction(runs::join(glyphs)) {
        for part in columns::split(runs, right_to_left) {
            lines::write(lines::find(part), glyphs, right_to_left, &mut text);
        }
    }
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Text that runs in another direction is laid out on its own; the direction of most of the page comes first.
fn by_direction(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut directions: Vec<(i16, Vec<Run>)> = Vec::new();
    for run in runs {
        // At most 360 of them, and nearly always one.
        match directions.iter_mut().find(|(angle, _)| *angle == run.angle) {
            Some((_, runs)) => runs.push(run),
            None => directions.push((run.angle, vec![run])),
        }
    }
    directions.sort_by_key(|(_, runs)| std::cmp::Reverse(runs.iter().map(Run::len).sum::<usize>()));
    directions.into_iter().map(|(_, runs)| runs).collect()
}
