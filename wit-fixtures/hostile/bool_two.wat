;; expect: ok true
;; Everything but 0 is true.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 2)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result bool) (canon lift (core func $guest "f")))
)
