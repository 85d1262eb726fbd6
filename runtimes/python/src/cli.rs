//! The `outwit` command, which is the generator's.

use pyo3::prelude::*;
use std::ffi::OsString;

/// Runs the command; the first argument is the name it was called by. Gives its exit status.
#[pyfunction]
pub fn main(py: Python<'_>, arguments: Vec<OsString>) -> i32 {
    py.detach(|| outwit_generator::cli::main_with_args(arguments))
}
