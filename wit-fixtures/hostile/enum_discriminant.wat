;; expect: trap discriminant
;; The fourth of three cases.
(component
  (type $shape (enum "a" "b" "c"))
  (export $t "t" (type $shape))
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (result i32) i32.const 3)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result $t) (canon lift (core func $guest "f")))
)
