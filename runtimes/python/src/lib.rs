//! The extension module behind the Python package `outwit`.
//!
//! Python values go straight into guest memory and come straight out of it: [`source`] reads
//! objects while `outwit-core` lowers, [`sink`] builds them while it lifts, and [`shapes`] holds
//! the classes and names that they need, resolved once a world. [`host`] is the way back: functions
//! and objects of Python's that a guest calls.

mod away;
mod builtins;
mod class;
mod cli;
mod component;
mod errors;
mod function;
mod gil;
mod host;
mod hosted;
mod imports;
mod instance;
mod loans;
mod names;
mod numbers;
mod protocol;
mod resource;
mod scalars;
mod shapes;
mod sink;
mod source;
mod waiting;
mod world;

use pyo3::prelude::*;

/// The native half of `outwit`; everything in it is offered by the package itself.
#[pymodule]
mod _outwit {
    #[pymodule_export]
    use crate::away::Away;
    #[pymodule_export]
    use crate::cli::main;
    #[pymodule_export]
    use crate::component::{Component, Export};
    #[pymodule_export]
    use crate::hosted::Hosted;
    #[pymodule_export]
    use crate::imports::Import;
    #[pymodule_export]
    use crate::instance::Instance;
    #[pymodule_export]
    use crate::names::snake_case;
    #[pymodule_export]
    use crate::resource::Resource;
    #[pymodule_export]
    use crate::world::World;
}
