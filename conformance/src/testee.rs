//! The programs that play scripts or make instances, one a language.

use serde::Deserialize;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use wasmtime::Result;
use wasmtime::error::Context;

/// A language and how its program is started, from the top of the checkout.
pub struct Language {
    pub name: &'static str,
    pub command: &'static [&'static str],
    /// The folder of the generated packages that it uses.
    pub packages: &'static str,
}

/// The languages, in the order of the table.
pub const LANGUAGES: &[Language] = &[
    Language {
        name: "python",
        command: &[".venv/bin/python", "conformance/python/testee.py"],
        packages: "target/conformance/bindings-python",
    },
    Language {
        name: "node",
        command: &["node", "conformance/node/testee.mjs"],
        packages: "target/conformance/bindings-typescript",
    },
    Language {
        name: "go",
        command: &["target/conformance/testee-go"],
        packages: "target/conformance/bindings-go",
    },
];

/// Plain Wasmtime: what it does not play, nobody has to.
pub const REFERENCE: Language = Language {
    name: "reference",
    command: &["target/release/outwit-conformance", "reference"],
    packages: "",
};

/// What a program says of a line that it was given: `None` if it went through.
pub type Outcome = Option<String>;

/// The program's answer, a line of JSON.
#[derive(Deserialize)]
struct Answer {
    error: Option<String>,
}

impl Language {
    /// Plays the scripts.
    pub fn play(&self, root: &Path, scripts: &[PathBuf]) -> Result<Vec<Outcome>> {
        self.answers(root, scripts.iter().map(|script| script.display().to_string()))
    }

    /// Gives the program one line after the other. One that dies is started again.
    pub fn answers(&self, root: &Path, lines: impl Iterator<Item = String>) -> Result<Vec<Outcome>> {
        let mut testee = None;
        let mut outcomes = Vec::new();
        for line in lines {
            let mut running = match testee.take() {
                Some(running) => running,
                None => Testee::start(self, root)?,
            };
            match running.ask(&line) {
                Ok(answer) => {
                    outcomes.push(answer.error);
                    testee = Some(running);
                }
                // One that has not answered yet cannot answer anything.
                Err(error) if running.answers == 0 && outcomes.is_empty() => return Err(error),
                Err(error) => outcomes.push(Some(format!("the program ended: {error:#}"))),
            }
        }
        Ok(outcomes)
    }
}

struct Testee {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    answers: usize,
}

impl Testee {
    fn start(language: &Language, root: &Path) -> Result<Testee> {
        let (program, arguments) = language.command.split_first().context("a language without a program")?;
        // A program of the checkout is named from its top.
        let program = match program.contains('/') {
            true => root.join(program).into_os_string(),
            false => program.into(),
        };
        let mut command = Command::new(&program);
        command
            .args(arguments)
            .args((!language.packages.is_empty()).then(|| root.join(language.packages)))
            .current_dir(root)
            // Wasmtime's validator panics at some components, which is caught and only one line of interest.
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("{} cannot be run", program.display()))?;
        let input = child.stdin.take().context("the program has no input")?;
        let output = BufReader::new(child.stdout.take().context("the program has no output")?);
        Ok(Testee { child, input, output, answers: 0 })
    }

    fn ask(&mut self, line: &str) -> Result<Answer> {
        writeln!(self.input, "{line}")?;
        self.input.flush()?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let answer = serde_json::from_str(&line).with_context(|| format!("it answered {line:?}"))?;
        self.answers += 1;
        Ok(answer)
    }
}

impl Drop for Testee {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
