;; expect: trap out of bounds
;; A result at the last multiple of eight.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const -8)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (tuple u64 u64))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
