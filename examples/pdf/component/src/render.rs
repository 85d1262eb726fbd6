//! Pages as pictures.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};

use crate::error::Error;

const MAX_PIXELS: f64 = 64e6;

pub(crate) fn page(page: &Page<'_>, scale: f32) -> Result<Vec<u8>, Error> {
    check_size(page.render_dimensions(), scale)?;
    // The cache is for this page only: what it keeps of every page drawn would never be let go.
    let pixmap = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    pixmap.into_png().map_err(|error| Error::Unsupported(format!("the picture cannot be written: {error}")))
}

/// Refuses what the renderer would allocate too much for, or clamp without a word.
fn check_size((width, height): (f32, f32), scale: f32) -> Result<(), Error> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(Error::Unsupported(format!("a scale of {scale}")));
    }
    let (width, height) = ((width * scale).floor(), (height * scale).floor());
    let side = 1.0..=f32::from(u16::MAX);
    if side.contains(&width) && side.contains(&height) && f64::from(width) * f64::from(height) <= MAX_PIXELS {
        Ok(())
    } else {
        Err(Error::Unsupported(format!("a picture of {width} x {height} pixels")))
    }
}
