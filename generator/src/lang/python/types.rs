//! Types as annotations.

use super::imports::Imports;
use super::layout::Layout;
use super::references::reference;
use crate::lang::modules::Modules;
use crate::plan::{
    Enum, Flags, HostResource, Number, Owner, Plan, Record, Resource, Type, TypeId, TypeVisitor, Variant,
};

/// Longer lists of fixed length are written `tuple[int, ...]`.
const LONGEST_TUPLE: u32 = 8;

/// Which way a value goes: what a function takes is wider than what it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A parameter: any sequence, any buffer.
    In,
    /// A result, or a field that a result may be read from.
    Out,
}

/// Writes the annotations of one module.
pub struct Annotations<'a> {
    pub plan: &'a Plan,
    pub modules: &'a Modules<'a>,
    /// Whose module it is.
    pub owner: Owner,
    pub imports: &'a mut Imports,
    pub way: Way,
}

impl Annotations<'_> {
    /// The annotation of a type.
    pub fn of(&mut self, ty: Type) -> Layout {
        let plan = self.plan;
        plan.visit(ty, self)
    }

    /// The annotation of a payload that may be absent.
    pub fn of_payload(&mut self, ty: Option<Type>) -> Layout {
        ty.map_or_else(|| Layout::text("None"), |ty| self.of(ty))
    }

    fn builtin(&mut self, name: &str) -> Layout {
        Layout::text(self.imports.builtin(name))
    }

    fn named(&mut self, id: TypeId) -> Layout {
        Layout::text(reference(self.modules, id, self.owner, self.imports))
    }

    fn outwit(&mut self, name: &str) -> String {
        self.imports.name("outwit", name)
    }
}

impl TypeVisitor for Annotations<'_> {
    type Output = Layout;

    fn bool(&mut self) -> Layout {
        self.builtin("bool")
    }

    fn number(&mut self, number: Number) -> Layout {
        self.builtin(match number {
            Number::F32 | Number::F64 => "float",
            Number::U8
            | Number::U16
            | Number::U32
            | Number::U64
            | Number::S8
            | Number::S16
            | Number::S32
            | Number::S64 => "int",
        })
    }

    fn char(&mut self) -> Layout {
        self.builtin("str")
    }

    fn string(&mut self) -> Layout {
        self.builtin("str")
    }

    fn record(&mut self, id: TypeId, _: &Record) -> Layout {
        self.named(id)
    }

    fn variant(&mut self, id: TypeId, _: &Variant) -> Layout {
        self.named(id)
    }

    fn enumeration(&mut self, id: TypeId, _: &Enum) -> Layout {
        self.named(id)
    }

    fn flags(&mut self, id: TypeId, _: &Flags) -> Layout {
        self.named(id)
    }

    fn resource(&mut self, id: TypeId, _: &Resource) -> Layout {
        self.named(id)
    }

    fn host_resource(&mut self, id: TypeId, _: &HostResource) -> Layout {
        self.named(id)
    }

    fn list(&mut self, _: TypeId, of: Type) -> Layout {
        match (self.way, self.plan.number(of)) {
            (Way::In, Some(Number::U8)) => Layout::text(self.outwit("Buffer")),
            (Way::Out, Some(Number::U8)) => self.builtin("bytes"),
            (Way::In, Some(_)) => {
                let buffer = Layout::text(self.outwit("Buffer"));
                let sequence = self.imports.name("collections.abc", "Sequence");
                Layout::union(vec![Layout::subscript(sequence, vec![self.of(of)]), buffer])
            }
            (Way::In, None) => {
                let sequence = self.imports.name("collections.abc", "Sequence");
                Layout::subscript(sequence, vec![self.of(of)])
            }
            (Way::Out, _) => Layout::subscript(self.imports.builtin("list"), vec![self.of(of)]),
        }
    }

    fn fixed_list(&mut self, _: TypeId, of: Type, length: u32) -> Layout {
        let of = self.of(of);
        let items = match length {
            0..=LONGEST_TUPLE => vec![of; length as usize],
            _ => vec![of, Layout::text("...")],
        };
        Layout::subscript(self.imports.builtin("tuple"), items)
    }

    fn map(&mut self, _: TypeId, key: Type, value: Type) -> Layout {
        let head = match self.way {
            Way::In => self.imports.name("collections.abc", "Mapping"),
            Way::Out => self.imports.builtin("dict"),
        };
        Layout::subscript(head, vec![self.of(key), self.of(value)])
    }

    fn tuple(&mut self, _: TypeId, of: &[Type]) -> Layout {
        let items = of.iter().map(|ty| self.of(*ty)).collect();
        Layout::subscript(self.imports.builtin("tuple"), items)
    }

    fn option(&mut self, _: TypeId, of: Type) -> Layout {
        let payload = match self.plan.is_option(of) {
            true => Layout::subscript(self.outwit("Some"), vec![self.of(of)]),
            false => self.of(of),
        };
        Layout::union(vec![payload, Layout::text("None")])
    }

    fn result(&mut self, _: TypeId, ok: Option<Type>, err: Option<Type>) -> Layout {
        let ok = Layout::subscript(self.outwit("Ok"), vec![self.of_payload(ok)]);
        let err = Layout::subscript(self.outwit("Err"), vec![self.of_payload(err)]);
        Layout::union(vec![ok, err])
    }

    fn own(&mut self, _: TypeId, resource: TypeId) -> Layout {
        self.named(resource)
    }

    fn borrow(&mut self, _: TypeId, resource: TypeId) -> Layout {
        self.named(resource)
    }

    fn host_own(&mut self, _: TypeId, resource: TypeId) -> Layout {
        self.named(resource)
    }

    fn host_borrow(&mut self, _: TypeId, resource: TypeId) -> Layout {
        self.named(resource)
    }
}
