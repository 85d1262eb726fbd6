(component
  ;; An interface that is imported and exported: the guest's things hold the host's.
  (import "test:host/things" (instance $things
    (export "thing" (type $thing (sub resource)))
    (export "make" (func (param "n" u32) (result (own $thing))))
    (export "read" (func (param "thing" (borrow $thing)) (result u32)))))
  (alias export $things "thing" (type $host-thing))
  (core func $host-make (canon lower (func $things "make")))
  (core func $host-read (canon lower (func $things "read")))
  (core func $host-drop (canon resource.drop $host-thing))
  (core module $dropping
    (import "host" "drop" (func $drop (param i32)))
    (func (export "drop") (param i32) (call $drop (local.get 0))))
  (core instance $dropping (instantiate $dropping (with "host" (instance (export "drop" (func $host-drop))))))
  (type $thing' (resource (rep i32) (dtor (core func $dropping "drop"))))
  (core func $new (canon resource.new $thing'))
  (core func $rep (canon resource.rep $thing'))
  (core module $module
    (import "host" "make" (func $host-make (param i32) (result i32)))
    (import "host" "read" (func $host-read (param i32) (result i32)))
    (import "host" "new" (func $new (param i32) (result i32)))
    (func (export "make") (param i32) (result i32) (call $new (call $host-make (local.get 0))))
    (func (export "read") (param i32) (result i32) (call $host-read (local.get 0)))
    (func (export "wrap") (param i32) (result i32) (call $new (local.get 0))))
  (core instance $guest (instantiate $module (with "host" (instance
    (export "make" (func $host-make)) (export "read" (func $host-read)) (export "new" (func $new))))))
  (func $make (param "n" u32) (result (own $thing')) (canon lift (core func $guest "make")))
  (func $read (param "thing" (borrow $thing')) (result u32) (canon lift (core func $guest "read")))
  (component $interface
    (import "thing" (type $t (sub resource)))
    (import "make" (func $make (param "n" u32) (result (own $t))))
    (import "read" (func $read (param "thing" (borrow $t)) (result u32)))
    (export $thing "thing" (type $t))
    (export "make" (func $make) (func (param "n" u32) (result (own $thing))))
    (export "read" (func $read) (func (param "thing" (borrow $thing)) (result u32))))
  (instance $interface (instantiate $interface
    (with "thing" (type $thing')) (with "make" (func $make)) (with "read" (func $read))))
  (export $exported "test:host/things" (instance $interface))
  (alias export $exported "thing" (type $guest-thing))
  (func (export "wrap") (param "thing" (own $host-thing)) (result (own $guest-thing))
    (canon lift (core func $guest "wrap")))
)
