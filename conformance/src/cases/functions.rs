//! What a component imports and exports, by the short names that cases use.

use std::collections::BTreeSet;
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, Type};
use wasmtime::{Engine, Result, bail};

/// A function, with its types.
pub struct Function {
    pub interface: Option<String>,
    pub name: String,
    pub params: Vec<Type>,
    pub result: Option<Type>,
}

/// The functions of a component.
pub struct Functions {
    pub imports: Vec<Function>,
    pub exports: Vec<Function>,
}

impl Functions {
    pub fn of(engine: &Engine, component: &Component) -> Functions {
        let ty = component.component_type();
        let read = |items: Vec<(&str, ComponentItem)>| {
            let mut functions = Vec::new();
            for (name, item) in items {
                match item {
                    ComponentItem::ComponentFunc(ty) => functions.push(function(None, name, &ty)),
                    ComponentItem::ComponentInstance(instance) => {
                        for (member, item) in instance.exports(engine) {
                            if let ComponentItem::ComponentFunc(ty) = item.ty {
                                functions.push(function(Some(name), member, &ty));
                            }
                        }
                    }
                    _ => {}
                }
            }
            functions
        };
        Functions {
            imports: read(ty.imports(engine).map(|(name, item)| (name, item.ty)).collect()),
            exports: read(ty.exports(engine).map(|(name, item)| (name, item.ty)).collect()),
        }
    }
}

fn function(interface: Option<&str>, name: &str, ty: &ComponentFunc) -> Function {
    Function {
        interface: interface.map(str::to_owned),
        name: name.to_owned(),
        params: ty.params().map(|(_, ty)| ty).collect(),
        result: ty.results().next(),
    }
}

/// The function of a name: `a:b/c#thing.get`, `c#thing.get`, or `thing.get` if only one interface or the
/// world has it; `#run` is the world's.
pub fn find<'a>(functions: &'a [Function], name: &str) -> Result<&'a Function> {
    let (place, short) = match name.split_once('#') {
        Some((place, short)) => (Some(place), short),
        None => (None, name),
    };
    let here = |function: &&Function| match (place, &function.interface) {
        (None, _) | (Some(""), None) => true,
        (Some(place), Some(interface)) => is_called(interface, place),
        _ => false,
    };
    let found: Vec<&Function> =
        functions.iter().filter(|own| member(&own.name) == short).filter(here).collect();
    match found[..] {
        [one] => Ok(one),
        [] => {
            let all: BTreeSet<&str> = functions.iter().map(|own| member(&own.name)).collect();
            bail!("there is no function {name}; there are {}", all.into_iter().collect::<Vec<_>>().join(", "))
        }
        _ => bail!("several interfaces have a function {name}: say which, as in `interface#{short}`"),
    }
}

/// `thing.get` of `[method]thing.get`.
fn member(name: &str) -> &str {
    match name.starts_with('[') {
        true => name.split_once(']').map_or(name, |(_, rest)| rest),
        false => name,
    }
}

/// Whether `a:b/c@1.0.0` may be called `c`, `b/c` or `c@1.0.0`.
fn is_called(interface: &str, name: &str) -> bool {
    let ends = |whole: &str| {
        whole == name || whole.strip_suffix(name).is_some_and(|start| start.ends_with(['/', ':']))
    };
    ends(interface) || interface.split('@').next().is_some_and(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions() -> Vec<Function> {
        let names = [
            (Some("a:b/c@1.0.0"), "[method]thing.get"),
            (Some("a:b/c@1.0.0"), "run"),
            (Some("a:b/c@2.0.0"), "run"),
            (None, "run"),
        ];
        let function = |(interface, name): (Option<&str>, &str)| Function {
            interface: interface.map(str::to_owned),
            name: name.to_owned(),
            params: Vec::new(),
            result: None,
        };
        names.map(function).into()
    }

    #[test]
    fn finds_functions_by_short_names() -> Result<()> {
        let functions = functions();
        let interface = |name: &str| find(&functions, name).map(|found| found.interface.as_deref());
        assert_eq!(find(&functions, "thing.get")?.name, "[method]thing.get");
        for name in ["c#thing.get", "b/c#thing.get", "c@1.0.0#thing.get", "a:b/c@1.0.0#thing.get"] {
            assert_eq!(interface(name)?, Some("a:b/c@1.0.0"), "{name}");
        }
        assert_eq!(interface("c@2.0.0#run")?, Some("a:b/c@2.0.0"));
        assert_eq!(interface("#run")?, None);
        for wrong in ["run", "c#run", "d#run", "thing.set", "#thing.get"] {
            assert!(interface(wrong).is_err(), "{wrong}");
        }
        Ok(())
    }
}
