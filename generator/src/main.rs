//! The `outwit` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    let status = outwit_generator::cli::main_with_args(std::env::args_os());
    ExitCode::from(u8::try_from(status).unwrap_or(1))
}
