;; expect: ok "hé🦀"
;; A guest whose strings are UTF-16, which is allowed.
(component
  (core module $module
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\04\00\00\00")
    (data (i32.const 16) "h\00\e9\00\3e\d8\80\dd")
    (func (export "f") (result i32) i32.const 0)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (result string)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) string-encoding=utf16))
)
