//! Which ways the values of each type go.

use super::model::{Function, Kind, Returns, Type, TypeDef};

/// Marks every type that a parameter or a result of an exported function is made of.
pub(super) fn mark(types: &mut [TypeDef], functions: &[Function]) {
    for function in functions {
        for param in &function.params {
            set(types, param.ty, |def| &mut def.lowered);
        }
        match function.returns {
            Returns::Nothing => {}
            Returns::Value(ty) => set(types, ty, |def| &mut def.lifted),
            Returns::Fallible { id, .. } => set(types, Type::Def(id), |def| &mut def.lifted),
        }
    }
}

fn set(types: &mut [TypeDef], ty: Type, way: fn(&mut TypeDef) -> &mut bool) {
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
        Kind::Enum(_) | Kind::Flags(_) | Kind::Resource(_) => Vec::new(),
        Kind::List(of) | Kind::FixedList(of, _) | Kind::Option(of) => vec![*of],
        Kind::Map(key, value) => vec![*key, *value],
        Kind::Tuple(of) => of.clone(),
        Kind::Result(ok, err) => ok.iter().chain(err).copied().collect(),
        Kind::Own(id) | Kind::Borrow(id) => vec![Type::Def(*id)],
    }
}
