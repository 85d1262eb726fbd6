//! One hostile guest: what the core takes, refuses, drops and leaves in the guest's memory must be
//! what Wasmtime does with the same guest.

mod ours;
mod script;
mod shape;
mod text;
mod theirs;

use crate::common::random::values::Values;
use crate::common::values::same;
use arbitrary::{Arbitrary, Unstructured};
use fastrand::Rng;
use ours::Ours;
use outwit_core::signature::Type;
use outwit_core::{Cache, Component, Engine, Linked};
pub use script::Action;
use script::{SHAPES, Script, Step};
use shape::Shape;
use std::sync::{Arc, LazyLock, OnceLock};
use theirs::Theirs;
use wasmtime::component::{InstancePre, Val};

/// What became of an action.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Outcome {
    Taken,
    Refused,
    /// More than the reference carries at once.
    TooMuch,
}

/// What is done with an instance. In values, the host's resources are numbers, and the guest's are
/// positions among those that the host ever got.
#[derive(Debug)]
enum Act {
    Load(Val),
    Returns,
    Passes,
    Asks(Val),
    Takes(Val),
    Drops(usize),
}

/// What a host was told.
#[derive(Debug)]
enum Event {
    Logged(u32),
    Dropped(u32),
    Passed(Val),
    Asked,
}

#[derive(Debug)]
enum Failure {
    Refused(#[allow(dead_code, reason = "shown where the two differ")] String),
    TooMuch,
}

/// A component, compiled on both sides.
struct Guest {
    shape: Arc<Shape>,
    ours: Linked,
    theirs: InstancePre<theirs::Talk>,
}

impl Guest {
    /// Compiled once.
    fn of(shape: u8) -> &'static Guest {
        static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Cache::Off).unwrap());
        static GUESTS: [OnceLock<Guest>; SHAPES as usize] = [const { OnceLock::new() }; SHAPES as usize];
        GUESTS[usize::from(shape)].get_or_init(|| {
            let shape = Arc::new(Shape::new(shape));
            let text = text::component(&shape);
            let bytes = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let component = Component::new(&ENGINE, &bytes).unwrap();
            let ours = component.link(component.world().unwrap().clone()).unwrap();
            let theirs = theirs::compile(&shape, &bytes);
            Guest { shape, ours, theirs }
        })
    }
}

/// Compiles all guests, which is not what a fuzzer should look at.
pub fn prepare() {
    for shape in 0..SHAPES {
        Guest::of(shape);
    }
}

/// Does what the bytes say, on both sides, until one refuses. Says what became of each action.
pub fn one(bytes: &[u8]) -> Vec<(Action, Outcome)> {
    let Ok(script) = Script::arbitrary_take_rest(Unstructured::new(bytes)) else { return Vec::new() };
    let mut run = Run::new(&script);
    let mut seen = Vec::new();
    for step in &script.steps {
        let image = step.image.iter().map(|byte| Val::U8(*byte)).collect();
        let loaded = run.compare(&Act::Load(Val::List(image)));
        let Some(outcome) = loaded.err().or_else(|| run.step(step)) else { continue };
        seen.push((step.action, outcome));
        if outcome != Outcome::Taken {
            return seen;
        }
    }
    run.drop_all();
    seen
}

struct Run {
    shape: Arc<Shape>,
    theirs: Theirs,
    ours: Ours,
    /// The guest's resources that the host still holds, by their positions.
    held: Vec<usize>,
    /// The number of the host's last resource.
    last: u32,
}

impl Run {
    fn new(script: &Script) -> Run {
        let Guest { shape, ours, theirs } = Guest::of(script.shape);
        let theirs = Theirs::new(shape, theirs);
        let ours = Ours::new(shape, ours, script.buffered);
        Run { shape: shape.clone(), theirs, ours, held: Vec::new(), last: 100 }
    }

    /// Does a step, unless it lacks a resource to do it with.
    fn step(&mut self, step: &Step) -> Option<Outcome> {
        let act = match step.action {
            Action::Returns => Act::Returns,
            Action::Passes => Act::Passes,
            Action::Asks => Act::Asks(self.value(self.shape.asks, step.seed)?),
            Action::Takes => Act::Takes(self.value(self.shape.takes, step.seed)?),
            Action::Drops => {
                let position = usize::from(step.seed).checked_rem(self.held.len())?;
                Act::Drops(self.held.remove(position))
            }
        };
        let before = self.theirs.held();
        let outcome = self.compare(&act).err().unwrap_or(Outcome::Taken);
        self.held.extend(before..self.theirs.held());
        Some(outcome)
    }

    /// A value for the guest. Resources of the guest's that it owns are held no longer.
    fn value(&mut self, ty: Type, seed: u8) -> Option<Val> {
        let mut rng = Rng::with_seed(seed.into());
        let types = &self.shape.types;
        let mut value = Values { rng: &mut rng, types, budget: 200 }.value(ty);
        let (held, last, mut lent, mut enough) = (&mut self.held, &mut self.last, Vec::new(), true);
        self.shape.handles(ty, &mut value, &mut |handle, value| {
            let number = if handle.host {
                *last += 1;
                Some(*last)
            } else {
                let position = held.pop();
                lent.extend(position.filter(|_| !handle.owned));
                position.map(|position| position as u32)
            };
            enough &= number.is_some();
            *value = Val::U32(number.unwrap_or(0));
        });
        held.append(&mut lent);
        enough.then_some(value)
    }

    /// Does something on both sides, which must agree.
    fn compare(&mut self, act: &Act) -> Result<(), Outcome> {
        let expected = self.theirs.act(act);
        if matches!(expected, Err(Failure::TooMuch)) {
            return Err(Outcome::TooMuch);
        }
        let found = self.ours.act(act);
        let events = (self.theirs.events(), self.ours.events());
        let (ours, theirs) = (&events.1, &events.0);
        let told = ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| a.is(b));
        assert!(told, "{act:?}\nwasmtime told {theirs:?}\noutwit told {ours:?}");
        match (expected, found) {
            (Ok(None), Ok(None)) => Ok(()),
            (Ok(Some(expected)), Ok(Some(found))) if same(&expected, &found) => Ok(()),
            (Err(_), Err(_)) => Err(Outcome::Refused),
            (expected, found) => panic!("{act:?}\nwasmtime {expected:?}\noutwit {found:?}"),
        }
    }

    fn drop_all(mut self) {
        while let Some(position) = self.held.pop() {
            if self.compare(&Act::Drops(position)).is_err() {
                return;
            }
        }
    }
}

impl Event {
    fn is(&self, other: &Event) -> bool {
        match (self, other) {
            (Event::Passed(a), Event::Passed(b)) => same(a, b),
            (Event::Logged(a), Event::Logged(b)) | (Event::Dropped(a), Event::Dropped(b)) => a == b,
            (Event::Asked, Event::Asked) => true,
            _ => false,
        }
    }
}
