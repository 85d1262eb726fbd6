//! Types of an interface that the world both imports and exports. What has no resources is one type
//! in both; a resource is another one on each side, and so is all that is made of it.

use super::model::{Definition, Kind, Named};
use super::read::Reader;
use std::collections::HashSet;

impl Reader<'_> {
    /// The definitions of both sides of an interface. Imported ones that differ from the exported
    /// one of their name give way: `imported-bucket`.
    pub(super) fn beside(&mut self, imported: Vec<Definition>, exported: Vec<Definition>) -> Vec<Definition> {
        let mut taken: HashSet<String> =
            exported.iter().filter_map(|definition| self.name_of(definition)).map(str::to_owned).collect();
        let mut both = Vec::new();
        for mut definition in imported {
            if exported.iter().any(|other| same(&definition, other)) {
                continue;
            }
            if let Some(named) = self.named_mut(&mut definition) {
                if taken.contains(&named.name) && named.docs.text.is_empty() {
                    named.docs.text = format!("The host's `{}`.", named.name);
                }
                while !taken.insert(named.name.clone()) {
                    named.name.insert_str(0, "imported-");
                }
            }
            both.push(definition);
        }
        both.extend(exported);
        both
    }

    fn name_of<'d>(&'d self, definition: &'d Definition) -> Option<&'d str> {
        match definition {
            Definition::Type(id) => self.types[*id as usize].named().map(|named| named.name.as_str()),
            Definition::Alias(alias) => Some(&alias.named.name),
        }
    }

    fn named_mut<'d>(&'d mut self, definition: &'d mut Definition) -> Option<&'d mut Named> {
        match definition {
            Definition::Type(id) => self.types[*id as usize].kind.named_mut(),
            Definition::Alias(alias) => Some(&mut alias.named),
        }
    }
}

/// Whether both sides have one definition for this.
fn same(imported: &Definition, exported: &Definition) -> bool {
    match (imported, exported) {
        (Definition::Type(one), Definition::Type(other)) => one == other,
        (Definition::Alias(one), Definition::Alias(other)) => {
            one.named.name == other.named.name && one.target == other.target
        }
        _ => false,
    }
}

impl Kind {
    fn named_mut(&mut self) -> Option<&mut Named> {
        match self {
            Kind::Record(of) => Some(&mut of.named),
            Kind::Variant(of) => Some(&mut of.named),
            Kind::Enum(of) => Some(&mut of.named),
            Kind::Flags(of) => Some(&mut of.named),
            Kind::Resource(of) => Some(&mut of.named),
            Kind::HostResource(of) => Some(&mut of.named),
            Kind::List(_)
            | Kind::FixedList(..)
            | Kind::Map(..)
            | Kind::Tuple(_)
            | Kind::Option(_)
            | Kind::Result(..)
            | Kind::Own(_)
            | Kind::Borrow(_)
            | Kind::HostOwn(_)
            | Kind::HostBorrow(_) => None,
        }
    }
}
