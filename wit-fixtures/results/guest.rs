//! Echoes results.

wit_bindgen::generate!({ path: "results/world.wit" });

use exports::fixtures::results::echo::{Code, Error, Failure, Guest, ParseError, Position, Report};

const HERE: Position = Position { line: 3, column: 14 };

struct Component;

impl Guest for Component {
    fn none(succeed: bool) -> Result<(), ()> {
        succeed.then_some(()).ok_or(())
    }
    fn only_ok(succeed: bool, v: u32) -> Result<u32, ()> {
        succeed.then_some(v).ok_or(())
    }
    fn only_err(succeed: bool, v: String) -> Result<(), String> {
        succeed.then_some(()).ok_or(v)
    }
    fn err_string(succeed: bool, v: u32) -> Result<u32, String> {
        succeed.then_some(v).ok_or("it failed".to_owned())
    }
    fn err_u32(succeed: bool, v: String) -> Result<String, u32> {
        succeed.then_some(v).ok_or(7)
    }
    fn err_record(succeed: bool, v: Vec<u8>) -> Result<Vec<u8>, Position> {
        succeed.then_some(v).ok_or(HERE)
    }
    fn err_variant(fail_with: Option<u32>, v: Position) -> Result<Position, Failure> {
        match fail_with {
            None => Ok(v),
            Some(0) => Err(Failure::NotFound("the key".to_owned())),
            Some(1) => Err(Failure::Syntax(HERE)),
            Some(_) => Err(Failure::Timeout),
        }
    }
    fn err_enum(succeed: bool, v: Option<u32>) -> Result<Option<u32>, Code> {
        succeed.then_some(v).ok_or(Code::Denied)
    }
    fn err_own(succeed: bool, v: String) -> Result<String, Error> {
        succeed.then_some(v).ok_or(Error { message: "it failed".to_owned(), position: Some(HERE) })
    }
    fn err_tuple(succeed: bool, v: bool) -> Result<bool, (u8, String)> {
        succeed.then_some(v).ok_or((9, "it failed".to_owned()))
    }
    fn parse(text: String) -> Result<i64, ParseError> {
        match text.trim() {
            "" => Err(ParseError::Empty),
            number => number.parse().map_err(|_| ParseError::NotANumber(text)),
        }
    }
    fn nested(v: Result<Result<u8, String>, Code>) -> Result<Result<u8, String>, Code> {
        v
    }

    fn echo_none(v: Vec<Result<(), ()>>) -> Vec<Result<(), ()>> {
        v
    }
    fn echo_only_ok(v: Vec<Result<u32, ()>>) -> Vec<Result<u32, ()>> {
        v
    }
    fn echo_only_err(v: Vec<Result<(), String>>) -> Vec<Result<(), String>> {
        v
    }
    fn echo_both(v: Vec<Result<String, Failure>>) -> Vec<Result<String, Failure>> {
        v
    }
    fn echo_mixed(v: (Result<f32, u64>, u8)) -> (Result<f32, u64>, u8) {
        v
    }
    fn echo_option(v: Option<Result<u32, String>>) -> Option<Result<u32, String>> {
        v
    }
    fn echo_report(v: Report) -> Report {
        v
    }
}

export!(Component);
