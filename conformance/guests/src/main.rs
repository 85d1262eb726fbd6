//! Builds the guests of the conformance cases as components.
//!
//! `runtime`: wit-bindgen's runtime tests, from the sources that cargo fetched. Writes
//! `target/conformance/runtime/CASE/SOURCE.wasm` and `index.json`, which says of every case what there is of
//! it, or why it is left out. `toolchains`: one world in several languages, `target/conformance/toolchains`.

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
mod toolchains;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("conformance: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn run() -> anyhow::Result<()> {
    let here = std::env::current_dir()?;
    let found = here.ancestors().find(|folder| folder.join("conformance/guests/Cargo.toml").is_file());
    let Some(root) = found else { anyhow::bail!("{} is not inside a checkout of outwit", here.display()) };
    match std::env::args().nth(1).as_deref() {
        Some("runtime") => index::build(root),
        Some("toolchains") => toolchains::build(root),
        _ => anyhow::bail!("it builds `runtime` or `toolchains`"),
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}
