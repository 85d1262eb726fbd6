//! The cases that were built, and the ways to put each together.

use super::composition::{self, Part};
use super::record::record;
use crate::bindings::{Wanted, package};
use crate::play::Played;
use crate::script::Script;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use wasmtime::Engine;
use wasmtime::Result;
use wasmtime::error::Context;

/// What the index says of a case.
#[derive(Deserialize)]
pub struct Case {
    pub name: String,
    pub left_out: Option<String>,
    composition: Option<String>,
    components: Vec<Component>,
    /// What did not work before anything was played: guests that do not build.
    pub failed: Vec<String>,
}

/// A guest of a case.
#[derive(Deserialize)]
struct Component {
    world: String,
    /// The name of its source file.
    stem: String,
    /// Its file, from the folder of the list.
    file: String,
}

/// Which side of a call the bindings play.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// They call a guest that is there to be called.
    Runner,
    /// They give a guest that calls what it imports.
    Test,
}

impl Role {
    pub const ALL: [Role; 2] = [Role::Runner, Role::Test];

    fn name(self) -> &'static str {
        match self {
            Role::Runner => "runner",
            Role::Test => "test",
        }
    }
}

/// Reads the list of cases.
pub fn read(folder: &Path) -> Result<Vec<Case>> {
    let path = folder.join("index.json");
    let text =
        fs::read(&path).with_context(|| format!("{} cannot be read; build the guests", path.display()))?;
    serde_json::from_slice(&text).with_context(|| path.display().to_string())
}

impl Case {
    /// Runs every way to put the case together and writes the scripts of its components.
    pub fn record(&self, engine: &Engine, folder: &Path) -> Result<Vec<(Role, Played)>> {
        let mut played = Vec::new();
        for choice in self.choices() {
            let parts = match &self.composition {
                Some(text) => composition::read(text)?,
                None => composition::plain(&self.worlds()),
            };
            let chosen: Vec<&Component> = parts.iter().filter_map(|part| of(&choice, part)).collect();
            let files: Vec<PathBuf> = chosen.iter().map(|component| folder.join(&component.file)).collect();
            let stems: Vec<&str> = chosen.iter().rev().map(|component| component.stem.as_str()).collect();
            let label = stems.join("+");
            let scripts = record(engine, &parts, &files).with_context(|| label.clone())?;
            for (component, mut script) in chosen.iter().zip(scripts) {
                script.bindings = Some(package(&self.name, &component.stem));
                let what = format!("{} of {label}", component.stem);
                let path = folder.join(&self.name).join(format!("{label}-{}.json", component.stem));
                write(&path, &script)?;
                let role = if component.world == self.runner() { Role::Test } else { Role::Runner };
                played.push((role, Played { case: self.name_as(role), what, script: path }));
            }
        }
        Ok(played)
    }

    /// The name of the case in one role.
    pub fn name_as(&self, role: Role) -> String {
        format!("{} as {}", self.name, role.name())
    }

    /// The guests that were built, whose bindings are wanted.
    pub fn wanted<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = Wanted> + 'a {
        let wanted = |component: &Component| Wanted {
            package: package(&self.name, &component.stem),
            component: folder.join(&component.file),
        };
        self.components.iter().map(wanted)
    }

    fn runner(&self) -> &str {
        self.components.first().map_or("", |component| component.world.as_str())
    }

    /// The worlds, the runner's first.
    fn worlds(&self) -> Vec<String> {
        let mut worlds: Vec<String> = Vec::new();
        for component in &self.components {
            if !worlds.contains(&component.world) {
                worlds.push(component.world.clone());
            }
        }
        worlds
    }

    /// Every choice of one guest a world.
    fn choices(&self) -> Vec<Vec<&Component>> {
        let mut choices: Vec<Vec<&Component>> = vec![Vec::new()];
        for world in self.worlds() {
            let guests: Vec<&Component> = self.components.iter().filter(|own| own.world == world).collect();
            choices = choices
                .into_iter()
                .flat_map(|choice| {
                    guests.iter().map(move |guest| {
                        let mut choice = choice.clone();
                        choice.push(guest);
                        choice
                    })
                })
                .collect();
        }
        choices
    }
}

fn of<'a>(choice: &[&'a Component], part: &Part) -> Option<&'a Component> {
    choice.iter().find(|component| component.world == part.world).copied()
}

fn write(path: &Path, script: &Script) -> Result<()> {
    fs::write(path, serde_json::to_vec(script)?).with_context(|| path.display().to_string())
}
