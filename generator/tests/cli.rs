//! The command as its users meet it: exit status, output, and what it leaves in folders.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::{component, fixtures};
use tempfile::TempDir;

fn outwit(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outwit")).args(args).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the command writes UTF-8")
}

/// Runs the command, which must succeed, and gives back what it printed.
#[track_caller]
fn succeed(args: &[&str]) -> String {
    let output = outwit(args);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout)
}

/// Runs the command, which must fail with 1, and gives back what it printed and complained.
#[track_caller]
fn fail(args: &[&str]) -> (String, String) {
    let output = outwit(args);
    let complaint = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(complaint.starts_with("error: "), "{complaint}");
    (text(&output.stdout), complaint)
}

fn wit(stem: &str) -> String {
    fixtures().join(stem).join("world.wit").display().to_string()
}

/// Every file below a folder with its contents, sorted.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => files.push((path.clone(), fs::read(path).expect("a file"))),
            }
        }
    }
    files.sort();
    files
}

#[test]
fn generate_writes_and_check_agrees() {
    let folder = TempDir::new().expect("a temporary folder");
    let out = folder.path().join("a/b");
    let out_text = out.display().to_string();
    let args = ["generate", "python", &wit("records"), "--out", &out_text];
    assert_eq!(succeed(&args), "");
    let written = contents(&out);
    assert!(written.len() >= 4, "{written:?}");
    assert_eq!(succeed(&[&args[..], &["--check"]].concat()), "");
    assert_eq!(
        fs::read_dir(folder.path().join("a")).expect("a folder").count(),
        1,
        "nothing is left beside it"
    );

    succeed(&args);
    assert_eq!(contents(&out), written, "a second time changes nothing");
}

#[test]
fn generate_replaces_what_it_made() {
    let folder = TempDir::new().expect("a temporary folder");
    let out = folder.path().display().to_string();
    succeed(&["generate", "python", &wit("resources"), "--out", &out]);
    assert!(folder.path().join("counters.py").exists());
    fs::create_dir(folder.path().join("__pycache__")).expect("a folder");
    fs::write(folder.path().join("__pycache__/reader.pyc"), "litter").expect("a file");
    succeed(&["generate", "python", &wit("records"), "--out", &out]);
    assert!(!folder.path().join("counters.py").exists(), "the stale module is gone");
    assert!(folder.path().join("echo.py").exists());
    assert!(!contents(folder.path()).iter().any(|(path, _)| path.display().to_string().contains(".outwit-")));
}

#[test]
fn check_lists_what_differs_and_writes_nothing() {
    let folder = TempDir::new().expect("a temporary folder");
    let out = folder.path().display().to_string();
    let args = ["generate", "python", &wit("records"), "--out", &out];
    let check = [&args[..], &["--check"]].concat();
    let absent = folder.path().join("absent");
    let (listed, _) =
        fail(&["generate", "python", &wit("records"), "--out", &absent.display().to_string(), "--check"]);
    assert!(listed.contains("missing  __init__.py"), "{listed}");
    assert!(!absent.exists());

    succeed(&args);
    fs::write(folder.path().join("echo.py"), "changed").expect("a file");
    fs::remove_file(folder.path().join("py.typed")).expect("the file is there");
    fs::copy(folder.path().join("__init__.py"), folder.path().join("old.py")).expect("a file");
    let before = contents(folder.path());
    let (listed, complaint) = fail(&check);
    assert_eq!(listed, "changed  echo.py\nmissing  py.typed\nstale    old.py\n");
    assert!(complaint.contains("is not up to date with"), "{complaint}");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("sub")).expect("a folder");
    fs::write(folder.path().join("main.py"), "print('mine')\n").expect("a file");
    fs::write(folder.path().join("sub/more.py"), "").expect("a file");
    let before = contents(folder.path());
    let out = folder.path().display().to_string();
    let (_, complaint) = fail(&["generate", "python", &wit("records"), "--out", &out]);
    assert!(complaint.contains("has files that outwit did not generate: main.py and 1 more"), "{complaint}");
    assert_eq!(contents(folder.path()), before);

    let file = folder.path().join("main.py").display().to_string();
    let (_, complaint) = fail(&["generate", "python", &wit("records"), "--out", &file]);
    assert!(complaint.contains("main.py is not a folder"), "{complaint}");
}

