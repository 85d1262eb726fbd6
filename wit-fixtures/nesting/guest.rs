//! Echoes deep values.

wit_bindgen::generate!({ path: "nesting/world.wit" });

use exports::fixtures::nesting::echo::{Ability, Assembly, Guest, Joint, Material, Onion, Part, Thing};
use wit_bindgen::rt::Map;

type Mixture = (Option<Result<u8, Joint>>, Vec<(char, Option<Ability>)>, Map<String, Option<Material>>);
type Outcome = Result<Option<Vec<Thing>>, String>;

struct Component;

impl Guest for Component {
    fn echo_part(v: Part) -> Part {
        v
    }
    fn echo_assembly(v: Assembly) -> Assembly {
        v
    }
    fn echo_thing(v: Thing) -> Thing {
        v
    }
    fn echo_things(v: Vec<Thing>) -> Vec<Thing> {
        v
    }
    fn echo_onion(v: Onion) -> Onion {
        v
    }
    fn echo_result(v: Outcome) -> Outcome {
        v
    }
    fn echo_tuple(v: Mixture) -> Mixture {
        v
    }

    fn names(v: Vec<Thing>) -> Vec<String> {
        v.into_iter().flat_map(parts).map(|part| part.name).collect()
    }
}

fn parts(thing: Thing) -> Vec<Part> {
    match thing {
        Thing::Part(part) => vec![part],
        Thing::Assembly(assembly) => assembly.groups.into_iter().flatten().collect(),
        Thing::Pile(pile) => pile.into_iter().map(|(part, _)| part).collect(),
        Thing::Corners(_) => Vec::new(),
    }
}

export!(Component);
