;; expect: trap unreachable
;; The component traps while it is instantiated.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 0)
    (func $start unreachable)
    (start $start)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result u32) (canon lift (core func $guest "f")))
)
