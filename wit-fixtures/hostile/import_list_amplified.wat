;; expect: trap
;; A list for the host of 65,536 strings that are all the same 64 KiB of memory: 4 GiB for the host.
(component
  (import "g" (func $g (param "v" (list string)) (result u32)))
  (core module $libc
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
  )
  (core instance $libc (instantiate $libc))
  (core func $g (canon lower (func $g) (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core module $module
    (import "host" "g" (func $g (param i32 i32) (result i32)))
    (import "libc" "memory" (memory 0))
    (func $f (export "f") (result i32)
      (local $at i32)
      ;; Every second word is a length of 65,536; every pointer stays 0.
      (drop (memory.grow (i32.const 9)))
      (loop $again
        (i32.store offset=65540 (local.get $at) (i32.const 65536))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $again (i32.lt_u (local.get $at) (i32.const 524288))))
      (call $g (i32.const 65536) (i32.const 65536)))
  )
  (core instance $guest (instantiate $module
    (with "libc" (instance $libc)) (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $guest "f")))
)
