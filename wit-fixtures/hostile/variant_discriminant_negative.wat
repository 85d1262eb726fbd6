;; expect: trap discriminant
;; All bits set for a case.
(component
  (type $shape (variant (case "a") (case "b")))
  (export $t "t" (type $shape))
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const -1)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result $t) (canon lift (core func $guest "f")))
)
