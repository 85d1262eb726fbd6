//! Scripts that nothing can play: a program that says it did proves nothing by what else it says.

use crate::cases::{Case, Played};
use crate::testee::Language;
use serde_json::Value;
use std::fs;
use std::path::Path;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// The case that is spoiled: its guests and its host check every number.
const CASE: &str = "numbers";

/// Spoils a result in the scripts of one case and lets the language's program play them: it must fail.
pub fn check(language: &Language, root: &Path, cases: &[Case], played: &[Played]) -> Result<()> {
    let scripts: Vec<Played> = played
        .iter()
        .filter(|own| cases[own.case].name == CASE)
        .map(|own| spoil(own).with_context(|| own.script.display().to_string()))
        .collect::<Result<_>>()?;
    if scripts.is_empty() {
        bail!("there is no case {CASE} to spoil");
    }
    let outcomes = language.play(root, &scripts)?;
    match scripts.iter().zip(outcomes).find(|(_, outcome)| outcome.is_none()) {
        Some((script, _)) => bail!("its program plays {} and should not", script.script.display()),
        None => Ok(()),
    }
}

fn spoil(own: &Played) -> Result<Played> {
    let mut script: Value = serde_json::from_slice(&fs::read(&own.script)?)?;
    if !change(&mut script) {
        bail!("there is nothing to spoil");
    }
    let path = own.script.with_extension("spoiled.json");
    fs::write(&path, serde_json::to_vec(&script)?)?;
    Ok(Played { case: own.case, role: own.role, what: own.what.clone(), script: path })
}

/// Changes the first result that is a `u8`.
fn change(value: &mut Value) -> bool {
    match value {
        Value::Array(parts) => parts.iter_mut().any(change),
        Value::Object(members) => match members.get_mut("result").and_then(Value::as_array_mut) {
            Some(result) if result.first().is_some_and(|kind| kind == "u8") => {
                let number = result.get(1).and_then(Value::as_u64).unwrap_or_default();
                *result = vec!["u8".into(), (number ^ 1).into()];
                true
            }
            _ => members.values_mut().any(change),
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changes_the_first_result() {
        let mut script =
            json!({"steps": [{"call": {"result": ["u16", 1]}}, {"call": {"result": ["u8", 1]}}]});
        assert!(change(&mut script));
        assert_eq!(script["steps"][0]["call"]["result"], json!(["u16", 1]));
        assert_eq!(script["steps"][1]["call"]["result"], json!(["u8", 0]));
        assert!(!change(&mut json!({"steps": []})));
    }
}
