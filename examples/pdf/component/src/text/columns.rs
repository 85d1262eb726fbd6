//! Columns: the parts of a page that are read one after the other.
//!
//! The page is cut into bands: stretches between the empty strips that run across it. Bands that follow each other
//! and leave the same gutter empty are columns, unless what stands beside the gutter is too little to be prose: then
//! it is a table, or a table of contents, and read line by line. A heading that spans the columns ends them. Each
//! column is then cut in the same way.

use super::runs::Run;

/// A gutter narrower than this, in sizes of the font, may be a space between words.
const MIN_GUTTER: f32 = 0.6;
/// How many gaps of a band are looked at, the widest: a limit for hostile files, which real pages do not reach.
const MAX_GAPS: usize = 32;
/// Columns within columns within columns: a limit for hostile files.
const MAX_DEPTH: usize = 6;
/// What makes prose: so many lines, with so many characters in each.
const MIN_LINES: usize = 3;
const MIN_LINE_LENGTH: usize = 12;

/// Splits the runs of a page into parts, in reading order.
pub(super) fn split(runs: Vec<Run>, right_to_left: bool) -> Vec<Vec<Run>> {
    let mut parts = Vec::new();
    split_part(runs, right_to_left, MAX_DEPTH, &mut parts);
    parts
}

fn split_part(runs: Vec<Run>, right_to_left: bool, depth: usize, parts: &mut Vec<Vec<Run>>) {
    if depth == 0 {
        parts.push(runs);
        return;
    }
    let min_gutter = MIN_GUTTER * mean_size(&runs);
    let mut one_column = Vec::new();
    for group in groups(bands(runs), min_gutter) {
        let gutters: Vec<Gap> = group.gutters().collect();
        let mut columns = columns(group.runs, &gutters);
        if columns.len() < 2 {
            one_column.extend(columns.into_iter().flatten());
            continue;
        }
        if !one_column.is_empty() {
            parts.push(std::mem::take(&mut one_column));
        }
        if right_to_left {
            columns.reverse();
        }
        for column in columns {
            split_part(column, right_to_left, depth - 1, parts);
        }
    }
    if !one_column.is_empty() {
        parts.push(one_column);
    }
}

fn mean_size(runs: &[Run]) -> f32 {
    let (sum, count) = runs
        .iter()
        .fold((0.0, 0), |(sum, count), run| (sum + run.size * run.len() as f32, count + run.len()));
    if count == 0 { 0.0 } else { sum / count as f32 }
}

/// Cuts runs at the empty strips across the page, from the top down.
fn bands(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    // Ascenders and descenders of tightly set lines touch; what lies between the baseline and the height of small
    // letters does not.
    let top = |run: &Run| run.base - 0.5 * run.size;
    runs.sort_by(|a, b| top(a).total_cmp(&top(b)));
    let mut bands: Vec<Vec<Run>> = Vec::new();
    let mut bottom = f32::NEG_INFINITY;
    for run in runs {
        let (above, below) = (top(&run), run.base);
        match bands.last_mut() {
            Some(band) if above < bottom => band.push(run),
            _ => bands.push(vec![run]),
        }
        bottom = bottom.max(below);
    }
    bands
}

/// Where nothing stands, along the line: from, to.
type Gap = (f32, f32);

/// Bands that leave the same gaps.
struct Group {
    runs: Vec<Run>,
    bands: usize,
    start: f32,
    end: f32,
    gaps: Vec<Gap>,
}

impl Group {
    fn new(mut band: Vec<Run>, min_gutter: f32) -> Self {
        band.sort_by(|a, b| a.start.total_cmp(&b.start));
        let mut gaps = Vec::new();
        let mut end = f32::NEG_INFINITY;
        for run in &band {
            if run.start - end >= min_gutter {
                gaps.push((end, run.start));
            }
            end = end.max(run.end);
        }
        gaps.push((end, f32::INFINITY));
        gaps.sort_by(|a, b| (b.1 - b.0).total_cmp(&(a.1 - a.0)));
        gaps.truncate(MAX_GAPS);
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { start: band.first().map_or(0.0, |run| run.start), end, gaps, bands: 1, runs: band }
    }

