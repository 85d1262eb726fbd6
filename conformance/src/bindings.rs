//! Bindings of every component in every language, generated and checked as a user's would be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use wasmtime::error::Context;
use wasmtime::{Result, bail};

/// What the compiler of TypeScript is told.
pub const TSCONFIG: &str = r#"{
  "compilerOptions": {
    "target": "es2022", "lib": ["es2022", "esnext.disposable"], "module": "nodenext", "types": [],
    "strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
    "noImplicitOverride": true, "skipLibCheck": true
  },
  "include": ["**/*.ts"]
}
"#;

/// What the packages in Go are a module of.
pub const GO_MOD: &str = "module bindings

go 1.25.0

require (
	outwit v0.0.0
	testee v0.0.0
)

require github.com/ebitengine/purego v0.11.3 // indirect

replace outwit => ../../../bindings/go

replace testee => ../../../conformance/go
";

/// A component whose bindings are wanted, and the name of its packages.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Wanted {
    pub package: String,
    pub component: PathBuf,
}

/// The name of a component's packages: `rust/with` and `runner` are `rust_with_runner`.
pub fn package(case: &str, stem: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("{case}_{stem}").chars().map(plain).collect()
}

/// Where the packages of a language are, from the top of the checkout.
fn folder(language: &str) -> String {
    format!("target/conformance/bindings-{language}")
}

/// Generates what is not there yet, has it checked, and builds Go's program, which holds the packages of
/// all suites.
pub fn generate(root: &Path, wanted: &[Wanted]) -> Result<()> {
    // The folders are shared: two runs at once would see each other's halves.
    let lock = fs::File::create(root.join("target/conformance/bindings.lock"))?;
    lock.lock()?;
    let outwit = root.join("target/release/outwit");
    for language in ["python", "typescript", "go"] {
        let folder = root.join(folder(language));
        fs::create_dir_all(&folder)?;
        for Wanted { package, component } in wanted {
            let package = folder.join(package);
            if is_newer(&package, &[component, &outwit]) {
                continue;
            }
            // `outwit` keeps out of folders with what it did not write itself.
            if package.is_dir() {
                fs::remove_dir_all(&package)?;
            }
            let mut command = Command::new(&outwit);
            command.args(["generate", language]).arg(component).arg("--out").arg(&package);
            run(&mut command)
                .with_context(|| format!("generating {language} for {}", component.display()))?;
        }
    }
    prepare(root)?;
    check(root)
}

/// Lets Node and Go find the packages, and builds Go's program, which holds them.
fn prepare(root: &Path) -> Result<()> {
    let typescript = root.join(folder("typescript"));
    fs::write(typescript.join("package.json"), "{ \"type\": \"module\" }\n")?;
    fs::write(typescript.join("tsconfig.json"), TSCONFIG)?;
    let modules = typescript.join("node_modules");
    fs::create_dir_all(&modules)?;
    let link = modules.join("outwit");
    if !link.exists() {
        std::os::unix::fs::symlink(root.join("bindings/node"), &link)?;
    }
    run(Command::new(root.join("bindings/node/node_modules/.bin/tsc")).arg("-p").arg(&typescript))?;
    let go = root.join(folder("go"));
    fs::write(go.join("go.mod"), GO_MOD)?;
    fs::copy(root.join("bindings/go/go.sum"), go.join("go.sum"))?;
    run(Command::new("go").args(["run", "./adapt"]).arg(&go).current_dir(root.join("conformance/go")))?;
    run(Command::new("go").args(["build", "-o", "../testee-go", "."]).current_dir(&go))
}

/// The strict checkers have nothing to say of the packages. TypeScript's compiler has spoken before.
fn check(root: &Path) -> Result<()> {
    let mut mypy = Command::new(root.join(".venv/bin/mypy"));
    run(mypy.args(["--strict", "."]).current_dir(root.join(folder("python"))))?;
    let mut vet = Command::new("go");
    run(vet.args(["vet", "./..."]).current_dir(root.join(folder("go"))))
}

fn run(command: &mut Command) -> Result<()> {
    let name = PathBuf::from(command.get_program()).display().to_string();
    let output = command.output().with_context(|| format!("{name} cannot be run"))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!("{name} fails:\n{}", String::from_utf8_lossy(&said).trim());
    }
    Ok(())
}

/// Whether a folder was written after these files.
fn is_newer(folder: &Path, sources: &[&Path]) -> bool {
    let modified = |path: &Path| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    let made = modified(folder);
    sources.iter().all(|source| modified(source).is_some_and(|time| made.is_some_and(|made| time < made)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_packages() {
        assert_eq!(package("rust/with-types", "runner"), "rust_with_types_runner");
    }
}
