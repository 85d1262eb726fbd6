module testee

go 1.25.0

require outwit v0.0.0

require github.com/ebitengine/purego v0.11.3 // indirect

replace outwit => ../../bindings/go
