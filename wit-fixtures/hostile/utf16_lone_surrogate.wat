;; expect: trap surrogate
;; Half of a pair in UTF-16.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\01\00\00\00")
    (data (i32.const 16) "\3e\d8")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) string-encoding=utf16))
)
