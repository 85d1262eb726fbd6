;; expect: trap out of bounds
;; A string that begins in memory and ends beyond it.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\fa\ff\00\00\64\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
