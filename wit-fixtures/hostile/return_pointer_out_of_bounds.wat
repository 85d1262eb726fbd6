;; expect: trap out of bounds
;; A result that begins in memory and ends beyond it.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 65532)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
