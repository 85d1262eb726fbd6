package outwit

import (
	"context"
	"fmt"
	"reflect"
	"sync"
)

// Call calls an exported function by name, with native values that are checked against its
// signature. The interface may be named without its version; it is "" for a function of the world
// itself. Methods are named as in WIT: `[method]document.text`, whose first argument is the
// resource.
//
// Values are bool, the integers (any Go integer that is in range), floats, rune, string, []byte,
// slices, maps, map[string]any for a record (a struct is taken too), []any for a tuple,
// [wit.Variant], the case's name for an enum, []string for flags, nil or the value for an option,
// [wit.Option][any] for an option of an option, [wit.Result][any, any] and *[Resource].
//
// The error of a function's `result` is a *[WitError].
func (i *Instance) Call(ctx context.Context, iface, name string, args ...any) (any, error) {
	signature, err := i.world.parse()
	if err != nil {
		return nil, err
	}
	function, err := signature.find(iface, name)
	if err != nil {
		return nil, err
	}
	codec, err := function.codec()
	if err != nil {
		return nil, err
	}
	return codec.call(ctx, i, function, args)
}

// codec turns values of one type into bytes and back.
type codec struct {
	// native is the type of what decode gives; `any` where that depends on the value.
	native reflect.Type
	encode func(*Encoder, any) *ValueError
	decode func(*Decoder) any
	// whole says that a pointer is the value, not an option of what it points to.
	whole bool
}

// functionCodec is a codec for each parameter and for the result.
type functionCodec struct {
	params []*codec
	result *codec
	// For a function whose result is a `result`.
	fallible bool
	err      *codec
}

func (f *functionCodec) call(ctx context.Context, i *Instance, function *Function, args []any) (any, error) {
	if len(args) != len(f.params) {
		return nil, &ValueError{Message: fmt.Sprintf("%s takes %d arguments, got %d",
			function.Name, len(f.params), len(args))}
	}
	call := i.Begin(function.position)
	for n, param := range f.params {
		if err := param.encode(&call.Args, args[n]); err != nil {
			return nil, call.fail(inside(err, function.Params[n].Name))
		}
	}
	if err := call.Run(ctx); err != nil {
		return nil, err
	}
	if f.fallible && call.Result.Bool() {
		payload := f.err.decode(&call.Result)
		if err := call.End(); err != nil {
			return nil, err
		}
		return nil, &WitError{Payload: payload}
	}
	value := f.result.decode(&call.Result)
	return value, call.End()
}

func (f *Function) compile() (*functionCodec, error) {
	compiled := &functionCodec{result: nothing, err: nothing}
	for _, p := range f.Params {
		c, err := f.signature.codec(&p.Type)
		if err != nil {
			return nil, err
		}
		compiled.params = append(compiled.params, c)
	}
	result := f.Result
	var err error
	if def := f.signature.def(result); def != nil && def.Kind == "result" {
		compiled.fallible = true
		if compiled.err, err = f.signature.codec(def.Err); err != nil {
			return nil, err
		}
		result = def.Ok
	}
	compiled.result, err = f.signature.codec(result)
	return compiled, err
}

// codecs holds a codec for each type of a world, made when it is first needed.
type codecs struct {
	mutex sync.Mutex
	known map[int]*codec
}

// def gives the compound type that t refers to, or nil.
func (s *signature) def(t *typeRef) *typeDef {
	if t == nil || t.primitive != "" || t.position >= len(s.Types) {
		return nil
	}
	return s.Types[t.position]
}

// codec gives the codec of a type; a missing one has no bytes.
func (s *signature) codec(t *typeRef) (*codec, error) {
	s.codecs.mutex.Lock()
	defer s.codecs.mutex.Unlock()
	return s.codecOf(t)
}

func (s *signature) codecOf(t *typeRef) (*codec, error) {
	if t == nil {
		return nothing, nil
	}
	if primitive := primitives[t.primitive]; primitive != nil {
		return primitive, nil
	}
	def := s.def(t)
	if def == nil {
		return nil, &LinkError{Message: "the world names a type that it does not have"}
	}
	if known := s.codecs.known[t.position]; known != nil {
		return known, nil
	}
	made, err := s.compound(def)
	if err != nil {
		return nil, err
	}
	if s.codecs.known == nil {
		s.codecs.known = map[int]*codec{}
	}
	s.codecs.known[t.position] = made
	return made, nil
}

// compound makes the codec of a type that is made of others.
func (s *signature) compound(def *typeDef) (*codec, error) {
	switch def.Kind {
	case "list":
		return s.listCodec(def)
	case "map":
		return s.mapCodec(def)
	case "record":
		return s.recordCodec(def)
	case "tuple":
		return s.tupleCodec(def)
	case "option":
		return s.optionCodec(def)
	case "result":
		return s.resultCodec(def)
	case "variant":
		return s.variantCodec(def)
	case "enum":
		return enumCodec(def), nil
	case "flags":
		return flagsCodec(def), nil
	case "own", "borrow":
		resource := s.def(&def.of)
		if resource != nil && resource.Imported {
			return hostCodec(s, resource, def.Kind == "own"), nil
		}
		return handleCodec(def.Kind == "own"), nil
	}
	return nil, &LinkError{Message: "the world has a type of the unknown kind " + def.Kind}
}

// nothing is the codec of a payload that is not there.
var nothing = &codec{
	native: reflect.TypeFor[any](),
	encode: func(_ *Encoder, v any) *ValueError {
		if v != nil && v != any(struct{}{}) {
			return expected("nil, as there is no payload", v)
		}
		return nil
	},
	decode: func(*Decoder) any { return nil },
}

// expected says that v is not what it should be.
func expected(what string, v any) *ValueError {
	if v == nil {
		return &ValueError{Message: "expected " + what + ", got nil"}
	}
	return &ValueError{Message: fmt.Sprintf("expected %s, got %T", what, v)}
}

// inside adds the name of what the wrong value is in to its path.
func inside(err *ValueError, name string) *ValueError {
	switch {
	case err.Path == "":
		err.Path = name
	case err.Path[0] == '[':
		err.Path = name + err.Path
	default:
		err.Path = name + "." + err.Path
	}
	return err
}

// at adds the position in a list to the path of a wrong value.
func at(err *ValueError, index int) *ValueError {
	return inside(err, fmt.Sprintf("[%d]", index))
}
