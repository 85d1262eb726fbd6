;; expect: trap
;; A string for the host in UTF-16 that could be Latin-1, of 2 GiB characters.
(component
  (import "g" (func $g (param "v" string) (result u32)))
  (core module $libc
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024)
  )
  (core instance $libc (instantiate $libc))
  (core func $g (canon lower (func $g) (memory (core memory $libc "memory")) (realloc (core func $libc "realloc")) string-encoding=latin1+utf16))
  (core module $module
    (import "host" "g" (func $g (param i32 i32) (result i32)))
    (import "libc" "memory" (memory 0))
    (func $f (export "f") (result i32) (call $g (i32.const 0) (i32.const -1)))
  )
  (core instance $guest (instantiate $module
    (with "libc" (instance $libc)) (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $guest "f")))
)
