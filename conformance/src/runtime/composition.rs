//! Which export stands behind which import.

use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// A component of a composition, in the order in which they are made.
pub struct Part {
    /// The world that it has.
    pub world: String,
    sources: Vec<Source>,
}

enum Source {
    /// Every import that this part exports.
    All(usize),
    /// The import of this name from a place in a part.
    One { name: String, part: usize, path: Vec<String> },
}

impl Part {
    /// Where an import comes from, and under which name. `exports` says whether a part exports a name.
    pub fn find(&self, import: &str, exports: impl Fn(usize, &str) -> bool) -> Option<(usize, Vec<String>)> {
        let short = last(import);
        self.sources.iter().find_map(|source| match source {
            Source::All(part) => exports(*part, import).then(|| (*part, vec![import.to_owned()])),
            Source::One { name, part, path } => (name == short).then(|| (*part, path.clone())),
        })
    }
}

/// `test:strings/to-test@1.0.0` as `to-test`.
pub fn last(name: &str) -> &str {
    let name = name.split('@').next().unwrap_or(name);
    name.rsplit('/').next().unwrap_or(name)
}

/// Each world from all that are made before it, the runner's last.
pub fn plain(worlds: &[String]) -> Vec<Part> {
    let part = |(place, world): (usize, &String)| Part {
        world: world.clone(),
        sources: (0..place).rev().map(Source::All).collect(),
    };
    worlds.iter().rev().enumerate().map(part).collect()
}

/// Reads the part of `wac`'s language that the cases use: `let a = new test:b { c: d.e, ...f, ... };`.
pub fn read(text: &str) -> Result<Vec<Part>> {
    let mut names: Vec<String> = Vec::new();
    let mut parts = Vec::new();
    for statement in text.split(';').map(str::trim) {
        let Some(rest) = statement.strip_prefix("let ") else { continue };
        let (name, made) = rest.split_once('=').context("a `let` without `=`")?;
        let made = made.trim().strip_prefix("new ").context("only `new` is understood")?;
        let (package, items) = made.split_once('{').context("`new` without braces")?;
        let world = package.trim().rsplit(':').next().unwrap_or_default().to_owned();
        let items = items.trim_end().strip_suffix('}').context("braces do not end")?;
        let place = |wanted: &str| {
            let found = names.iter().position(|name| name == wanted.trim());
            found.with_context(|| format!("there is no {wanted}"))
        };
        let mut sources = Vec::new();
        for item in items.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            if let Some(whole) = item.strip_prefix("...") {
                if !whole.is_empty() {
                    sources.push(Source::All(place(whole)?));
                }
                continue;
            }
            let (name, path) = item.split_once(':').with_context(|| format!("`{item}` is not understood"))?;
            let mut path = path.trim().split('.');
            let part = place(path.next().unwrap_or_default())?;
            let path = path.map(str::to_owned).collect();
            sources.push(Source::One { name: name.trim().to_owned(), part, path });
        }
        names.push(name.trim().to_owned());
        parts.push(Part { world, sources });
    }
    if parts.is_empty() {
        bail!("it makes nothing");
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "package a:b;\nlet leaf = new test:leaf { ... };\nlet run = new test:runner {\n  \
                        to-test: leaf.to.thing,\n  ...leaf,\n  ...\n};\nexport run...;\n";

    #[test]
    fn reads_compositions() -> Result<()> {
        let parts = read(TEXT)?;
        assert_eq!(parts.iter().map(|part| part.world.as_str()).collect::<Vec<_>>(), ["leaf", "runner"]);
        let path = vec!["to".to_owned(), "thing".to_owned()];
        assert_eq!(parts[1].find("test:x/to-test@1.0.0", |_, _| false), Some((0, path)));
        assert_eq!(
            parts[1].find("a:b/c", |part, name| part == 0 && name == "a:b/c").map(|found| found.0),
            Some(0)
        );
        assert_eq!(parts[1].find("a:b/c", |_, _| false), None);
        assert!(read("let a = b;").is_err());
        assert!(read("").is_err());
        Ok(())
    }

    #[test]
    fn takes_what_was_made_before() {
        let parts = plain(&["runner".to_owned(), "middle".to_owned(), "leaf".to_owned()]);
        assert_eq!(parts[2].world, "runner");
        assert_eq!(parts[2].find("a:b/c", |_, _| true).map(|found| found.0), Some(1));
        assert_eq!(parts[0].find("a:b/c", |_, _| true), None);
    }
}
