//! Builds wit-bindgen's runtime tests as components, from the sources that cargo fetched.
//!
//! Writes `target/conformance/runtime/CASE/SOURCE.wasm` and `index.json`, which says of every case
//! what there is of it, or why it is left out.

#[cfg(not(target_arch = "wasm32"))]
mod bindings;
#[cfg(not(target_arch = "wasm32"))]
mod compile;
#[cfg(not(target_arch = "wasm32"))]
mod index;
#[cfg(not(target_arch = "wasm32"))]
mod source;
#[cfg(not(target_arch = "wasm32"))]
mod suite;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match index::build() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("conformance: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
