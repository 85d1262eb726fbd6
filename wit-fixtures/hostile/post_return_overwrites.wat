;; expect: ok "hi"
;; Cleaning up overwrites the result, which has been read by then.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\02\00\00\00")
    (data (i32.const 16) "hi")
    (func (export "f") (result i32) i32.const 0)
    (func (export "post") (param i32)
      (i64.store (i32.const 0) (i64.const -1))
      (i64.store (i32.const 16) (i64.const -1)))
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (post-return (core func $guest "post"))))
)
