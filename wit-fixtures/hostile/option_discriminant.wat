;; expect: trap discriminant
;; Neither none nor some.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\02\00\00\00\00\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (option u32))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
