package main

import (
	"fmt"
	"math"
	"reflect"
	"strconv"

	"outwit/wit"
)

// tags writes what came out of components as scripts have it.
type tags struct {
	types []*definition
}

// tag is what a value is in a script; it must be of the very type that comes out of components.
func (s tags) tag(t *typeRef, value any) any {
	if t == nil {
		expect(value == nil, value)
		return nil
	}
	if t.primitive != "" {
		expect(reflect.TypeOf(value) == natives[t.primitive], value)
		return []any{t.primitive, plain(t.primitive, value)}
	}
	def := s.types[t.position]
	content := reflect.ValueOf(value)
	switch def.Kind {
	case "list":
		expect(content.Kind() == reflect.Slice, value)
		if native := natives[def.of().primitive]; native != nil {
			expect(content.Type() == reflect.SliceOf(native), value)
		}
		parts := make([]any, content.Len())
		for i := range parts {
			parts[i] = s.tag(def.of(), content.Index(i).Interface())
		}
		return []any{"list", parts}
	case "tuple":
		tuple, parts := exactly[[]any](value), []any{}
		expect(len(tuple) == len(def.elements()), value)
		for i, of := range def.elements() {
			parts = append(parts, s.tag(of, tuple[i]))
		}
		return []any{"tuple", parts}
	case "map":
		entries := []any{}
		expect(content.Kind() == reflect.Map && content.Type().Key() == natives[def.Key.primitive], value)
		for entry := content.MapRange(); entry.Next(); {
			key, of := s.tag(def.Key, entry.Key().Interface()), s.tag(def.Value, entry.Value().Interface())
			entries = append(entries, []any{key, of})
		}
		return []any{"map", entries}
	case "record":
		record, fields := exactly[map[string]any](value), []any{}
		expect(len(record) == len(def.Fields), value)
		for _, field := range def.Fields {
			fields = append(fields, []any{field.Name, s.tag(field.Type, record[field.Name])})
		}
		return []any{"record", fields}
	case "variant":
		variant := exactly[wit.Variant](value)
		return []any{"variant", variant.Case, s.tag(def.payload(variant.Case), variant.Value)}
	case "enum":
		return []any{"enum", exactly[string](value)}
	case "flags":
		names := []any{}
		for _, name := range exactly[[]string](value) {
			names = append(names, name)
		}
		return []any{"flags", names}
	case "option":
		return []any{"option", s.payload(def.of(), value)}
	case "result":
		result := exactly[wit.Result[any, any]](value)
		if result.Failed {
			expect(result.Value == nil, value)
			return []any{"result", "err", s.tag(def.Err, result.Error)}
		}
		expect(result.Error == nil, value)
		return []any{"result", "ok", s.tag(def.Ok, result.Value)}
	}
	panic(fmt.Sprintf("values of the kind %s are not written", def.Kind))
}

// payload is what is in an option.
func (s tags) payload(of *typeRef, value any) any {
	if of.primitive == "" && s.types[of.position].Kind == "option" {
		option := exactly[wit.Option[any]](value)
		if option.Valid {
			return s.tag(of, option.Value)
		}
		expect(option.Value == nil, value)
		return nil
	}
	if value == nil {
		return nil
	}
	return s.tag(of, value)
}

// plain is a primitive as a script has it.
func plain(name string, value any) any {
	switch value := value.(type) {
	case float32:
		if value != value {
			return int64(0x7fc00000)
		}
		return int64(math.Float32bits(value))
	case float64:
		if value != value {
			return strconv.FormatUint(0x7ff8000000000000, 10)
		}
		return strconv.FormatUint(math.Float64bits(value), 10)
	case int64, uint64:
		return fmt.Sprint(value)
	case rune:
		if name == "char" {
			return string(value)
		}
	case bool, string:
		return value
	}
	return reflect.ValueOf(value).Convert(reflect.TypeFor[int64]()).Interface()
}

// exactly is the value, if it is of this type and no other.
func exactly[T any](value any) T {
	exact, is := value.(T)
	expect(is, value)
	return exact
}

// expect fails unless it is right.
func expect(right bool, value any) {
	if !right {
		panic(fmt.Sprintf("came back as %T: %#v", value, value))
	}
}
