//! Components as text, for any type.
//!
//! The guests know nothing of the layout of `T`, which is the point: in
//! `echo: func(x: T, p1: u32 .. p17: u32) -> tuple<T, u32>` all parameters lie in memory like a
//! record with `T` in front, and so does the result, whose address is therefore the arguments'.

use outwit_core::signature::{Function, Param, Type, TypeDef, VERSION, World};

/// How many parameters push the others out to memory.
const MORE: usize = 17;

/// A type of core WebAssembly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Core {
    I32,
    I64,
    F32,
    F64,
}

impl Core {
    pub fn name(self) -> &'static str {
        match self {
            Core::I32 => "i32",
            Core::I64 => "i64",
            Core::F32 => "f32",
            Core::F64 => "f64",
        }
    }

    /// The value at an address.
    pub fn load(self, at: u32) -> String {
        format!(" ({}.load offset={at} (i32.const 0))", self.name())
    }

    /// The local as 64 bits.
    pub fn bits(self, local: usize) -> String {
        match self {
            Core::I32 => format!("(i64.extend_i32_u (local.get {local}))"),
            Core::I64 => format!("(local.get {local})"),
            Core::F32 => format!("(i64.extend_i32_u (i32.reinterpret_f32 (local.get {local})))"),
            Core::F64 => format!("(i64.reinterpret_f64 (local.get {local}))"),
        }
    }
}

/// The flat values of a type; where there are more than 16, only that.
pub fn flat(types: &[TypeDef], ty: Type) -> Vec<Core> {
    let mut all = Vec::new();
    add_flat(types, ty, &mut all);
    all
}

fn add_flat(types: &[TypeDef], ty: Type, all: &mut Vec<Core>) {
    let id = match ty {
        Type::U64 | Type::S64 => return all.push(Core::I64),
        Type::F32 => return all.push(Core::F32),
        Type::F64 => return all.push(Core::F64),
        Type::String => return all.extend([Core::I32; 2]),
        Type::Def(id) => id,
        _ => return all.push(Core::I32),
    };
    let def = &types[id as usize];
    match def {
        TypeDef::List { of, length: Some(length) } => {
            for _ in 0..*length {
                add_flat(types, *of, all);
                if all.len() > 16 {
                    return;
                }
            }
        }
        TypeDef::List { .. } | TypeDef::Map { .. } => all.extend([Core::I32; 2]),
        TypeDef::Record { .. } | TypeDef::Tuple { .. } => {
            def.children().into_iter().for_each(|ty| add_flat(types, ty, all));
        }
        TypeDef::Variant { .. } | TypeDef::Option { .. } | TypeDef::Result { .. } => {
            let mut joined: Vec<Core> = Vec::new();
            for ty in def.children() {
                for (at, core) in flat(types, ty).into_iter().enumerate() {
                    match joined.get_mut(at) {
                        None => joined.push(core),
                        Some(other) => *other = join(*other, core),
                    }
                }
            }
            all.push(Core::I32);
            all.extend(joined);
        }
        _ => all.push(Core::I32),
    }
}

fn join(a: Core, b: Core) -> Core {
    match (a, b) {
        _ if a == b => a,
        (Core::I32 | Core::F32, Core::I32 | Core::F32) => Core::I32,
        _ => Core::I64,
    }
}

/// How a type is written where it is used.
pub fn mention(ty: Type) -> String {
    match ty {
        Type::Def(id) => format!("$t{id}"),
        primitive => primitive.primitive_name().unwrap().to_owned(),
    }
}

/// Where a component's types have their names.
#[derive(Clone, Copy)]
pub enum Side {
    Imported,
    Exported,
}

/// The types as a component declares them.
pub fn declare(types: &[TypeDef], side: Side) -> String {
    types.iter().enumerate().map(|(id, def)| declare_one(id, def, side)).collect()
}

