;; expect: ok [true, false, true]
;; Truth values in memory: everything but 0 is true.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\03\00\00\00")
    (data (i32.const 16) "\02\00\ff")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list bool))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
