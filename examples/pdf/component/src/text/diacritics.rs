//! Accents that are drawn as glyphs of their own, over or under a letter, as TeX does with its older fonts.

use unicode_normalization::char::compose;

use super::device::Glyph;

/// Joins `text`, drawn at `place`, with the glyph before it if one of them is the accent of the other, and says
/// whether it did.
pub(super) fn join(page: &mut String, previous: &mut Glyph, place: &Glyph, text: &str) -> bool {
    let Some(char) = only(text) else { return false };
    let before = &page[previous.text as usize..];
    let (letter, mark, on_letter) = if let Some(mark) = combining(char) {
        let Some(letter) = only(before) else { return false };
        (letter, mark, *previous)
    } else if let Some(mark) = only(before).and_then(combining) {
        (char, mark, *place)
    } else {
        return false;
    };
    if !letter.is_alphabetic() || !overlap(previous, place) {
        return false;
    }
    page.truncate(previous.text as usize);
    match compose(letter, mark) {
        Some(composed) => page.push(composed),
        None => page.extend([letter, mark]),
    }
    *previous = Glyph { text: previous.text, space_before: previous.space_before, ..on_letter };
    true
}

fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether two glyphs stand over each other.
fn overlap(one: &Glyph, other: &Glyph) -> bool {
    let middle = |glyph: &Glyph| (glyph.start + glyph.end) / 2.0;
    let size = one.size.max(other.size);
    one.angle == other.angle
        && (one.base - other.base).abs() < 0.5 * size
        && (middle(one) - middle(other)).abs() < 0.25 * size
}

/// The mark that combines with a letter, for an accent that stands alone.
fn combining(accent: char) -> Option<char> {
    Some(match accent {
        '`' => '\u{300}',
        '´' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        '\u{300}'..='\u{36F}' => accent,
        _ => return None,
    })
}
