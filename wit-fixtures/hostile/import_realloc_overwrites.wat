;; expect: ok 104
;; host: g gives "hello"
;; The allocator writes where the result goes, before it does.
(component
  (import "g" (func $g (result string)))
  (core module $libc
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i64.store (i32.const 16) (i64.const -1)) (i32.const 1024))
  )
  (core instance $libc (instantiate $libc))
  (core func $g (canon lower (func $g) (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core module $module
    (import "host" "g" (func $g (param i32)))
    (import "libc" "memory" (memory 0))
    (func $f (export "f") (result i32) (call $g (i32.const 16)) (i32.load8_u (i32.load (i32.const 16))))
  )
  (core instance $guest (instantiate $module
    (with "libc" (instance $libc)) (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $guest "f")))
)
