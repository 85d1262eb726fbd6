;; expect: trap
;; A list of 65,536 strings that are all the same 64 KiB of memory: 4 GiB for the host.
(component
  (core module $module
    (memory (export "memory") 9)
    (func (export "f") (result i32)
      (local $at i32)
      ;; Every second word is a length of 65,536; every pointer stays 0.
      (loop $again
        (i32.store offset=65540 (local.get $at) (i32.const 65536))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $again (i32.lt_u (local.get $at) (i32.const 524288))))
      (i32.store (i32.const 0) (i32.const 65536))
      (i32.store (i32.const 4) (i32.const 65536))
      i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result (list string))
    (canon lift (core func $guest "f") (memory (core memory $guest "memory"))))
)
