//! A case as a script for one component.

use super::file::{Case, File, Import, Step};
use super::functions::{Function, Functions, find};
use super::wave;
use crate::script::{self, Act, Call, Failure, Script};
use serde_json::Value;
use serde_saphyr::Spanned;
use wasmtime::error::Context;
use wasmtime::{Error, Result, bail, ensure};

/// The script of a case.
pub fn script(file: &File, case: &Spanned<Case>, functions: &Functions) -> Result<Script> {
    let mut script = Script { refused: case.value.refused, ..Script::default() };
    for (number, step) in case.value.steps.iter().enumerate() {
        let place = (number + 1, step.referenced.line());
        // The line of what is wrong inside of the step, if that is known.
        let steps = steps(functions, &step.value).map_err(|At { line, error }| {
            let place = file.place(case, Some((place.0, line.unwrap_or(place.1))));
            error.context(place)
        })?;
        script.steps.extend(steps);
    }
    Ok(script)
}

/// What is wrong, and in which line.
struct At {
    line: Option<u64>,
    error: Error,
}

impl From<Error> for At {
    fn from(error: Error) -> At {
        At { line: None, error }
    }
}

/// The steps of a script that a step of a case is.
fn steps(functions: &Functions, step: &Step) -> Result<Vec<script::Step>, At> {
    let mut imports = Vec::new();
    for import in &step.imports {
        let at = |error: Error| At { line: Some(import.referenced.line()), error };
        imports.push(asked(&functions.imports, &import.value).map_err(at)?);
    }
    let mut steps = Vec::new();
    match (&step.call, &step.echo, step.drop) {
        (Some(text), None, None) => {
            let (function, mut call) = call(&functions.exports, text)?;
            call.fails = step.fails;
            match step.fails {
                None => call.result = result(function, step.result.as_deref())?,
                Some(_) if step.result.is_some() => return Err(Error::msg("`fails` and `result`").into()),
                Some(Failure::Host) if !step.imports.iter().any(|import| import.value.raises.is_some()) => {
                    return Err(Error::msg("`fails: host` needs an import that `raises`").into());
                }
                Some(_) => {}
            }
            steps.push(script::Step { act: Act::Call(call), imports });
        }
        (None, Some(name), None) => {
            let function = find(&functions.exports, name)?;
            let ([param], Some(_)) = (&function.params[..], &function.result) else {
                return Err(Error::msg(format!("{name} is no echo")).into());
            };
            if step.values.is_empty() || step.result.is_some() || step.fails.is_some() {
                return Err(Error::msg("`echo` needs `values` and nothing else").into());
            }
            for text in &step.values {
                let at = |error: Error| At {
                    line: Some(text.referenced.line()),
                    error: error.context(text.value.clone()),
                };
                let value = wave::value(&text.value, param).map_err(at)?;
                let mut call =
                    Call::new(function.interface.clone(), function.name.clone(), vec![value.clone()]);
                call.result = Some(value);
                steps.push(script::Step { act: Act::Call(call), imports: imports.clone() });
            }
        }
        (None, None, Some(number)) => steps.push(script::Step { act: Act::Drop(number), imports }),
        (None, None, None) if step.live.is_some() => {}
        _ => return Err(Error::msg("it needs one of `call`, `echo`, `drop` and `live`").into()),
    }
    if let Some(live) = step.live {
        steps.push(script::Step { act: Act::Live(live), imports: Vec::new() });
    }
    Ok(steps)
}

/// What the guest asks for.
fn asked(functions: &[Function], import: &Import) -> Result<Act> {
    match (&import.call, import.drop) {
        (Some(text), None) => {
            let (function, mut call) = call(functions, text)?;
            match &import.raises {
                Some(text) => {
                    ensure!(import.result.is_none(), "`raises` and `result`");
                    call.raises = Some(text.clone());
                }
                None => call.result = result(function, import.result.as_deref())?,
            }
            Ok(Act::Call(call))
        }
        (None, Some(number)) => {
            ensure!(import.result.is_none() && import.raises.is_none(), "a `drop` has nothing else");
            Ok(Act::Drop(number))
        }
        _ => bail!("an import needs one of `call` and `drop`"),
    }
}

/// `interface#name(arguments)`.
fn call<'a>(functions: &'a [Function], text: &str) -> Result<(&'a Function, Call)> {
    let start = text.find('(').with_context(|| format!("{text:?} is no call: it has no parentheses"))?;
    let function = find(functions, text[..start].trim())?;
    let args = wave::arguments(&text[start..], &function.params).with_context(|| text.to_owned())?;
    Ok((function, Call::new(function.interface.clone(), function.name.clone(), args)))
}

