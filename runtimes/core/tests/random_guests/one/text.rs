//! A guest that does what its memory says. At the start of memory lie
//!
//! | at  | what |
//! |-----|------|
//! | 0   | 16 flat values of 8 bytes, or the address of what has more |
//! | 128 | 8 answers of `realloc`, in turn; 1 stands for an honest one |
//!
//! and words of which 49 means 1, 50 means 2, until 63, and all others nothing:
//!
//! | at  | what |
//! |-----|------|
//! | 160 | what `realloc` does besides: 1 grows memory, 2 traps, 3 calls the host |
//! | 164 | what happens after returning: 1 traps, 2 calls the host, 3 drops handle 1 |
//! | 168 | a handle of the host's resource to drop before anything else |
//! | 172 | one of the guest's own |
//! | 176 | what a new resource of the guest's is to be made of |
//! | 180 | a handle of the guest's to look up |
//! | 184 | what the destructor does besides: 1 traps, 2 drops the handle of the host's that has its number |
//!
//! The core lowers handles after everything else, and Wasmtime where they stand, which a guest sees that
//! has values lie on top of each other. A guest that gets handles leaves that: it takes values at addresses
//! of their own, or outside of its memory.

use super::shape::{HOST, Shape};
use crate::common::guests::{Core, Side, declare_one, flat, mention};

/// The memory, whose allocator answers as memory says once `load` has set it.
const LIBC: &str = r#"
  (import "host" "log" (func $log (param i32)))
  (import "host" "drop-host" (func $drop-host (param i32)))
  (memory (export "memory") 1 3)
  (global $honest (mut i32) (i32.const 1))
  (global $calls (mut i32) (i32.const 0))
  (global $next (mut i32) (i32.const 0))
  (func $word (param i32) (result i32)
    (local.set 0 (i32.sub (i32.load (local.get 0)) (i32.const 48)))
    (select (local.get 0) (i32.const 0) (i32.lt_u (local.get 0) (i32.const 16))))
  (func (export "honest") (param i32)
    (global.set $honest (local.get 0))
    (global.set $calls (i32.const 0))
    (global.set $next (i32.const 32768)))
  (func (export "realloc") (param $old i32) (param $size i32) (param $align i32) (param $wanted i32)
    (result i32) (local $at i32)
    (if (global.get $honest) (then (return (i32.const 0))))
    (if (i32.eq (call $word (i32.const 160)) (i32.const 1)) (then (drop (memory.grow (i32.const 1)))))
    (if (i32.eq (call $word (i32.const 160)) (i32.const 2)) (then unreachable))
    (if (i32.eq (call $word (i32.const 160)) (i32.const 3)) (then (call $log (i32.const 3))))
    (local.set $at (i32.load offset=128 (i32.shl (i32.and (global.get $calls) (i32.const 7)) (i32.const 2))))
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (if (i32.and (global.get $careful) (i32.lt_u (local.get $at) (i32.const 196608)))
      (then (local.set $at (i32.const 1))))
    (if (i32.ne (local.get $at) (i32.const 1)) (then (return (local.get $at))))
    (local.set $at (i32.and
      (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
      (i32.sub (i32.const 0) (local.get $align))))
    (global.set $next (i32.add (local.get $at) (local.get $wanted)))
    (memory.copy (local.get $at) (local.get $old)
      (select (local.get $size) (local.get $wanted) (i32.lt_u (local.get $size) (local.get $wanted))))
    (local.get $at))
  (func (export "dtor") (param i32)
    (if (i32.eq (call $word (i32.const 184)) (i32.const 1)) (then unreachable))
    (if (i32.eq (call $word (i32.const 184)) (i32.const 2)) (then (call $drop-host (local.get 0))))
    (call $log (local.get 0)))
"#;

/// What every function of the guest begins with, what comes after it, and the sum of its memory.
const MAIN: &str = r#"
  (import "libc" "memory" (memory 0))
  (import "libc" "honest" (func $honest (param i32)))
  (import "host" "log" (func $log (param i32)))
  (import "host" "drop-host" (func $drop-host (param i32)))
  (import "own" "drop" (func $drop (param i32)))
  (import "own" "new" (func $new (param i32) (result i32)))
  (import "own" "rep" (func $rep (param i32) (result i32)))
  (func $word (param i32) (result i32)
    (local.set 0 (i32.sub (i32.load (local.get 0)) (i32.const 48)))
    (select (local.get 0) (i32.const 0) (i32.lt_u (local.get 0) (i32.const 16))))
  (func $place (param i32) (result i32)
    (if (i32.lt_u (local.get 0) (i32.const 196608)) (then
      (local.set 0 (i32.add (i32.and (local.get 0) (i32.const 7)) (i32.const 512)))))
    (local.get 0))
  (func (export "load") (param i32 i32) (call $honest (i32.const 0)))
  (func $before
    (if (call $word (i32.const 168)) (then (call $drop-host (call $word (i32.const 168)))))
    (if (call $word (i32.const 172)) (then (call $drop (call $word (i32.const 172)))))
    (if (call $word (i32.const 176)) (then (drop (call $new (call $word (i32.const 176))))))
    (if (call $word (i32.const 180)) (then (call $log (call $rep (call $word (i32.const 180)))))))
  (func $after
    (if (i32.eq (call $word (i32.const 164)) (i32.const 1)) (then unreachable))
    (if (i32.eq (call $word (i32.const 164)) (i32.const 2)) (then (call $log (i32.const 2))))
    (if (i32.eq (call $word (i32.const 164)) (i32.const 3)) (then (call $drop (i32.const 1)))))
  (func $memory (result i64) (local $at i32) (local $sum i64)
    (call $honest (i32.const 1))
    (local.set $sum (i64.extend_i32_u (memory.size)))
    (loop $next
      (local.set $sum (i64.mul
        (i64.xor (local.get $sum) (i64.load (local.get $at)))
        (i64.const 0x9e3779b97f4a7c15)))
      (local.set $sum (i64.rotl (local.get $sum) (i64.const 29)))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (i32.shl (memory.size) (i32.const 16)))))
    (local.get $sum))
  (func (export "post-i32") (param i32) (call $after))
  (func (export "post-i64") (param i64) (call $after))
  (func (export "post-f32") (param f32) (call $after))
  (func (export "post-f64") (param f64) (call $after))
