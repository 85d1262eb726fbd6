module tests

go 1.25.0

require (
	fixtures v0.0.0
	outwit v0.0.0
)

require github.com/ebitengine/purego v0.11.3 // indirect

replace (
	fixtures => ../../../wit-fixtures
	outwit => ../
)
