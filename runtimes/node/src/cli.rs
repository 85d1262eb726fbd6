//! The `outwit` command.

use crate::failure::{Outcome, outcome};
use napi_derive::napi;
use std::ffi::OsString;

/// Runs the generator's command with `arguments` and gives its exit status.
#[napi]
#[cfg_attr(test, allow(dead_code, reason = "the macro exports nothing from a test binary"))]
pub fn cli(arguments: Vec<String>) -> Outcome<i32> {
    outcome(|| {
        let arguments = std::iter::once("outwit".to_owned()).chain(arguments);
        Ok(outwit_generator::cli::main_with_args(arguments.map(OsString::from)))
    })
}
