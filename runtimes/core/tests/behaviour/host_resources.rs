//! Resources of the host's: who owns them, and that each is dropped exactly once.

use crate::common::hosts::{Log, ValHost, component, exception, instance_with, noted};
use crate::common::values::call;
use crate::guests::{ENGINE, assert_poisoned, assert_usable, failure, value};
use outwit_core::{Component, Error, ErrorKind, Instance, Options, Returned};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};
use wasmtime::component::Val;

static RESOURCES: LazyLock<Component> =
    LazyLock::new(|| component(&ENGINE, include_str!("host-resources.wat")));

/// What the host keeps: a thing is a number, and so is a token.
#[derive(Default)]
pub struct Table {
    live: BTreeMap<u32, u32>,
    last: u32,
}

impl Table {
    /// Hands a resource over, owned or lent.
    pub fn put(&mut self, value: u32) -> Val {
        self.last += 1;
        self.live.insert(self.last, value);
        Val::U32(self.last)
    }

    /// A resource that came back, or that was lent and is so no more.
    pub fn take(&mut self, rep: &Val) -> u32 {
        self.live.remove(&number(rep)).expect("it came back before")
    }

    /// What the guest lends, or what was lent to it.
    pub fn get(&mut self, rep: &Val) -> &mut u32 {
        self.live.get_mut(&number(rep)).expect("the host has it")
    }

    /// How many there are.
    pub fn live(&self) -> usize {
        self.live.len()
    }
}

fn number(value: &Val) -> u32 {
    match value {
        Val::U32(n) => *n,
        other => panic!("not a number: {other:?}"),
    }
}

fn list(value: &Val) -> &[Val] {
    match value {
        Val::List(items) => items,
        other => panic!("not a list: {other:?}"),
    }
}

fn labelled(label: &Val, item: Val) -> Val {
    Val::Record(vec![("label".into(), label.clone()), ("item".into(), item)])
}

fn answer(table: &mut Table, name: &str, arguments: &[Val]) -> Option<Val> {
    let name = name.strip_prefix("test:host/").unwrap_or(name);
    Some(match (name, arguments) {
        ("things@1.0.0.[constructor]thing", [n]) => table.put(number(n)),
        ("things@1.0.0.[method]thing.value" | "users@1.0.0.peek", [this]) => Val::U32(*table.get(this)),
        ("things@1.0.0.[method]thing.add", [this, other]) => {
            let more = *table.get(other);
            *table.get(this) += more;
            return None;
        }
        ("things@1.0.0.[method]thing.absorb", [this, other]) => {
            let more = table.take(other);
            *table.get(this) += more;
            return None;
        }
        ("things@1.0.0.[static]thing.merge", [a, b]) => {
            let both = table.take(a) + table.take(b);
            table.put(both)
        }
        ("things@1.0.0.many", [count]) => Val::List((0..number(count)).map(|n| table.put(n)).collect()),
        ("things@1.0.0.sum", [things]) => Val::U32(list(things).iter().map(|thing| *table.get(thing)).sum()),
        ("things@1.0.0.label", [label, item]) => {
            let n = table.take(item);
            labelled(label, table.put(n + 1))
        }
        ("things@1.0.0.attempt", [n]) => {
            let made = Some(Box::new(table.put(number(n))));
            Val::Result(if number(n) < 10 { Ok(made) } else { Err(made) })
        }
        ("users@1.0.0.pass", [thing]) => {
            let n = table.take(thing);
            table.put(n)
        }
        ("mint", []) => table.put(1000),
        (other, arguments) => panic!("{other} with {arguments:?}"),
    })
}

/// An instance, what its host keeps, and the values of what the guest dropped.
pub struct Guest {
    pub instance: Instance,
    table: Arc<Mutex<Table>>,
    gone: Log<(String, u32)>,
}

