;; expect: trap out of bounds
;; Numbers that begin in memory and end beyond it.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\f8\ff\00\00\02\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list u64))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
