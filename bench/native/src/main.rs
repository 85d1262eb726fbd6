//! The benchmark's rows as plain Rust functions: what the work itself takes.

#[path = "../../rust/src/data.rs"]
mod data;
mod values;
#[path = "../../rust/src/worker.rs"]
mod worker;

use outwit_pdf_component::reader;
use std::hint::black_box;
use std::process::ExitCode;
use worker::Run;

fn main() -> ExitCode {
    match worker::serve(prepare) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("outwit-bench-native: {error}");
            ExitCode::FAILURE
        }
    }
}

fn prepare(row: &str) -> Result<Run<'static>, String> {
    if let Some(bytes) = data::bytes(row) {
        return Ok(repeat(move || black_box(&bytes).clone()));
    }
    Ok(match row {
        "add" => repeat(|| black_box(17_u32).wrapping_add(black_box(25))),
        "rev" => repeat(|| black_box(data::TEXT).chars().rev().collect::<String>()),
        "sum_list" | "sum_buffer" => {
            let numbers = data::numbers();
            repeat(move || black_box(&numbers).iter().sum::<f64>())
        }
        "records_1000" => {
            let rows = values::rows();
            repeat(move || black_box(&rows).clone())
        }
        "variant_tree" => {
            let tree = values::tree();
            repeat(move || black_box(&tree).clone())
        }
        "pdf_text" => {
            let data = data::pdf()?;
            let text = |data: &[u8]| reader::extract_text(data.to_vec(), None);
            text(&data).map_err(|error| format!("{error:?}"))?;
            repeat(move || text(&data))
        }
        _ => return Err(format!("plain Rust does not do {row}")),
    })
}

fn repeat<T>(mut call: impl FnMut() -> T + 'static) -> Run<'static> {
    Box::new(move |times| {
        for _ in 0..times {
            drop(black_box(call()));
        }
    })
}
