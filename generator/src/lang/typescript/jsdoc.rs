//! Doc comments that say what WIT says, whatever characters are in it.

use crate::lang::docs;
use crate::plan::{Docs, Label};

/// A doc comment whose lines are indented by `indent`; the first line does not repeat it. Behind
/// what WIT says comes a paragraph for each of `more`. Empty if there is nothing to say.
pub fn jsdoc(docs: &Docs, more: &[String], indent: usize) -> String {
    let plain = Docs { deprecated: None, ..docs.clone() };
    let mut paragraphs = vec![docs::lines(&plain)];
    paragraphs.extend(more.iter().map(|line| vec![line.clone()]));
    paragraphs.extend(docs.deprecated.iter().map(|version| vec![format!("@deprecated since {version}")]));
    paragraphs.retain(|lines| !lines.is_empty());
    write(&paragraphs.join(&String::new()), indent)
}

/// The doc comment, or one of `otherwise` where WIT says nothing.
pub fn jsdoc_or(docs: &Docs, otherwise: &str, indent: usize) -> String {
    match docs.text.is_empty() {
        true => jsdoc(&Docs { text: otherwise.to_owned(), ..docs.clone() }, &[], indent),
        false => jsdoc(docs, &[], indent),
    }
}

/// A list of labels with what WIT says about them, as one paragraph; nothing if it says nothing.
pub fn list(labels: &[Label]) -> Vec<String> {
    if labels.iter().all(|label| label.docs.text.is_empty()) {
        return Vec::new();
    }
    let line = |label: &Label| {
        let text = docs::lines(&label.docs).join(" ");
        let text = if text.is_empty() { text } else { format!(": {text}") };
        format!("- `\"{}\"`{text}", label.name)
    };
    vec![labels.iter().map(line).collect::<Vec<_>>().join("\n")]
}

fn write(lines: &[String], indent: usize) -> String {
    let lines: Vec<String> = lines.iter().flat_map(|line| line.split('\n')).map(escape).collect();
    let start = " ".repeat(indent);
    match lines.as_slice() {
        [] => String::new(),
        [only] => format!("/** {only} */"),
        lines => {
            let mut text = "/**".to_owned();
            for line in lines {
                text.push_str(&match line.is_empty() {
                    true => format!("\n{start} *"),
                    false => format!("\n{start} * {line}"),
                });
            }
            format!("{text}\n{start} */")
        }
    }
}

/// What would end the comment does not.
fn escape(line: &str) -> String {
    line.replace("*/", "*\\/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        jsdoc(&Docs { text: text.into(), ..Docs::default() }, &[], 2)
    }

    #[test]
    fn nothing_ends_it_early() {
        assert_eq!(of("a */ b"), "/** a *\\/ b */");
        assert_eq!(of("**/"), "/** **\\/ */");
        assert_eq!(of(""), "");
    }

    #[test]
    fn lines_are_indented() {
        assert_eq!(of("a\n\n  b"), "/**\n   * a\n   *\n   *   b\n   */");
    }

    #[test]
    fn deprecation_is_a_tag() {
        let docs = Docs { text: "a".into(), deprecated: Some("0.3.0".into()), since: Some("0.2.0".into()) };
        assert_eq!(
            jsdoc(&docs, &["@throws {E}".into()], 0),
            "/**\n * a\n *\n * Since 0.2.0.\n *\n * @throws {E}\n *\n * @deprecated since 0.3.0\n */",
        );
    }
}
