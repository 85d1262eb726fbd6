;; expect: ok {a, c}
;; Bits beyond the last flag are not looked at.
(component
  (type $shape (flags "a" "b" "c"))
  (export $t "t" (type $shape))
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 0xfd)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result $t) (canon lift (core func $guest "f")))
)
