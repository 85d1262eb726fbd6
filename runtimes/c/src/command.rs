//! The `outwit` command, for `go tool`.

use crate::bytes::{OutwitSlice, slice};
use outwit_generator::cli::main_with_args;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The exit status of a command that met a defect.
const DEFECT: i32 = 70;

/// Runs the command line of the generator, without the program's name, and gives its exit status.
///
/// # Safety
/// `arguments` lends `count` slices, each of which lends its bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn outwit_command(arguments: *const OutwitSlice, count: usize) -> i32 {
    let run = || {
        let arguments = match count {
            0 => &[],
            // SAFETY: what the caller promised.
            _ => unsafe { std::slice::from_raw_parts(arguments, count) },
        };
        // SAFETY: what the caller promised.
        let arguments = arguments.iter().map(|argument| unsafe { slice(argument.data, argument.length) });
        let arguments = arguments.map(|bytes| OsString::from(String::from_utf8_lossy(bytes).into_owned()));
        main_with_args(std::iter::once(OsString::from("outwit")).chain(arguments))
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(DEFECT)
}
