//! Choosing a world.

use super::Input;
use crate::error::Error;
use wit_parser::WorldId;

impl Input {
    pub(super) fn choose(&self, world: Option<&str>) -> Result<WorldId, Error> {
        let name = &self.name;
        match (world, self.worlds.as_slice()) {
            (None, [only]) => Ok(*only),
            (None, []) => {
                Err(Error::new(format!("{name} has no world; add one that exports its interfaces")))
            }
            (None, _) => Err(Error::new(format!(
                "{name} has several worlds; choose one with --world: {}",
                self.world_names().join(", ")
            ))),
            (Some(world), _) => self.find(world).ok_or_else(|| {
                let worlds = match self.world_names() {
                    names if names.is_empty() => "it has no world".to_owned(),
                    names => format!("its worlds are: {}", names.join(", ")),
                };
                Error::new(format!("{name} has no world `{world}`; {worlds}"))
            }),
        }
    }

    /// A world of the package by its short name, or of any package by its full name, with or
    /// without version.
    fn find(&self, wanted: &str) -> Option<WorldId> {
        let short = self.worlds.iter().copied().find(|id| self.resolve.worlds[*id].name == wanted);
        short.or_else(|| self.find_anywhere(wanted))
    }

    fn find_anywhere(&self, wanted: &str) -> Option<WorldId> {
        self.resolve.worlds.iter().map(|(id, _)| id).find(|id| {
            let full = self.full_name(*id);
            full == wanted || full.split('@').next() == Some(wanted)
        })
    }

    fn world_names(&self) -> Vec<String> {
        self.worlds.iter().map(|id| self.resolve.worlds[*id].name.clone()).collect()
    }

    fn full_name(&self, id: WorldId) -> String {
        let world = &self.resolve.worlds[id];
        match world.package {
            Some(package) => self.resolve.packages[package].name.interface_id(&world.name),
            None => world.name.clone(),
        }
    }
}
