//! Scripts that nothing can play: a program that says it did proves nothing by what else it says.

use crate::testee::Language;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// So many scripts are spoiled, from all over the suite.
const SCRIPTS: usize = 5;

/// Spoils a result in some scripts and lets the language's program play them: it must fail.
pub fn check(language: &Language, root: &Path, scripts: &[PathBuf]) -> Result<()> {
    let mut spoiled = Vec::new();
    for script in scripts {
        spoiled.extend(spoil(script).with_context(|| script.display().to_string())?);
    }
    if spoiled.is_empty() {
        bail!("there is no script to spoil");
    }
    let spoiled: Vec<PathBuf> = spoiled
        .iter()
        .step_by(spoiled.len().div_ceil(SCRIPTS))
        .map(|(path, script)| fs::write(path, script).map(|()| path.clone()))
        .collect::<std::io::Result<_>>()?;
    let outcomes = language.play(root, &spoiled)?;
    for (script, outcome) in spoiled.iter().zip(outcomes) {
        if outcome.is_none() {
            bail!("its program plays {} and should not", script.display());
        }
        fs::remove_file(script)?;
    }
    Ok(())
}

/// The script with a wrong result, if it has one that can be changed, and where it would be.
fn spoil(path: &Path) -> Result<Option<(PathBuf, Vec<u8>)>> {
    let mut script: Value = serde_json::from_slice(&fs::read(path)?)?;
    let Some(steps) = script.get_mut("steps") else { return Ok(None) };
    Ok(match change(steps) {
        true => Some((path.with_extension("spoiled.json"), serde_json::to_vec(&script)?)),
        false => None,
    })
}

/// Changes the first result of a step in which something can be changed.
fn change(steps: &mut Value) -> bool {
    let steps = steps.as_array_mut().into_iter().flatten();
    steps.filter_map(|step| step.get_mut("call")?.get_mut("result")).any(change_value)
}

/// Changes the first number, truth value or text in a value.
fn change_value(value: &mut Value) -> bool {
    let Some(parts) = value.as_array_mut() else { return false };
    let changed: Value = match (parts.first().and_then(Value::as_str), parts.get(1)) {
        (Some("u8" | "u16" | "u32"), Some(number)) => (number.as_u64().unwrap_or_default() ^ 1).into(),
        (Some("s8" | "s16" | "s32"), Some(number)) => (number.as_i64().unwrap_or_default() ^ 1).into(),
        (Some("bool"), Some(truth)) => (*truth == false).into(),
        (Some("string"), Some(text)) => format!("{}!", text.as_str().unwrap_or_default()).into(),
        _ => return parts.iter_mut().any(change_value),
    };
    parts[1] = changed;
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changes_the_first_result() {
        let mut steps =
            json!([{"call": {"result": ["char", "a"]}}, {"drop": 1}, {"call": {"result": ["u8", 1]}}]);
        assert!(change(&mut steps));
        assert_eq!(steps[0]["call"]["result"], json!(["char", "a"]));
        assert_eq!(steps[2]["call"]["result"], json!(["u8", 0]));
        let mut steps = json!([{"call": {"result": ["record", [["x", ["list", [["bool", true]]]]]]}}]);
        assert!(change(&mut steps));
        assert_eq!(steps[0]["call"]["result"], json!(["record", [["x", ["list", [["bool", false]]]]]]));
        assert!(!change(&mut json!([{"call": {"result": null}}])));
    }
}
