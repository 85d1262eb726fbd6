//! What a component imports: found, defined and planned once when it is linked.

use crate::abi;
use crate::error::{Error, ErrorKind};
use crate::instance::Data;
use crate::link::{Linker, Resources};
use crate::plan::{MAX_FLAT_PARAMS, NodeId, ParamsPlan, Plan};
use crate::versions::compatible;
use outwit_signature::{Function, FunctionText, Type, TypeDef, TypeId, World};
use std::sync::Arc;
use wasmtime::Engine;
use wasmtime::component::__internal::{ComponentTypes, InterfaceType};
use wasmtime::component::types::{self, ComponentItem};
use wasmtime::component::{Component, InstancePre, ResourceType};

/// The imports of a component, ready to be called by it.
pub(crate) struct Supply {
    pub world: Arc<World>,
    pub plan: Plan,
    /// Which resources of the component the host's are.
    pub resources: Resources,
    /// The positions in the world's imports of those that the component has.
    pub needed: Vec<u32>,
    /// By the number of the parameters' tuple type.
    shapes: Vec<Option<Shape>>,
    /// By position in the world's imports.
    results: Vec<Option<(InterfaceType, Option<NodeId>)>>,
}

/// The parameters of all the imports that take the same types. Component types are structural, so
/// the world may have several names for them.
pub(crate) struct Shape {
    pub params: ParamsPlan,
    /// Whether the world names the types alike in all those imports: only then does the plan
    /// fit whichever of them is called.
    pub same_names: bool,
}

impl Supply {
    /// The plan for parameters of this type.
    #[inline]
    pub fn shape(&self, ty: InterfaceType) -> Option<&Shape> {
        match ty {
            InterfaceType::Tuple(index) => self.shapes.get(index.as_u32() as usize)?.as_ref(),
            _ => None,
        }
    }

    /// The plan for the result of an import, if it is of this type.
    #[inline]
    pub fn result(&self, import: u32, ty: InterfaceType) -> Option<Option<NodeId>> {
        match self.results.get(import as usize) {
            Some(Some((planned, node))) if *planned == ty => Some(*node),
            _ => None,
        }
    }

    /// Plans parameters of a type that was not seen before, by every import that they fit.
    pub fn late_shape(
        &self,
        linker: &mut Linker<'_>,
        ty: InterfaceType,
        types: &ComponentTypes,
    ) -> Option<Shape> {
        let InterfaceType::Tuple(tuple) = ty else { return None };
        let mut shape: Option<Shape> = None;
        for &import in &self.needed {
            let function = &self.world.imports[import as usize];
            let Ok(params) = linker.params(function, types, &types[tuple].types) else { continue };
            join(&mut shape, params);
        }
        shape
    }

    /// Plans the result of an import of a type that was not seen before.
    pub fn late_result(
        &self,
        linker: &mut Linker<'_>,
        import: u32,
        ty: InterfaceType,
        types: &ComponentTypes,
    ) -> Option<Option<NodeId>> {
        let InterfaceType::Tuple(tuple) = ty else { return None };
        let function = self.world.imports.get(import as usize)?;
        linker.result(function, types, types[tuple].types.first().copied()).ok()
    }

    /// An error that names every import which the component needs and the host does not have.
    pub fn check(&self, mut has: impl FnMut(u32) -> bool) -> Result<(), Error> {
        let missing = self.needed.iter().filter(|&&import| !has(import));
        let missing = missing.map(|&import| text(&self.world, &self.world.imports[import as usize]));
        let missing: Vec<String> = missing.collect();
        match &missing[..] {
            [] => Ok(()),
            [one] => Err(link(format!("the component imports {one}, and the host does not supply it"))),
            _ => {
                let what = "functions that the host does not supply";
                Err(link(format!("the component imports {what}: {}", missing.join("; "))))
            }
        }
    }
}

/// Adds the plan of one more import to a shape.
fn join(shape: &mut Option<Shape>, params: ParamsPlan) {
    match shape {
        None => *shape = Some(Shape { params, same_names: true }),
        Some(shape) => {
            let nodes = |params: &ParamsPlan| params.members.iter().map(|m| m.node).collect::<Vec<_>>();
            shape.same_names &= nodes(&shape.params) == nodes(&params);
        }
    }
}

fn link(message: String) -> Error {
    Error::new(ErrorKind::Link, message)
}

/// A function as WIT writes it, with its interface in front.
fn text(world: &World, function: &Function) -> String {
    match &function.interface {
        Some(interface) => format!("{interface}.{}", FunctionText(world, function)),
        None => FunctionText(world, function).to_string(),
    }
}

