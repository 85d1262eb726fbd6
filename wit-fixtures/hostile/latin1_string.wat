;; expect: ok "hé"
;; A guest whose strings are Latin-1 where that is enough, which is allowed.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\02\00\00\00")
    (data (i32.const 16) "h\e9")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) string-encoding=latin1+utf16))
)