#[test]
fn nothing_is_written_for_a_world_with_problems() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("w.wit");
    fs::write(&path, "package a:b; world w { import f: async func(); import g: async func(); }")
        .expect("a file");
    let out = folder.path().join("out");
    let args = ["generate", "python", &path.display().to_string(), "--out", &out.display().to_string()];
    let (_, complaint) = fail(&args);
    assert!(complaint.contains("a:b/w/f: async") && complaint.contains("a:b/w/g: async"), "{complaint}");
    assert!(!out.exists());
}

/// Two imports of one type, both given one instance: wasmparser panics at that.
const PANICS: &[u8] =
    b"\0asm\x0d\0\x01\0\x04#\0asm\x0d\0\x01\0\x07\x0c\x01B\x02\x01}\x04\0\x01n\x03\0\0\x0a\x0b\
    \x02\0\x01x\x05\0\0\x01y\x05\0\x07\x02\x01}\x05\x13\x02\x01\x01\0\x01n\x03\0\0\0\x02\x01\
    x\x05\0\x01y\x05\0";

/// A function imported by a name that is an interface's: wit-parser panics at that.
const NAMED: &[u8] = b"\0asm\x0d\0\x01\0\x07\x05\x01\x40\0\x01\0\x0a\x0a\x01\0\x05a:b/c\x01\0";

#[test]
fn wrong_inputs_are_named() {
    let folder = TempDir::new().expect("a temporary folder");
    let mut truncated = component("package a:b; world w { export f: func(); }");
    truncated.truncate(truncated.len() / 2);
    let files: [(&str, &[u8], &str); 8] = [
        ("core.wasm", b"\0asm\x01\0\0\0", "core.wasm is a core wasm module, not a component"),
        ("text.wasm", b"(component)", "text.wasm is not a wasm file"),
        ("empty.wasm", b"", "empty.wasm is not a wasm file"),
        ("cut.wasm", &truncated, "cut.wasm is not a component that the runtime can load: unexpected end"),
        (
            "panics.wasm",
            PANICS,
            "panics.wasm is not a component that the runtime can load: a defect in the parser",
        ),
        (
            "named.wasm",
            NAMED,
            "named.wasm is not a component that can be read: a defect in the parser, which panics",
        ),
        ("noise.bin", &[0xff, 0xfe, 0x00], "noise.bin is neither WIT"),
        ("empty.wit", b"", "empty.wit"),
    ];
    for (name, bytes, expected) in files {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        let path = path.display().to_string();
        for args in [vec!["inspect", &path], vec!["generate", "go", &path, "--out", "never-made"]] {
            let (_, complaint) = fail(&args);
            assert!(complaint.contains(expected), "{complaint}");
        }
    }
    let (_, complaint) = fail(&["inspect", "no-such-file.wit"]);
    assert!(complaint.contains("no-such-file.wit cannot be read"), "{complaint}");
    assert!(!Path::new("never-made").exists());
}

#[test]
fn a_wrong_use_has_its_own_status() {
    for args in
        [&["generate", "cobol", "x.wit", "--out", "y"][..], &["generate", "python", "x.wit"], &["nonsense"]]
    {
        assert_eq!(outwit(args).status.code(), Some(2), "{args:?}");
    }
    assert!(succeed(&["--help"]).contains("generate"));
    assert!(succeed(&["--version"]).starts_with("outwit "));
}

#[test]
fn inspect_shows_a_component() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("Some file.wasm");
    let bytes = component(
        "package a:b@1.0.0;
         interface host { log: func(text: string); }
         interface c { resource doc { text: func(page: u32) -> result<string, u8>; } }
         world w { import host; export c; export run: func() -> list<u8>; }",
    );
    fs::write(&path, &bytes).expect("a file");
    let path = path.display().to_string();
    let shown = succeed(&["inspect", &path]);
    for expected in [
        "Some file.wasm: component\n",
        &format!("{} bytes, sha256 ", bytes.len()),
        "world some-file\n",
        "    a:b/c@1.0.0\n      [method]doc.text: func(self: borrow<doc>, page: u32) -> result<string, u8>\n",
        "    run: func() -> list<u8>\n",
        "    a:b/host@1.0.0\n      log: func(text: string)\n",
        "  must be granted\n    a host that implements a:b/host@1.0.0\n",
    ] {
        assert!(shown.contains(expected), "{expected:?} in:\n{shown}");
    }

    let json: serde_json::Value =
        serde_json::from_str(&succeed(&["inspect", &path, "--json"])).expect("JSON");
    assert_eq!(json["kind"], "component");
    assert_eq!(json["size"], bytes.len());
    assert_eq!(json["sha256"].as_str().map(str::len), Some(64));
    let world = &json["worlds"][0];
    assert_eq!(world["name"], "some-file");
    assert_eq!(world["imports"][0]["signature"], "log: func(text: string)");
    assert_eq!(world["unsupported"].as_array().map(Vec::len), Some(0));
    let names: Vec<&str> =
        world["exports"].as_array().expect("a list").iter().filter_map(|f| f["name"].as_str()).collect();
    assert!(names.contains(&"[method]doc.text") && names.contains(&"run"), "{names:?}");
}

