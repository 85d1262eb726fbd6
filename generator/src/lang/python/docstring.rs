//! Docstrings that say what WIT says, whatever characters are in it.

use crate::lang::docs;
use crate::plan::Docs;

/// A docstring whose lines are indented by `indent`; the first line does not repeat it. Empty if
/// there is nothing to say.
pub fn docstring(docs: &Docs, more: Option<String>, indent: usize) -> String {
    let mut lines = docs::lines(docs);
    if let Some(more) = more {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(more);
    }
    write(&lines, indent)
}

/// A docstring of one line, for what WIT does not document.
pub fn plain(text: &str) -> String {
    write(&[text.to_owned()], 0)
}

/// The docstring, or one of `otherwise` where WIT says nothing.
pub fn docstring_or(docs: &Docs, indent: usize, otherwise: &str) -> String {
    match docstring(docs, None, indent) {
        empty if empty.is_empty() => plain(otherwise),
        text => text,
    }
}

fn write(lines: &[String], indent: usize) -> String {
    let lines = dedent(lines);
    let Some((first, rest)) = lines.split_first() else { return String::new() };
    if rest.is_empty() {
        return format!("\"\"\"{}\"\"\"", escape(first));
    }
    let mut text = format!("\"\"\"{}", escape(first));
    for line in rest {
        text.push('\n');
        if !line.is_empty() {
            text.push_str(&" ".repeat(indent));
            text.push_str(&escape(line));
        }
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push_str("\"\"\"");
    text
}

/// Without blank lines around, and without the indentation that all lines after the first share,
/// as `inspect.cleandoc` shows docstrings and formatters write them.
fn dedent(lines: &[String]) -> Vec<String> {
    let start = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(start, |last| last + 1);
    let lines = &lines[start..end];
    let indentation = |line: &String| line.len() - line.trim_start().len();
    let shared = lines.iter().skip(1).filter(|line| !line.is_empty()).map(indentation).min().unwrap_or(0);
    let mut result: Vec<String> = Vec::new();
    for (position, line) in lines.iter().enumerate() {
        result.push(match position {
            0 => line.trim().to_owned(),
            _ => line.get(shared..).unwrap_or_default().trim_end().to_owned(),
        });
    }
    result
}

/// Backslashes are doubled; quotes that could end the docstring, or stick to its own, are escaped.
fn escape(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let is_quote = |position: Option<usize>| position.and_then(|at| chars.get(at)) == Some(&'"');
    let mut text = String::new();
    for (position, c) in chars.iter().enumerate() {
        let lonely = position > 0
            && position + 1 < chars.len()
            && !is_quote(position.checked_sub(1))
            && !is_quote(Some(position + 1));
        match c {
            '\\' => text.push_str("\\\\"),
            '"' if !lonely => text.push_str("\\\""),
            c => text.push(*c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        docstring(&Docs { text: text.into(), ..Docs::default() }, None, 4)
    }

    #[test]
    fn quotes_and_backslashes_cannot_end_it() {
        assert_eq!(of("a \"b\" c"), r#""""a "b" c""""#);
        assert_eq!(of("ends \"\"\""), r#""""ends \"\"\"""""#);
        assert_eq!(of("ends \\"), r#""""ends \\""""#);
        assert_eq!(of("\"a\""), r#""""\"a\"""""#);
    }

    #[test]
    fn lines_are_indented() {
        assert_eq!(of("a\n\n  b\n    c"), "\"\"\"a\n\n    b\n      c\n    \"\"\"");
        assert_eq!(of("  \n"), "");
    }

    #[test]
    fn nothing_hides_in_it() {
        assert_eq!(of("a\u{202e}b\u{0}c"), "\"\"\"ab c\"\"\"");
    }
}
