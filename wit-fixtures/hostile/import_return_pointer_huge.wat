;; expect: trap
;; host: g gives [7, 8]
;; The host's result is wanted at the end of the address space.
(component
  (import "g" (func $g (result (tuple u32 u32))))
  (core module $libc
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
  )
  (core instance $libc (instantiate $libc))
  (core func $g (canon lower (func $g) (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core module $module
    (import "host" "g" (func $g (param i32)))
    (import "libc" "memory" (memory 0))
    (func $f (export "f") (result i32) (call $g (i32.const -8)) (i32.load offset=4 (i32.const -8)))
  )
  (core instance $guest (instantiate $module
    (with "libc" (instance $libc)) (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $guest "f")))
)