    /// The gaps that have text on both sides.
    fn gutters(&self) -> impl Iterator<Item = Gap> {
        let inside = |gap: &Gap| gap.0 > self.start && gap.1 < self.end;
        self.gaps.iter().copied().filter(inside)
    }

    /// The group with another one added, without its runs.
    fn with(&self, other: &Self, min_gutter: f32) -> Self {
        Self {
            runs: Vec::new(),
            bands: self.bands + other.bands,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
            gaps: common(&self.gaps, &other.gaps, min_gutter),
        }
    }

    /// Takes in the band below, or gives it back if it closes the gutters.
    fn take_below(&mut self, band: Self, min_gutter: f32) -> Option<Self> {
        let gutters = self.gutters().count();
        let both = self.with(&band, min_gutter);
        let left = both.gutters().count();
        // In the first bands some of the gutters are wide spaces between words.
        let established = self.bands >= 3;
        if left == 0 || (established && left < gutters) {
            return Some(band);
        }
        self.take(both, band);
        None
    }

    /// Takes in the band above, or gives it back if it closes a gutter.
    fn take_above(&mut self, band: Self, min_gutter: f32) -> Option<Self> {
        let both = self.with(&band, min_gutter);
        if both.gutters().count() < self.gutters().count() {
            return Some(band);
        }
        self.take(both, band);
        None
    }

    fn take(&mut self, both: Self, band: Self) {
        let mut runs = std::mem::take(&mut self.runs);
        runs.extend(band.runs);
        *self = Self { runs, ..both };
    }
}

/// Joins bands that leave the same gutters; a band without any stays alone unless it lies along some.
fn groups(bands: Vec<Vec<Run>>, min_gutter: f32) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut open: Option<Group> = None;
    for band in bands {
        let band = Group::new(band, min_gutter);
        let apart = match &mut open {
            Some(group) => group.take_below(band, min_gutter),
            None => Some(band),
        };
        let Some(band) = apart else { continue };
        close(open.take(), &mut groups, min_gutter);
        if band.gutters().next().is_some() {
            open = Some(band);
        } else {
            groups.push(band);
        }
    }
    close(open, &mut groups, min_gutter);
    groups
}

/// Ends a group: now that its gutters are known, the bands above it that lie along them join it.
fn close(group: Option<Group>, groups: &mut Vec<Group>, min_gutter: f32) {
    let Some(mut group) = group else { return };
    while let Some(above) = groups.pop_if(|above| above.bands == 1) {
        if let Some(above) = group.take_above(above, min_gutter) {
            groups.push(above);
            break;
        }
    }
    groups.push(group);
}

/// The gaps that two bands have in common; both lists are in order.
fn common(one: &[Gap], other: &[Gap], min_gutter: f32) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        let gap = (a.0.max(b.0), a.1.min(b.1));
        if gap.1 - gap.0 >= min_gutter {
            gaps.push(gap);
        }
        if a.1 < b.1 { i += 1 } else { j += 1 }
    }
    gaps
}

/// Cuts runs at the gutters that have prose on both sides.
fn columns(runs: Vec<Run>, gutters: &[Gap]) -> Vec<Vec<Run>> {
    let mut cells: Vec<Vec<Run>> = vec![Vec::new(); gutters.len() + 1];
    for run in runs {
        let column = gutters.partition_point(|gutter| gutter.1 <= run.middle());
        cells[column].push(run);
    }
    let mut columns: Vec<Vec<Run>> = Vec::new();
    let mut left_is_prose = false;
    for cell in cells {
        let prose = is_prose(&cell);
        match columns.last_mut() {
            Some(left) if !(left_is_prose && prose) => {
                left.extend(cell);
            }
            _ => columns.push(cell),
        }
        left_is_prose = prose;
    }
    columns
}

fn is_prose(runs: &[Run]) -> bool {
    let mut bases: Vec<(f32, f32)> = runs.iter().map(|run| (run.base, run.size)).collect();
    bases.sort_by(|a, b| a.0.total_cmp(&b.0));
    bases.dedup_by(|next, kept| next.0 - kept.0 < 0.6 * kept.1);
    let length: usize = runs.iter().map(Run::len).sum();
    bases.len() >= MIN_LINES && length >= MIN_LINE_LENGTH * bases.len()
}
