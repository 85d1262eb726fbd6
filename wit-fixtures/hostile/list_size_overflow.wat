;; expect: trap
;; Numbers of eight bytes, so many that their size is 2^32, which is 0 in 32 bits.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\00\00\00\00\00\00\00\20")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list u64))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
