//! The bindings of every fixture, in every language, as they are committed in
//! `wit-fixtures/<stem>/golden/<language>/`. `BLESS=1` writes them.

mod support;

use outwit_generator::Error;
use outwit_generator::input::Input;
use outwit_generator::lang::Language;
use outwit_generator::output;

fn compare(language: Language) -> Result<(), Error> {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    let stems = support::stems();
    assert!(stems.len() > 20, "the fixtures are there");
    for stem in stems {
        let folder = support::fixtures().join(&stem);
        let reading = Input::open(&folder.join("world.wit"))?.read(None)?;
        let files = outwit_generator::generate(&reading, language)?;
        let golden = folder.join("golden").join(language.name());
        if bless {
            output::write(&golden, &files)?;
        }
        let differences = output::check(&golden, &files)?;
        wrong.extend(differences.iter().map(|difference| format!("{stem}: {difference}")));
    }
    assert!(wrong.is_empty(), "not as committed; look at `make bless` and its diff:\n{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn python() -> Result<(), Error> {
    compare(Language::Python)
}

#[test]
fn typescript() -> Result<(), Error> {
    compare(Language::Typescript)
}

#[test]
fn go() -> Result<(), Error> {
    compare(Language::Go)
}
