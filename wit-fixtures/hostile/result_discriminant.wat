;; expect: trap discriminant
;; Neither ok nor err.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 2)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (result)) (canon lift (core func $guest "f")))
)
