//! Where something stands in a WIT file, and how messages show it.

use ariadne::{CharSet, Color, Config, IndexType, Label, Report, ReportKind, Source};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use wit_parser::{SourceMap, Span};

/// Longer lines, which no person has written, are not shown.
const LONGEST_LINE: usize = 300;

/// A piece of a WIT file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    file: Arc<str>,
    text: Arc<str>,
    start: usize,
    end: usize,
}

/// Path and text.
type File = (Arc<str>, Arc<str>);

/// WIT files, each read once.
#[derive(Debug)]
pub(crate) struct Sources<'a> {
    map: &'a SourceMap,
    /// By path; none for a file that cannot be read any more.
    files: HashMap<&'a str, Option<File>>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(map: &'a SourceMap) -> Sources<'a> {
        Sources { map, files: HashMap::new() }
    }

    /// Where `span` is, if the parser knows.
    pub(crate) fn place(&mut self, span: Span) -> Option<Place> {
        let location = self.map.resolve_span(span)?;
        let file = self.files.entry(location.path).or_insert_with(|| {
            let text = std::fs::read_to_string(location.path).ok()?;
            Some((location.path.into(), text.into()))
        });
        let (file, text) = file.clone()?;
        // Whole characters; the parser may say where in one it stopped, and the file may have changed.
        let start = text.floor_char_boundary(location.range.start);
        let end = text.ceil_char_boundary(location.range.end).max(start);
        Some(Place { file, text, start, end })
    }
}

/// How messages look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// For files and pipes.
    Plain,
    /// For terminals: lines are drawn and colours are used.
    Graphical,
}

impl Place {
    /// A piece of a text that was read from `file`.
    pub(crate) fn new(file: &Path, text: &str, piece: Range<usize>) -> Place {
        let Range { start, end } = piece;
        Place { file: file.display().to_string().into(), text: text.into(), start, end }
    }

    /// The path of the file, as it was given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Line and column, both from 1; columns are characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = &self.text[..self.start];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        (line, column)
    }

    /// The line with the piece underlined, below `file:line:column`.
    pub fn snippet(&self, look: Look) -> String {
        let line = self.text[..self.start].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[line..].lines().next().unwrap_or_default();
        if line.len() > LONGEST_LINE {
            let (line, column) = self.line_and_column();
            return format!("  at {}:{line}:{column}", self.file);
        }
        let config = Config::new()
            .with_index_type(IndexType::Byte)
            .with_color(look == Look::Graphical)
            .with_char_set(match look {
                Look::Plain => CharSet::Ascii,
                Look::Graphical => CharSet::Unicode,
            });
        let id = || (self.file(), self.range());
        let report = Report::build(ReportKind::Error, id())
            .with_config(config)
            .with_label(Label::new(id()).with_color(Color::Red).with_message("here"))
            .finish();
        let mut drawn = Vec::new();
        // A vector takes all that is written to it.
        let _ = report.write((self.file(), Source::from(&*self.text)), &mut drawn);
        let drawn = String::from_utf8_lossy(&drawn);
        // The first line is for the message, which stands before this.
        let lines = drawn.lines().skip(1).map(str::trim_end).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// At least one character, so that there is something to underline; never beyond its line.
    fn range(&self) -> Range<usize> {
        let rest = &self.text[self.start..];
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let line = rest.find('\n').unwrap_or(rest.len());
        let end = self.end.min(self.start + line).max(self.start + first.min(line.max(1)));
        self.start..end
    }
}
