//! WIT docs as Go comments that gofmt leaves as they are: it reformats what reads as a list, a
//! heading, a link or code.

use crate::lang::docs::lines;
use crate::plan::Docs;

/// The comment lines of an item; none if there is nothing to say.
pub fn comment(docs: &Docs) -> Vec<String> {
    let mut lines = lines(&Docs { deprecated: None, ..docs.clone() });
    if let Some(version) = &docs.deprecated {
        lines.extend([String::new(), format!("Deprecated: since {version}.")]);
    }
    format(&lines)
}

/// The comment lines of an item, with a first paragraph of our own.
pub fn comment_after(first: &str, docs: &Docs) -> Vec<String> {
    let rest = comment(docs);
    let mut all = vec![format!("// {first}")];
    if !rest.is_empty() {
        all.push("//".to_owned());
        all.extend(rest);
    }
    all
}

/// The comment lines of an item, or `text` where WIT says nothing.
pub fn comment_or(docs: &Docs, text: &str) -> Vec<String> {
    let lines = comment(docs);
    if lines.is_empty() { vec![format!("// {text}")] } else { lines }
}

/// A paragraph, or a block of code.
enum Block {
    Text(Vec<String>),
    Code(Vec<String>),
}

fn format(lines: &[String]) -> Vec<String> {
    let blocks = blocks(lines);
    let mut result = Vec::new();
    for (position, block) in blocks.iter().enumerate() {
        if position > 0 {
            result.push("//".to_owned());
        }
        match block {
            Block::Code(lines) => {
                let indent = lines.iter().filter(|line| !line.is_empty()).map(|line| indent(line)).min();
                let indent = indent.unwrap_or_default();
                result.extend(lines.iter().map(|line| match line.is_empty() {
                    true => "//".to_owned(),
                    false => format!("//\t{}", &line[indent..]),
                }));
            }
            Block::Text(lines) => {
                // A single line between paragraphs without an end of a sentence is a heading.
                let heading = lines.len() == 1 && position > 0 && position + 1 < blocks.len();
                result.extend(lines.iter().map(|line| format!("// {}", text(line, heading))));
            }
        }
    }
    result
}

/// Indented lines behind an empty one are code, and so is what stands between fences.
fn blocks(lines: &[String]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut fresh, mut fenced) = (true, false);
    for line in lines {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") {
            fenced = !fenced;
            fresh = true;
            if fenced {
                blocks.push(Block::Code(Vec::new()));
            }
            continue;
        }
        match blocks.last_mut() {
            Some(Block::Code(code)) if fenced => code.push(line.clone()),
            Some(Block::Code(code)) if !code.is_empty() && (trimmed.is_empty() || indent(line) > 0) => {
                code.push(line.clone());
                fresh = true;
            }
            _ if trimmed.is_empty() => fresh = true,
            _ if fresh && indent(line) > 0 => {
                blocks.push(Block::Code(vec![line.clone()]));
            }
            Some(Block::Text(text)) if !fresh => text.push(trimmed.to_owned()),
            _ => {
                blocks.push(Block::Text(vec![trimmed.to_owned()]));
                fresh = false;
            }
        }
    }
    for block in &mut blocks {
        let (Block::Code(lines) | Block::Text(lines)) = block;
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        while lines.first().is_some_and(String::is_empty) {
            lines.remove(0);
        }
    }
    blocks.retain(|block| {
        let (Block::Code(lines) | Block::Text(lines)) = block;
        !lines.is_empty()
    });
    blocks
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line of a paragraph: doubled quotes would become typographic ones, the definition of a link
/// would move to the end, and a build constraint to the beginning of the file.
fn text(line: &str, heading: bool) -> String {
    let mut line = line.to_owned();
    for (double, single) in [("``", "`"), ("''", "'")] {
        while line.contains(double) {
            line = line.replace(double, single);
        }
    }
    if line.starts_with('[') {
        line = line.replacen("]: ", "] : ", 1);
    }
    if line.starts_with("+build") {
        line.insert(1, ' ');
    }
    if heading && line.ends_with(char::is_alphanumeric) && !line.starts_with('#') {
        line.push('.');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        comment(&Docs { text: text.into(), ..Docs::default() }).join("\n")
    }

    #[test]
    fn paragraphs_stay() {
        assert_eq!(of("a\nb\n\n\nc"), "// a\n// b\n//\n// c");
        assert_eq!(of(""), "");
        assert_eq!(of("- one\n  more\n- two"), "// - one\n// more\n// - two");
    }

    #[test]
    fn code_is_indented_by_a_tab() {
        assert_eq!(of("a\n\n    x\n      y\nb"), "// a\n//\n//\tx\n//\t  y\n//\n// b");
        assert_eq!(of("a\n```rust\nx\n\n y\n```\nb"), "// a\n//\n//\tx\n//\n//\t y\n//\n// b");
    }

    #[test]
    fn what_gofmt_would_change_is_changed() {
        assert_eq!(of("a\n\nHeading\n\nb"), "// a\n//\n// Heading.\n//\n// b");
        assert_eq!(of("``code'' [a]: b"), "// `code' [a]: b");
        assert_eq!(of("[a]: https://b"), "// [a] : https://b");
    }
}
