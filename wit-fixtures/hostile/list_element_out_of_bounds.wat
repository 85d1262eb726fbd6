;; expect: trap out of bounds
;; A list of strings of which the second lies beyond memory.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\02\00\00\00")
    (data (i32.const 16) "\00\00\00\00\01\00\00\00\00\00\01\00\01\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list string))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