impl Guest {
    pub fn new(component: &Component) -> Guest {
        let (table, log) = (Arc::new(Mutex::new(Table::default())), Log::default());
        let (asked, told, gone) = (table.clone(), table.clone(), log.clone());
        let instance = instance_with(component, Options::default(), |world| {
            let host =
                ValHost::new(world, move |name, args, _| Ok(answer(&mut asked.lock().unwrap(), name, &args)));
            host.on_drop(move |name, rep, _| {
                let value = told.lock().unwrap().take(&Val::U32(rep));
                gone.lock().unwrap().push((name.to_owned(), value));
                Ok(())
            })
        });
        Guest { instance: instance.unwrap(), table, gone: log }
    }

    pub fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap()
    }

    pub fn own(&self, n: u32) -> Val {
        self.table().put(n)
    }

    /// Calls with resources that are lent for the call.
    pub fn lend<R>(&self, values: &[u32], call: impl FnOnce(&[Val]) -> R) -> R {
        let lent: Vec<Val> = values.iter().map(|n| self.own(*n)).collect();
        let result = call(&lent);
        for rep in &lent {
            self.table().take(rep);
        }
        result
    }

    pub fn value(&self, name: &str, params: &[Val]) -> Val {
        value(&self.instance, name, params)
    }

    /// A resource that a call gives back.
    pub fn given(&self, name: &str, params: &[Val]) -> u32 {
        let rep = self.value(name, params);
        self.table().take(&rep)
    }

    /// What the guest dropped since the last look, and that the host keeps nothing.
    #[track_caller]
    pub fn dropped(&self, values: &[u32]) {
        assert_eq!(self.table().live, BTreeMap::new());
        let gone: Vec<u32> = noted(&self.gone).into_iter().map(|(_, value)| value).collect();
        assert_eq!(gone, values);
    }
}

fn guest() -> Guest {
    Guest::new(&RESOURCES)
}

#[test]
fn the_guest_makes_uses_and_drops() {
    let guest = guest();
    assert_eq!(guest.value("use-once", &[Val::U32(7)]), Val::U32(7));
    guest.dropped(&[7]);
    assert_eq!(guest.given("make", &[Val::U32(8)]), 8);
    guest.dropped(&[]);
    call(&guest.instance, "many-times", &[Val::U32(1000)]).unwrap();
    guest.dropped(&(1..=1000).rev().collect::<Vec<u32>>());
}

#[test]
fn a_resource_of_the_world() {
    let guest = guest();
    assert_eq!(guest.given("mint", &[]), 1000);
    call(&guest.instance, "mint-and-drop", &[]).unwrap();
    assert_eq!(noted(&guest.gone), [("token".to_owned(), 1000)]);
}

#[test]
fn parameters_of_exports() {
    let guest = guest();
    assert_eq!(guest.lend(&[5], |lent| guest.value("read", lent)), Val::U32(5));
    guest.dropped(&[]);
    assert_eq!(guest.value("finish", &[guest.own(6)]), Val::U32(6));
    guest.dropped(&[6]);
    assert_eq!(guest.given("give-back", &[guest.own(7)]), 7);
    assert_eq!(guest.lend(&[1, 2], |lent| guest.value("add", lent)), Val::U32(3));
    guest.dropped(&[]);
}

#[test]
fn the_same_object_lent_twice_in_one_call() {
    let guest = guest();
    let sum = guest.lend(&[21], |lent| guest.value("add", &[lent[0].clone(), lent[0].clone()]));
    assert_eq!(sum, Val::U32(42));
    guest.dropped(&[]);
}

#[test]
fn parameters_of_imports() {
    let guest = guest();
    assert_eq!(guest.given("merge", &[guest.own(1), guest.own(2)]), 3);
    let absorbed = guest.lend(&[1], |lent| guest.value("absorb", &[lent[0].clone(), guest.own(2)]));
    assert_eq!(absorbed, Val::U32(3));
    guest.dropped(&[]);
    assert_eq!(guest.value("sum", &[guest.own(10), guest.own(1)]), Val::U32(21));
    guest.dropped(&[10, 1]);
}

