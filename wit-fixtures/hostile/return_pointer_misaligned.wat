;; expect: trap aligned
;; A result at an address that is not a multiple of four.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 2)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
