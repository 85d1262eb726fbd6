//! What every program of the benchmark does: it reads `ROW MILLISECONDS` a line, measures the row
//! for about that long, and answers with a line of JSON: the nanoseconds of a call, sample by sample,
//! or what went wrong.

use serde_json::json;
use std::io::{BufRead, Write};
use std::time::{Duration, Instant};

/// A sample is as many calls as take about this long, but at least one.
const SAMPLE: Duration = Duration::from_millis(1);

/// Calls something this many times.
pub type Run<'a> = Box<dyn FnMut(u64) + 'a>;

/// Answers requests until there are no more. `row` prepares a row: it checks one call's result and
/// says how to call it, or what is wrong.
pub fn serve<'a>(mut row: impl FnMut(&str) -> Result<Run<'a>, String>) -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        let milliseconds = words.next().and_then(|word| word.parse().ok()).unwrap_or(100);
        let answer = match row(name) {
            Ok(mut run) => {
                json!({"row": name, "samples": measure(&mut run, Duration::from_millis(milliseconds))})
            }
            Err(reason) => json!({"row": name, "error": reason}),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn measure(run: &mut Run<'_>, budget: Duration) -> Vec<f64> {
    // A fifth of the time warms up and finds out how many calls make a sample.
    let started = Instant::now();
    let mut calls = 1;
    loop {
        let before = Instant::now();
        run(calls);
        let took = before.elapsed();
        if took < SAMPLE / 2 {
            calls *= 2;
        } else if started.elapsed() >= budget / 5 {
            break;
        }
    }
    let mut samples = Vec::new();
    while samples.is_empty() || started.elapsed() < budget {
        let before = Instant::now();
        run(calls);
        samples.push(before.elapsed().as_nanos() as f64 / calls as f64);
    }
    samples
}
