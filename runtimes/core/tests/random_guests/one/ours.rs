//! A guest in the core, with Wasmtime's dynamic values or with flat buffers as its host's.

use super::shape::Shape;
use super::{Act, Event, Failure};
use crate::common::buffered::{self, BufferedHost};
use crate::common::hosts::{Log, ValHost, noted};
use crate::common::values::{call, whole};
use outwit_core::{Error, ErrorKind, Handle, Host, Inside, Instance, Linked, Options};
use std::sync::Arc;
use wasmtime::component::Val;

/// An instance.
pub struct Ours {
    shape: Arc<Shape>,
    instance: Instance,
    says: Log<Val>,
    events: Log<Event>,
    /// All resources of the guest's that the host ever got.
    held: Vec<Handle>,
    /// How much room there is in buffers, if there are any.
    room: Option<usize>,
}

impl Ours {
    pub fn new(shape: &Arc<Shape>, linked: &Linked, buffered: bool) -> Ours {
        let (says, events) = (Log::<Val>::default(), Log::<Event>::default());
        let (saying, noting, dropping) = (says.clone(), events.clone(), events.clone());
        let answer = move |name: &str, told: Vec<Val>, _: &Inside<'_>| {
            let (event, says) = match (name, told.into_iter().next()) {
                ("log", Some(Val::U32(number))) => (Event::Logged(number), None),
                ("passed", Some(value)) => (Event::Passed(value), None),
                ("asked", None) => (Event::Asked, saying.lock().unwrap().pop()),
                other => panic!("there is no {other:?}"),
            };
            noting.lock().unwrap().push(event);
            Ok(says)
        };
        let dropped = move |_: &str, rep, _: &Inside<'_>| {
            dropping.lock().unwrap().push(Event::Dropped(rep));
            Ok(())
        };
        let world = linked.world();
        let host: Box<dyn Host> = match buffered {
            true => Box::new(BufferedHost::new(world, answer, dropped)),
            false => Box::new(ValHost::new(world, answer).on_drop(dropped)),
        };
        let instance = linked.instantiate(Options::default(), Some(host)).unwrap();
        let room = buffered.then_some(0);
        Ours { shape: shape.clone(), instance, says, events, held: Vec::new(), room }
    }

    pub fn events(&mut self) -> Vec<Event> {
        noted(&self.events)
    }

    pub fn act(&mut self, act: &Act) -> Result<Option<Val>, Failure> {
        self.try_to(act).map_err(|error| {
            assert_eq!(error.kind, ErrorKind::Trap, "{error}");
            assert!(error.code.is_some() && !error.message.contains("defect"), "{error}");
            let again = self.instance.enter().err().map(|error| error.kind);
            assert_eq!(again, Some(ErrorKind::Poisoned), "{error}");
            Failure::Refused(error.to_string())
        })
    }

    fn try_to(&mut self, act: &Act) -> Result<Option<Val>, Error> {
        let shape = self.shape.clone();
        match act {
            Act::Load(image) => self.call("load", std::slice::from_ref(image)),
            Act::Passes => self.call("passes", &[]),
            Act::Asks(value) => {
                self.says.lock().unwrap().push(value.clone());
                self.call("asks", &[])
            }
            Act::Takes(value) => {
                let mut value = value.clone();
                shape.handles(shape.takes, &mut value, &mut |handle, value| match *value {
                    Val::U32(position) if !handle.host => {
                        *value = Val::U64(self.held[position as usize].0);
                    }
                    _ => {}
                });
                self.call("takes", &[value])
            }
            Act::Returns => {
                let mut returned = self.call("returns", &[])?;
                if let Some(value) = &mut returned {
                    shape.handles(shape.returns, value, &mut |handle, value| match *value {
                        Val::U64(given) if !handle.host => {
                            *value = Val::U32(self.held.len() as u32);
                            self.held.push(Handle(given));
                        }
                        _ => {}
                    });
                }
                Ok(returned)
            }
            Act::Drops(position) => self.instance.enter()?.drop_handle(self.held[*position]).map(|()| None),
        }
    }

    fn call(&mut self, name: &str, params: &[Val]) -> Result<Option<Val>, Error> {
        let Some(room) = self.room else { return call(&self.instance, name, params).map(whole) };
        self.room = Some((room * 2 + 1) % 5000);
        let exports = &self.instance.world().exports;
        let function = exports.iter().position(|function| function.name == name).unwrap();
        buffered::call(&self.instance, function as u32, params, room).map(|(result, _)| result)
    }
}
