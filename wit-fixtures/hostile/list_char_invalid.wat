;; expect: trap Unicode scalar value
;; A list of characters of which the second is none.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\02\00\00\00")
    (data (i32.const 16) "a\00\00\00\ff\df\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list char))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