/// Defines the imports of a component as the world says, and plans their calls.
///
/// `actual` is asked for the world as the component declares it, for messages only.
pub(crate) fn supply(
    engine: &Engine,
    component: &Component,
    world: &Arc<World>,
    actual: impl FnOnce() -> Result<Arc<World>, Error>,
) -> Result<(InstancePre<Data>, Supply), Error> {
    let wanted = Wanted::of(engine, component, world);
    if !wanted.foreign.is_empty() {
        let what = wanted.foreign.join("; ");
        return Err(link(format!("the component imports what no WIT can say and is not supported: {what}")));
    }
    if !wanted.unknown.is_empty() {
        let actual = actual()?;
        let text = |(interface, name): &(Option<String>, String)| {
            let found = actual.imports.iter().find(|f| f.interface == *interface && f.name == *name);
            found.map_or_else(|| name.clone(), |function| text(&actual, function))
        };
        let unknown: Vec<String> = wanted.unknown.iter().map(text).collect();
        return Err(link(format!(
            "the component imports what its world does not have: {}; is it another version?",
            unknown.join("; ")
        )));
    }
    let mut linker = wasmtime::component::Linker::<Data>::new(engine);
    let failed = |error: wasmtime::Error| link(format!("the component cannot be linked: {error:#}"));
    for (interface, name, resource) in &wanted.resources {
        let mut instance = linker.root();
        let mut instance = match interface {
            Some(interface) => instance.instance(interface).map_err(failed)?,
            None => instance,
        };
        abi::define_resource(&mut instance, name, *resource).map_err(failed)?;
    }
    let counts = flat_counts(world);
    let flat = |function: &Function| {
        let params: usize = function.params.iter().map(|param| flat_count(&counts, param.ty)).sum();
        (params, function.result.map_or(0, |ty| flat_count(&counts, ty)))
    };
    for &(import, ref name) in &wanted.functions {
        let function = &world.imports[import as usize];
        let mut instance = linker.root();
        let mut instance = match name {
            Some(interface) => instance.instance(interface).map_err(failed)?,
            None => instance,
        };
        let (params, results) = flat(function);
        abi::define(&mut instance, &function.name, import, params, results).map_err(failed)?;
    }
    let (pre, checked) = abi::checked_types(|| linker.instantiate_pre(component));
    let checked = checked?;
    let resources = Resources::new(&wanted.resources.iter().map(|(.., id)| *id).collect::<Vec<_>>());
    let mut planner = Linker::new(world, resources.clone());
    let (mut shapes, mut results) = (Vec::<Option<Shape>>::new(), vec![None; world.imports.len()]);
    for (&(import, _), checked) in wanted.functions.iter().zip(&checked) {
        let function = &world.imports[import as usize];
        let actual = checked.actual();
        let params = planner.params(function, actual.types, actual.params)?;
        let result = planner.result(function, actual.types, actual.result)?;
        let planned = (params.flat, result.map_or(0, |node| planner.flat(node)));
        let cap = |(a, b): (usize, usize)| (a.min(MAX_FLAT_PARAMS + 1), b.min(MAX_FLAT_PARAMS + 1));
        if cap(planned) != cap(flat(function)) {
            return Err(link("defect in outwit: an import was defined with other types than planned".into()));
        }
        results[import as usize] = Some((InterfaceType::Tuple(checked.results), result));
        let index = checked.params.as_u32() as usize;
        if shapes.len() <= index {
            shapes.resize_with(index + 1, || None);
        }
        join(&mut shapes[index], params);
    }
    // Only now, since a difference of types says more.
    let pre = pre.map_err(failed)?;
    if checked.len() != wanted.functions.len() {
        return Err(link("defect in outwit: Wasmtime checked other imports than it has".into()));
    }
    let needed = wanted.functions.iter().map(|(import, _)| *import).collect();
    let plan = planner.finish();
    Ok((pre, Supply { world: world.clone(), plan, resources, needed, shapes, results }))
}

/// What a component imports, in the order in which Wasmtime checks it.
#[derive(Default)]
struct Wanted {
    /// Positions in the world's imports, and the interfaces as the component names them.
    functions: Vec<(u32, Option<String>)>,
    /// Interface, name and entry in the world's types.
    resources: Vec<(Option<String>, String, TypeId)>,
    /// What the world does not have.
    unknown: Vec<(Option<String>, String)>,
    /// What no world can have.
    foreign: Vec<String>,
}

