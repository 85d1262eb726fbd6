//! The host's objects among the values of one call: whose they are where the call fails half-way.

use crate::hosted::Supplies;
use outwit_core::signature::TypeId;
use outwit_core::{ErrorKind, ValueError};
use pyo3::prelude::*;
use std::sync::Arc;

/// The objects of the host that one call hands to the guest. What the guest does not come to own
/// is taken back.
pub struct Loans<'a> {
    supplies: Option<&'a Supplies>,
    /// Whether the call leaves its thread, so that the guest gets them later.
    later: bool,
    given: Vec<u32>,
    lent: Vec<u32>,
}

impl<'a> Loans<'a> {
    /// None yet. `later`: the call leaves its thread.
    pub fn new(supplies: Option<&'a Supplies>, later: bool) -> Loans<'a> {
        Loans { supplies, later, given: Vec::new(), lent: Vec::new() }
    }

    /// Hands an object over for good.
    pub fn give(&mut self, object: &Bound<'_, PyAny>, resource: TypeId) -> Result<u32, ValueError> {
        let rep = self.supplies()?.insert(object, resource, !self.later)?;
        self.given.push(rep);
        Ok(rep)
    }

    /// Lends an object for the call.
    pub fn lend(&mut self, object: &Bound<'_, PyAny>, resource: TypeId) -> Result<u32, ValueError> {
        let rep = self.supplies()?.insert(object, resource, false)?;
        self.lent.push(rep);
        Ok(rep)
    }

    /// Everything was handed over.
    #[inline]
    pub fn finished(&mut self) {
        if !self.later {
            self.given.clear();
        }
    }

    /// The objects of a call that leaves its thread. `supplies` is the same as before.
    pub fn keep(&mut self, supplies: Option<&Arc<Supplies>>) -> Kept {
        let (given, lent) = (std::mem::take(&mut self.given), std::mem::take(&mut self.lent));
        Kept { supplies: supplies.cloned(), given, lent }
    }

    fn supplies(&self) -> Result<&'a Supplies, ValueError> {
        self.supplies.ok_or_else(|| ValueError::new(ErrorKind::Usage, "the instance has no host"))
    }
}

impl Drop for Loans<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.given.is_empty() && self.lent.is_empty() {
            return;
        }
        if let Some(supplies) = self.supplies {
            Python::attach(|py| take_back(py, supplies, self.given.iter().chain(&self.lent)));
        }
    }
}

/// The host's objects among the arguments of a call that leaves its thread.
pub struct Kept {
    supplies: Option<Arc<Supplies>>,
    given: Vec<u32>,
    lent: Vec<u32>,
}

impl Kept {
    /// The call begins: what was given is the guest's, unless it fails before.
    pub fn begin(&self) {
        if let Some(supplies) = self.supplies.as_ref().filter(|_| !self.given.is_empty()) {
            supplies.set_owned(&self.given, true);
        }
    }

    /// The call has ended, and the guest ran or did not.
    pub fn end(&mut self, ran: bool) {
        match &self.supplies {
            Some(supplies) if !ran => supplies.set_owned(&self.given, false),
            _ => self.given.clear(),
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if self.given.is_empty() && self.lent.is_empty() {
            return;
        }
        if let Some(supplies) = &self.supplies {
            Python::attach(|py| take_back(py, supplies, self.given.iter().chain(&self.lent)));
        }
    }
}

/// Takes objects back that the guest did not come to own.
fn take_back<'a>(py: Python<'_>, supplies: &Supplies, reps: impl Iterator<Item = &'a u32>) {
    for &rep in reps {
        // An error says that the instance was closed meanwhile, and the table emptied.
        let _ = supplies.remove(py, rep);
    }
}
