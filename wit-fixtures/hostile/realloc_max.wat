;; expect: trap beyond end of memory
;; call: f("hello")
;; Memory at the last address there is, as if allocation had failed.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (param i32 i32) (result i32) local.get 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const -1)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (param "v" string) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
