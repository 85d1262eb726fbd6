;; expect: trap
;; Strings, so many that their pointers and lengths take 2^32 bytes and a few.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\00\00\00\00\01\00\00\20")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list string))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
