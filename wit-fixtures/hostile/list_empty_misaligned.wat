;; expect: trap aligned
;; No numbers at all, but at an address that is not a multiple of four.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\12\00\00\00\00\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list u32))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
