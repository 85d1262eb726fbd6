//! Types as annotations.

use super::imports::Imports;
use super::layout::Layout;
use super::references::reference;
use crate::lang::modules::Modules;
use crate::plan::{
    Enum, Flags, HostResource, Kind, Number, Owner, Plan, Record, Resource, Type, TypeId, TypeVisitor,
    Variant,
};

/// Longer lists of fixed length are written `T[]`.
const LONGEST_TUPLE: u32 = 8;

/// Which way a value goes: what a function takes is wider than what it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A parameter: any iterable, any view of bytes.
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
        ty.map_or_else(|| Layout::text("void"), |ty| self.of(ty))
    }

    fn named(&mut self, id: TypeId) -> Layout {
        Layout::text(reference(self.modules, id, self.owner, self.imports))
    }

    fn global(&self, name: &str) -> String {
        self.imports.global(name)
    }

    /// `T[]`, or `Array<T>` for what is no plain name.
    fn array(&self, of: Layout) -> Layout {
        match of {
            Layout::Text(name) => Layout::text(name + "[]"),
            of => Layout::generic(self.global("Array"), vec![of]),
        }
    }

    fn tuple_of(&mut self, items: Vec<Layout>) -> Layout {
        let head = if self.way == Way::In { "readonly " } else { "" };
        Layout::Brackets(head.into(), '[', items, ']')
    }
}

impl TypeVisitor for Annotations<'_> {
    type Output = Layout;

    fn bool(&mut self) -> Layout {
        Layout::text("boolean")
    }

    fn number(&mut self, number: Number) -> Layout {
        Layout::text(match number {
            Number::U64 | Number::S64 => "bigint",
            Number::U8
            | Number::U16
            | Number::U32
            | Number::S8
            | Number::S16
            | Number::S32
            | Number::F32
            | Number::F64 => "number",
        })
    }

    fn char(&mut self) -> Layout {
        Layout::text("string")
    }

    fn string(&mut self) -> Layout {
        Layout::text("string")
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
        let number = self.plan.number(of);
        if let (Way::In, Some(Number::U8)) = (self.way, number) {
            return Layout::text(self.imports.outwit("Bytes"));
        }
        let element = self.of(of);
        let typed = number.map(|number| Layout::text(self.global(typed_array(number))));
        match (self.way, typed) {
            (Way::Out, Some(typed)) => typed,
            (Way::Out, None) => self.array(element),
            (Way::In, typed) => {
                let iterable = Layout::generic(self.global("Iterable"), vec![element]);
                Layout::union(typed.into_iter().chain([iterable]).collect())
            }
        }
    }

    fn fixed_list(&mut self, id: TypeId, of: Type, length: u32) -> Layout {
        let element = self.of(of);
        match (length <= LONGEST_TUPLE, self.way) {
            (true, _) => self.tuple_of((0..length).map(|_| element.clone()).collect()),
            (false, Way::Out) => self.array(element),
            (false, Way::In) if self.plan.number(of) == Some(Number::U8) => {
                let bytes = self.list(id, of);
                let iterable = Layout::generic(self.global("Iterable"), vec![element]);
                Layout::union(vec![bytes, iterable])
            }
            (false, Way::In) => self.list(id, of),
        }
    }

    fn map(&mut self, _: TypeId, key: Type, value: Type) -> Layout {
        let head = match self.way {
            Way::In => "ReadonlyMap",
            Way::Out => "Map",
        };
        Layout::generic(self.global(head), vec![self.of(key), self.of(value)])
    }

    fn tuple(&mut self, _: TypeId, of: &[Type]) -> Layout {
        let items = of.iter().map(|ty| self.of(*ty)).collect();
        self.tuple_of(items)
    }

    fn option(&mut self, _: TypeId, of: Type) -> Layout {
        let payload = self.of(of);
        match self.plan.is_option(of) {
            true => Layout::generic(self.imports.outwit("Option"), vec![payload]),
            false => Layout::union(vec![payload, Layout::text("undefined")]),
        }
    }

    fn result(&mut self, _: TypeId, ok: Option<Type>, err: Option<Type>) -> Layout {
        let payloads = vec![self.of_payload(ok), self.of_payload(err)];
        Layout::generic(self.imports.outwit("Result"), payloads)
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

/// The payload of an option whose `none` is `undefined`: one that is not nested.
pub fn undefinable(plan: &Plan, ty: Type) -> Option<Type> {
    let Type::Def(id) = ty else { return None };
    match plan.def(id).kind {
        Kind::Option(of) if !plan.is_option(of) => Some(of),
        _ => None,
    }
}

fn typed_array(number: Number) -> &'static str {
    match number {
        Number::U8 => "Uint8Array",
        Number::U16 => "Uint16Array",
        Number::U32 => "Uint32Array",
        Number::U64 => "BigUint64Array",
        Number::S8 => "Int8Array",
        Number::S16 => "Int16Array",
        Number::S32 => "Int32Array",
        Number::S64 => "BigInt64Array",
        Number::F32 => "Float32Array",
        Number::F64 => "Float64Array",
    }
}
