package wit

import "fmt"

// Result is a result that is not what a function returns: a field, an element, a parameter. A
// payload that WIT leaves out is a struct{}.
type Result[T, E any] struct {
	// Value is the payload of ok.
	Value T
	// Error is the payload of err.
	Error E
	// Failed says which of the two counts.
	Failed bool
}

// Ok is a result that went well.
func Ok[T, E any](value T) Result[T, E] {
	return Result[T, E]{Value: value}
}

// Err is a result that went wrong.
func Err[T, E any](err E) Result[T, E] {
	return Result[T, E]{Error: err, Failed: true}
}

func (r Result[T, E]) String() string {
	if r.Failed {
		return fmt.Sprintf("err(%v)", r.Error)
	}
	return fmt.Sprintf("ok(%v)", r.Value)
}
