;; expect: ok nan
;; Not a number, with a payload.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result f32) f32.const nan:0x200001)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result f32) (canon lift (core func $guest "f")))
)
