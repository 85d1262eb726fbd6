//! `outwit inspect`

use super::args::InspectArgs;
use super::say;
use crate::error::Error;
use crate::input::Input;
use crate::inspect::Report;

pub(super) fn run(args: &InspectArgs) -> Result<i32, Error> {
    let report = Report::of(&Input::open_with(&args.input, &args.gates.features())?);
    match args.json {
        true => say(&report.to_json()?)?,
        false => say(&report.to_string())?,
    }
    Ok(0)
}
