;; expect: trap Unicode scalar value
;; One beyond the last character.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 0x110000)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result char) (canon lift (core func $guest "f")))
)
