//! What the rows are called with. Every language's program makes the same.

/// The text of `rev`, 27 bytes.
pub const TEXT: &str = "The quick brown fox jumps o";

/// How many bytes an echo row carries: `echo_64`, `echo_64k`, `echo_1m` or `echo_64m`.
pub fn length(row: &str) -> Option<usize> {
    match row {
        "echo_64" => Some(64),
        "echo_64k" => Some(64 << 10),
        "echo_1m" => Some(1 << 20),
        "echo_64m" => Some(64 << 20),
        _ => None,
    }
}

/// The bytes of an echo row.
pub fn bytes(row: &str) -> Option<Vec<u8>> {
    length(row).map(|length| (0..length).map(|index| (index % 251) as u8).collect())
}

/// The numbers of the sum rows.
pub fn numbers() -> Vec<f64> {
    (0..10_000).map(|index| f64::from(index) * 0.5).collect()
}

/// The PDF of `pdf_text`, named by `BENCH_PDF`.
pub fn pdf() -> Result<Vec<u8>, String> {
    let path = std::env::var("BENCH_PDF").map_err(|_| "BENCH_PDF names no file".to_owned())?;
    std::fs::read(&path).map_err(|error| format!("{path}: {error}"))
}