#[test]
fn an_interface_that_uses_anothers_resource() {
    let guest = guest();
    assert_eq!(guest.lend(&[5], |lent| guest.value("peek", lent)), Val::U32(5));
    assert_eq!(guest.given("pass", &[guest.own(6)]), 6);
    guest.dropped(&[]);
}

#[test]
fn inside_lists_records_options_and_results() {
    let guest = guest();
    let made = guest.value("many", &[Val::U32(300)]);
    let values: Vec<u32> = list(&made).iter().map(|rep| guest.table().take(rep)).collect();
    assert_eq!(values, (0..300).collect::<Vec<u32>>());
    let given = Val::List((0..300).map(|n| guest.own(n)).collect());
    assert_eq!(guest.value("second", &[given]), Val::U32(1));
    guest.dropped(&(0..300).collect::<Vec<u32>>());

    let label = Val::String("étiquette".into());
    let Val::Record(fields) = guest.value("label", &[label.clone(), guest.own(4)]) else {
        panic!("no record")
    };
    assert_eq!((&fields[0].1, guest.table().take(&fields[1].1)), (&label, 5));

    let some = Val::Option(Some(Box::new(guest.own(3))));
    let Val::Option(Some(rep)) = guest.value("maybe", &[some]) else { panic!("no option") };
    assert_eq!(guest.table().take(&rep), 3);
    assert_eq!(guest.value("maybe", &[Val::Option(None)]), Val::Option(None));

    let Ok(Returned::Ok(Some(rep))) = call(&guest.instance, "attempt", &[Val::U32(9)]) else {
        panic!("no ok")
    };
    assert_eq!(guest.table().take(&rep), 9);
    let Ok(Returned::Err(Some(rep))) = call(&guest.instance, "attempt", &[Val::U32(10)]) else {
        panic!("no error")
    };
    assert_eq!(guest.table().take(&rep), 10);
    guest.dropped(&[]);
}

#[test]
fn kept_across_calls() {
    let guest = guest();
    call(&guest.instance, "keep", &[guest.own(4)]).unwrap();
    assert_eq!(guest.value("kept", &[]), Val::U32(4));
    assert_eq!(guest.table().live(), 1);
    call(&guest.instance, "drop-kept", &[]).unwrap();
    guest.dropped(&[4]);
    assert_eq!(failure(&guest.instance, "kept", &[]).kind, ErrorKind::Trap);
}

#[test]
fn what_the_guest_owns_when_it_is_closed() {
    let guest = guest();
    call(&guest.instance, "keep", &[guest.own(4)]).unwrap();
    let table = Arc::downgrade(&guest.table);
    guest.instance.close().unwrap();
    // The host goes with the instance, and with it what the guest owned.
    assert_eq!(noted(&guest.gone), []);
    drop(guest);
    assert!(table.upgrade().is_none());
}

/// The call traps with a message that contains this, and nothing is used or dropped twice.
#[track_caller]
fn trapped(guest: &Guest, name: &str, params: &[Val], message: &str) {
    let error = failure(&guest.instance, name, params);
    assert_eq!(error.kind, ErrorKind::Trap, "{error}");
    assert!(error.message.contains(message), "{error}");
    assert_poisoned(&guest.instance, message);
}

#[test]
fn a_borrow_that_is_kept() {
    let kept = guest();
    kept.lend(&[5], |lent| trapped(&kept, "hold", lent, "borrow handles still remain"));
    kept.dropped(&[]);
    // The guest gave it back, but remembers its number.
    for name in ["kept", "drop-kept"] {
        let stale = guest();
        assert_eq!(stale.lend(&[5], |lent| stale.value("read-and-keep", lent)), Val::U32(5));
        trapped(&stale, name, &[], "unknown handle index");
        stale.dropped(&[]);
    }
}

