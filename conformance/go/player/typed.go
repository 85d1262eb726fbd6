package player

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"outwit"
)

// Package is a package that was generated for a component, as `adapt` found it.
type Package struct {
	// Load makes an instance that asks host for what it imports: the world, and the instance in it.
	Load func(ctx context.Context, path string, host Host) (any, *outwit.Instance, error)
	// Exports and Imports are the functions in the order of the signature.
	Exports []Export
	Imports []Function
	// Objects make what stands for a resource of the host's, by its interface.
	Objects map[reflect.Type]func(*Object) any
	// Types and Values are all that have a name.
	Types  map[string]reflect.Type
	Values map[string]any
}

// Function is a function as WIT names it.
type Function struct {
	Interface, Name string
	// Error is the payload of its error, if it has one.
	Error reflect.Type
}

// Export is where an export is in Go: a method of a field of the world, of the world itself (""), or
// of the first argument ("self").
type Export struct {
	Function
	Field, Method string
}

// Host is what the generated adapters call.
type Host interface {
	Ask(position int, object *Object, args []any, result reflect.Type) (any, error)
	Dropped(number int) error
}

// Object is a resource of the host's.
type Object struct {
	Number int
	Host   Host
}

// typed uses a component through its generated package.
type typed struct {
	*Package
	world reflect.Value
	// The objects that were made, by their numbers.
	made map[int]any
	// Types and Values by their names in small letters, made when they are first wanted.
	cases     map[string]reflect.Type
	constants map[constant]reflect.Value
}

// openTyped makes an instance that is used through a generated package.
func openTyped(ctx context.Context, script *Script, generated *Package) (*player, error) {
	p := newPlayer()
	p.typed = &typed{Package: generated, made: map[int]any{}}
	world, instance, err := generated.Load(ctx, script.Component, p)
	p.instance, p.typed.world = instance, reflect.ValueOf(world)
	return p, err
}

// call calls an export by its name in Go.
func (t *typed) call(ctx context.Context, p *player, call *call) (any, error) {
	for _, export := range t.Exports {
		if export.Interface != call.Interface || export.Name != call.Name {
			continue
		}
		args := call.Args
		receiver := t.world
		switch export.Field {
		case "":
		case "self":
			self, err := p.value(&args[0], reflect.TypeFor[any]())
			if err != nil {
				return nil, err
			}
			receiver, args = reflect.ValueOf(self.Interface()), args[1:]
		default:
			receiver = receiver.Elem().FieldByName(export.Field)
		}
		return p.invoke(ctx, receiver.MethodByName(export.Method), args)
	}
	return nil, fmt.Errorf("the package has no %s.%s", call.Interface, call.Name)
}

// invoke calls a method with what the script has.
func (p *player) invoke(ctx context.Context, method reflect.Value, args []tagged) (any, error) {
	in := []reflect.Value{reflect.ValueOf(ctx)}
	for i := range args {
		value, err := p.value(&args[i], method.Type().In(i+1))
		if err != nil {
			return nil, err
		}
		in = append(in, value)
	}
	out := method.Call(in)
	err, _ := out[len(out)-1].Interface().(error)
	if len(out) == 1 {
		return nil, err
	}
	return out[0].Interface(), err
}

// Ask answers an import as the script answers it.
func (p *player) Ask(position int, object *Object, args []any, result reflect.Type) (any, error) {
	function := p.typed.Imports[position]
	call, err := p.next(function.Interface, function.Name)
	if err != nil {
		return nil, err
	}
	wanted := call.Args
	if object != nil {
		args = append([]any{p.typed.made[object.Number]}, args...)
	}
	if len(args) != len(wanted) {
		return nil, fmt.Errorf("%s got %d arguments", call.Name, len(args))
	}
	for i := range args {
		if err := p.same(&wanted[i], reflect.ValueOf(args[i])); err != nil {
			return nil, fmt.Errorf("%s: argument %d: %w", call.Name, i+1, err)
		}
	}
	if call.Raises != nil {
		return nil, p.raise(*call.Raises)
	}
	answer := call.Result
	if answer != nil && answer.kind == "result" {
		if read[string](answer) == "err" {
			return nil, p.failure(answer.payload, function.Error)
		}
		answer = answer.payload
	}
	if result == nil || answer == nil {
		return nil, nil
	}
	value, err := p.value(answer, result)
	if err != nil {
		return nil, err
	}
	return value.Interface(), nil
}

// failure is the error that a function of the host's fails with.
func (p *player) failure(payload *tagged, of reflect.Type) error {
	if payload == nil || of == nil {
		return &outwit.WitError{}
	}
	value, err := p.value(payload, of)
	if err != nil {
		return err
	}
	return &outwit.WitError{Payload: value.Interface()}
}

// Dropped takes note that the guest dropped the host's resource.
func (p *player) Dropped(number int) error {
	return p.dropped(number)
}

// object makes what stands for a resource of the host's.
func (t *typed) object(p *player, number int, of reflect.Type) (any, error) {
	make, known := t.Objects[of]
	if !known {
		return nil, errors.New("no resource of the host's is a " + of.String())
	}
	if t.made[number] == nil {
		t.made[number] = make(&Object{number, p})
	}
	return t.made[number], nil
}
