;; expect: trap unreachable
;; The result is good, but cleaning up after it traps.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\02\00\00\00")
    (data (i32.const 16) "hi")
    (func (export "f") (result i32) i32.const 0)
    (func (export "post") (param i32) unreachable)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (post-return (core func $guest "post"))))
)