#[test]
fn a_borrow_is_not_to_be_given_away() {
    for name in ["give-borrowed", "merge-borrowed"] {
        let guest = guest();
        guest.lend(&[5], |lent| {
            let error = failure(&guest.instance, name, lent);
            assert_eq!(error.kind, ErrorKind::Trap, "{error}");
        });
        assert_poisoned(&guest.instance, "");
        assert!(noted(&guest.gone).is_empty());
    }
}

#[test]
fn lent_and_given_away_in_one_call() {
    let guest = guest();
    trapped(&guest, "absorb-itself", &[guest.own(5)], "cannot remove owned resource while borrowed");
    assert!(noted(&guest.gone).is_empty());
}

#[test]
fn given_away_twice_in_one_call() {
    let guest = guest();
    trapped(&guest, "merge-with-itself", &[guest.own(5)], "unknown handle index");
    assert!(noted(&guest.gone).is_empty());
}

#[test]
fn numbers_that_are_no_handles() {
    for number in [0, 1, 77, u32::MAX] {
        trapped(&guest(), "value-of", &[Val::U32(number)], "unknown handle index");
    }
    trapped(&guest(), "value-of-token", &[], "handle index 1 used with the wrong type");
}

/// A host whose drop hook fails.
fn failing(error: impl Fn() -> Error + Send + 'static) -> Instance {
    instance_with(&RESOURCES, Options::default(), |world| {
        let mut table = Table::default();
        ValHost::new(world, move |name, args, _| Ok(answer(&mut table, name, &args)))
            .on_drop(move |_, _, _| Err(error()))
    })
    .unwrap()
}

#[test]
fn a_drop_that_fails() {
    let instance = failing(|| exception("OSError"));
    let error = failure(&instance, "use-once", &[Val::U32(1)]);
    assert_eq!(error.kind, ErrorKind::Host);
    assert_eq!(error.host.unwrap().downcast_ref(), Some(&"OSError"));
    assert_poisoned(&instance, "the host function failed");
}

#[test]
fn a_drop_that_panics() {
    let instance = failing(|| panic!("on purpose"));
    let calling = std::panic::AssertUnwindSafe(|| call(&instance, "use-once", &[Val::U32(1)]));
    assert_eq!(std::panic::catch_unwind(calling).unwrap_err().downcast_ref(), Some(&"on purpose"));
    assert_poisoned(&instance, "the host panicked");
}

#[test]
fn a_drop_that_looks_around() {
    let (own, other) = (Arc::new(std::sync::OnceLock::<Instance>::new()), guest());
    let known = own.clone();
    let instance = instance_with(&RESOURCES, Options::default(), |world| {
        let mut table = Table::default();
        ValHost::new(world, move |name, args, _| Ok(answer(&mut table, name, &args))).on_drop(
            move |_, _, inside| {
                inside.tick()?;
                assert_eq!(failure(known.get().unwrap(), "mint-and-drop", &[]).kind, ErrorKind::Busy);
                assert_eq!(other.value("use-once", &[Val::U32(3)]), Val::U32(3));
                Ok(())
            },
        )
    })
    .unwrap();
    own.set(instance.clone()).ok().unwrap();
    assert_usable(&instance, "use-once", &[Val::U32(1)]);
    assert_usable(&instance, "use-once", &[Val::U32(1)]);
}

#[test]
fn a_wrong_value_beside_a_resource() {
    let guest = guest();
    let message = "label: expected a string, got U8(1)";
    let error = failure(&guest.instance, "label", &[Val::U8(1), Val::U32(1)]);
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Type, message));
    let error = failure(&guest.instance, "second", &[Val::List(vec![guest.own(1), Val::U8(1)])]);
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Type, "things[1]: expected u32, got U8(1)"));
    // The guest never had the first.
    assert_eq!(guest.table().take(&Val::U32(1)), 1);
    assert_eq!(guest.value("use-once", &[Val::U32(2)]), Val::U32(2));
    guest.dropped(&[2]);
}
