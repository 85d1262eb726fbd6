;; expect: trap aligned
;; call: f([1, 2, 3])
;; Memory for numbers of four bytes at an odd address.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (param i32 i32) (result i32) local.get 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1025)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (param "v" (list u32)) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
