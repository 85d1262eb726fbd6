//! Typed calls from Rust: what Wasmtime's own generated bindings take for each row.

mod data;
mod host;
mod typed;
mod worker;

use std::process::ExitCode;
use std::time::{Duration, Instant};
use typed::{Bench, Loaded, Pdf};
use worker::Run;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        None => serve(),
        Some("cold_start") => cold_start(),
        Some("prepare") => typed::prepare(),
        Some(row) => echo(row),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("outwit-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// From nothing to the result of the first call, with compiled code in a file.
fn cold_start() -> Result<(), String> {
    let started = Instant::now();
    let loaded = Loaded::from_cache("bench")?;
    let mut bench = Bench::new(&loaded)?;
    let sum = bench.add(17, 25)?;
    let took = started.elapsed();
    if sum != 42 {
        return Err(format!("17 + 25 is not {sum}"));
    }
    say("cold_start", took);
    Ok(())
}

/// The most memory (KiB) that this process takes while it echoes so many bytes.
fn echo(row: &str) -> Result<(), String> {
    let length = data::length(row).ok_or_else(|| format!("{row} is not measured once a process"))?;
    let mut bench = Bench::new(&Loaded::from_cache("bench")?)?;
    let given = vec![b'x'; length];
    let taken = bench.echo(&given)?;
    check(row, taken.len() == length)?;
    let status = std::fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    let peak = status.split("VmHWM:").nth(1).and_then(|rest| rest.split_whitespace().next());
    let peak: u64 = peak.and_then(|number| number.parse().ok()).ok_or("the system does not say")?;
    println!("{}", serde_json::json!({"row": row, "peak_kib": peak}));
    Ok(())
}

/// The one sample of a row that can be measured once in a process.
fn say(row: &str, time: Duration) {
    println!("{}", serde_json::json!({"row": row, "samples": [time.as_nanos() as f64]}));
}

fn serve() -> Result<(), String> {
    let loaded = Loaded::from_cache("bench")?;
    let pdf = Loaded::from_cache("pdf");
    worker::serve(|row| prepare(row, &loaded, pdf.as_ref())).map_err(|error| error.to_string())
}

/// Checks the row's result once and says how to call it.
fn prepare<'a>(row: &str, loaded: &'a Loaded, pdf: Result<&'a Loaded, &String>) -> Result<Run<'a>, String> {
    if matches!(row, "host_call" | "host_resource") {
        return host::prepare(row);
    }
    if row == "instantiate" {
        return Ok(repeat(move || Bench::new(loaded).map(drop)));
    }
    if row == "pdf_text" {
        let mut pdf = Pdf::new(pdf.map_err(String::clone)?)?;
        let data = data::pdf()?;
        pdf.text(&data)?;
        return Ok(repeat(move || pdf.text(&data)));
    }
    let mut bench = Bench::new(loaded)?;
    if let Some(bytes) = data::bytes(row) {
        check(row, bench.echo(&bytes)? == bytes)?;
        return Ok(repeat(move || bench.echo(&bytes)));
    }
    match row {
        "add" => {
            check(row, bench.add(17, 25)? == 42)?;
            Ok(repeat(move || bench.add(17, 25)))
        }
        "rev" => {
            check(row, bench.rev(data::TEXT)? == data::TEXT.chars().rev().collect::<String>())?;
            Ok(repeat(move || bench.rev(data::TEXT)))
        }
        "sum_list" | "sum_buffer" => {
            let numbers = data::numbers();
            check(row, bench.sum(&numbers)? == numbers.iter().sum::<f64>())?;
            Ok(repeat(move || bench.sum(&numbers)))
        }
        "records_1000" => {
            let rows = typed::rows();
            check(row, format!("{:?}", bench.echo_rows(&rows)?) == format!("{rows:?}"))?;
            Ok(repeat(move || bench.echo_rows(&rows)))
        }
        "variant_tree" => {
            let tree = typed::tree();
            check(row, format!("{:?}", bench.echo_tree(&tree)?) == format!("{tree:?}"))?;
            Ok(repeat(move || bench.echo_tree(&tree)))
        }
        "fresh_1m" => Ok(repeat(|| Ok::<_, String>(vec![0_u8; 1 << 20]))),
        "copy_1m" => {
            let bytes = data::bytes("echo_1m").unwrap_or_default();
            Ok(repeat(move || Ok::<_, String>(bytes.clone())))
        }
        _ => Err(format!("there is no row {row}")),
    }
}

fn check(row: &str, right: bool) -> Result<(), String> {
    right.then_some(()).ok_or_else(|| format!("{row} gives a wrong result"))
}

/// The call, as many times as it takes. A call that worked once does not fail later; if it did, the
/// row would be far too fast, so it ends the program.
fn repeat<'a, T, E: std::fmt::Display>(mut call: impl FnMut() -> Result<T, E> + 'a) -> Run<'a> {
    Box::new(move |times| {
        for _ in 0..times {
            match call() {
                Ok(value) => drop(std::hint::black_box(value)),
                Err(error) => {
                    eprintln!("outwit-bench: {error}");
                    std::process::exit(1);
                }
            }
        }
    })
}
