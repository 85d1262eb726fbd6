//! Which ways the values of each type go.

use super::model::{Function, Kind, Returns, Type, TypeDef};

/// A mark of a type.
type Way = fn(&mut TypeDef) -> &mut bool;

/// Marks every type that a parameter or a result of a function is made of.
pub(super) fn mark(types: &mut [TypeDef], exports: &[Function], imports: &[Function]) {
    let (lowered, lifted): (Way, Way) = (|def| &mut def.lowered, |def| &mut def.lifted);
    for (functions, taken, given) in [(exports, lowered, lifted), (imports, lifted, lowered)] {
        for function in functions {
            for param in &function.params {
                set(types, param.ty, taken);
            }
            match function.returns {
                Returns::Nothing => {}
                Returns::Value(ty) => set(types, ty, given),
                Returns::Fallible { id, .. } => set(types, Type::Def(id), given),
            }
        }
    }
}

fn set(types: &mut [TypeDef], ty: Type, way: Way) {
    let Type::Def(id) = ty else { return };
    let def = &mut types[id as usize];
    if std::mem::replace(way(def), true) {
        return;
    }
    for child in children(&types[id as usize].kind) {
        set(types, child, way);
    }
}

fn children(kind: &Kind) -> Vec<Type> {
    match kind {
        Kind::Record(record) => record.fields.iter().map(|field| field.ty).collect(),
        Kind::Variant(variant) => variant.cases.iter().filter_map(|case| case.ty).collect(),
        Kind::Enum(_) | Kind::Flags(_) | Kind::Resource(_) | Kind::HostResource(_) => Vec::new(),
        Kind::List(of) | Kind::FixedList(of, _) | Kind::Option(of) => vec![*of],
        Kind::Map(key, value) => vec![*key, *value],
        Kind::Tuple(of) => of.clone(),
        Kind::Result(ok, err) => ok.iter().chain(err).copied().collect(),
        Kind::Own(id) | Kind::Borrow(id) | Kind::HostOwn(id) | Kind::HostBorrow(id) => vec![Type::Def(*id)],
    }
}