"#;

/// The component of a shape. It exports
/// - `load: func(image: list<u8>)`, which puts the image at 0 of its memory,
/// - `returns: func() -> T`,
/// - `passes: func() -> u64`, which calls its import `passed: func(x: T)`,
/// - `asks: func() -> u64`, which calls its import `asked: func() -> T`,
/// - `takes: func(x: T) -> u64`,
///
/// of which those that return a number sum up what they got and all of memory.
pub fn component(shape: &Shape) -> String {
    let Shape { types, guest, imported, exported, .. } = shape;
    let declared = |ids: std::ops::Range<usize>, side: Side| -> String {
        ids.map(|id| declare_one(id, &types[id], side)).collect()
    };
    let guest = *guest as usize;
    let imports = declared(1..guest, Side::Imported);
    let exports = declared(guest + 1..types.len(), Side::Exported);
    let [passed, asked, taken, returned] =
        [shape.passes, shape.asks, shape.takes, shape.returns].map(mention);
    let Main { imports: core_imports, functions, returned: result } = main(shape);
    let careful = i32::from(shape.gets_handles());
    let memory = "(memory (core memory $libc \"memory\"))";
    let realloc = "(realloc (core func $libc \"realloc\"))";
    format!(
        r#"(component
        (import "host" (type $t{HOST} (sub resource)))
        {imports}
        (import "log" (func $log (param "n" u32)))
        (import "passed" (func $passed (param "x" {passed})))
        (import "asked" (func $asked (result {asked})))
        (core func $log (canon lower (func $log)))
        (core func $drop-host (canon resource.drop $t{HOST}))
        (core module $libc {LIBC}
          (global $careful i32 (i32.const {careful})))
        (core instance $libc (instantiate $libc (with "host" (instance
          (export "log" (func $log)) (export "drop-host" (func $drop-host))))))
        (core func $passed (canon lower (func $passed) {memory} {realloc} {imported}))
        (core func $asked (canon lower (func $asked) {memory} {realloc} {imported}))
        (type $own (resource (rep i32) (dtor (core func $libc "dtor"))))
        (core func $drop (canon resource.drop $own))
        (core func $new (canon resource.new $own))
        (core func $rep (canon resource.rep $own))
        (core module $main {core_imports} {MAIN} {functions})
        (core instance $main (instantiate $main
          (with "libc" (instance $libc))
          (with "own" (instance (export "drop" (func $drop)) (export "new" (func $new)) (export "rep" (func $rep))))
          (with "host" (instance (export "log" (func $log)) (export "drop-host" (func $drop-host))
            (export "passed" (func $passed)) (export "asked" (func $asked))))))
        (export $t{guest} "guest" (type $own))
        {exports}
        (func (export "load") (param "image" (list u8)) (canon lift (core func $main "load") {memory} {realloc}))
        (func (export "passes") (result u64) (canon lift (core func $main "passes")))
        (func (export "asks") (result u64) (canon lift (core func $main "asks")))
        (func (export "takes") (param "x" {taken}) (result u64) (canon lift (core func $main "takes")
          {memory} {realloc} {exported} (post-return (core func $main "post-i64"))))
        (func (export "returns") (result {returned}) (canon lift (core func $main "returns")
          {memory} {realloc} {exported} (post-return (core func $main "post-{result}")))))"#
    )
}

