//! The order of characters within a line.
//!
//! Glyphs stand on a page from left to right, whatever the script. Arabic and Hebrew are read the other way, though
//! their numbers are not: what the bidirectional algorithm (Unicode, annex 9) did to the line is undone.

use super::device::Glyphs;
use super::runs::Run;

/// Whether most letters of a text are of scripts that are read from right to left.
pub(super) fn is_right_to_left(text: &str) -> bool {
    if !has_right_to_left(text) {
        return false;
    }
    let (mut right_to_left, mut left_to_right) = (0, 0);
    for char in text.chars() {
        match Direction::of(char) {
            Direction::RightToLeft => right_to_left += 1,
            Direction::LeftToRight => left_to_right += 1,
            Direction::Number | Direction::Neutral => {}
        }
    }
    right_to_left > left_to_right
}

/// Whether a text has a letter of such a script. Every page and line is asked, so letters before Hebrew are not looked
/// up.
fn has_right_to_left(text: &str) -> bool {
    text.chars().any(|char| char >= '\u{590}' && Direction::of(char) == Direction::RightToLeft)
}

/// Appends a line, with spaces between its words. On a page that is read from right to left, so is a line of it that
/// holds any such letter; else most of the letters of a line decide.
pub(super) fn write(runs: &[Run], glyphs: &Glyphs, right_to_left: bool, text: &mut String) {
    let begin = text.len();
    let mut previous: Option<&Run> = None;
    for run in runs {
        if previous.is_some_and(|previous| space_between(previous, run)) {
            text.push(' ');
        }
        previous = Some(run);
        text.push_str(glyphs.text_of(run.glyphs.clone()));
    }
    let line = &text[begin..];
    if has_right_to_left(line) {
        let right_to_left = right_to_left || is_right_to_left(line);
        let read = reorder(clusters(runs, glyphs), right_to_left);
        text.truncate(begin);
        text.extend(read);
    }
}

/// The narrowest gap between words, in sizes of their font.
const WORD_GAP: f32 = 0.06;

fn space_between(left: &Run, right: &Run) -> bool {
    left.space_after || right.space_before || right.start - left.end > WORD_GAP * left.size.min(right.size)
}

/// The line from left to right, each glyph a piece whose own characters are already in reading order.
fn clusters<'a>(runs: &[Run], glyphs: &'a Glyphs) -> Vec<&'a str> {
    let mut clusters = Vec::new();
    let mut previous: Option<&Run> = None;
    for run in runs {
        if previous.is_some_and(|previous| space_between(previous, run)) {
            clusters.push(" ");
        }
        previous = Some(run);
        clusters.extend(run.glyphs.clone().map(|index| glyphs.text_of(index..index + 1)));
    }
    clusters
}

/// Turns a line from the order of sight to the order of reading.
fn reorder(mut clusters: Vec<&str>, right_to_left: bool) -> Vec<&str> {
    if right_to_left {
        clusters.reverse();
        turn_stretches(&mut clusters, |direction| {
            matches!(direction, Direction::LeftToRight | Direction::Number)
        });
    } else {
        turn_stretches(&mut clusters, |direction| direction == Direction::RightToLeft);
    }
    clusters
}

/// Turns each stretch that begins and ends in one of the wanted directions and has only such and neutral characters
/// between.
fn turn_stretches(clusters: &mut [&str], wanted: impl Fn(Direction) -> bool) {
    let mut index = 0;
    while index < clusters.len() {
        if !wanted(Direction::of_cluster(clusters[index])) {
            index += 1;
            continue;
        }
        let mut end = index + 1;
        for (next, cluster) in clusters.iter().enumerate().skip(end) {
            let direction = Direction::of_cluster(cluster);
            if wanted(direction) {
                end = next + 1;
            } else if direction != Direction::Neutral {
                break;
            }
        }
        clusters[index..end].reverse();
        index = end;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    LeftToRight,
    RightToLeft,
    Number,
    Neutral,
}

impl Direction {
    fn of(char: char) -> Self {
        match char {
            '0'..='9' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => Self::Number,
            '\u{590}'..='\u{8FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}' => Self::RightToLeft,
            char if char.is_alphabetic() => Self::LeftToRight,
            _ => Self::Neutral,
        }
    }

    fn of_cluster(cluster: &str) -> Self {
        cluster.chars().map(Self::of).find(|direction| *direction != Self::Neutral).unwrap_or(Self::Neutral)
    }
}

#[cfg(test)]
mod tests {
    use super::reorder;

    fn read(seen: &str, right_to_left: bool) -> String {
        reorder(seen.split_inclusive(|_| true).collect(), right_to_left).concat()
    }

    #[test]
    fn a_line_from_right_to_left_keeps_its_numbers() {
        assert_eq!(read("12 ימי םולש", true), "שלום ימי 12");
        assert_eq!(read("ב abc 3.5 א", true), "א abc 3.5 ב");
    }

    #[test]
    fn a_word_from_right_to_left_within_a_line_is_turned() {
        assert_eq!(read("the words םולש םלוע here", false), "the words עולם שלום here");
    }
}
