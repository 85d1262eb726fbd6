//! Scripts that want another failure than there is: a program that plays them proves nothing.

use crate::play::Played;
use crate::script::{Act, Failure, Script, Stage};
use crate::testee::{Language, REFERENCE};
use std::fs;
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// Whose calls do as they should.
const FOLDER: &str = "values/";

/// Lets each program play them.
pub fn check(root: &Path, languages: &[&Language], folder: &Path, played: &[Played]) -> Result<()> {
    let mut paths = Vec::new();
    for (number, script) in spoiled(played)?.iter().enumerate() {
        let path = folder.join(format!("guard-{number}.json"));
        fs::write(&path, serde_json::to_vec(script)?).with_context(|| path.display().to_string())?;
        paths.push(path);
    }
    for language in [&REFERENCE].iter().chain(languages) {
        let outcomes = language.play(root, &paths).context(language.name)?;
        if let Some((path, _)) = paths.iter().zip(outcomes).find(|(_, outcome)| outcome.is_none()) {
            bail!("{}: its program plays {} and should not", language.name, path.display());
        }
    }
    Ok(())
}

fn spoiled(played: &[Played]) -> Result<Vec<Script>> {
    let plain = played.iter().filter(|own| own.case.starts_with(FOLDER));
    let scripts: Vec<Script> = plain.map(|own| read(&own.script)).collect::<Result<_>>()?;
    let called = scripts.iter().find(|own| fails(own) == Some(None)).context("nothing is called")?;
    let trapped =
        scripts.iter().find(|own| fails(own) == Some(Some(Failure::Trap))).context("nothing traps")?;
    let refused =
        scripts.iter().find(|own| own.refused == Some(Stage::Loading)).context("nothing is refused")?;
    let at = |stage| Script { refused: Some(stage), ..called.clone() };
    Ok(vec![
        at(Stage::Loading),
        at(Stage::Instantiation),
        with_failure(called, Some(Failure::Trap)),
        with_failure(trapped, None),
        with_failure(trapped, Some(Failure::Poisoned)),
        Script { refused: None, ..refused.clone() },
        Script { refused: Some(Stage::Instantiation), ..refused.clone() },
    ])
}

fn read(path: &PathBuf) -> Result<Script> {
    serde_json::from_slice(&fs::read(path)?).with_context(|| path.display().to_string())
}

/// How the first call fails, if there is one.
fn fails(script: &Script) -> Option<Option<Failure>> {
    match &script.steps.first()?.act {
        Act::Call(call) => Some(call.fails),
        _ => None,
    }
}

fn with_failure(script: &Script, failure: Option<Failure>) -> Script {
    let mut script = script.clone();
    script.steps.truncate(1);
    if let Some(Act::Call(call)) = script.steps.first_mut().map(|step| &mut step.act) {
        call.fails = failure;
    }
    script
}
