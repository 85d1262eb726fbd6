//! Wasmtime's errors, told apart.

use crate::error::{Error, ErrorKind, Frame};
use crate::interrupt::Stop;
use crate::lift::Invalid;

/// Tells Wasmtime's errors apart.
pub(crate) fn failure(error: &wasmtime::Error) -> Error {
    let mut result = if let Some(stop) = error.downcast_ref::<Stop>() {
        stop.take().unwrap_or_else(|| Error::new(ErrorKind::Usage, stop.to_string()))
    } else if let Some(trap) = error.downcast_ref::<wasmtime::Trap>() {
        let mut result = Error::new(
            ErrorKind::Trap,
            format!("the guest trapped: {}", trap.to_string().trim_start_matches("wasm trap: ")),
        );
        result.code = Some(trap_code(*trap));
        result
    } else if let Some(invalid) = error.downcast_ref::<Invalid>() {
        invalid.to_error()
    } else {
        let message = format!("the guest broke the canonical ABI: {}", error.root_cause());
        Error { code: Some("invalid-value"), ..Error::new(ErrorKind::Trap, message) }
    };
    // A trap of another instance, which a host function called, has its own frames.
    if result.frames.is_empty()
        && let Some(trace) = error.downcast_ref::<wasmtime::WasmBacktrace>()
    {
        result.frames = trace
            .frames()
            .iter()
            .map(|frame| Frame {
                function: frame.func_name().map(str::to_owned),
                module: frame.module().name().map(str::to_owned),
                offset: frame.module_offset(),
            })
            .collect();
    }
    result
}

fn trap_code(trap: wasmtime::Trap) -> &'static str {
    use wasmtime::Trap;
    match trap {
        Trap::StackOverflow => "stack-overflow",
        Trap::MemoryOutOfBounds => "out-of-bounds-memory-access",
        Trap::HeapMisaligned => "misaligned-memory-access",
        Trap::TableOutOfBounds => "out-of-bounds-table-access",
        Trap::IndirectCallToNull => "indirect-call-to-null",
        Trap::BadSignature => "bad-signature",
        Trap::IntegerOverflow => "integer-overflow",
        Trap::IntegerDivisionByZero => "integer-division-by-zero",
        Trap::BadConversionToInteger => "bad-conversion-to-integer",
        Trap::UnreachableCodeReached => "unreachable",
        Trap::Interrupt => "interrupt",
        Trap::OutOfFuel => "out-of-fuel",
        Trap::CannotEnterComponent => "cannot-enter-component",
        _ => "other",
    }
}
