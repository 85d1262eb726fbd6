;; expect: ok 5
;; call: f("hello")
;; Memory at address 0, which is as good as any other.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (param i32 i32) (result i32) local.get 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (param "v" string) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
