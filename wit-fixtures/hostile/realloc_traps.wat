;; expect: trap unreachable
;; call: f("hello")
;; An allocator that traps.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (param i32 i32) (result i32) local.get 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (param "v" string) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
