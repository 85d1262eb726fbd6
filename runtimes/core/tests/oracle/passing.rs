//! Components that pass what they are given on to an import, and its result back.
//!
//! They know nothing of the layout of `T` either: the arguments lie where they came, and a result
//! that goes through memory lands on top of them, which has room for it: what has more than 16 flat
//! values came through memory itself, and the rest is small.

use crate::common::guests::{Core, MEMORY, Side, declare, flat, lift, parameters, signature};
use outwit_core::signature::{Function, Param, Type, TypeDef, VERSION, World};

/// Where a result goes whose arguments came as flat values: below what `realloc` gives.
const ROOM: &str = "(i32.const 512)";

/// A component and its world: for the type at position `i` of `wanted`, imported and exported,
/// - `pass{i}: func(x: T) -> T`, number `2 * i`;
/// - `more{i}: func(x: T, p1: u32 .. p17: u32) -> tuple<T, u32>`, number `2 * i + 1`.
pub fn component(types: &[TypeDef], wanted: &[Type]) -> (String, World) {
    let mut all = types.to_vec();
    all.extend(wanted.iter().map(|ty| TypeDef::Tuple { of: vec![*ty, Type::U32] }));
    let (mut functions, mut text) = (Vec::new(), Text::default());
    for (position, ty) in wanted.iter().enumerate() {
        let both = Type::Def((types.len() + position) as u32);
        for (name, params, result) in [("pass", parameters(*ty, 0), *ty), ("more", parameters(*ty, 17), both)]
        {
            let name = format!("{name}{position}");
            text.add(&all, &name, &params, result);
            functions.push(Function { interface: None, name, params, result: Some(result), is_async: false });
        }
    }
    let text = text.component(&declare(&all, Side::Imported));
    let (imports, exports) = (functions.clone(), functions);
    (text, World { outwit: VERSION, name: String::new(), types: all, exports, imports })
}

/// The parts of the component's text, function by function.
#[derive(Default)]
struct Text {
    imports: String,
    lowered: String,
    given: String,
    core_imports: String,
    core: String,
    lifted: String,
}

impl Text {
    fn add(&mut self, types: &[TypeDef], name: &str, params: &[Param], result: Type) {
        self.imports += &format!("(import {name:?} (func ${name} {}))\n", signature(params, result));
        self.lowered += &format!(
            "(core func ${name} (canon lower (func ${name}) (memory (core memory $libc \"memory\")) \
             (realloc (core func $libc \"realloc\"))))\n"
        );
        self.given += &format!("(export {name:?} (func ${name}))\n");

        let mut taken: Vec<Core> = params.iter().flat_map(|param| flat(types, param.ty)).collect();
        let in_memory = taken.len() > 16;
        if in_memory {
            taken = vec![Core::I32];
        }
        let locals: String = (0..taken.len()).map(|local| format!(" (local.get {local})")).collect();
        let taken: String = taken.iter().map(|core| format!(" {}", core.name())).collect();
        let (returned, gives, body) = match flat(types, result)[..] {
            [one] => (one, format!(") (result {}", one.name()), format!("(call ${name}{locals})")),
            _ => {
                let to = if in_memory { "(local.get 0)" } else { ROOM };
                (Core::I32, " i32".to_owned(), format!("(call ${name}{locals} {to}) {to}"))
            }
        };
        self.core_imports += &format!("(import \"host\" {name:?} (func ${name} (param{taken}{gives})))\n");
        self.core +=
            &format!("(func (export {name:?}) (param{taken}) (result {}) {body})\n", returned.name());
        self.lifted += &lift(name, &format!("$guest {name:?}"), "$libc", params, result, returned);
    }

    fn component(&self, types: &str) -> String {
        let Text { imports, lowered, given, core_imports, core, lifted } = self;
        format!(
            "(component\n{types}{imports}(core module $libc {MEMORY})\n(core instance $libc (instantiate \
             $libc))\n{lowered}(core module $module\n{core_imports}{core})\n(core instance $guest \
             (instantiate $module (with \"host\" (instance\n{given}))))\n{lifted})"
        )
    }
}