/// One entry of the types.
pub fn declare_one(id: usize, def: &TypeDef, side: Side) -> String {
    let quoted = |names: &[String]| names.iter().map(|name| format!(" {name:?}")).collect::<String>();
    let payload = |ty: &Option<Type>| ty.map(|ty| format!(" {}", mention(ty))).unwrap_or_default();
    let (name, text) = match def {
        TypeDef::Record { name, fields, .. } => {
            let fields = fields.iter().map(|f| format!(" (field {:?} {})", f.name, mention(f.ty)));
            (Some(name), format!("record{}", fields.collect::<String>()))
        }
        TypeDef::Variant { name, cases, .. } => {
            let cases = cases.iter().map(|c| format!(" (case {:?}{})", c.name, payload(&c.ty)));
            (Some(name), format!("variant{}", cases.collect::<String>()))
        }
        TypeDef::Enum { name, cases, .. } => (Some(name), format!("enum{}", quoted(cases))),
        TypeDef::Flags { name, flags, .. } => (Some(name), format!("flags{}", quoted(flags))),
        TypeDef::List { of, length: None } => (None, format!("list {}", mention(*of))),
        TypeDef::List { of, length: Some(length) } => (None, format!("list {} {length}", mention(*of))),
        TypeDef::Map { key, value } => (None, format!("map {} {}", mention(*key), mention(*value))),
        TypeDef::Tuple { of } => {
            (None, format!("tuple{}", of.iter().map(|ty| format!(" {}", mention(*ty))).collect::<String>()))
        }
        TypeDef::Option { of } => (None, format!("option {}", mention(*of))),
        TypeDef::Result { ok, err } => {
            let err = err.map(|ty| format!(" (error {})", mention(ty))).unwrap_or_default();
            (None, format!("result{}{err}", payload(ok)))
        }
        TypeDef::Own { of } => (None, format!("own $t{of}")),
        TypeDef::Borrow { of } => (None, format!("borrow $t{of}")),
        other => panic!("not for these guests: {other:?}"),
    };
    match (name, side) {
        (None, _) => format!("(type $t{id} ({text}))\n"),
        (Some(name), Side::Exported) => {
            format!("(type $d{id} ({text}))\n(export $t{id} {name:?} (type $d{id}))\n")
        }
        (Some(name), Side::Imported) => {
            format!("(type $d{id} ({text}))\n(import {name:?} (type $t{id} (eq $d{id})))\n")
        }
    }
}

/// The core module's parts that all functions share: an allocator that starts anew, over zeros,
/// after every call, so that equal calls leave equal memory behind.
pub const MEMORY: &str = r#"
    (memory (export "memory") 2)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
      (local.set $at (i32.and
        (i32.add (global.get $next) (i32.sub (local.get 2) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get 2))))
      (global.set $next (i32.add (local.get $at) (local.get 3)))
      (if (i32.gt_u (global.get $next) (i32.shl (memory.size) (i32.const 16)))
        (then (drop (memory.grow
          (i32.sub (i32.add (i32.shr_u (global.get $next) (i32.const 16)) (i32.const 1)) (memory.size))))))
      (local.get $at))
    (func $post
      (memory.fill (i32.const 1024) (i32.const 0) (i32.sub (global.get $next) (i32.const 1024)))
      (global.set $next (i32.const 1024)))
    (func (export "post-i32") (param i32) (call $post))
    (func (export "post-i64") (param i64) (call $post))
    (func (export "post-f32") (param f32) (call $post))
    (func (export "post-f64") (param f64) (call $post))
    (func $image
      (i32.store (i32.const 8) (i32.const 1024))
      (i32.store (i32.const 12) (i32.sub (global.get $next) (i32.const 1024))))
    (func (export "echo") (param i32) (result i32) (local.get 0))
    (func (export "image") (param i32) (result i32) (call $image) (i32.const 8))
"#;

