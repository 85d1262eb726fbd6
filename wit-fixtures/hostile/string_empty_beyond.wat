;; expect: trap out of bounds
;; An empty string beyond the end of memory.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\01\00\01\00\00\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
