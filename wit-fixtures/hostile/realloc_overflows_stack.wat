;; expect: trap stack
;; call: f("hello")
;; An allocator that calls itself without end.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (param i32 i32) (result i32) local.get 1)
    (func $again (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 0 i32.const 0 i32.const 0 i32.const 0 call $again i32.const 1 i32.add)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (param "v" string) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
