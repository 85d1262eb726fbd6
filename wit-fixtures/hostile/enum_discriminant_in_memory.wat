;; expect: trap discriminant
;; The fourth of three cases, in a list.
(component
  (type $shape (enum "a" "b" "c"))
  (export $t "t" (type $shape))
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\02\00\00\00")
    (data (i32.const 16) "\00\03")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list $t))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
