//! The strict checkers of each language, run once over all packages, and what they say of each.

use crate::bindings::{GO_MOD, TSCONFIG};
use outwit_generator::lang::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasmtime::Result;
use wasmtime::ensure;
use wasmtime::error::Context;

/// What is said of a package, by its name.
pub type Complaints = BTreeMap<String, Vec<String>>;

/// The package that is wrong on purpose.
const GUARD: &str = "guard";

/// More lines about one package are not kept.
const LINES: usize = 5;

/// How much is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// That it parses, and is formatted as the language's formatter does.
    Syntax,
    /// Types, too, as strictly as it goes.
    Strict,
}

/// A checker that is run in the folder of the packages.
struct Checker {
    name: &'static str,
    command: Command,
}

/// Runs the checkers of a language over its packages.
pub fn check(
    root: &Path,
    language: Language,
    folder: &Path,
    packages: &BTreeSet<&str>,
    depth: Depth,
) -> Result<Complaints> {
    prepare(root, language, folder)?;
    write_guard(language, folder)?;
    let mut all = Complaints::new();
    for checker in checkers(root, language, folder, depth) {
        let Checker { name, mut command } = checker;
        let output = command.current_dir(folder).output().with_context(|| format!("{name} cannot be run"))?;
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        let found = complaints(name, &said, packages);
        // A checker that finds nothing wrong with what is wrong has not been there.
        ensure!(
            complaints(name, &said, &[GUARD].into()).contains_key(GUARD),
            "{name} fails:\n{}",
            said.trim()
        );
        for (package, lines) in found {
            all.entry(package).or_default().extend(lines);
        }
    }
    Ok(all)
}

fn checkers(root: &Path, language: Language, folder: &Path, depth: Depth) -> Vec<Checker> {
    let program = |name: &'static str, program: PathBuf, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments);
        Checker { name, command }
    };
    let venv = |name: &'static str, arguments| program(name, root.join(".venv/bin").join(name), arguments);
    let (syntax, types) = match language {
        Language::Python => {
            let python = root.join(".venv/bin/python").display().to_string();
            let syntax = vec![
                venv("ruff", &["format", "--isolated", "--check", "."]),
                venv("ruff", &["check", "--isolated", "--output-format", "concise", "."]),
            ];
            let mypy = venv("mypy", &["--strict", "--no-error-summary", "."]);
            (syntax, vec![mypy, venv("pyright", &["--pythonpath", &python, "."])])
        }
        Language::Typescript => {
            let bin = root.join("bindings/node/node_modules/.bin");
            let compiled = compiled(folder).display().to_string();
            let arguments = ["-p", ".", "--rootDir", ".", "--outDir", &compiled];
            (
                vec![program("prettier", bin.join("prettier"), &["--no-config", "--check", "**/*.ts"])],
                vec![program("tsc", bin.join("tsc"), &arguments)],
            )
        }
        Language::Go => (
            vec![program("gofmt", "gofmt".into(), &["-l", "."])],
            vec![program("go", "go".into(), &["vet", "./..."])],
        ),
    };
    match depth {
        Depth::Syntax => syntax,
        Depth::Strict => syntax.into_iter().chain(types).collect(),
    }
}

/// Where JavaScript goes: `worlds-node` beside `worlds-typescript`.
fn compiled(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(name.replace("typescript", "node"))
}

/// What lets the checkers find the runtimes.
fn prepare(root: &Path, language: Language, folder: &Path) -> Result<()> {
    match language {
        Language::Python => Ok(()),
        Language::Typescript => {
            fs::write(folder.join("tsconfig.json"), TSCONFIG)?;
            let compiled = compiled(folder);
            if compiled.exists() {
                fs::remove_dir_all(&compiled)?;
            }
            for folder in [folder, &compiled] {
                let modules = folder.join("node_modules");
                fs::create_dir_all(&modules)?;
                fs::write(folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
                let link = modules.join("outwit");
                if !link.exists() {
                    std::os::unix::fs::symlink(root.join("bindings/node"), &link)?;
                }
            }
            Ok(())
        }
        Language::Go => {
            // The program belongs to the packages of before.
            let program = folder.join("program");
            if program.exists() {
                fs::remove_dir_all(program)?;
            }
            fs::write(folder.join("go.mod"), GO_MOD)?;
            fs::copy(root.join("bindings/go/go.sum"), folder.join("go.sum"))?;
            Ok(())
        }
    }
}

/// Writes a package that every checker has to complain about.
fn write_guard(language: Language, folder: &Path) -> Result<()> {
    let (file, text) = match language {
        Language::Python => ("__init__.py", "import  os\n\nnumber: int = 'text'\n"),
        Language::Typescript => ("index.ts", "export const number: number = 'text';\n"),
        Language::Go => ("guard.go", "package  guard\n\nvar Number int = \"text\"\n"),
    };
    fs::create_dir_all(folder.join(GUARD))?;
    Ok(fs::write(folder.join(GUARD).join(file), text)?)
}

/// The lines that name a file of a package.
fn complaints(checker: &str, said: &str, packages: &BTreeSet<&str>) -> Complaints {
    let mut found = Complaints::new();
    for line in said.lines().filter(|line| !line.starts_with('#')) {
        let is_path = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
        let paths = line.split(|c| !is_path(c)).filter(|path| path.contains('/'));
        let Some(package) = paths.flat_map(|path| path.split('/')).find(|part| packages.contains(part))
        else {
            continue;
        };
        let lines = found.entry(package.to_owned()).or_default();
        if lines.len() < LINES {
            lines.push(format!("{checker}: {}", line.trim()));
        }
    }
    found
}

/// Builds the program of the packages in Go that compile.
pub fn build_go(folder: &Path, packages: &[&str]) -> Result<()> {
    let program = folder.join("program");
    fs::create_dir_all(&program)?;
    let imports: String = packages.iter().map(|name| format!("\t{name} \"bindings/{name}\"\n")).collect();
    let table: String = packages.iter().map(|name| format!("\t\t\"{name}\": {name}.Load,\n")).collect();
    let text = format!(
        "package main\n\nimport (\n\t\"testee/worlds\"\n{imports})\n\nfunc main() {{\n\tworlds.Main(map[string]any{{\n{table}\t}})\n}}\n"
    );
    fs::write(program.join("main.go"), text)?;
    let mut command = Command::new("go");
    command.args(["build", "-o", "../worlds-go-program", "./program"]).current_dir(folder);
    let output = command.output().context("go cannot be run")?;
    ensure!(output.status.success(), "go build fails:\n{}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_package_of_a_message() {
        let packages = BTreeSet::from(["ui_a", "ui_a_b", "ui_c"]);
        let said = "ui_a_b/__init__.py:1:2: error: x [name]\n  /x/target/ui_c/b.py:3:4 - error: y\n\
                    # bindings/ui_a\n./ui_a/a.go:1:2: z\nui_c/x.ts(1,2): error TS1: w\nFound 4 errors\n";
        let found = complaints("c", said, &packages);
        let counts: Vec<(&str, usize)> =
            found.iter().map(|(name, lines)| (name.as_str(), lines.len())).collect();
        assert_eq!(counts, [("ui_a", 1), ("ui_a_b", 1), ("ui_c", 2)]);
        assert_eq!(found["ui_a"], ["c: ./ui_a/a.go:1:2: z"]);
    }
}
