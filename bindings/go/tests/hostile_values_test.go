package tests

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"outwit/wit"
)

// A world as JSON, of which generated code has a copy.
type (
	witWorld struct {
		Types   []*witType
		Exports []*witFunction
	}
	witFunction struct {
		Interface, Name string
		Params          []witMember
		Result          any
	}
	// witMember is a parameter, a field or a case. A type is a primitive's name or the position of another.
	witMember struct {
		Name string
		Type any
	}
	witType struct {
		Kind            string
		Fields          []witMember
		Cases, Flags    []any
		Of              any
		Length          *int
		Key, Value      any
		Ok, Err         any
		Imported        bool
		Name, Interface string
	}
)

// witWorldOf reads the world of a fixture.
func witWorldOf(t testing.TB, stem string) *witWorld {
	t.Helper()
	text := ok(os.ReadFile(filepath.Join("..", "..", "..", "wit-fixtures", stem, "golden", "go", "signature.go")))(t)
	_, rest, _ := strings.Cut(string(text), "`")
	body, _, _ := strings.Cut(rest, "`")
	world := &witWorld{}
	if err := json.Unmarshal([]byte(body), world); err != nil {
		t.Fatal(err)
	}
	return world
}

// wrongValue is a wrong value; with deep, the error may be about what is in it.
type wrongThing struct {
	value any
	deep  bool
}

// objects makes objects for a resource, and what cannot stand for them.
type objects interface {
	right() any
	wrongs() []wrongThing
}

// values makes random values of one world's types: right ones and such that are wrong in one place, which they tell.
type values struct {
	*rand.Rand
	types     []*witType
	own       map[int]objects
	count, at int
	path      string
	found     *wrongThing
}

var (
	limits = map[string][2]int64{
		"u8": {0, math.MaxUint8}, "u16": {0, math.MaxUint16}, "u32": {0, math.MaxUint32}, "u64": {0, math.MaxInt64},
		"s8": {math.MinInt8, math.MaxInt8}, "s16": {math.MinInt16, math.MaxInt16},
		"s32": {math.MinInt32, math.MaxInt32}, "s64": {math.MinInt64, math.MaxInt64},
	}
	hostileTexts = []string{"", "a", "\x00", "a\x00b", "é", strings.Repeat("€", 20), "\U0001f600", strings.Repeat("x", 5000)}
	hostileTypes = map[string]reflect.Type{
		"bool": reflect.TypeFor[bool](), "char": reflect.TypeFor[rune](), "string": reflect.TypeFor[string](),
		"u8": reflect.TypeFor[uint8](), "u16": reflect.TypeFor[uint16](), "u32": reflect.TypeFor[uint32](),
		"u64": reflect.TypeFor[uint64](), "s8": reflect.TypeFor[int8](), "s16": reflect.TypeFor[int16](),
		"s32": reflect.TypeFor[int32](), "s64": reflect.TypeFor[int64](), "f32": reflect.TypeFor[float32](),
		"f64": reflect.TypeFor[float64](), "record": reflect.TypeFor[map[string]any](), "enum": reflect.TypeFor[string](),
		"variant": reflect.TypeFor[wit.Variant](), "flags": reflect.TypeFor[[]string](), "tuple": reflect.TypeFor[[]any](),
		"result": reflect.TypeFor[wit.Result[any, any]](),
	}
)

// entry is the compound type that a position means; one of the primitive's kind otherwise.
func (v *values) entry(ty any) *witType {
	if position, compound := ty.(float64); compound {
		return v.types[int(position)]
	}
	return &witType{Kind: ty.(string)}
}

// known says whether there are values of a type: there are objects for all resources in it.
func (v *values) known(ty any) bool {
	if ty == nil {
		return true
	}
	def := v.entry(ty)
	parts := []any{def.Value, def.Ok, def.Err}
	switch of := def.Of.(type) {
	case []any:
		parts = append(parts, of...)
	case float64:
		if def.Kind == "own" || def.Kind == "borrow" {
			return v.own[int(of)] != nil
		}
		parts = append(parts, of)
	}
	for _, field := range def.Fields {
		parts = append(parts, field.Type)
	}
	for _, own := range def.Cases {
		if member, is := own.(map[string]any); is {
			parts = append(parts, member["type"])
		}
	}
	return !slices.ContainsFunc(parts, func(part any) bool { return !v.known(part) })
}

// right makes a right value.
func (v *values) right(ty any, seed uint64) any {
	return v.start(ty, "", seed, 0)
}

// wrong makes a value with something wrong in it, and leaves behind what and where that is.
func (v *values) wrong(ty any, path string, seed uint64) any {
	v.start(ty, "", seed, 0)
	return v.start(ty, path, seed, 1+rand.New(rand.NewPCG(seed, 2)).IntN(v.count))
}

func (v *values) start(ty any, path string, seed uint64, at int) any {
	v.Rand = rand.New(rand.NewPCG(seed, 1))
	v.count, v.at, v.found = 0, at, nil
	return v.value(ty, path)
}