impl Wanted {
    fn of(engine: &Engine, component: &Component, world: &World) -> Wanted {
        let mut wanted = Wanted::default();
        let mut seen = Vec::new();
        for (name, item) in component.component_type().imports(engine) {
            match item.ty {
                ComponentItem::ComponentInstance(instance) => {
                    for (inner, item) in instance.exports(engine) {
                        wanted.add(engine, world, Some(name), inner, &item.ty, &mut seen);
                    }
                }
                item => wanted.add(engine, world, None, name, &item, &mut seen),
            }
        }
        wanted
    }

    fn add(
        &mut self,
        engine: &Engine,
        world: &World,
        interface: Option<&str>,
        name: &str,
        item: &ComponentItem,
        seen: &mut Vec<ResourceType>,
    ) {
        let owner = interface.map(str::to_owned);
        match item {
            ComponentItem::ComponentFunc(_) => {
                let is_it =
                    |f: &Function, same: Same| f.name == name && same(interface, f.interface.as_deref());
                match best(&world.imports, is_it) {
                    Some(position) => self.functions.push((position as u32, owner)),
                    None => self.unknown.push((owner, name.to_owned())),
                }
            }
            // An interface that uses another's resource repeats it.
            ComponentItem::Resource(ty) if !seen.contains(ty) => {
                seen.push(*ty);
                let is_it = |def: &TypeDef, same: Same| match def {
                    TypeDef::Resource { name: known, interface: of, imported: true } => {
                        known == name && same(interface, of.as_deref())
                    }
                    _ => false,
                };
                // The world need not know a resource that none of its functions mentions.
                let unused = TypeId::MAX - seen.len() as u32;
                let id = best(&world.types, is_it).map_or(unused, |id| id as u32);
                self.resources.push((owner, name.to_owned(), id));
            }
            ComponentItem::Resource(_) | ComponentItem::Type(_) => {}
            // An instance of nothing but types asks for nothing.
            ComponentItem::ComponentInstance(inner) if asks_nothing(engine, inner) => {}
            _ => {
                let what = match item {
                    ComponentItem::ComponentInstance(_) => "an interface inside an interface",
                    ComponentItem::Component(_) => "a component",
                    _ => "a core module",
                };
                self.foreign.push(match interface {
                    Some(interface) => format!("{interface}.{name}, {what}"),
                    None => format!("{name}, {what}"),
                });
            }
        }
    }
}

fn asks_nothing(engine: &Engine, instance: &types::ComponentInstance) -> bool {
    instance.exports(engine).all(|(_, item)| match item.ty {
        ComponentItem::Type(_) => true,
        ComponentItem::ComponentInstance(inner) => asks_nothing(engine, &inner),
        _ => false,
    })
}

/// Whether two names of an interface mean the same.
type Same = fn(Option<&str>, Option<&str>) -> bool;

/// The position of what has exactly the version that is wanted, or else of what stands for it.
fn best<T>(items: &[T], is_it: impl Fn(&T, Same) -> bool) -> Option<usize> {
    let position = |same: Same| items.iter().position(|item| is_it(item, same));
    position(|wanted, offered| wanted == offered).or_else(|| position(compatible))
}

/// How many flat values each of the world's types takes (Canonical ABI, `flatten_type`); above
/// [`MAX_FLAT_PARAMS`] just more than that.
fn flat_counts(world: &World) -> Vec<usize> {
    let mut counts = Vec::with_capacity(world.types.len());
    for def in &world.types {
        // An entry stands after every entry that it mentions.
        let of = |ty: Type| flat_count(&counts, ty);
        let most = |payloads: &mut dyn Iterator<Item = Type>| 1 + payloads.map(of).max().unwrap_or(0);
        let count: usize = match def {
            TypeDef::Record { fields, .. } => fields.iter().map(|field| of(field.ty)).sum(),
            TypeDef::Tuple { of: items } => items.iter().map(|&ty| of(ty)).sum(),
            TypeDef::List { of: item, length: Some(n) } => of(*item).saturating_mul(*n as usize),
            TypeDef::List { .. } | TypeDef::Map { .. } => 2,
            TypeDef::Variant { cases, .. } => most(&mut cases.iter().filter_map(|case| case.ty)),
            TypeDef::Option { of: some } => most(&mut std::iter::once(*some)),
            TypeDef::Result { ok, err } => most(&mut ok.iter().chain(err).copied()),
            TypeDef::Enum { .. } | TypeDef::Flags { .. } | TypeDef::Resource { .. } => 1,
            TypeDef::Own { .. } | TypeDef::Borrow { .. } => 1,
        };
        counts.push(count.min(MAX_FLAT_PARAMS + 1));
    }
    counts
}

fn flat_count(counts: &[usize], ty: Type) -> usize {
    match ty {
        Type::Def(id) => counts.get(id as usize).copied().unwrap_or(0),
        Type::String => 2,
        _ => 1,
    }
}
