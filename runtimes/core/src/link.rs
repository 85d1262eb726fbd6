//! Compares the world that the caller expects with the types that the component really has, and
//! makes the [`Plan`] from the two. A difference is an error that names it, never a misread value.

use crate::difference::{Expected, Found};
use crate::error::{Error, ErrorKind};
use crate::host::Number;
use crate::plan::{
    Cases, FunctionPlan, Kind, MapPlan, Node, NodeId, ParamsPlan, Plan, Tag, flags_mask, lay_out,
};
use outwit_signature::{Function, Type, TypeDef, TypeId, TypeText, World};
use std::collections::HashMap;
use wasmtime::component::__internal::wasmtime_environ::component::ResourceIndex;
use wasmtime::component::__internal::{ComponentTypes, InterfaceType};

/// The types of one function as Wasmtime checked them.
pub(crate) struct Actual<'a> {
    pub types: &'a ComponentTypes,
    pub params: &'a [InterfaceType],
    pub result: Option<InterfaceType>,
}

/// Which of the component's resources a resource of the world is. Wasmtime counts the ones that
/// the host gives first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resources {
    known: HashMap<TypeId, ResourceIndex>,
    given: u32,
}

impl Resources {
    /// `given` are the host's resources in the order in which they were given.
    pub fn new(given: &[TypeId]) -> Resources {
        let known = given.iter().zip(0..).map(|(&id, index)| (id, ResourceIndex::from_u32(index))).collect();
        Resources { known, given: given.len() as u32 }
    }

    /// Whether `index` is the resource `id`. Of a resource of the guest's nothing may be known before;
    /// those of the host are known, or the host would never hear that the guest dropped one.
    fn is(&mut self, id: TypeId, imported: bool, index: ResourceIndex) -> bool {
        match imported {
            true => self.known.get(&id) == Some(&index),
            false => index.as_u32() >= self.given && *self.known.entry(id).or_insert(index) == index,
        }
    }
}

/// Grows a plan function by function. Types that occur again are planned once.
pub(crate) struct Linker<'w> {
    world: &'w World,
    plan: Plan,
    known: HashMap<(Type, InterfaceType), NodeId>,
    resources: Resources,
}

