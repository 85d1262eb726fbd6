;; expect: trap cannot leave component instance
;; call: f("hello")
;; An allocator that calls the host, which is lowering an argument.
(component
  (import "g" (func $g))
  (core func $g (canon lower (func $g)))
  (core module $module
    (import "host" "g" (func $g))
    (memory (export "memory") 1)
    (func (export "f") (param i32 i32) (result i32) local.get 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (call $g) (i32.const 1024))
  )
  (core instance $guest (instantiate $module (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (param "v" string) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
