;; expect: trap aligned
;; call: f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17)
;; Memory for seventeen parameters at an odd address.
(component
  (core module $module
    (memory (export "memory") 1)
    (func (export "f") (param i32) (result i32) local.get 0)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1025)
  )
  (core instance $guest (instantiate $module))
  (func (export "f") (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32) (param "p5" u32) (param "p6" u32) (param "p7" u32) (param "p8" u32) (param "p9" u32) (param "p10" u32) (param "p11" u32) (param "p12" u32) (param "p13" u32) (param "p14" u32) (param "p15" u32) (param "p16" u32) (result u32)
    (canon lift (core func $guest "f") (memory (core memory $guest "memory")) (realloc (core func $guest "realloc"))))
)
