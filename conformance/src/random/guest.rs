//! Components of random worlds. Their core module knows nothing of the layout of a type, which is the point: it
//! passes on what it is given. In `func(x: T, p1: u32 .. p17: u32) -> tuple<T, u32>` all parameters lie in memory like
//! a record with `T` in front, and so does the result, whose address is therefore the parameters'.

use std::fmt::Write;
use wasmtime::error::Context;
use wasmtime::{Error, Result, format_err};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::abi::{AbiVariant, WasmSignature, WasmType};
use wit_parser::{Function, InterfaceId, Resolve, SizeAlign};

/// An allocator that begins anew after every call.
const MEMORY: &str = r#"
  (memory (export "memory") 2)
  (global $next (mut i32) (i32.const 1024))
  (func $realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
    (local.set $at (i32.and
      (i32.add (global.get $next) (i32.sub (local.get 2) (i32.const 1)))
      (i32.sub (i32.const 0) (local.get 2))))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (if (i32.gt_u (global.get $next) (i32.shl (memory.size) (i32.const 16)))
      (then (drop (memory.grow
        (i32.sub (i32.add (i32.shr_u (global.get $next) (i32.const 16)) (i32.const 1)) (memory.size))))))
    (local.get $at))
"#;

/// A component of the world `values` of a package.
pub fn component(wit: &str) -> Result<Vec<u8>> {
    let mut resolve = Resolve::new();
    let package = resolve.push_str("random.wit", wit).map_err(foreign)?;
    let world = resolve.select_world(&[package], Some("values")).map_err(foreign)?;
    let interface = |name: &str| {
        let found = resolve.packages[package].interfaces.get(name);
        found.copied().with_context(|| format!("there is no interface {name}"))
    };
    let text = module(&resolve, interface("host")?, interface("calls")?)?;
    let mut module = wat::parse_str(&text)?;
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).map_err(foreign)?;
    let mut encoder = ComponentEncoder::default();
    encoder.module(&module).map_err(foreign)?;
    encoder.validate(true).encode().map_err(foreign)
}

fn module(resolve: &Resolve, host: InterfaceId, calls: InterfaceId) -> Result<String> {
    let mut sizes = SizeAlign::default();
    sizes.fill(resolve).map_err(foreign)?;
    let (mut imports, mut exports) = (String::new(), String::new());
    for (name, function) in &resolve.interfaces[calls].functions {
        let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
        let body = match resolve.interfaces[host].functions.get(name) {
            Some(other) => {
                let theirs = resolve.wasm_signature(AbiVariant::GuestImport, other);
                writeln!(
                    imports,
                    "(import \"random:values/host\" {name:?} (func ${name} {}))",
                    types(&theirs)
                )?;
                through(name, function, &theirs, &sizes)?
            }
            None => "(local.get 0)".to_owned(),
        };
        let types = types(&signature);
        writeln!(
            exports,
            "(func (export \"random:values/calls#{name}\") {types} (local $result i32) {body})"
        )?;
        let returned = of("param", &signature.results);
        writeln!(
            exports,
            "(func (export \"cabi_post_random:values/calls#{name}\") {returned} (global.set $next (i32.const 1024)))"
        )?;
    }
    Ok(format!("(module\n{imports}{MEMORY}{exports})"))
}

/// The call of an import with a function's own parameters.
fn through(name: &str, function: &Function, theirs: &WasmSignature, sizes: &SizeAlign) -> Result<String> {
    let own = theirs.params.len() - usize::from(theirs.retptr);
    let params: String = (0..own).map(|at| format!("(local.get {at})")).collect();
    if !theirs.retptr {
        return Ok(format!("(call ${name} {params})"));
    }
    let result = function.result.as_ref().context("a function without a result")?;
    let size = sizes.size(result).size_wasm32();
    Ok(format!(
        "(local.set $result (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const {size})))
         (call ${name} {params} (local.get $result)) (local.get $result)"
    ))
}

fn types(signature: &WasmSignature) -> String {
    of("param", &signature.params) + &of("result", &signature.results)
}

fn of(what: &str, types: &[WasmType]) -> String {
    let name = |ty: &WasmType| match ty {
        WasmType::I32 | WasmType::Pointer | WasmType::Length => "i32",
        WasmType::I64 | WasmType::PointerOrI64 => "i64",
        WasmType::F32 => "f32",
        WasmType::F64 => "f64",
    };
    types.iter().map(|ty| format!("({what} {})", name(ty))).collect()
}

/// An error of the WIT tools.
fn foreign(error: impl std::fmt::Display) -> Error {
    format_err!("{error:#}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::types::package;
    use crate::reference::engine;
    use wasmtime::component::Component;

    #[test]
    fn makes_components_of_any_types() -> Result<()> {
        let engine = engine()?;
        for seed in 0..50 {
            let wit = package(seed);
            let bytes = component(&wit).with_context(|| format!("seed {seed}: {wit}"))?;
            Component::new(&engine, bytes).with_context(|| format!("seed {seed}: {wit}"))?;
        }
        Ok(())
    }
}