#[test]
fn inspect_says_what_the_host_must_grant() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("w.wit");
    let wit = "package a:b@1.0.0;
        interface store { resource bucket { constructor(); get: func(key: string) -> option<string>; } }
        world w {
            import store;
            import backup: store;
            resource token { constructor(); name: func() -> string; }
            import log: func(text: string) -> result<_, string>;
        }";
    fs::write(&path, wit).expect("a file");
    let shown = succeed(&["inspect", &path.display().to_string()]);
    for expected in [
        "    a:b/store@1.0.0\n      [constructor]bucket: func() -> bucket\n",
        "    backup\n      [constructor]bucket: func() -> bucket\n",
        "    log: func(text: string) -> result<_, string>\n",
        "  must be granted\n    a host that implements a:b/store@1.0.0\n    a host that implements backup\n",
        "    a host function `log`\n    a host that implements the resource `token`\n",
    ] {
        assert!(shown.contains(expected), "{expected:?} in:\n{shown}");
    }
    assert!(!shown.contains("not supported"), "{shown}");
}

#[test]
fn features_are_asked_for() {
    let functions = |args: &[&str]| {
        let shown = succeed(&[&["inspect", &wit("gates")], args].concat());
        ["read-next", "read-maybe"].map(|name| shown.contains(name))
    };
    assert_eq!(functions(&[]), [false, false]);
    assert_eq!(functions(&["--features", "next"]), [true, false]);
    assert_eq!(functions(&["--features", "next,maybe"]), [true, true]);
    assert_eq!(functions(&["--features", "next", "--features", "maybe"]), [true, true]);
    assert_eq!(functions(&["--all-features"]), [true, true]);

    let folder = TempDir::new().expect("a temporary folder");
    let out = folder.path().join("out").display().to_string();
    let args = ["generate", "python", &wit("gates"), "--out", &out];
    succeed(&[&args[..], &["--features", "next"]].concat());
    let module = fs::read_to_string(folder.path().join("out/history.py")).expect("the module is there");
    assert!(module.contains("def read_next(") && !module.contains("def read_maybe("), "{module}");
    fail(&[&args[..], &["--check"]].concat());
    succeed(&[&args[..], &["--check", "--features", "next"]].concat());
}

#[test]
fn errors_are_drawn_when_colours_are_asked_for() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("w.wit");
    fs::write(&path, "package a:b;\nworld w { import f: func(v: u33); }\n").expect("a file");
    let path = path.display().to_string();
    let (_, plain) = fail(&["inspect", &path]);
    assert!(plain.starts_with("error: ") && plain.is_ascii(), "{plain}");
    assert!(plain.contains("w.wit:2:29 ]\n") && plain.contains(" 2 | world w {"), "{plain}");
    let drawn = text(&outwit(&["--color", "always", "inspect", &path]).stderr);
    assert!(drawn.contains('\u{256d}') && drawn.contains("\u{1b}[31m"), "{drawn}");
}

#[test]
fn messages_are_coloured_when_asked() {
    let plain = outwit(&["inspect", "no-such-file.wit"]);
    assert!(!text(&plain.stderr).contains('\u{1b}'));
    let coloured = outwit(&["--color", "always", "inspect", "no-such-file.wit"]);
    assert!(text(&coloured.stderr).contains("\u{1b}["));
}

/// `outwit inspect ... | head -1` must not complain.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_fine() {
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_outwit"))
        .args(["inspect", &wit("names")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
}
