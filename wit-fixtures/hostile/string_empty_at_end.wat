;; expect: ok ""
;; An empty string just behind the last byte of memory, which is allowed.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\00\00\01\00\00\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
