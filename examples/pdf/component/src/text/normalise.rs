//! Characters that stand for a shape rather than for a letter.

use unicode_normalization::UnicodeNormalization;

/// Appends what `text` says: ligatures and presentation forms as the letters that they show, without control
/// characters and marks that only steer the layout.
pub(super) fn push(page: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            ' '..='~' => page.push(char),
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' if !char.is_whitespace() => {}
            '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
            | char::REPLACEMENT_CHARACTER => {}
            '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => page.extend(std::iter::once(char).nfkc()),
            char if char.is_whitespace() => page.push(' '),
            char => page.push(char),
        }
    }
}

#[cfg(test)]
mod tests {
    fn push(text: &str) -> String {
        let mut page = String::new();
        super::push(&mut page, text);
        page
    }

    #[test]
    fn ligatures_and_presentation_forms_become_letters() {
        assert_eq!(push("ﬁ ﬀ ﬄ"), "fi ff ffl");
        assert_eq!(push("ﺳ\u{FEFC}ﻡ"), "سلام");
    }

    #[test]
    fn other_characters_stay_what_they_are() {
        assert_eq!(push("x² ½ é Å\u{2009}ｱ"), "x² ½ é Å ｱ");
    }

    #[test]
    fn controls_are_left_out() {
        assert_eq!(push("a\u{0}b\u{200B}c\u{FEFF}\u{FFFD}"), "abc");
    }
}
