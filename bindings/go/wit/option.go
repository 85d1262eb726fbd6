package wit

import "fmt"

// Option is an option inside an option, where a pointer would not tell Some(None) from None. An
// option of anything else is a pointer.
type Option[T any] struct {
	// Value is the payload, the zero value where there is none.
	Value T
	// Valid says whether there is a payload.
	Valid bool
}

// Some is an option with a payload.
func Some[T any](value T) Option[T] {
	return Option[T]{Value: value, Valid: true}
}

// None is an option without a payload.
func None[T any]() Option[T] {
	return Option[T]{}
}

// Get gives the payload, if there is one.
func (o Option[T]) Get() (value T, valid bool) {
	return o.Value, o.Valid
}

func (o Option[T]) String() string {
	if !o.Valid {
		return "none"
	}
	return fmt.Sprintf("some(%v)", o.Value)
}

// Ptr is a pointer to a copy of a value: an option with a payload.
func Ptr[T any](value T) *T {
	return &value
}
