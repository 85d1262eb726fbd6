;; expect: ok 255
;; Bits beyond the eighth are not looked at.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 0x1ff)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result u8) (canon lift (core func $guest "f")))
)