impl<'w> Linker<'w> {
    pub fn new(world: &'w World, resources: Resources) -> Linker<'w> {
        Linker { world, plan: Plan::default(), known: HashMap::new(), resources }
    }

    pub fn finish(self) -> Plan {
        self.plan
    }

    /// How many flat values a node takes.
    pub fn flat(&self, node: NodeId) -> usize {
        self.plan.nodes[node].flat
    }

    /// Adds the next function of the world's exports.
    pub fn function(&mut self, function: &Function, actual: &Actual<'_>) -> Result<(), Error> {
        let params = self.params(function, actual.types, actual.params)?;
        let result = self.result(function, actual.types, actual.result)?;
        self.plan.functions.push(FunctionPlan { params, result });
        Ok(())
    }

    /// Plans the parameters of a function.
    pub fn params(
        &mut self,
        function: &Function,
        types: &ComponentTypes,
        actual: &[InterfaceType],
    ) -> Result<ParamsPlan, Error> {
        if function.params.len() != actual.len() {
            let what =
                format!("expected {} parameters, the component has {}", function.params.len(), actual.len());
            return Err(difference(function, what));
        }
        let mut nodes = Vec::with_capacity(actual.len());
        for (param, ty) in function.params.iter().zip(actual) {
            let node = self
                .node(param.ty, *ty, types)
                .map_err(|what| difference(function, format!("parameter `{}`{what}", param.name)))?;
            nodes.push(node);
        }
        let planned = &self.plan.nodes;
        let (members, size, align) = lay_out(nodes.iter().map(|&id| (id, &planned[id])))
            .ok_or_else(|| difference(function, "parameters of more than 4 GiB".into()))?;
        let flat = nodes.iter().map(|&id| planned[id].flat).sum();
        Ok(ParamsPlan { members, size, align, flat })
    }

    /// Plans the result of a function, if it has one.
    pub fn result(
        &mut self,
        function: &Function,
        types: &ComponentTypes,
        actual: Option<InterfaceType>,
    ) -> Result<Option<NodeId>, Error> {
        match (function.result, actual) {
            (None, None) => Ok(None),
            (Some(ty), Some(actual)) => self
                .node(ty, actual, types)
                .map(Some)
                .map_err(|what| difference(function, format!("result{what}"))),
            (Some(_), None) => Err(difference(function, "expected a result, the component has none".into())),
            (None, Some(_)) => Err(difference(function, "expected no result, the component has one".into())),
        }
    }

    /// The node for an expected type and what the component has in its place. The error is what
    /// to say after the name of the place.
    fn node(&mut self, ty: Type, actual: InterfaceType, types: &ComponentTypes) -> Result<NodeId, String> {
        if let Some(&node) = self.known.get(&(ty, actual)) {
            return Ok(node);
        }
        let node = self.new_node(ty, actual, types)?;
        let id = self.plan.nodes.len();
        self.plan.nodes.push(node);
        self.known.insert((ty, actual), id);
        Ok(id)
    }

    fn new_node(&mut self, ty: Type, actual: InterfaceType, types: &ComponentTypes) -> Result<Node, String> {
        let mismatch =
            |world: &World| Err(format!(" was {}, is {}", Expected(world, ty), Found(types, actual)));
        let id = match (ty, actual) {
            (Type::Bool, InterfaceType::Bool) => return Ok(scalar(1, Kind::Bool)),
            (Type::U8, InterfaceType::U8) => return Ok(scalar(1, Kind::U8)),
            (Type::U16, InterfaceType::U16) => return Ok(scalar(2, Kind::U16)),
            (Type::U32, InterfaceType::U32) => return Ok(scalar(4, Kind::U32)),
            (Type::U64, InterfaceType::U64) => return Ok(scalar(8, Kind::U64)),
            (Type::S8, InterfaceType::S8) => return Ok(scalar(1, Kind::S8)),
            (Type::S16, InterfaceType::S16) => return Ok(scalar(2, Kind::S16)),
            (Type::S32, InterfaceType::S32) => return Ok(scalar(4, Kind::S32)),
            (Type::S64, InterfaceType::S64) => return Ok(scalar(8, Kind::S64)),
            (Type::F32, InterfaceType::Float32) => return Ok(scalar(4, Kind::F32)),
            (Type::F64, InterfaceType::Float64) => return Ok(scalar(8, Kind::F64)),
            (Type::Char, InterfaceType::Char) => return Ok(scalar(4, Kind::Char)),
            (Type::String, InterfaceType::String) => return Ok(pointer_pair(0, Kind::String)),
            (Type::Def(id), _) => id,
            _ => return mismatch(self.world),
        };
        let world = self.world;
        let Some(def) = world.def(id) else { return mismatch(world) };
        match (def, actual) {
            (TypeDef::List { of, length: None }, InterfaceType::List(list)) => {
                let element = types[list].element;
                let node = self.node(*of, element, types).map_err(|e| format!("[]{e}"))?;
                Ok(pointer_pair(id, number(element).map_or(Kind::List(node), Kind::Numbers)))
            }
            (TypeDef::List { of, length: Some(n) }, InterfaceType::FixedLengthList(list)) => {
                let list = &types[list];
                if list.size != *n {
                    return mismatch(world);
                }
                let node = self.node(*of, list.element, types).map_err(|e| format!("[]{e}"))?;
                let length = *n as usize;
                let kind = match number(list.element) {
                    Some(number) => Kind::FixedNumbers(number, length),
                    None => Kind::FixedList(node, length),
                };
                let element = &self.plan.nodes[node];
                Ok(Node {
                    id,
                    size: element.size.checked_mul(*n).ok_or(" is larger than 4 GiB")?,
                    align: element.align,
                    flat: element.flat.saturating_mul(length),
                    plain: element.plain,
                    kind,
                })
            }
            (TypeDef::Map { key, value }, InterfaceType::Map(map)) => {
                let map = &types[map];
                let key = self.node(*key, map.key, types).map_err(|e| format!(" key{e}"))?;
                let value = self.node(*value, map.value, types).map_err(|e| format!(" value{e}"))?;
                let nodes = &self.plan.nodes;
                let (members, size, align) = lay_out([key, value].into_iter().map(|n| (n, &nodes[n])))
                    .ok_or(" is larger than 4 GiB")?;
                let value_offset = members.get(1).map_or(0, |m| m.offset);
                let plan =
                    MapPlan { key, value, value_offset, entry_size: size as usize, entry_align: align };
                Ok(pointer_pair(id, Kind::Map(plan)))
            }
            (TypeDef::Record { fields, .. }, InterfaceType::Record(record)) => {
                let found = &types[record].fields;
                let same =
                    fields.len() == found.len() && fields.iter().zip(found).all(|(f, g)| f.name == g.name);
                if !same {
                    return mismatch(world);
                }
                let mut members = Vec::with_capacity(found.len());
                for (field, actual) in fields.iter().zip(found) {
                    members.push(
                        self.node(field.ty, actual.ty, types).map_err(|e| format!(".{}{e}", field.name))?,
                    );
                }
                self.product(id, &members, Kind::Record)
            }
            (TypeDef::Tuple { of }, InterfaceType::Tuple(tuple)) => {
                let found = &types[tuple].types;
                if of.len() != found.len() {
                    return mismatch(world);
                }
                let mut members = Vec::with_capacity(found.len());
                for (index, (ty, actual)) in of.iter().zip(found).enumerate() {
                    members.push(self.node(*ty, *actual, types).map_err(|e| format!("[{index}]{e}"))?);
                }
                self.product(id, &members, Kind::Tuple)
            }
            (TypeDef::Variant { cases, .. }, InterfaceType::Variant(variant)) => {
                let found = &types[variant].cases;
                if !cases.iter().map(|case| &case.name).eq(found.keys()) {
                    return mismatch(world);
                }
                let mut payloads = Vec::with_capacity(found.len());
                for (case, (_, actual)) in cases.iter().zip(found) {
                    payloads.push(
                        self.payload(case.ty, *actual, types).map_err(|e| format!(".{}{e}", case.name))?,
                    );
                }
                self.sum(id, payloads, Kind::Variant)
            }
            (TypeDef::Enum { cases, .. }, InterfaceType::Enum(found)) => {
                if !types[found].names.iter().eq(cases.iter()) {
                    return mismatch(world);
                }
                let tag = Tag::for_cases(cases.len());
                let cases = u32::try_from(cases.len()).map_err(|_| " has too many cases")?;
                Ok(Node { id, ..scalar(tag.size(), Kind::Enum { tag, cases }) })
            }
            (TypeDef::Flags { flags, .. }, InterfaceType::Flags(found)) => {
                if !types[found].names.iter().eq(flags.iter()) {
                    return mismatch(world);
                }
                let size = match flags.len() {
                    0..=8 => 1,
                    9..=16 => 2,
                    17..=32 => 4,
                    _ => {
                        return Err(
                            " has more than 32 flags, which the component model does not allow".into()
                        );
                    }
                };
                Ok(Node { id, ..scalar(size, Kind::Flags { size, mask: flags_mask(flags.len()) }) })
            }
            (TypeDef::Option { of }, InterfaceType::Option(option)) => {
                let payload = self.node(*of, types[option].ty, types)?;
                self.sum(id, vec![None, Some(payload)], Kind::Option)
            }
            (TypeDef::Result { ok, err }, InterfaceType::Result(result)) => {
                let result = &types[result];
                let ok = self.payload(*ok, result.ok, types).map_err(|e| format!(" ok{e}"))?;
                let err = self.payload(*err, result.err, types).map_err(|e| format!(" err{e}"))?;
                self.sum(id, vec![ok, err], Kind::Result)
            }
            (TypeDef::Own { of }, InterfaceType::Own(table))
            | (TypeDef::Borrow { of }, InterfaceType::Borrow(table)) => {
                let imported = world.is_imported(*of);
                if !self.resources.is(*of, imported, types[table].unwrap_concrete_ty()) {
                    return Err(format!(" was {}, is another resource", TypeText(world, ty)));
                }
                let kind = match (def, imported) {
                    (TypeDef::Own { .. }, false) => Kind::Own(actual),
                    (TypeDef::Own { .. }, true) => Kind::HostOwn(actual, *of),
                    (_, false) => Kind::Borrow(actual),
                    (_, true) => Kind::HostBorrow(actual, *of),
                };
                Ok(Node { id, plain: false, ..scalar(4, kind) })
            }
            _ => mismatch(world),
        }
    }

    fn payload(
        &mut self,
        ty: Option<Type>,
        actual: Option<InterfaceType>,
        types: &ComponentTypes,
    ) -> Result<Option<NodeId>, String> {
        match (ty, actual) {
            (Some(ty), Some(actual)) => self.node(ty, actual, types).map(Some),
            (Some(ty), None) => Err(format!(" was {}, has no payload", TypeText(self.world, ty))),
            (None, Some(actual)) => Err(format!(" had no payload, is {}", Found(types, actual))),
            (None, None) => Ok(None),
        }
    }

    fn product(
        &self,
        id: TypeId,
        members: &[NodeId],
        kind: fn(Box<[crate::plan::Member]>) -> Kind,
    ) -> Result<Node, String> {
        let nodes = &self.plan.nodes;
        let (placed, size, align) =
            lay_out(members.iter().map(|&n| (n, &nodes[n]))).ok_or(" is larger than 4 GiB")?;
        Ok(Node {
            id,
            size,
            align,
            flat: members.iter().map(|&n| nodes[n].flat).sum(),
            plain: members.iter().all(|&n| nodes[n].plain),
            kind: kind(placed),
        })
    }

    fn sum(
        &self,
        id: TypeId,
        payloads: Vec<Option<NodeId>>,
        kind: fn(Cases) -> Kind,
    ) -> Result<Node, String> {
        let tag = Tag::for_cases(payloads.len());
        let (mut size, mut align, mut flat, mut plain) = (0, 1, 0, true);
        for &payload in payloads.iter().flatten() {
            let node = &self.plan.nodes[payload];
            size = size.max(node.size);
            align = align.max(node.align);
            flat = flat.max(node.flat);
            plain &= node.plain;
        }
        let too_large = " is larger than 4 GiB";
        let payload_offset = crate::plan::align_to(tag.size(), align).ok_or(too_large)?;
        let align = align.max(tag.size());
        let end = payload_offset.checked_add(size).ok_or(too_large)?;
        let size = crate::plan::align_to(end, align).ok_or(too_large)?;
        let cases = Cases { tag, payload_offset: payload_offset as usize, payloads: payloads.into() };
        Ok(Node { id, size, align, flat: flat.saturating_add(1), plain, kind: kind(cases) })
    }
}

fn scalar(size: u32, kind: Kind) -> Node {
    Node { id: TypeId::MAX, size, align: size, flat: 1, plain: true, kind }
}

fn pointer_pair(id: TypeId, kind: Kind) -> Node {
    Node { id, size: 8, align: 4, flat: 2, plain: false, kind }
}

fn number(ty: InterfaceType) -> Option<Number> {
    Some(match ty {
        InterfaceType::U8 => Number::U8,
        InterfaceType::S8 => Number::S8,
        InterfaceType::U16 => Number::U16,
        InterfaceType::S16 => Number::S16,
        InterfaceType::U32 => Number::U32,
        InterfaceType::S32 => Number::S32,
        InterfaceType::U64 => Number::U64,
        InterfaceType::S64 => Number::S64,
        InterfaceType::Float32 => Number::F32,
        InterfaceType::Float64 => Number::F64,
        _ => return None,
    })
}

fn difference(function: &Function, what: String) -> Error {
    Error::new(ErrorKind::Link, format!("{}: {what}", place(function)))
}

/// Where a function stands: `outwit:pdf/reader@0.1.0.extract-text`.
pub(crate) fn place(function: &Function) -> String {
    match &function.interface {
        Some(interface) => format!("{interface}.{}", function.name),
        None => function.name.clone(),
    }
}
