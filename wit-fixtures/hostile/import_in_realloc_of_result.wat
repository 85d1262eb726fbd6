;; expect: trap cannot leave component instance
;; host: g gives "hello"
;; An allocator that calls the host, which is lowering its result.
(component
  (import "g" (func $g (result string)))
  (import "h" (func $h))
  (core func $h (canon lower (func $h)))
  (core module $libc
    (import "host" "h" (func $h))
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (call $h) (i32.const 1024))
  )
  (core instance $libc (instantiate $libc (with "host" (instance (export "h" (func $h))))))
  (core func $g (canon lower (func $g) (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core module $module
    (import "host" "g" (func $g (param i32)))
    (func (export "f") (result i32) (call $g (i32.const 16)) (i32.const 0))
  )
  (core instance $guest (instantiate $module (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $guest "f")))
)
