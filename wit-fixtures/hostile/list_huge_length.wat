;; expect: trap
;; As many bytes as a length can say.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\00\00\00\00\ff\ff\ff\ff")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list u8))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
