package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strconv"
	"unicode/utf8"

	"outwit/wit"
)

// Types that are like those of Go, but others.
type (
	ownBool   bool
	ownText   string
	ownNumber int64
)

// caseName is an enum as generated code has it: it tells its name.
type caseName struct{ name string }

func (c caseName) String() string { return c.name }

// forms makes values of scripts into Go values, in any of the forms that are taken.
type forms struct {
	*rand.Rand
	types []*definition
}

func newForms(types []*definition, seed uint64) *forms {
	return &forms{rand.New(rand.NewPCG(seed, 2)), types}
}

func (f *forms) isOption(t *typeRef) bool {
	return t.primitive == "" && f.types[t.position].Kind == "option"
}

// make is what is given for a value of a script.
func (f *forms) make(t *typeRef, tagged any) any {
	if tagged == nil {
		return nil
	}
	parts := tagged.([]any)
	content := parts[1]
	if t.primitive != "" {
		return f.primitive(t.primitive, content)
	}
	def := f.types[t.position]
	switch def.Kind {
	case "list":
		return f.list(def, content.([]any))
	case "tuple":
		made := []any{}
		for i, of := range def.elements() {
			made = append(made, f.make(of, content.([]any)[i]))
		}
		if len(made) == 2 && f.IntN(3) == 0 {
			return wit.Tuple2[any, any]{F0: made[0], F1: made[1]}
		}
		return f.sequence(made)
	case "map":
		made := map[any]any{}
		for _, entry := range content.([]any) {
			made[f.make(def.Key, entry.([]any)[0])] = f.make(def.Value, entry.([]any)[1])
		}
		return made
	case "record":
		return f.record(def, content.([]any))
	case "variant":
		name := content.(string)
		payload := def.payload(name)
		if payload == nil && f.IntN(2) == 0 {
			return name
		}
		return wit.Variant{Case: name, Value: f.make(payload, parts[2])}
	case "enum":
		return choice[any](f.Rand, content, caseName{content.(string)})
	case "flags":
		names := texts(content.([]any))
		if len(names) == 0 && f.IntN(2) == 0 {
			return []string(nil)
		}
		return names
	case "option":
		return f.option(def, content)
	case "result":
		if content == "ok" {
			return wit.Ok[any, any](f.make(def.Ok, parts[2]))
		}
		return wit.Err[any, any](f.make(def.Err, parts[2]))
	}
	panic(fmt.Sprintf("values of the kind %s are not made", def.Kind))
}

func (f *forms) option(def *definition, content any) any {
	nested := f.isOption(def.of())
	switch {
	case content == nil && nested:
		return wit.None[any]()
	case content == nil:
		return choice[any](f.Rand, nil, (*string)(nil))
	}
	made := f.make(def.of(), content)
	if nested {
		return wit.Some(made)
	}
	if f.IntN(2) == 0 || made == nil {
		return made
	}
	pointer := reflect.New(reflect.TypeOf(made))
	pointer.Elem().Set(reflect.ValueOf(made))
	return pointer.Interface()
}

// record is a map, a struct, or a pointer to one.
func (f *forms) record(def *definition, content []any) any {
	made := map[string]any{}
	fields := []reflect.StructField{}
	for i, field := range def.Fields {
		made[field.Name] = f.make(field.Type, content[i].([]any)[1])
		tag := reflect.StructTag(fmt.Sprintf("wit:%q", field.Name))
		fields = append(fields, reflect.StructField{Name: fmt.Sprint("F", i+1), Type: reflect.TypeFor[any](), Tag: tag})
	}
	if f.IntN(2) == 0 {
		return made
	}
	pointer := reflect.New(reflect.StructOf(fields))
	for i, field := range def.Fields {
		if value := made[field.Name]; value != nil {
			pointer.Elem().Field(i).Set(reflect.ValueOf(value))
		}
	}
	return choice(f.Rand, pointer, pointer.Elem()).Interface()
}

// list is a slice or an array, of its own type of element or of any.
func (f *forms) list(def *definition, content []any) any {
	made := []any{}
	for _, part := range content {
		made = append(made, f.make(def.of(), part))
	}
	native := natives[def.of().primitive]
	if native == nil || f.IntN(3) == 0 {
		return f.sequence(made)
	}
	slice := reflect.MakeSlice(reflect.SliceOf(native), len(content), len(content))
	for i, part := range content {
		slice.Index(i).Set(reflect.ValueOf(exact(def.of().primitive, part.([]any)[1])))
	}
	return slice.Interface()
}

func (f *forms) sequence(parts []any) any {
	if f.IntN(3) > 0 || len(parts) > 50 {
		return parts
	}
	array := reflect.New(reflect.ArrayOf(len(parts), reflect.TypeFor[any]())).Elem()
	for i, part := range parts {
		if part != nil {
			array.Index(i).Set(reflect.ValueOf(part))
		}
	}
	return array.Interface()
}

func (f *forms) primitive(name string, content any) any {
	value := exact(name, content)
	if f.IntN(4) > 0 {
		return value
	}
	switch value := value.(type) {
	case bool:
		return ownBool(value)
	case string:
		return ownText(value)
	case rune:
		if name == "char" {
			return string(value)
		}
	case uint64:
		return value
	case float32:
		return float64(value)
	case float64:
		if value == math.Trunc(value) && math.Abs(value) < 1<<53 && !math.Signbit(value) {
			return int64(value)
		}
		return value
	}
	number := reflect.ValueOf(value)
	if number.CanUint() {
		return choice[any](f.Rand, number.Uint(), int64(number.Uint()), ownNumber(number.Uint()))
	}
	return choice[any](f.Rand, number.Int(), ownNumber(number.Int()))
}

// natives are the types of what comes out of components.
var natives = map[string]reflect.Type{
	"bool": reflect.TypeFor[bool](), "char": reflect.TypeFor[rune](), "string": reflect.TypeFor[string](),
	"u8": reflect.TypeFor[uint8](), "u16": reflect.TypeFor[uint16](), "u32": reflect.TypeFor[uint32](),
	"u64": reflect.TypeFor[uint64](), "s8": reflect.TypeFor[int8](), "s16": reflect.TypeFor[int16](),
	"s32": reflect.TypeFor[int32](), "s64": reflect.TypeFor[int64](), "f32": reflect.TypeFor[float32](),
	"f64": reflect.TypeFor[float64](),
}

// exact is the value of a primitive in its own Go type.
func exact(name string, content any) any {
	switch name {
	case "char":
		char, _ := utf8.DecodeRuneInString(content.(string))
		return char
	case "f32":
		return math.Float32frombits(uint32(content.(int64)))
	case "f64":
		bits, _ := strconv.ParseUint(content.(string), 10, 64)
		return math.Float64frombits(bits)
	case "u64":
		number, _ := strconv.ParseUint(content.(string), 10, 64)
		return number
	case "s64":
		number, _ := strconv.ParseInt(content.(string), 10, 64)
		return number
	}
	return reflect.ValueOf(content).Convert(natives[name]).Interface()
}

func texts(parts []any) []string {
	texts := []string{}
	for _, part := range parts {
		texts = append(texts, part.(string))
	}
	return texts
}