func within(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (v *values) value(ty any, path string) any {
	v.count++
	if v.count == v.at {
		v.path = path
		wrongs := v.wrongs(ty)
		v.found = &wrongs[v.IntN(len(wrongs))]
		return v.found.value
	}
	def := v.entry(ty)
	switch def.Kind {
	case "list":
		length := v.IntN(4)
		if def.Length != nil {
			length = *def.Length
		}
		parts := make([]any, length)
		for i := range parts {
			parts[i] = v.value(def.Of, fmt.Sprintf("%s[%d]", path, i))
		}
		return v.list(def, parts)
	case "tuple":
		parts := []any{}
		for i, of := range def.Of.([]any) {
			parts = append(parts, v.value(of, fmt.Sprintf("%s[%d]", path, i)))
		}
		return parts
	case "map":
		key := v.value(def.Key, path+"[*]")
		if key != nil && !reflect.TypeOf(key).Comparable() {
			key = 1i
			v.found = &wrongThing{value: key}
		}
		return v.mapping(def, key, v.value(def.Value, path+"[*]"))
	case "record":
		record := map[string]any{}
		for _, field := range def.Fields {
			record[field.Name] = v.value(field.Type, within(path, field.Name))
		}
		return record
	case "variant":
		own := def.Cases[v.IntN(len(def.Cases))].(map[string]any)
		name := own["name"].(string)
		return wit.Variant{Case: name, Value: v.maybe(own["type"], within(path, name))}
	case "enum":
		return def.Cases[v.IntN(len(def.Cases))]
	case "flags":
		set := []string{}
		for _, name := range def.Flags {
			if v.IntN(2) == 0 {
				set = append(set, name.(string))
			}
		}
		return set
	case "option":
		return v.option(def, path)
	case "result":
		if v.IntN(2) == 0 {
			return wit.Ok[any, any](v.maybe(def.Ok, within(path, "ok")))
		}
		return wit.Err[any, any](v.maybe(def.Err, within(path, "err")))
	case "own", "borrow":
		return v.own[int(def.Of.(float64))].right()
	}
	return v.primitive(def.Kind)
}

func (v *values) maybe(ty any, path string) any {
	if ty == nil {
		return nil
	}
	return v.value(ty, path)
}

func (v *values) option(def *witType, path string) any {
	nested := v.entry(def.Of).Kind == "option"
	if v.IntN(5) == 0 {
		if nested {
			return wit.None[any]()
		}
		return nil
	}
	made := v.value(def.Of, path)
	if nested {
		return wit.Some(made)
	}
	if reflect.ValueOf(made).Kind() == reflect.Pointer && v.found != nil || made == nil {
		made = 1i // nothing would be right here, and a pointer may be
		v.found = &wrongThing{value: made}
	}
	return made
}

// native is the type that a type has when it comes out.
func (v *values) native(ty any) reflect.Type {
	def := v.entry(ty)
	switch {
	case def.Kind == "list":
		return reflect.SliceOf(v.native(def.Of))
	case def.Kind == "map":
		return reflect.MapOf(v.native(def.Key), v.native(def.Value))
	case def.Kind == "option" && v.entry(def.Of).Kind == "option":
		return reflect.TypeFor[wit.Option[any]]()
	case hostileTypes[def.Kind] != nil:
		return hostileTypes[def.Kind]
	}
	return reflect.TypeFor[any]()
}

// list is a slice of the elements' type, unless there is something else in it.
func (v *values) list(def *witType, parts []any) any {
	native := v.native(def.Of)
	list := reflect.MakeSlice(reflect.SliceOf(native), len(parts), len(parts))
	for i, part := range parts {
		if part == nil && native.Kind() == reflect.Interface {
			continue
		}
		if part == nil || !reflect.TypeOf(part).AssignableTo(native) {
			return parts
		}
		list.Index(i).Set(reflect.ValueOf(part))
	}
	return list.Interface()
}

func (v *values) mapping(def *witType, key, value any) any {
	made := reflect.MakeMap(reflect.MapOf(v.native(def.Key), v.native(def.Value)))
	element := reflect.New(made.Type().Elem()).Elem()
	if value != nil && reflect.TypeOf(value).AssignableTo(element.Type()) {
		element.Set(reflect.ValueOf(value))
	} else if value != nil || element.Kind() != reflect.Interface {
		return map[any]any{key: value}
	}
	if key == nil || !reflect.TypeOf(key).AssignableTo(made.Type().Key()) {
		return map[any]any{key: value}
	}
	made.SetMapIndex(reflect.ValueOf(key), element)
	return made.Interface()
}

func (v *values) primitive(kind string) any {
	switch kind {
	case "bool":
		return v.IntN(2) == 0
	case "char":
		return []rune("a\x00é\U0010ffff")[v.IntN(4)]
	case "string":
		return hostileTexts[v.IntN(len(hostileTexts))]
	case "f32":
		return []float32{0, 1.5, float32(math.Inf(1)), -(1 << 100)}[v.IntN(4)]
	case "f64":
		return []float64{0, 1.5, math.Inf(1), -(1 << 100)}[v.IntN(4)]
	}
	number := [...]int64{limits[kind][0], limits[kind][1], 0, 1}[v.IntN(4)]
	return reflect.ValueOf(number).Convert(hostileTypes[kind]).Interface()
}

// caseOfNothing is an enum's value whose methods cannot be called.
type caseOfNothing struct{ name string }

func (c *caseOfNothing) String() string { return c.name }

// wrongs is what is wrong wherever a type is wanted.
func (v *values) wrongs(ty any) []wrongThing {
	def := v.entry(ty)
	all := []any{func() {}, make(chan int), complex(1, 2), &struct{}{}, unsafe.Pointer(&ty), errors.New("wrong"),
		reflect.ValueOf(1), (*caseOfNothing)(nil), struct{ x int }{1}}
	deep := []any{}
	inner := []wrongThing{}
	switch def.Kind {
	case "bool":
		all = append(all, nil, 0, 1, "true", new(bool), 1.0)
	case "char":
		all = append(all, nil, "", "ab", "\xff", "\xe2\x82", rune(0xd800), rune(0xdfff), rune(-1), rune(0x110000), 65,
			byte('a'), []rune("a"))
	case "string":
		all = append(all, nil, "\xff", "a\xed\xa0\x80b", strings.Repeat("x", 6000)+"\xff", 1, 'a', []byte("a"), new(string))
	case "f32", "f64":
		all = append(all, nil, "1", true, new(float64), []float64{1})
		if def.Kind == "f32" {
			all = append(all, 1e300, -3.5e38)
		}
	case "list":
		all = append(all, nil, 1, "text", map[int]int{}, &[]int{1})
		deep = append(deep, []any{make(chan int)}, [1]any{struct{ x int }{}}, []chan int{nil}, []any{[]any{1i}})
		if def.Length != nil {
			deep = append(deep, []any{}, make([]any, *def.Length+1))
		}
	case "tuple":
		length := len(def.Of.([]any))
		all = append(all, nil, 1, "text", []any{}, make([]any, length+1), struct{ F1 int }{}, struct{ F0, f1 int }{},
			struct {
				F0 int
				F2 string
			}{}, struct{ f0 int }{})
	case "map":
		all = append(all, nil, 1, []any{}, struct{}{}, &map[string]int{})
		deep = append(deep, map[any]any{nil: nil}, map[any]any{1i: 1}, map[chan int]int{nil: 1}, map[*int]int{nil: 1},
			map[string]chan int{"a": nil})
	case "record":
		surplus := map[string]any{"no-such-field": 1}
		all = append(all, nil, 1, []any{}, (*struct{ Name string })(nil), map[int]any{})
		deep = append(deep, surplus, struct{}{}, struct{ name, Title string }{}, new(*int))
		if slices.ContainsFunc(def.Fields, func(f witMember) bool { return v.entry(f.Type).Kind != "option" }) {
			deep = append(deep, map[string]any{}, map[string]string(nil))
		}
	case "variant":
		all = append(all, nil, 1, wit.Variant{}, wit.Variant{Case: "no-such-case"}, "no-such-case", &wit.Variant{})
		for _, own := range def.Cases {
			if own := own.(map[string]any); own["type"] == nil {
				deep = append(deep, wit.Variant{Case: own["name"].(string), Value: 1})
			}
		}
	case "enum":
		all = append(all, nil, 0, "no-such-case", []string{}, new(string))
	case "flags":
		all = append(all, 1, "a", []any{def.Flags[0]}, map[string]bool{}, new([]string))
		deep = append(deep, []string{"no-such-flag"})
	case "option":
		if v.entry(def.Of).Kind == "option" {
			all = append(all, 1, "a", wit.Option[int]{}, &wit.Option[any]{}, wit.Some[any](1i))
			break
		}
		all = nil
		for _, wrong := range v.wrongs(def.Of) {
			if wrong.value != nil && reflect.TypeOf(wrong.value).Kind() != reflect.Pointer {
				inner = append(inner, wrong)
			}
		}
	case "result":
		all = append(all, nil, 1, "ok", wit.Ok[int, int](1), &wit.Result[any, any]{}, true)
	case "own", "borrow":
		all = append(all, nil, 1, "a", []any{})
		inner = v.own[int(def.Of.(float64))].wrongs()
	default:
		all = append(all, nil, "1", 1.0, true, new(int), json.Number("1"), []int{1}, math.NaN())
		low, high := limits[def.Kind][0], limits[def.Kind][1]
		if low > math.MinInt64 {
			all = append(all, low-1, int64(math.MinInt64))
		}
		if high < math.MaxInt64 {
			all = append(all, high+1, int64(math.MaxInt64))
		}
		if def.Kind != "u64" {
			all = append(all, uint64(math.MaxUint64), uintptr(math.MaxUint64))
		}
	}
	for _, value := range all {
		inner = append(inner, wrongThing{value: value})
	}
	for _, value := range deep {
		inner = append(inner, wrongThing{value, true})
	}
	return inner
}
