//! The header against the library: the same structs, the same functions, and the copy that the Go
//! module carries. It needs a C compiler, as the tests of the Go module do.

use outwit::{OutwitBytes, OutwitCall, OutwitHost, OutwitOptions, OutwitRequest, OutwitSlice};
use std::mem::{offset_of, size_of};
use std::path::{Path, PathBuf};
use std::process::Command;

fn header() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("include/outwit.h")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file of the checkout can be read")
}

/// Compiles a program that includes the header, with every warning, and gives what it prints.
fn run(name: &str, program: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (source, binary) = (folder.join(format!("{name}.c")), folder.join(name));
    std::fs::write(&source, program).expect("the folder for tests can be written");
    let include = header().parent().expect("the header is in a folder").to_owned();
    let compiled = Command::new("cc")
        .args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-I"])
        .args([&include, Path::new("-o"), &binary, &source])
        .output()
        .expect("there is a C compiler");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    let output = Command::new(&binary).output().expect("the program runs");
    String::from_utf8(output.stdout).expect("the program prints text")
}

#[test]
fn structs_are_laid_out_alike() {
    macro_rules! layout {
        ($($rust:ident = $c:ident { $($field:ident),* })*) => {{
            let mut program = String::from("#include <stdio.h>\n#include \"outwit.h\"\nint main(void) {\n");
            let mut expected = String::new();
            $(
                program += &format!("printf(\"%zu\\n\", sizeof({}));\n", stringify!($c));
                expected += &format!("{}\n", size_of::<$rust>());
                $(
                    program += &format!("printf(\"%zu\\n\", offsetof({}, {}));\n", stringify!($c), stringify!($field));
                    expected += &format!("{}\n", offset_of!($rust, $field));
                )*
            )*
            program += "printf(\"%d\\n\", OUTWIT_ABI);\nreturn 0;\n}\n";
            expected += &format!("{}\n", outwit::ABI);
            (program, expected)
        }};
    }
    let (program, expected) = layout! {
        OutwitSlice = outwit_slice { data, length }
        OutwitBytes = outwit_bytes { data, length, capacity }
        OutwitOptions = outwit_options { memory, timeout }
        OutwitCall = outwit_call {
            instance, function, blob_count, blobs, timeout, take, poll, out_length, spilled, error,
            lowered
        }
        OutwitRequest = outwit_request {
            context, operation, number, data, length, answer, answer_length, blobs, blob_count
        }
        OutwitHost = outwit_host { answer, context, has, has_count }
    };
    assert_eq!(run("layout", &program), expected);
}

/// The names behind `marker` up to an opening parenthesis, in order.
fn functions(text: &str, marker: &str) -> Vec<String> {
    let mut names: Vec<String> = text
        .match_indices(marker)
        .map(|(position, _)| &text[position + marker.len() - "outwit_".len()..])
        .filter_map(|rest| rest.split_once('('))
        .map(|(name, _)| name.trim().to_owned())
        .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn functions_are_declared() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = std::fs::read_dir(sources).expect("the sources are there");
    let rust: String = sources.map(|entry| read(&entry.expect("the sources can be listed").path())).collect();
    let defined = functions(&rust, "extern \"C\" fn outwit_");
    assert!(defined.len() > 10, "{defined:?}");
    let text = read(&header());
    let declared: Vec<String> =
        ["int32_t outwit_", "void outwit_"].iter().flat_map(|marker| functions(&text, marker)).collect();
    for name in &defined {
        assert!(declared.contains(name) || name == "outwit_abi", "{name} is not declared");
    }
    for name in &declared {
        assert!(defined.contains(name), "{name} is not defined");
    }
}

#[test]
fn go_has_the_same_header() {
    let copy = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bindings/go/internal/native/outwit.h");
    assert_eq!(read(&copy), read(&header()), "copy the header to the Go module");
}
