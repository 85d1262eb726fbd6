package outwit

import (
	"context"
	"fmt"
	"reflect"
	"strings"
)

// dynamicFunc is a function of the program's.
type dynamicFunc = func(ctx context.Context, args ...any) (any, error)

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
	anyType     = reflect.TypeFor[any]()
)

// bind makes a function of the program's one that takes and gives any value, or says why it
// cannot.
func bind(function any, params []*codec, result *codec) (call dynamicFunc, problem string) {
	if call, is := function.(dynamicFunc); is {
		return call, ""
	}
	value := reflect.ValueOf(function)
	want := wanted(params, result)
	if value.Kind() != reflect.Func {
		return nil, misfit(want, function)
	}
	t := value.Type()
	fits := !t.IsVariadic() && t.NumIn() == len(params)+1 && t.In(0) == contextType &&
		t.NumOut() >= 1 && t.NumOut() <= 2 && t.Out(t.NumOut()-1) == errorType
	for i := 0; fits && i < len(params); i++ {
		fits = takes(t.In(i+1), params[i].native)
	}
	if !fits {
		return nil, misfit(want, function)
	}
	return func(ctx context.Context, args ...any) (any, error) {
		in := make([]reflect.Value, len(args)+1)
		in[0] = reflect.ValueOf(ctx)
		for i, arg := range args {
			var fits bool
			if in[i+1], fits = passed(arg, t.In(i+1)); !fits {
				return nil, fmt.Errorf("argument %d is a %T, which a %s cannot hold", i+1, arg, t.In(i+1))
			}
		}
		out := value.Call(in)
		err, _ := out[len(out)-1].Interface().(error)
		if len(out) == 1 {
			return nil, err
		}
		return out[0].Interface(), err
	}, ""
}

func misfit(want string, got any) string {
	return strings.ReplaceAll(fmt.Sprintf("must be a %s, got %T", want, got), "interface {}", "any")
}

// wanted is the type that a function should have.
func wanted(params []*codec, result *codec) string {
	types := []string{"context.Context"}
	for _, param := range params {
		types = append(types, param.native.String())
	}
	if result == nothing {
		return "func(" + strings.Join(types, ", ") + ") error"
	}
	return "func(" + strings.Join(types, ", ") + ") (" + result.native.String() + ", error)"
}

// takes says whether a parameter can hold values of a type.
func takes(param, value reflect.Type) bool {
	return value == anyType || value.AssignableTo(param) || renamed(value, param)
}

// renamed says whether two types differ in their names alone.
func renamed(a, b reflect.Type) bool {
	plain := a.Kind() < reflect.Array || a.Kind() == reflect.String
	return plain && a.Kind() == b.Kind()
}

// passed is a value as a parameter takes it. An option may be a pointer to its value.
func passed(v any, to reflect.Type) (reflect.Value, bool) {
	if v == nil {
		switch to.Kind() {
		case reflect.Interface, reflect.Pointer, reflect.Slice, reflect.Map:
			return reflect.Zero(to), true
		}
		return reflect.Value{}, false
	}
	value := reflect.ValueOf(v)
	switch {
	case value.Type().AssignableTo(to):
		return value, true
	case renamed(value.Type(), to):
		return value.Convert(to), true
	case to.Kind() == reflect.Pointer:
		if inner, fits := passed(v, to.Elem()); fits {
			pointer := reflect.New(to.Elem())
			pointer.Elem().Set(inner)
			return pointer, true
		}
	}
	return reflect.Value{}, false
}
