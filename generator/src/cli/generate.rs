//! `outwit generate`

use super::args::GenerateArgs;
use super::say;
use crate::error::Error;
use crate::input::Input;
use crate::output;

pub(super) fn run(args: &GenerateArgs) -> Result<i32, Error> {
    let input = Input::open_with(&args.input, &args.gates.features())?;
    let reading = input.read(args.world.as_deref())?;
    let files = crate::generate(&reading, args.language)?;
    if !args.check {
        output::write(&args.out, &files)?;
        return Ok(0);
    }
    let differences = output::check(&args.out, &files)?;
    if differences.is_empty() {
        return Ok(0);
    }
    let lines: String = differences.iter().map(|difference| format!("{difference}\n")).collect();
    say(&lines)?;
    Err(Error::new(format!(
        "{} is not up to date with {}; generate it again without --check",
        args.out.display(),
        input.name()
    )))
}
