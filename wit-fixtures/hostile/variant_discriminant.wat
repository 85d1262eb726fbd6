;; expect: trap discriminant
;; The third of two cases.
(component
  (type $shape (variant (case "a") (case "b" u32)))
  (export $t "t" (type $shape))
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\02\00\00\00\00\00\00\00")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result $t)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
