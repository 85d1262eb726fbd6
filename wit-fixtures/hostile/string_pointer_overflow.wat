;; expect: trap out of bounds
;; Pointer and length of a string whose sum is beyond 2^32.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\f0\ff\ff\ff\20\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
