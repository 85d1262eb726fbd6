//! The `outwit` command. It is a library so that the Python and the Node package offer the same
//! command without a binary of their own.

mod args;
mod generate;
mod inspect;

use crate::error::Error;
use crate::place::Look;
use args::{Args, Command};
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, Write};

/// Runs the command with `args`, of which the first is the name it was called by. Gives back the
/// exit status: 0, 1 for a failure, 2 for a wrong use of the command.
pub fn main_with_args(args: impl IntoIterator<Item = OsString>) -> i32 {
    let parsed = match Args::try_parse_from(args) {
        Ok(parsed) => parsed,
        Err(error) => {
            // A closed pipe is no reason to complain, and nowhere to complain to.
            let _ = error.print();
            return error.exit_code();
        }
    };
    let color = parsed.color;
    let result = match parsed.command {
        Command::Generate(args) => generate::run(&args),
        Command::Inspect(args) => inspect::run(&args),
    };
    match result {
        Ok(status) => status,
        Err(error) => {
            complain(&error, color);
            1
        }
    }
}

fn complain(error: &Error, color: clap::ColorChoice) {
    let choice = match color {
        clap::ColorChoice::Auto => anstream::AutoStream::choice(&io::stderr()),
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    };
    let look = match choice {
        anstream::ColorChoice::Never => Look::Plain,
        _ => Look::Graphical,
    };
    let mut stderr = anstream::AutoStream::new(io::stderr(), choice);
    let _ = writeln!(stderr, "\x1b[1;31merror:\x1b[0m {}", error.render(look));
}

/// Writes to standard output. A reader that has gone away is fine.
fn say(text: &str) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
