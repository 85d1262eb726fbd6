//! Learns a function's types by being checked against them, which Wasmtime does before it calls.

use super::flat_values;
use crate::error::{Error, ErrorKind};
use crate::link::Actual;
use crate::plan::MAX_FLAT_PARAMS;
use std::cell::RefCell;
use std::mem::MaybeUninit;
use std::sync::Arc;
use wasmtime::component::__internal::wasmtime_environ::component::TypeTupleIndex;
use wasmtime::component::__internal::{
    CanonicalAbiInfo, ComponentTypes, InstanceType, InterfaceType, LiftContext, LowerContext,
};
use wasmtime::component::{ComponentNamedList, ComponentType, Func, Lift, Lower};
use wasmtime::{Store, ValRaw};

thread_local! {
    static SEEN: RefCell<Vec<(InterfaceType, Arc<ComponentTypes>)>> = const { RefCell::new(Vec::new()) };
}

/// Learns a type by being checked against it.
struct Probe;

// SAFETY: never lowered or lifted: `actual_types` throws the typed function away.
unsafe impl ComponentType for Probe {
    type Lower = [ValRaw; MAX_FLAT_PARAMS];
    const ABI: CanonicalAbiInfo = flat_values(MAX_FLAT_PARAMS);

    fn typecheck(ty: &InterfaceType, types: &InstanceType<'_>) -> wasmtime::Result<()> {
        see(ty, types);
        Ok(())
    }
}

// SAFETY: as above.
unsafe impl ComponentNamedList for Probe {}

// SAFETY: as above; nothing is written.
unsafe impl Lower for Probe {
    fn linear_lower_to_flat<T>(
        &self,
        _: &mut LowerContext<'_, T>,
        _: InterfaceType,
        _: &mut MaybeUninit<Self::Lower>,
    ) -> wasmtime::Result<()> {
        Err(wasmtime::Error::msg("defect in outwit: a probe was lowered"))
    }

    fn linear_lower_to_memory<T>(
        &self,
        _: &mut LowerContext<'_, T>,
        _: InterfaceType,
        _: usize,
    ) -> wasmtime::Result<()> {
        Err(wasmtime::Error::msg("defect in outwit: a probe was lowered"))
    }
}

// SAFETY: as above; nothing is read.
unsafe impl Lift for Probe {
    fn linear_lift_from_flat(
        _: &mut LiftContext<'_>,
        _: InterfaceType,
        _: &Self::Lower,
    ) -> wasmtime::Result<Self> {
        Err(wasmtime::Error::msg("defect in outwit: a probe was lifted"))
    }

    fn linear_lift_from_memory(
        _: &mut LiftContext<'_>,
        _: InterfaceType,
        _: &[u8],
    ) -> wasmtime::Result<Self> {
        Err(wasmtime::Error::msg("defect in outwit: a probe was lifted"))
    }
}

/// Hands over the types of a function as Wasmtime checks them.
pub(crate) fn actual_types<T: 'static, R>(
    store: &Store<T>,
    func: Func,
    use_types: impl FnOnce(&Actual<'_>) -> Result<R, Error>,
) -> Result<R, Error> {
    let (checked, functions) = checked_types(|| func.typed::<Probe, Probe>(store).map(drop));
    checked.map_err(|error| defect(&format!("{error:#}")))?;
    match &functions?[..] {
        [function] => use_types(&function.actual()),
        _ => Err(defect("Wasmtime checked other than one function")),
    }
}

/// The types of a function: tuples of its parameters and of its results.
pub(crate) struct Checked {
    pub types: Arc<ComponentTypes>,
    pub params: TypeTupleIndex,
    pub results: TypeTupleIndex,
}

impl Checked {
    /// The types themselves.
    pub fn actual(&self) -> Actual<'_> {
        Actual {
            types: &self.types,
            params: &self.types[self.params].types,
            result: self.types[self.results].types.first().copied(),
        }
    }
}

/// Runs `check` and gives the types of each function that Wasmtime checked meanwhile, in order.
pub(crate) fn checked_types<R>(check: impl FnOnce() -> R) -> (R, Result<Vec<Checked>, Error>) {
    SEEN.with_borrow_mut(Vec::clear);
    let result = check();
    let functions = SEEN
        .take()
        .chunks(2)
        .map(|pair| match pair {
            [(InterfaceType::Tuple(params), types), (InterfaceType::Tuple(results), _)] => {
                Ok(Checked { types: types.clone(), params: *params, results: *results })
            }
            _ => Err(defect("Wasmtime checked other than parameters and results")),
        })
        .collect();
    (result, functions)
}

/// Notes a type that Wasmtime checks.
pub(super) fn see(ty: &InterfaceType, types: &InstanceType<'_>) {
    SEEN.with_borrow_mut(|seen| seen.push((*ty, types.types.clone())));
}

fn defect(what: &str) -> Error {
    Error::new(ErrorKind::Usage, format!("defect in outwit: {what}"))
}
