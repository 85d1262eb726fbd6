package outwit

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// WithImports gives an instance what it imports: interfaces and functions by their WIT names, as
// values that have the functions.
//
// An interface may be named without its version, or without its package, where only one is meant.
// It is a map[string]any of functions by their WIT names (`get-all`, `[constructor]bucket`,
// `[static]bucket.open`), or a value with methods in Go's spelling (GetAll, NewBucket,
// BucketOpen). So is a resource; its Close, if it has one, is called when the guest drops it.
//
// A function is a func(ctx context.Context, args ...any) (any, error), or any other that takes a
// context and what the arguments are in [Instance.Call]'s types, and returns an error last.
func WithImports(imports map[string]any) Option {
	return func(s *settings) { s.imports = imports }
}

// dynamic answers imports with functions that are found by name.
type dynamic struct {
	imports []dynamicImport
}

type dynamicImport struct {
	function *Function
	codec    *functionCodec
	method   *hostMethod // of the resource that is the first argument, or nil
	call     dynamicFunc // nil: missing
}

func dynamicHost(world *World, imports map[string]any) (Host, error) {
	signature, err := world.parse()
	if err != nil {
		return nil, err
	}
	d := &dynamic{imports: make([]dynamicImport, len(signature.Imports))}
	var problems []string
	for number, function := range signature.Imports {
		imported := &d.imports[number]
		imported.function = function
		if imported.codec, err = function.codec(); err != nil {
			return nil, err
		}
		given, found, err := signature.given(imports, function)
		if err != nil {
			return nil, err
		}
		if resource, method, is := function.method(); is {
			imported.method = &hostMethod{resource: resource, name: method, codec: imported.codec}
			continue
		}
		if !found {
			continue
		}
		call, problem := bind(given, imported.codec.params, imported.codec.result)
		if problem != "" {
			problems = append(problems, function.place()+" "+problem)
		}
		imported.call = call
	}
	if len(problems) > 0 {
		return nil, &LinkError{Message: "the imports do not fit:\n  " + strings.Join(problems, "\n  ")}
	}
	return d, nil
}

// given finds the function that the program gave for an import. Methods are the objects' own.
func (s *signature) given(imports map[string]any, function *Function) (given any, is bool, err error) {
	if function.Interface == "" {
		given, is = found(imports[function.Name])
		return given, is, nil
	}
	unversioned, short := shorter(function.Interface)
	for _, name := range []string{function.Interface, unversioned, short} {
		of, is := found(imports[name])
		if !is {
			continue
		}
		if meant := s.meant(name); len(meant) > 1 {
			return nil, false, &LinkError{Message: name + " could be " + strings.Join(meant, " or ")}
		}
		if _, _, method := function.method(); method {
			return nil, false, nil
		}
		given, is = found(member(of, function.Name, function.spelling()))
		return given, is, nil
	}
	return nil, false, nil
}

// shorter gives the name of an interface without its version, and without its package, too.
func shorter(iface string) (unversioned, short string) {
	unversioned, _, _ = strings.Cut(iface, "@")
	return unversioned, unversioned[strings.LastIndexByte(unversioned, '/')+1:]
}

func found(v any) (any, bool) {
	value := reflect.ValueOf(v)
	switch value.Kind() {
	case reflect.Invalid:
		return nil, false
	case reflect.Func, reflect.Map, reflect.Pointer:
		return v, !value.IsNil()
	}
	return v, true
}

// meant lists the imported interfaces that have this name: whole, or without version or package.
func (s *signature) meant(name string) (meant []string) {
	for _, function := range s.Imports {
		iface := function.Interface
		if iface == name {
			return []string{iface}
		}
		unversioned, short := shorter(iface)
		if (unversioned == name || short == name) && !slices.Contains(meant, iface) {
			meant = append(meant, iface)
		}
	}
	return meant
}

// method takes `[method]bucket.get` apart.
func (f *Function) method() (resource, name string, is bool) {
	rest, is := strings.CutPrefix(f.Name, "[method]")
	resource, name, _ = strings.Cut(rest, ".")
	return resource, name, is
}

// spelling is the name of the method in Go, but for its case.
func (f *Function) spelling() string {
	name := strings.ReplaceAll(f.Name, "-", "")
	if resource, is := strings.CutPrefix(name, "[constructor]"); is {
		return "New" + resource
	}
	if static, is := strings.CutPrefix(name, "[static]"); is {
		return strings.ReplaceAll(static, ".", "")
	}
	if _, method, is := f.method(); is {
		return methodSpelling(method)
	}
	return name
}

func methodSpelling(name string) string {
	if name == "close" {
		return "Close_"
	}
	return strings.ReplaceAll(name, "-", "")
}

// member finds a function in a map by its WIT name, or a method by its spelling; nil where there
// is none.
func member(of any, name, spelling string) any {
	value := reflect.ValueOf(of)
	if value.Kind() == reflect.Map && value.Type().Key().Kind() == reflect.String {
		element := value.MapIndex(reflect.ValueOf(name).Convert(value.Type().Key()))
		if !element.IsValid() {
			return nil
		}
		return element.Interface()
	}
	for i := range value.NumMethod() {
		if strings.EqualFold(value.Type().Method(i).Name, spelling) {
			return value.Method(i).Interface()
		}
	}
	return nil
}

// Has says whether the program gave such a function.
func (d *dynamic) Has(number int) bool {
	return d.imports[number].call != nil || d.imports[number].method != nil
}

// Call calls a function of the program's with the types of dynamic calls.
func (d *dynamic) Call(ctx context.Context, number int, c *Import) error {
	imported := &d.imports[number]
	args := make([]any, len(imported.codec.params))
	for i, param := range imported.codec.params {
		args[i] = param.decode(&c.Args)
	}
	if err := c.Ready(); err != nil {
		return err
	}
	call := imported.call
	if imported.method != nil {
		var problem string
		if call, problem = imported.method.of(args[0]); problem != "" {
			return &refusal{&Error{Kind: "usage", Message: imported.function.place() + ": " + problem}}
		}
		args = args[1:]
	}
	value, err := call(ctx, args...)
	return imported.codec.answer(c, value, err)
}

// answer writes the result of a function.
func (f *functionCodec) answer(c *Import, value any, err error) error {
	result, failed := f.result, false
	if err != nil {
		var typed *WitError
		if !f.fallible || !errors.As(err, &typed) {
			return err
		}
		result, value, failed = f.err, typed.Payload, true
	}
	if f.fallible {
		c.Result.Bool(failed)
	}
	wrong := result.encode(&c.Result, value)
	if wrong == nil {
		return nil
	}
	if failed {
		wrong = inside(wrong, "err")
	}
	return &refusal{wrong}
}

// hostMethod is a method of a resource that the program implements.
type hostMethod struct {
	resource, name string
	codec          *functionCodec
}

// of binds the method to an object.
func (m *hostMethod) of(object any) (dynamicFunc, string) {
	method := member(object, m.name, methodSpelling(m.name))
	if method == nil {
		return nil, fmt.Sprintf("%T has no method %s", object, m.name)
	}
	call, problem := bind(method, m.codec.params[1:], m.codec.result)
	if problem != "" {
		problem = fmt.Sprintf("the method %s of %T %s", m.name, object, problem)
	}
	return call, problem
}

// methods lists the methods of a resource that the program implements.
func (s *signature) methods(resource *typeDef) (names []string) {
	for _, function := range s.Imports {
		if of, name, is := function.method(); is && of == resource.Name && function.Interface == resource.Interface {
			names = append(names, name)
		}
	}
	return names
}
