//! Lines: the runs of one part of a page that stand on one baseline.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::bidi;
use super::device::Glyphs;
use super::runs::Run;

/// Runs on one baseline, from left to right.
pub(super) struct Line {
    base: f32,
    size: f32,
    runs: Vec<Run>,
}

/// Finds the lines among runs, from the topmost down.
pub(super) fn find(mut runs: Vec<Run>) -> Vec<Line> {
    // The font sizes that most of the text has make the lines, and what is set in others joins them: a superscript
    // belongs to the line that it is raised from.
    let common = how_common(&runs);
    runs.sort_by_cached_key(|run| {
        let rank = common.get(&size_class(run)).copied().unwrap_or(0);
        (Reverse(rank), base_key(run.base))
    });

    let mut lines: Vec<Line> = Vec::new();
    let mut by_base: BTreeMap<i64, usize> = BTreeMap::new();
    let mut last: Option<usize> = None;
    for run in runs {
        // Most runs stand on the very baseline of the run before them.
        if let Some(line) = last.map(|line| &mut lines[line])
            && line.base == run.base
            && line.takes(&run)
        {
            line.runs.push(run);
            continue;
        }
        let key = base_key(run.base);
        // A line in reach lies next to the run's own baseline, but for what is raised and lowered around it.
        let above = by_base.range(..key).rev().take(2);
        let below = by_base.range(key..).take(2);
        let near = above.chain(below).map(|(_, &line)| line);
        let joined = near
            .filter(|&line| lines[line].takes(&run))
            .min_by(|&a, &b| (lines[a].base - run.base).abs().total_cmp(&(lines[b].base - run.base).abs()));
        match joined {
            Some(line) => lines[line].runs.push(run),
            None => {
                by_base.insert(key, lines.len());
                lines.push(Line { base: run.base, size: run.size, runs: vec![run] });
            }
        }
        last = Some(joined.unwrap_or(lines.len() - 1));
    }

    for line in &mut lines {
        line.runs.sort_by(|a, b| a.start.total_cmp(&b.start));
    }
    lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    lines
}

impl Line {
    fn takes(&self, run: &Run) -> bool {
        let raised = self.base - run.base;
        let (small, big) = (run.size.min(self.size), run.size.max(self.size));
        if small > 0.9 * big {
            raised.abs() < 0.3 * big
        } else if run.size < self.size {
            (-0.3 * big..0.55 * big).contains(&raised)
        } else {
            raised.abs() < 0.3 * small
        }
    }

    /// Text drawn twice, a little apart, is how some writers make it bold or cast a shadow.
    fn drop_repeats(&mut self, glyphs: &Glyphs) {
        self.runs.dedup_by(|run, kept| {
            // Short runs may well stand as close as that to their like: two quotes, two thin letters.
            let reach = if run.len() > 2 { 0.25 } else { 0.1 };
            (run.start - kept.start).abs() < reach * kept.size
                && (run.base - kept.base).abs() < 0.2 * kept.size
                && glyphs.text_of(run.glyphs.clone()) == glyphs.text_of(kept.glyphs.clone())
        });
    }
}

/// Appends lines to the text of a page, and an empty line after them.
pub(super) fn write(lines: Vec<Line>, glyphs: &Glyphs, right_to_left: bool, text: &mut String) {
    let pitch = pitch(&lines);
    let mut previous: Option<f32> = None;
    for mut line in lines {
        line.drop_repeats(glyphs);
        let gap = previous.replace(line.base).map(|base| line.base - base);
        if let Some(gap) = gap {
            let next = line.runs.first().map_or("", |run| glyphs.text_of(run.glyphs.clone()));
            match without_hyphen(text, next) {
                Some(length) => text.truncate(length),
                None if gap > 1.4 * pitch => text.push_str("\n\n"),
                None => text.push('\n'),
            }
        }
        bidi::write(&line.runs, glyphs, right_to_left, text);
    }
    text.push_str("\n\n");
}

/// How long `text` is without the hyphen that divides its last word, if `next` goes on with that word.
fn without_hyphen(text: &str, next: &str) -> Option<usize> {
    let divided = text.strip_suffix(['-', '\u{AD}', '\u{2010}'])?;
    let goes_on = divided.ends_with(char::is_alphabetic) && next.starts_with(char::is_lowercase);
    goes_on.then_some(divided.len())
}

/// The distance between most lines.
fn pitch(lines: &[Line]) -> f32 {
    let mut distances: Vec<f32> = lines.windows(2).map(|pair| pair[1].base - pair[0].base).collect();
    distances.sort_by(f32::total_cmp);
    distances.get(distances.len() / 2).copied().unwrap_or(0.0)
}

fn how_common(runs: &[Run]) -> BTreeMap<u32, usize> {
    let mut common = BTreeMap::new();
    for run in runs {
        *common.entry(size_class(run)).or_default() += run.len();
    }
    common
}

/// Sizes in quarters of a point.
fn size_class(run: &Run) -> u32 {
    (run.size * 4.0) as u32
}

/// Orders baselines in a map; a thousandth of a point is as close as two of them come.
fn base_key(base: f32) -> i64 {
    (f64::from(base) * 1000.0) as i64
}
