//! The guests behind the tests. Each folder is one feature of WIT: its world and a component that
//! exports it, built as an example of this package.
