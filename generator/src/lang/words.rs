//! The words of a WIT name: what each language's `names.rs` builds its spelling from.

use std::collections::BTreeMap;

/// The words of a kebab name in lower case: `XML-parser` is `xml`, `parser`. Characters that no
/// identifier can have (the `:`, `/`, `@`, `.` and `+` of a package name or version) part words too.
pub fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// `outline-item` as `outline_item`.
pub fn snake(name: &str) -> String {
    words(name).join("_")
}

/// `outline-item` as `OUTLINE_ITEM`.
pub fn shouting(name: &str) -> String {
    snake(name).to_ascii_uppercase()
}

/// `outline-item` as `OutlineItem`.
pub fn pascal(name: &str) -> String {
    words(name).iter().map(|word| capital(word)).collect()
}

/// `outline-item` as `outlineItem`.
pub fn camel(name: &str) -> String {
    let mut words = words(name).into_iter();
    let first = words.next().unwrap_or_default();
    words.fold(first, |name, word| name + &capital(&word))
}

/// `item` as `Item`.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + letters.as_str(),
        None => String::new(),
    }
}

/// The names of one scope, each with the WIT item that has it.
#[derive(Debug, Clone, Default)]
pub struct Scope(BTreeMap<String, String>);

impl Scope {
    /// A scope in which `names` are taken by what the bindings themselves need.
    pub fn with(names: &[&str], owner: &str) -> Scope {
        Scope(names.iter().map(|name| ((*name).to_owned(), owner.to_owned())).collect())
    }

    /// Takes a name for a WIT item.
    ///
    /// # Errors
    /// The WIT item that has the name already.
    pub fn take(&mut self, name: &str, item: &str) -> Result<(), String> {
        match self.0.get(name) {
            Some(owner) => Err(owner.clone()),
            None => {
                self.0.insert(name.to_owned(), item.to_owned());
                Ok(())
            }
        }
    }

    /// Whether the name is taken.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        assert_eq!(snake("XML-parser"), "xml_parser");
        assert_eq!(pascal("XML-parser"), "XmlParser");
        assert_eq!(camel("XML-parser"), "xmlParser");
        assert_eq!(camel("a"), "a");
        assert_eq!(shouting("read-write"), "READ_WRITE");
        assert_eq!(snake("outwit:pdf/reader@0.1.0"), "outwit_pdf_reader_0_1_0");
        assert_eq!(pascal("utf8-2-x"), "Utf82X");
    }

    #[test]
    fn a_scope_tells_who_has_a_name() {
        let mut scope = Scope::with(&["close"], "the runtime");
        assert_eq!(scope.take("close", "a:b/c.close"), Err("the runtime".to_owned()));
        assert_eq!(scope.take("open", "a:b/c.open"), Ok(()));
        assert_eq!(scope.take("open", "a:b/c.OPEN"), Err("a:b/c.open".to_owned()));
    }
}
