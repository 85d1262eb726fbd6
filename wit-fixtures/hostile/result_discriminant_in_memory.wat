;; expect: trap discriminant
;; Neither ok nor err, with payloads.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\ff\00\00\00\00\00\00\00\00\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (result u32 (error string)))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