/// What depends on the shape in the module: what it imports, what it exports, and what `returns`
/// does return.
struct Main {
    imports: String,
    functions: String,
    returned: &'static str,
}

fn main(shape: &Shape) -> Main {
    let of = |ty| flat(&shape.types, ty);
    let names = |values: &[Core]| values.iter().map(|core| format!(" {}", core.name())).collect::<String>();
    let passed = in_slots(of(shape.passes), 16);
    let loads: String = (0..).zip(&passed).map(|(at, core)| core.load(8 * at)).collect();
    let taken = in_slots(of(shape.takes), 16);
    let bits = (0..).zip(&taken).map(|(at, core)| core.bits(at));
    let sum = bits.fold("(call $memory)".to_owned(), |sum, bits| {
        format!("(i64.xor (i64.rotl {sum} (i64.const 7)) {bits})")
    });
    let (asked, ask, got) = match of(shape.asks)[..] {
        [one] => (format!("(result {})", one.name()), "(local.set 0 (call $asked))".to_owned(), one),
        _ => {
            let place = if shape.gets_handles() { "(call $place" } else { "(i32.or (i32.const 0)" };
            let ask = format!("(call $asked {place} {}))", Core::I32.load(0));
            ("(param i32)".to_owned(), ask, Core::I32)
        }
    };
    let returned = in_slots(of(shape.returns), 1)[0];
    let imports = format!(
        r#"(import "host" "passed" (func $passed (param{})))
        (import "host" "asked" (func $asked {asked}))"#,
        names(&passed)
    );
    let functions = format!(
        r#"(func (export "passes") (result i64) (call $before) (call $passed{loads}) (call $memory))
        (func (export "asks") (result i64) (local {}) (call $before) {ask} (i64.xor (call $memory) {}))
        (func (export "takes") (param{}) (result i64) (call $before) {sum})
        (func (export "returns") (result {}) (call $before) (call $honest (i32.const 1)) {})"#,
        got.name(),
        got.bits(0),
        names(&taken),
        returned.name(),
        returned.load(0)
    );
    Main { imports, functions, returned: returned.name() }
}

/// The flat values as they are passed: where there are more than `most`, by their address.
fn in_slots(values: Vec<Core>, most: usize) -> Vec<Core> {
    if values.len() > most { vec![Core::I32] } else { values }
}
