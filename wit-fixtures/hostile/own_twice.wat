;; expect: trap handle
;; The same handle twice in one result: the second time it is gone.
(component
  (type $a-rep (resource (rep i32)))
  (export $a "a" (type $a-rep))
  (core func $new-a (canon resource.new $a-rep))
  (core func $drop-a (canon resource.drop $a-rep))
  (core module $module
    (import "host" "new-a" (func $new-a (param i32) (result i32)))
    (import "host" "drop-a" (func $drop-a (param i32)))
    (memory (export "memory") 1)
    (func (export "f") (result i32)
      (local $handle i32)
      (local.set $handle (call $new-a (i32.const 1)))
      (i32.store (i32.const 0) (local.get $handle))
      (i32.store (i32.const 4) (local.get $handle))
      i32.const 0)
  )
  (core instance $guest (instantiate $module
    (with "host" (instance (export "new-a" (func $new-a)) (export "drop-a" (func $drop-a))))))
  (func (export "f") (result (tuple (own $a) (own $a)))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
