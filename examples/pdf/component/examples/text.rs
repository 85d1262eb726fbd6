//! Prints the text of a PDF file: `text FILE [--password PASSWORD] [--repeat TIMES]`.
//!
//! With `--repeat` it prints how long opening and reading took instead, each time anew.

use std::error::Error;
use std::time::Instant;

use outwit_pdf_component::reader;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut file, mut password, mut repeat) = (None, None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--password" => password = arguments.next(),
            "--repeat" => repeat = Some(arguments.next().unwrap_or_default().parse::<u32>()?),
            _ => file = Some(argument),
        }
    }
    let file = file.ok_or("usage: text FILE [--password PASSWORD] [--repeat TIMES]")?;
    let data = std::fs::read(file)?;
    let Some(repeat) = repeat else {
        print!("{}", reader::extract_text(data, password.as_deref())?);
        return Ok(());
    };
    for _ in 0..repeat {
        let data = data.clone();
        let begin = Instant::now();
        let text = reader::extract_text(data, password.as_deref())?;
        println!("{:?} for {} bytes of text", begin.elapsed(), text.len());
    }
    Ok(())
}
