//! Documentation that every language writes in its own comments.

use crate::plan::Docs;

/// The lines of a doc comment, with a last paragraph for `@since` and `@deprecated`; no lines if
/// there is nothing to say. Tabs and other control characters become spaces, and characters that
/// change the direction of text are dropped: neither may alter how the code around them reads.
pub fn lines(docs: &Docs) -> Vec<String> {
    let mut lines: Vec<String> = match docs.text.is_empty() {
        true => Vec::new(),
        false => docs.text.lines().map(clean).collect(),
    };
    let notes: Vec<String> = [since(docs), deprecated(docs)].into_iter().flatten().collect();
    if !notes.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(notes);
    }
    lines
}

/// `Since 0.2.0.`
pub fn since(docs: &Docs) -> Option<String> {
    docs.since.as_ref().map(|version| format!("Since {version}."))
}

/// `Deprecated since 0.3.0.`
pub fn deprecated(docs: &Docs) -> Option<String> {
    docs.deprecated.as_ref().map(|version| format!("Deprecated since {version}."))
}

fn clean(line: &str) -> String {
    let line: String = line
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    line.trim_end().to_owned()
}

/// Characters without a shape of their own that make text read as what it is not.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
