;; expect: trap Unicode scalar value
;; The first surrogate.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 0xd800)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result char) (canon lift (core func $guest "f")))
)
