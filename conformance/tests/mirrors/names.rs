//! The names of the cases in one file of tests. Only what begins at the beginning of a line is a case: what is
//! made in a loop, a class or a `describe` has no name that could be compared, and is a problem.

/// What a file of tests has.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    /// In the order of the file.
    pub cases: Vec<String>,
    /// What the rules of names do not allow.
    pub problems: Vec<String>,
}

impl Found {
    fn add(&mut self, case: String) {
        if self.cases.contains(&case) {
            self.problems.push(format!("two cases are called {case}"));
        } else {
            self.cases.push(case);
        }
    }
}

/// `def test_NAME(` and `async def test_NAME(`.
pub fn python(text: &str) -> Found {
    let mut found = Found::default();
    for line in text.lines() {
        let code = line.trim_start();
        let Some(rest) = code.strip_prefix("async ").unwrap_or(code).strip_prefix("def test_") else {
            continue;
        };
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if code.len() == line.len() {
            found.add(name);
        } else {
            found
                .problems
                .push(format!("test_{name} is inside of something: parametrize a function instead"));
        }
    }
    found
}

/// `test('words of the name', ...)`.
pub fn node(text: &str) -> Found {
    let mut found = Found::default();
    for (start, _) in text.match_indices("test(") {
        let line = &text[text[..start].rfind('\n').map_or(0, |end| end + 1)..start];
        // `test.only(` and `test.skip(` do not end in `test(`; `suite.test(` and `latest(` are not ours.
        if !line.trim().is_empty() {
            continue;
        }
        let Some(title) = quoted(text[start + "test(".len()..].trim_start()) else {
            found.problems.push("a test's title is no plain text".into());
            continue;
        };
        match line {
            "" => found.add(words(title)),
            _ => found.problems.push(format!("`{title}` is inside of something: loop within a test instead")),
        }
    }
    for line in text.lines() {
        if ["describe(", "it(", "suite(", "test."].iter().any(|start| line.trim_start().starts_with(start)) {
            found.problems.push(format!("tests have one form, `test('name', ...)`: {line}"));
        }
    }
    found
}

/// `func TestStemName(t *testing.T)`.
pub fn go(text: &str, stem: &str) -> Found {
    let mut found = Found::default();
    let prefix = format!("Test{}", pascal(stem));
    for line in text.lines() {
        let Some((name, parameters)) = line.strip_prefix("func ").and_then(|rest| rest.split_once('('))
        else {
            continue;
        };
        if !name.starts_with("Test") || !parameters.contains("*testing.T)") {
            continue;
        }
        let case = snake(name.strip_prefix(&prefix).unwrap_or_default());
        if case.is_empty() || !name[prefix.len()..].starts_with(|c: char| c.is_ascii_uppercase()) {
            found.problems.push(format!("{name} is not {prefix} and a name"));
        } else {
            found.add(case);
        }
    }
    found
}

/// The text of a literal that begins here. A template with a value inside is none.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| ['\'', '"', '`'].contains(c))?;
    let inside = &text[1..];
    let end = inside.find(quote)?;
    let title = &inside[..end];
    (!title.contains(['\\', '\n']) && !title.contains("${")).then_some(title)
}

/// Lower case, and one `_` for whatever is neither letter nor digit.
fn words(title: &str) -> String {
    let lower = title.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

fn pascal(stem: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    stem.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}

fn snake(pascal: &str) -> String {
    let mut name = String::new();
    for c in pascal.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}

#[test]
fn functions_of_python() {
    let text = "def test_one(world):\n    pass\n\n\nasync def test_of_two_3(\n    a,\n):\ndef helper():\n\
                class A:\n    def test_inside(self):\n        pass\n\n\ndef test_one():\n";
    let found = python(text);
    assert_eq!(found.cases, ["one", "of_two_3"]);
    assert_eq!(
        found.problems,
        ["test_inside is inside of something: parametrize a function instead", "two cases are called one"]
    );
}

#[test]
fn titles_of_node() {
    let text = "test('round trips', () => {\n  await t.test('sub', f);\n});\ntest(\n  \"a path, of what's wrong: `a.b[0]`\",\n\
                async () => {});\nlatest('no');\nfor (const a of b) {\n  test(`${a}: x`, f);\n  test('y', f);\n}\n\
                test('round trips', {skip: true}, f);\ntest.skip('z', f);\n";
    let found = node(text);
    assert_eq!(found.cases, ["round_trips", "a_path_of_what_s_wrong_a_b_0"]);
    assert_eq!(
        found.problems,
        [
            "a test's title is no plain text",
            "`y` is inside of something: loop within a test instead",
            "two cases are called round_trips",
            "tests have one form, `test('name', ...)`: test.skip('z', f);",
        ]
    );
}

#[test]
fn functions_of_go() {
    let text = "func TestManyParamsOf17(t *testing.T) {\nfunc TestManyParams(t *testing.T) {\n\
                func TestManyParamsed(t *testing.T) {\nfunc TestOther(t *testing.T) {\nfunc TestMain(m *testing.M) {\n\
                func helper(t *testing.T) {\nfunc TestManyParamsAreInOrder(t *testing.T) {\n";
    let found = go(text, "many_params");
    assert_eq!(found.cases, ["of17", "are_in_order"]);
    let wrong = ["TestManyParams", "TestManyParamsed", "TestOther"];
    assert_eq!(found.problems, wrong.map(|name| format!("{name} is not TestManyParams and a name")));
}
