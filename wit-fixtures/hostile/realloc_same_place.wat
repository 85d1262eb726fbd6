;; expect: ok 2
;; call: f(["hello", "again"])
;; An allocator that gives the same memory twice: the second string overwrites the first one.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (param i32 i32) (result i32) local.get 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (param "v" (list string)) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
