;; expect: trap out of bounds
;; A string for the host that lies outside of memory, before the guest has started.
(component
  (import "g" (func $g (param "v" string)))
  (core module $libc (memory (export "memory") 1))
  (core instance $libc (instantiate $libc))
  (core func $g (canon lower (func $g) (memory (core memory $libc "memory"))))
  (core module $module
    (import "host" "g" (func $g (param i32 i32)))
    (func $start (call $g (i32.const 65536) (i32.const 1)))
    (start $start)
    (func (export "f"))
  )
  (core instance $guest (instantiate $module (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (canon lift (core func $guest "f")))
)