fn result(function: &Function, text: Option<&str>) -> Result<Option<Value>> {
    match (&function.result, text) {
        (Some(ty), Some(text)) => {
            Ok(Some(wave::value(text, ty).with_context(|| format!("the result {text}"))?))
        }
        (None, None) => Ok(None),
        (None, Some(_)) => bail!("{} gives no result", function.name),
        (Some(_), None) => bail!("the result of {} is missing", function.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference;
    use serde_json::json;
    use std::path::Path;
    use wasmtime::component::Component;

    const COMPONENT: &str = r#"(component
        (import "log" (func (param "v" (tuple u8 (option char)))))
        (core module $m (func (export "f") (param i32) (result i32) local.get 0))
        (core instance $i (instantiate $m))
        (func (export "echo") (param "v" u16) (result u16) (canon lift (core func $i "f"))))"#;

    /// The script of the first case, or what is said instead.
    fn read(steps: &str) -> Result<Value> {
        let engine = reference::engine()?;
        let functions = Functions::of(&engine, &Component::new(&engine, wat::parse_str(COMPONENT)?)?);
        let text = format!("component: b\ncases:\n  - name: one\n    steps:\n{steps}");
        let file = File::parse(Path::new("a.yaml"), &text)?;
        Ok(serde_json::to_value(script(&file, &file.cases[0], &functions)?.steps)?)
    }

    #[test]
    fn makes_steps() -> Result<()> {
        let steps = "    - call: 'echo(7)'\n      imports: [{call: 'log((1, some(''a'')))'}, {drop: 3}]\n      \
                     result: '8'\n      live: {guest: 1}\n    - {call: 'echo(1)', fails: trap}\n    - {drop: 2}\n";
        let log = json!({"interface": null, "name": "log", "args": [["tuple", [["u8", 1], ["option", ["char", "a"]]]]],
            "result": null});
        let call = json!({"interface": null, "name": "echo", "args": [["u16", 7]], "result": ["u16", 8]});
        let trap =
            json!({"interface": null, "name": "echo", "args": [["u16", 1]], "result": null, "fails": "trap"});
        let expected = json!([
            {"call": call, "imports": [{"call": log}, {"drop": 3}]},
            {"live": {"guest": 1}, "imports": []},
            {"call": trap, "imports": []},
            {"drop": 2, "imports": []},
        ]);
        assert_eq!(read(steps)?, expected);
        let echo = read("    - echo: echo\n      values: ['0', '65535']\n")?;
        assert_eq!(echo[1]["call"]["args"], json!([["u16", 65535]]));
        assert_eq!(echo[1]["call"]["result"], json!(["u16", 65535]));
        Ok(())
    }

    #[test]
    fn says_where_it_is_wrong() {
        let fine = "    - {call: 'echo(1)', result: '1'}\n";
        for (step, expected) in [
            (
                "    - {call: 'echo(65536)', result: '1'}",
                "a.yaml:6: case \"one\", step 2: echo(65536): argument 1",
            ),
            ("    - {call: 'echo(1)'}", "a.yaml:6: case \"one\", step 2: the result of echo is missing"),
            (
                "    - {call: 'echo()', result: '1'}",
                "a.yaml:6: case \"one\", step 2: echo(): it has 1 parameters",
            ),
            (
                "    - {call: 'eco(1)', result: '1'}",
                "a.yaml:6: case \"one\", step 2: there is no function eco",
            ),
            ("    - {call: 'echo', result: '1'}", "a.yaml:6: case \"one\", step 2: \"echo\" is no call"),
            (
                "    - echo: echo\n      values:\n      - '1'\n      - 'x'",
                "a.yaml:9: case \"one\", step 2: x: ",
            ),
            (
                "    - call: 'echo(1)'\n      imports:\n      - call: 'log(1)'\n      result: '1'",
                "a.yaml:8: case \"one\", step 2: log(1): argument 1",
            ),
            ("    - {call: 'echo(1)', fails: host}", "a.yaml:6: case \"one\", step 2: `fails: host` needs"),
            (
                "    - {call: 'echo(1)', fails: trap, result: '1'}",
                "a.yaml:6: case \"one\", step 2: `fails` and",
            ),
            ("    - {call: 'echo(1)', drop: 1}", "a.yaml:6: case \"one\", step 2: it needs one of"),
            ("    - {imports: []}", "a.yaml:6: case \"one\", step 2: it needs one of"),
        ] {
            let said =
                read(&format!("{fine}{step}\n")).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(said.starts_with(expected), "{said}, expected {expected}");
        }
    }
}
