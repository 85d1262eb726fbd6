;; expect: trap cannot leave component instance
;; A function that calls the host after it has returned.
(component
  (import "g" (func $g))
  (core func $g (canon lower (func $g)))
  (core module $module
    (import "host" "g" (func $g))
    (func (export "f") (result i32) (i32.const 7))
    (func (export "post") (param i32) (call $g))
  )
  (core instance $guest (instantiate $module (with "host" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $guest "f") (post-return (core func $guest "post"))))
)
