package wit

import "fmt"

// Variant is a value of a variant type that is only known at run time. Generated code has a type
// for each case instead.
type Variant struct {
	// Case is the case's WIT name.
	Case string
	// Value is its payload, nil where it has none.
	Value any
}

func (v Variant) String() string {
	if v.Value == nil {
		return v.Case
	}
	return fmt.Sprintf("%s(%v)", v.Case, v.Value)
}