/// `x: T, p1: u32 .. pN: u32`.
pub fn parameters(ty: Type, more: usize) -> Vec<Param> {
    let more = (1..=more).map(|n| Param { name: format!("p{n}"), ty: Type::U32 });
    std::iter::once(Param { name: "x".into(), ty }).chain(more).collect()
}

/// A function as a component's text has it in its type.
pub fn signature(params: &[Param], result: Type) -> String {
    let params = params.iter().map(|param| format!("(param {:?} {}) ", param.name, mention(param.ty)));
    format!("{}(result {})", params.collect::<String>(), mention(result))
}

/// The export `name`, which is a function of core WebAssembly, with the memory of an instance.
pub fn lift(name: &str, core: &str, memory: &str, params: &[Param], result: Type, returned: Core) -> String {
    format!(
        "(func (export {name:?}) {}\n  (canon lift (core func {core}) (memory (core memory {memory} \
         \"memory\")) (realloc (core func {memory} \"realloc\")) (post-return (core func {memory} \
         \"post-{}\"))))\n",
        signature(params, result),
        returned.name()
    )
}

/// A component and its world: for the type at position `i` of `wanted` the functions
/// - `echo{i}: func(x: T, p1: u32 .. p17: u32) -> tuple<T, u32>`, number `3 * i`;
/// - `flat{i}: func(x: T) -> tuple<list<u64>, list<u8>>`: the flat values of `x` and what was
///   allocated for it;
/// - `image{i}: func(x: T, p1: u32 .. p17: u32) -> list<u8>`: what was allocated for all of them.
pub fn component(types: &[TypeDef], wanted: &[Type]) -> (String, World) {
    let mut all = types.to_vec();
    let [words, bytes, both] = [0, 1, 2].map(|next| Type::Def((types.len() + next) as u32));
    all.push(TypeDef::List { of: Type::U64, length: None });
    all.push(TypeDef::List { of: Type::U8, length: None });
    all.push(TypeDef::Tuple { of: vec![words, bytes] });
    let echoed = |position: usize| Type::Def((types.len() + 3 + position) as u32);
    all.extend(wanted.iter().map(|ty| TypeDef::Tuple { of: vec![*ty, Type::U32] }));

    let (mut core, mut lifted, mut exports) = (MEMORY.to_owned(), String::new(), Vec::new());
    for (position, ty) in wanted.iter().enumerate() {
        let one = parameters(*ty, 0);
        let more = parameters(*ty, MORE);
        core.push_str(&flat_function(position, &flat(types, *ty)));
        let functions = [
            (format!("echo{position}"), "echo".to_owned(), &more, echoed(position)),
            (format!("flat{position}"), format!("flat{position}"), &one, both),
            (format!("image{position}"), "image".to_owned(), &more, bytes),
        ];
        for (name, core_name, params, result) in functions {
            let params: &Vec<Param> = params;
            let core_name = format!("$guest {core_name:?}");
            lifted.push_str(&lift(&name, &core_name, "$guest", params, result, Core::I32));
            let params = params.clone();
            exports.push(Function { interface: None, name, params, result: Some(result), is_async: false });
        }
    }
    let text = format!(
        "(component\n{}(core module $module {core})\n(core instance $guest (instantiate $module))\n{lifted})",
        declare(&all, Side::Exported)
    );
    let world = World { outwit: VERSION, name: String::new(), types: all, exports, imports: Vec::new() };
    (text, world)
}

fn flat_function(position: usize, flat: &[Core]) -> String {
    let flat = if flat.len() > 16 { &[Core::I32][..] } else { flat };
    let params: String = flat.iter().map(|core| format!(" {}", core.name())).collect();
    let stores: String = flat
        .iter()
        .enumerate()
        .map(|(at, core)| format!("(i64.store offset={} (i32.const 16) {})\n", 8 * at, core.bits(at)))
        .collect();
    format!(
        "(func (export \"flat{position}\") (param{params}) (result i32)\n{stores}\
         (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const {}))\n\
         (call $image) (i32.const 0))\n",
        flat.len()
    )
}
