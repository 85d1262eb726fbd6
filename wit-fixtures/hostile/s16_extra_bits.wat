;; expect: ok -32768
;; Bits beyond the sixteenth are not looked at.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 0x18000)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result s16) (canon lift (core func $guest "f")))
)
