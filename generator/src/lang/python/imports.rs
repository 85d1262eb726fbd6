//! What a module imports, under names that its own names do not hide.

use super::layout::{Layout, WIDTH, statement};
use super::names;
use std::collections::{BTreeMap, BTreeSet};

/// The imports of one module.
#[derive(Debug, Clone, Default)]
pub struct Imports {
    /// Every name that the module itself gives to something.
    taken: BTreeSet<String>,
    /// Imported names, by module: the name there, and the name here.
    wanted: BTreeMap<String, BTreeSet<(String, String)>>,
    builtins: bool,
}

impl Imports {
    /// For a module that gives `taken` to its own things.
    pub fn new(taken: BTreeSet<String>) -> Imports {
        Imports { taken, ..Imports::default() }
    }

    /// Imports `name`, and gives back what it is called here.
    pub fn name(&mut self, module: &str, name: &str) -> String {
        let mut here = name.to_owned();
        let mut number = 1;
        while self.taken.contains(&here) || self.is_of_another(module, &here) {
            here = if number == 1 { format!("_{name}") } else { format!("_{name}{number}") };
            number += 1;
        }
        self.name_as(module, name, &here);
        here
    }

    /// Whether something from another module has this name here.
    fn is_of_another(&self, module: &str, here: &str) -> bool {
        let others = self.wanted.iter().filter(|(other, _)| *other != module);
        others.flat_map(|(_, names)| names).any(|(_, own)| own == here)
    }

    /// Imports `name` as `here`.
    pub fn name_as(&mut self, module: &str, name: &str, here: &str) {
        self.wanted.entry(module.to_owned()).or_default().insert((name.to_owned(), here.to_owned()));
    }

    /// A builtin: by itself, or through `builtins` where something here has its name.
    pub fn builtin(&mut self, name: &str) -> String {
        if !self.taken.contains(name) {
            return name.to_owned();
        }
        self.builtins = true;
        match self.taken.contains("builtins") {
            true => format!("_builtins.{name}"),
            false => format!("builtins.{name}"),
        }
    }

    /// The import statements, in the groups and the order that formatters give them: the
    /// standard library, the runtime, the modules of these bindings.
    pub fn groups(&self) -> Vec<String> {
        let mut standard: Vec<String> = Vec::new();
        if self.builtins {
            standard.push(match self.taken.contains("builtins") {
                true => "import builtins as _builtins".into(),
                false => "import builtins".into(),
            });
        }
        let (mut runtime, mut own) = (Vec::new(), Vec::new());
        let mut modules: Vec<_> = self.wanted.iter().collect();
        modules.sort_by_key(|(module, _)| names::natural(module));
        for (module, wanted) in modules {
            let group = match module.as_str() {
                "outwit" => &mut runtime,
                module if module.starts_with('.') => &mut own,
                _ => &mut standard,
            };
            group.extend(lines(module, wanted));
        }
        let groups = [vec!["from __future__ import annotations".into()], standard, runtime, own];
        groups.into_iter().filter(|group| !group.is_empty()).map(|group| group.join("\n")).collect()
    }
}

/// The statements for one module: what keeps its name together, what does not one a line, sorted
/// by the first name.
fn lines(module: &str, wanted: &BTreeSet<(String, String)>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut together: Vec<&str> =
        wanted.iter().filter(|(name, here)| name == here).map(|(name, _)| name.as_str()).collect();
    together.sort_by_key(|name| names::order(name));
    if let Some(first) = together.first().copied() {
        let flat = format!("from {module} import {}", together.join(", "));
        let items = together.into_iter().map(Layout::text).collect();
        let line = match flat.len() > WIDTH {
            true => statement(0, &[&Layout::call(format!("from {module} import "), items)]),
            false => flat,
        };
        lines.push((first, line));
    }
    let renamed = wanted.iter().filter(|(name, here)| name != here);
    lines.extend(
        renamed.map(|(name, here)| (name.as_str(), format!("from {module} import {name} as {here}"))),
    );
    lines.sort_by_key(|(name, _)| names::order(name));
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_modules_by_the_numbers_in_their_names() {
        let mut imports = Imports::new(BTreeSet::new());
        for module in [".name15", ".name2", ".name_5", "._signature", "."] {
            imports.name_as(module, "a", "a");
        }
        let own = imports.groups().pop().unwrap_or_default();
        let modules: Vec<&str> = own.split_whitespace().skip(1).step_by(4).collect();
        assert_eq!(modules, [".", "._signature", ".name2", ".name15", ".name_5"]);
    }

    #[test]
    fn tells_the_same_name_from_two_modules_apart() {
        let mut imports = Imports::new(BTreeSet::from(["World".to_owned()]));
        assert_eq!(imports.name("outwit", "Bindings"), "Bindings");
        assert_eq!(imports.name(".bindings", "Bindings"), "_Bindings");
        assert_eq!(imports.name(".other", "Bindings"), "_Bindings2");
        assert_eq!(imports.name(".bindings", "Bindings"), "_Bindings");
        assert_eq!(imports.name("outwit", "World"), "_World");
    }
}
