;; expect: trap
;; A handle of another resource.
(component
  (type $a-rep (resource (rep i32)))
  (export $a "a" (type $a-rep))
  (core func $new-a (canon resource.new $a-rep))
  (core func $drop-a (canon resource.drop $a-rep))
  (type $b-rep (resource (rep i32)))
  (export $b "b" (type $b-rep))
  (core func $new-b (canon resource.new $b-rep))
  (core func $drop-b (canon resource.drop $b-rep))
  (core module $module
    (import "host" "new-a" (func $new-a (param i32) (result i32)))
    (import "host" "drop-a" (func $drop-a (param i32)))
    (memory (export "memory") 1)
    (func (export "f") (result i32) (call $new-a (i32.const 1)))
  )
  (core instance $guest (instantiate $module
    (with "host" (instance (export "new-a" (func $new-a)) (export "drop-a" (func $drop-a))))))
  (func (export "f") (result (own $b))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
