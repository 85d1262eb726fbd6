//! A file of cases as it is written, and where everything in it stands.

use crate::script::{Failure, Live, Stage};
use serde::Deserialize;
use serde_saphyr::Spanned;
use std::fs;
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Error, Result, bail, ensure};

/// A file of cases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    component: Option<String>,
    #[serde(default)]
    components: Vec<String>,
    /// `false`: no bindings are generated; each case is only played without them.
    #[serde(default = "yes")]
    pub bindings: bool,
    pub cases: Vec<Spanned<Case>>,
    #[serde(skip)]
    pub path: PathBuf,
}

fn yes() -> bool {
    true
}

/// What is done with a fresh instance.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    /// Instead of the file's.
    #[serde(default)]
    component: Option<String>,
    /// The component is refused at this stage; there are no steps then.
    #[serde(default)]
    pub refused: Option<Stage>,
    #[serde(default)]
    pub steps: Vec<Spanned<Step>>,
}

/// One of `call`, `echo`, `drop`, `live`; `live` may also stand beside the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// `interface#name(arguments)`, in WAVE.
    #[serde(default)]
    pub call: Option<String>,
    /// A function of one parameter, which gives it back.
    #[serde(default)]
    pub echo: Option<String>,
    /// What it is called with.
    #[serde(default)]
    pub values: Vec<Spanned<String>>,
    /// The end of one of the guest's resources.
    #[serde(default)]
    pub drop: Option<u32>,
    /// What the guest asks its host for meanwhile, in this order.
    #[serde(default)]
    pub imports: Vec<Spanned<Import>>,
    /// What the call gives.
    #[serde(default)]
    pub result: Option<String>,
    /// How the call fails.
    #[serde(default)]
    pub fails: Option<Failure>,
    /// How many resources there are afterwards.
    #[serde(default)]
    pub live: Option<Live>,
}

/// What the guest asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    #[serde(default)]
    pub call: Option<String>,
    /// What the host gives.
    #[serde(default)]
    pub result: Option<String>,
    /// What the host's function fails with, an error that WIT does not know.
    #[serde(default)]
    pub raises: Option<String>,
    /// The end of one of the host's resources.
    #[serde(default)]
    pub drop: Option<u32>,
}

impl File {
    pub fn read(path: &Path) -> Result<File> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        File::parse(path, &text)
    }

    pub fn parse(path: &Path, text: &str) -> Result<File> {
        // The error says the line itself, and shows it.
        let mut file: File = serde_saphyr::from_str(text)
            .map_err(|error| Error::msg(format!("{}: {error}", path.display())))?;
        file.path = path.to_owned();
        if file.component.is_some() && !file.components.is_empty() {
            bail!("{}: it has `component` and `components`", path.display());
        }
        let mut names: Vec<&str> = Vec::new();
        for case in &file.cases {
            let name = case.value.name.as_str();
            ensure!(!names.contains(&name), "{}: it is there twice", file.place(case, None));
            ensure!(
                case.value.steps.is_empty() == case.value.refused.is_some(),
                "{}: it needs either `steps` or `refused`",
                file.place(case, None)
            );
            ensure!(
                file.components(case).next().is_some(),
                "{}: there is no `component`, nor `components`",
                file.place(case, None)
            );
            names.push(name);
        }
        ensure!(!names.is_empty(), "{}: it has no case", path.display());
        Ok(file)
    }

    /// The components that play a case.
    pub fn components<'a>(&'a self, case: &'a Spanned<Case>) -> impl Iterator<Item = &'a str> {
        let own = case.value.component.iter();
        let shared = self.component.iter().chain(&self.components);
        own.chain(shared.filter(|_| case.value.component.is_none())).map(String::as_str)
    }

    /// `conformance/cases/lists.yaml:12: case "empty lists", step 2`.
    pub fn place(&self, case: &Spanned<Case>, step: Option<(usize, u64)>) -> String {
        let line = step.map_or(case.referenced.line(), |(_, line)| line);
        let step = step.map(|(number, _)| format!(", step {number}")).unwrap_or_default();
        format!("{}:{line}: case {:?}{step}", self.path.display(), case.value.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        File::parse(Path::new("a.yaml"), text).err().map(|error| format!("{error:#}")).unwrap_or_default()
    }

    #[test]
    fn names_components() -> Result<()> {
        let text = "components: [b, c]\ncases:\n  - {name: one, steps: [{drop: 1}]}\n  \
                    - {name: two, component: d, steps: [{drop: 1}]}\n";
        let file = File::parse(Path::new("a.yaml"), text)?;
        let names: Vec<Vec<&str>> = file.cases.iter().map(|case| file.components(case).collect()).collect();
        assert_eq!(names, [vec!["b", "c"], vec!["d"]]);
        assert!(file.bindings);
        assert_eq!(file.place(&file.cases[1], Some((2, 9))), "a.yaml:9: case \"two\", step 2");
        Ok(())
    }

    #[test]
    fn says_where_it_is_wrong() {
        let head = "component: b\ncases:\n";
        for (text, expected) in [
            (
                format!("{head}  - {{name: x, step: []}}"),
                "a.yaml: error: line 3 column 15: unknown field `step`",
            ),
            (format!("{head}  - {{name: x}}"), "a.yaml:3: case \"x\": it needs either `steps` or `refused`"),
            (
                format!("{head}  - &x {{name: x, steps: [{{drop: 1}}]}}\n  - *x\n"),
                "a.yaml:4: case \"x\": it is there twice",
            ),
            ("component: b\ncases: []".to_owned(), "a.yaml: it has no case"),
            (
                "cases:\n  - {name: x, steps: [{drop: 1}]}".to_owned(),
                "a.yaml:2: case \"x\": there is no `component`",
            ),
        ] {
            let said = wrong(&text);
            assert!(said.starts_with(expected), "{said}");
        }
    }
}
