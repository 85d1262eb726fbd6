//! The tests of Python, Node and Go are mirrors: the same stems, and in each the same cases by the same names.
//! `expected/mirrors.toml` lists what cannot exist in a language, with the reason.
//!
//! | | stem | case |
//! |---|---|---|
//! | Python | `test_records.py` | `def test_round_trips(` |
//! | Node | `records.test.ts` | `test('round trips', ...)` |
//! | Go | `records_test.go` | `func TestRecordsRoundTrips(t *testing.T)` |

mod compare;
mod exceptions;
mod names;
mod sources;

use compare::{compare, count};
use exceptions::Exceptions;
use sources::Tests;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

#[test]
fn the_three_languages_have_the_same_cases() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the package is in a checkout")?;
    let exceptions = toml::from_str(&fs::read_to_string(root.join("conformance/expected/mirrors.toml"))?)?;
    let tests = Tests::read(root)?;
    let problems = compare(root, &tests, &exceptions)?;
    assert!(problems.is_empty(), "{} differences:\n{}", problems.len(), problems.join("\n"));
    let (cases, mirrored) = count(&tests);
    println!("{} stems, {cases} cases, {mirrored} of them in all languages", tests.stems.len());
    assert!(
        mirrored * 10 > cases * 9,
        "exceptions are no rule: only {mirrored} of {cases} cases are mirrored"
    );
    Ok(())
}

// --- that differences are found: a made-up checkout ------------------------------------------------------

const FILES: [(&str, &str); 6] = [
    ("wit-fixtures/records/world.wit", ""),
    ("conformance/cases/records.yaml", ""),
    ("wit-fixtures/hostile/traps.wat", ""),
    ("bindings/python/tests/test_records.py", "def test_round_trips():\n\n\ndef test_paths():\n"),
    ("bindings/node/test/records.test.ts", "test('round trips', f);\ntest('paths', f);\n"),
    (
        "bindings/go/tests/records_test.go",
        "func TestRecordsRoundTrips(t *testing.T) {\nfunc TestRecordsPaths(t *testing.T) {\n",
    ),
];

/// The problems of a made-up checkout with these files, beside or instead of [`FILES`], and these exceptions.
fn problems(name: &str, files: &[(&str, &str)], exceptions: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("mirrors").join(name);
    match fs::remove_dir_all(&root) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    for (path, text) in FILES.iter().chain(files) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().ok_or("a file is in a folder")?)?;
        fs::write(path, text)?;
    }
    let exceptions: Exceptions = toml::from_str(exceptions)?;
    Ok(compare(&root, &Tests::read(&root)?, &exceptions)?)
}

#[test]
fn what_is_the_same_passes() -> Result<(), Box<dyn Error>> {
    assert_eq!(problems("same", &[], "")?, [""; 0]);
    Ok(())
}

#[test]
fn cases_are_counted() {
    let mut tests = Tests::default();
    tests
        .stems
        .insert("a".into(), [["b", "c"], ["b", "d"], ["b", "c"]].map(|cases| cases.map(String::from).into()));
    assert_eq!(count(&tests), (3, 1));
}

#[test]
fn a_case_that_is_missing() -> Result<(), Box<dyn Error>> {
    let node = [("bindings/node/test/records.test.ts", "test('round trips', f);\ntest('more', f);\n")];
    let found = problems("missing", &node, "")?;
    assert_eq!(found, ["records: more is only in node", "records: paths is only in python, go"]);
    Ok(())
}

#[test]
fn a_stem_that_is_missing() -> Result<(), Box<dyn Error>> {
    let files = [
        ("bindings/go/internal/native/server_test.go", "func TestServerIsFound(t *testing.T) {\n"),
        ("bindings/go/tests/helpers_test.go", "func helper(t *testing.T) {\n"),
        ("wit-fixtures/flags/world.wit", ""),
        ("bindings/python/tests/test_flags.py", "import outwit\n"),
    ];
    let found = problems("stem", &files, "")?;
    assert_eq!(
        found,
        [
            "server: is_found is only in go",
            "wit-fixtures/flags has no tests in python, node, go",
            "wit-fixtures/flags has no conformance/cases/flags.yaml",
        ]
    );
    Ok(())
}

#[test]
fn names_that_break_the_rules() -> Result<(), Box<dyn Error>> {
    let go = [("bindings/go/records_test.go", "func TestRecords(t *testing.T) {\n")];
    let found = problems("names", &go, "")?;
    assert_eq!(found, ["bindings/go/records_test.go: TestRecords is not TestRecords and a name"]);
    let twice = [("bindings/go/records_test.go", "func TestRecordsPaths(t *testing.T) {\n")];
    let found = problems("twice", &twice, "")?;
    assert_eq!(found, ["bindings/go/tests/records_test.go: another file of this stem has a case paths"]);
    Ok(())
}

fn only(stem: &str, case: &str, languages: &[&str], reason: &str) -> String {
    format!("[[only]]\nstem = {stem:?}\ncase = {case:?}\nlanguages = {languages:?}\nreason = {reason:?}\n")
}

#[test]
fn exceptions() -> Result<(), Box<dyn Error>> {
    let files = [
        ("bindings/node/test/records.test.ts", "test('round trips', f);\n"),
        ("bindings/go/lock_test.go", "func TestLockLetsOneIn(t *testing.T) {\n"),
    ];
    let needed = [
        only("records", "paths", &["go", "python"], "Node has no paths."),
        only("lock", "*", &["go"], "Only Go has locks."),
    ];
    assert_eq!(problems("needed", &files, &needed.concat())?, [""; 0]);
    let other = [
        only("records", "paths", &["python"], "Node has no paths."),
        only("lock", "*", &["go", "node"], "Only these have locks."),
    ];
    assert_eq!(
        problems("other", &files, &other.concat())?,
        [
            "lock: lets_one_in is only in go",
            "records: paths is only in python, go",
            "mirrors.toml: records: paths is not about these languages",
            "mirrors.toml: lock: * is not about these languages",
        ]
    );
    Ok(())
}

#[test]
fn exceptions_that_are_wrong() -> Result<(), Box<dyn Error>> {
    let wrong = [
        only("records", "paths", &["python"], "It is in all."),
        only("records", "nothing", &["python"], "It is in none."),
        only("nothing", "*", &["cobol"], ""),
        only("nothing", "*", &[], "It is there twice."),
    ];
    let found = problems("wrong", &[], &wrong.concat())?;
    assert_eq!(
        found,
        [
            "mirrors.toml: nothing: * has no reason",
            "mirrors.toml: nothing: *: there is no language cobol",
            "mirrors.toml: nothing: * has to name one or two languages",
            "mirrors.toml: nothing: * is there twice",
            "mirrors.toml: records: paths is not needed",
            "mirrors.toml: records: nothing: there is no such case",
            "mirrors.toml: nothing: *: there is no such stem",
            "mirrors.toml: nothing: *: there is no such stem",
        ]
    );
    let unknown = problems("unknown", &[], "[[only]]\nwhatever = 1\n");
    assert!(unknown.is_err_and(|error| error.to_string().contains("whatever")));
    Ok(())
}
