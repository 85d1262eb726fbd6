;; expect: trap Unicode scalar value
;; All bits set.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const -1)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result char) (canon lift (core func $guest "f")))
)
