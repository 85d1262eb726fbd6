//! What the Python backend does with names that are in each other's way. How everything looks is
//! in the golden files.

mod support;

use outwit_generator::lang::{Files, Language};
use support::{interface, read};

fn generate(wit: &str) -> Result<Files, Vec<String>> {
    let reading = read(wit).expect("the WIT is valid");
    let problems =
        |problems: Vec<outwit_generator::Problem>| problems.iter().map(ToString::to_string).collect();
    Language::Python.generate(&reading.plan).map_err(problems)
}

#[track_caller]
fn module(wit: &str, path: &str) -> String {
    let files = generate(wit).expect("there are no problems");
    files.get(path).expect(path).to_owned()
}

#[track_caller]
fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is in:\n{text}");
    }
}

/// The comma behind a parameter counts.
#[test]
fn no_line_is_too_long() {
    for length in 10..60 {
        let name = "a".repeat(length);
        let wit = interface(&format!(
            "record {name} {{ x: u8 }} f: func(p: result<_, tuple<{name}, u8>>, q: option<{name}>, r: u8);"
        ));
        for line in module(&wit, "c.py").lines() {
            assert!(line.len() <= 88, "{length}: {line}");
        }
    }
}

#[test]
fn an_interface_gives_way_to_its_type() {
    let text = module(&interface("resource c { f: func(); }"), "c.py");
    assert_has(&text, &["class C(Resource):", "class CInterface:", "self.C: type[C] = instance.resource(0)"]);
}

#[test]
fn a_world_gives_way_to_its_type() {
    let wit = "package a:b; world w { record w { x: u8 } export f: func() -> w; }";
    assert_has(&module(wit, "__init__.py"), &["class W:", "class WWorld(Bindings):"]);
}

#[test]
fn builtins_and_imports_stay_reachable() {
    let text = module(&interface("record buffer { x: u8 } int: func(%list: list<u8>) -> list<u32>;"), "c.py");
    assert_has(
        &text,
        &[
            "import builtins\n",
            "from outwit import Buffer as _Buffer\n",
            "    x: builtins.int\n",
            "def int(self, list: _Buffer) -> builtins.list[builtins.int]:",
        ],
    );
}

#[test]
fn members_of_the_runtime_are_kept() {
    let text = module(&interface("resource r { close: func(); closed: func(); free: func(); }"), "c.py");
    assert_has(
        &text,
        &["def close_(self)", "async def close_async(self)", "def closed_(self)", "def free(self)"],
    );
}

#[test]
fn an_off_thread_variant_gives_way() {
    let text = module(&interface("read: func(); read-async: func();"), "c.py");
    assert_has(&text, &["def read(self)", "def read_async(self)", "async def read_async_(self)"]);
}

#[test]
fn a_result_gives_way_to_a_parameter() {
    let text = module(&interface("f: func(%result: u8) -> u8;"), "c.py");
    assert_has(&text, &["result_: int = self._functions[0](result)", "return result_"]);
}

#[test]
fn only_trailing_options_have_defaults() {
    let text = module(&interface("f: func(a: option<u8>, b: u8, c: option<u8>, d: option<string>);"), "c.py");
    assert_has(&text, &["a: int | None, b: int, c: int | None = None, d: str | None = None\n"]);
}

#[test]
fn exceptions_have_names_of_their_own() {
    let text = module(
        &interface(
            "variant error { a } enum failure { b } record parse-error { c: u8 } record io-error { d: u8 } enum io { e }
             f: func() -> result<_, error>; g: func() -> result<u8, failure>; h: func() -> result<_, parse-error>;
             i: func() -> result<string, string>; j: func() -> result<_, io>;",
        ),
        "c.py",
    );
    assert_has(
        &text,
        &[
            "class CError(WitError[Error]):",
            "class FailureError(WitError[Failure]):",
            "class ParseErrorException(WitError[ParseError]):",
            "class IoException(WitError[Io]):",
            "Raises `outwit.WitError` with a payload of `str`.",
        ],
    );
}

#[test]
fn a_type_that_only_goes_in_takes_what_parameters_take() {
    let text = module(
        &interface(
            "record given { data: list<u8>, numbers: list<f64>, words: list<string>, m: map<string, u8> }
             record both { data: list<u8>, words: list<string> }
             f: func(v: given); g: func(v: both) -> both;",
        ),
        "c.py",
    );
    assert_has(
        &text,
        &[
            "    data: Buffer\n    numbers: Sequence[float] | Buffer\n    words: Sequence[str]\n    m: Mapping[str, int]\n",
            "    data: bytes\n    words: list[str]\n",
        ],
    );
}

