;; expect: trap UTF-8
;; A string for the host that ends within a character.
(component
  (import "g" (func $g (param "v" string) (result u32)))
  (core module $libc
    (memory (export "memory") 1)
    (data (i32.const 16) "\e2\82")
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
  )
  (core instance $libc (instantiate $libc))
  (core func $g (canon lower (func $g) (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core module $module
    (import "host" "g" (func $g (param i32 i32) (result i32)))
    (import "libc" "memory" (memory 0))
    (func $f (export "f") (result i32) (call $g (i32.const 16) (i32.const 2)))
  )
  (core instance $guest (instantiate $module
    (with "libc" (instance $libc)) (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $guest "f")))
)