#[test]
fn a_host_has_protocols() {
    let wit = "package a:b;
        interface store {
            resource bucket { constructor(name: string); get: func(key: string) -> list<u8>; close: func(); }
            enum failure { gone }
            %list: func() -> result<list<bucket>, failure>;
            put: func(keys: list<string>) -> list<u32>;
        }
        world kv { import store; import log: func(text: string) -> result<_, string>; export run: func(); }";
    assert_has(
        &module(wit, "store.py"),
        &[
            "class Bucket(Protocol):\n",
            "    def get(self, key: str, /) -> MaybeAwaitable[Buffer]:\n",
            "    def close_(self) -> MaybeAwaitable[None]:\n",
            "class Store(Protocol):\n",
            "    def new_bucket(self, name: str, /) -> MaybeAwaitable[Bucket]:\n",
            "    def list(self) -> MaybeAwaitable[Sequence[Bucket]]:\n",
            "        May raise `FailureError`.\n",
            "        self, keys: builtins.list[str], /\n    ) -> MaybeAwaitable[Sequence[int] | Buffer]:\n",
        ],
    );
    assert_has(
        &module(wit, "__init__.py"),
        &[
            "@dataclass(slots=True, kw_only=True)\nclass KvImports:\n",
            "    store: Store\n",
            "    log: Callable[[str], MaybeAwaitable[None]]\n",
            "    May raise `outwit.WitError` with a payload of `str`.\n",
            "        (\"store\", \"new_bucket\"),\n        (None, \"get\"),\n        (None, \"close_\"),\n",
            "        (None, \"log\"),\n",
            "        imports: KvImports,\n        *,\n",
            "super().__init__(component, _WORLD, imports, memory=memory, deadline=deadline)",
        ],
    );
}

#[test]
fn a_world_without_imports_takes_none() {
    let text = module(&interface("f: func();"), "__init__.py");
    assert!(!text.contains("mports:") && !text.contains("imports="), "{text}");
    let types = "package a:b; interface t { record p { x: u8 } } interface c { use t.{p}; f: func(v: p); }
        world w { import t; export c; }";
    let text = module(types, "__init__.py");
    assert!(!text.contains("WImports"), "{text}");
}

#[test]
fn both_sides_of_an_interface_have_a_class() {
    let wit = "package a:b;
        interface c { resource c { f: func() -> c; } record held { of: c } g: func(v: held); }
        world w { import c; export c; }";
    assert_has(
        &module(wit, "c.py"),
        &[
            "class ImportedC(Protocol):\n    \"\"\"The host's `c`.",
            "    def f(self) -> MaybeAwaitable[ImportedC]:\n",
            "class ImportedHeld:\n",
            "    of: ImportedC\n",
            "class C(Resource):\n",
            "class Held:\n",
            "class ImportedCInterface(Protocol):\n",
            "class CInterface:\n",
        ],
    );
    assert_has(&module(wit, "__init__.py"), &["    c: ImportedCInterface\n"]);
}

#[test]
fn both_sides_of_an_interface_have_docs() {
    let wit = "package a:b;
        world w {
            /// Of the host.
            import c: interface { f: func(); }
            /// Of the guest.
            export c: interface { f: func(); }
        }";
    assert_has(
        &module(wit, "c.py"),
        &["class ImportedC(Protocol):\n    \"\"\"Of the host.", "class C:\n    \"\"\"Of the guest."],
    );
}

#[test]
fn a_name_that_two_imports_have_is_refused() {
    let wit = "package a:b;
        interface c { resource r { constructor(); } new-r: func(); }
        world w { import c; }";
    let problems = generate(wit).expect_err("`new_r` is the constructor and a function");
    assert_eq!(problems, ["a:b/c/new-r: its name in Python, `new_r`, is also that of a:b/c/r.constructor"]);
}

#[test]
fn an_interface_gives_way_to_a_function_of_the_world() {
    let wit = "package a:b; interface log { f: func(); } interface run { f: func(); }
        world w { import log; import log: func(); export run; export run: func(); }";
    assert_has(
        &module(wit, "__init__.py"),
        &[
            "    b_log: Log\n",
            "    log: Callable[[], ",
            "self.b_run = b_run.Run(self.instance)",
            "def run(self)",
        ],
    );
}

#[test]
fn an_interface_gives_way_to_members_of_the_runtime() {
    let wit = "package a:b; interface close { f: func(); } interface instance { f: func(); }
        world w { import close; export close; export instance; }";
    assert_has(
        &module(wit, "__init__.py"),
        &[
            "    close: ImportedClose\n",
            "self.close_ = close.Close(self.instance)",
            "self.instance_ = instance.Instance(self.instance)",
        ],
    );
}

#[test]
fn interfaces_of_one_name_are_told_apart() {
    let wit = |packages: [&str; 2]| {
        let [first, second] = packages;
        format!(
            "package main:main;
             package {first} {{ interface types {{ f: func(); }} }}
             package {second} {{ interface types {{ f: func(); }} }}
             world w {{ export {}; export {}; }}",
            path(first),
            path(second)
        )
    };
    let names = |packages| {
        let files = generate(&wit(packages)).expect("there are no problems");
        let names = files.iter().map(|(path, _)| path.to_owned());
        names.filter(|path| !path.starts_with('_') && path.ends_with(".py")).collect::<Vec<_>>()
    };
    assert_eq!(names(["a:x@1.0.0", "a:x@2.0.0"]), ["types_1_0_0.py", "types_2_0_0.py"]);
    assert_eq!(names(["a:x", "a:y"]), ["x_types.py", "y_types.py"]);
    assert_eq!(names(["a:x", "b:x"]), ["a_x_types.py", "b_x_types.py"]);
}

/// `a:x@1.0.0` as the path of its interface.
fn path(package: &str) -> String {
    match package.split_once('@') {
        Some((name, version)) => format!("{name}/types@{version}"),
        None => format!("{package}/types"),
    }
}
