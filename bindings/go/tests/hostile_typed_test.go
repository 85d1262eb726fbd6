package tests

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	chars "fixtures/chars/golden/go"
	enums "fixtures/enums/golden/go"
	flags "fixtures/flags/golden/go"
	maps "fixtures/maps/golden/go"
	options "fixtures/options/golden/go"
	records "fixtures/records/golden/go"
	stringlib "fixtures/strings/golden/go"
	tuples "fixtures/tuples/golden/go"
)

// generated makes the echo interface of fixtures whose types have no variants, through generated code.
var generated = map[string]func(testing.TB) any{
	"chars":   func(t testing.TB) any { return typed(t, "chars", chars.New).Echo },
	"enums":   func(t testing.TB) any { return typed(t, "enums", enums.New).Echo },
	"flags":   func(t testing.TB) any { return typed(t, "flags", flags.New).Echo },
	"maps":    func(t testing.TB) any { return typed(t, "maps", maps.New).Echo },
	"options": func(t testing.TB) any { return typed(t, "options", options.New).Echo },
	"records": func(t testing.TB) any { return typed(t, "records", records.New).Echo },
	"strings": func(t testing.TB) any { return typed(t, "strings", stringlib.New).Echo },
	"tuples":  func(t testing.TB) any { return typed(t, "tuples", tuples.New).Echo },
}

// typedValues makes values of Go types: what their types allow and WIT's do not is in one place.
type typedValues struct {
	*rand.Rand
	types     *values
	count, at int
	path      string
	unfit     bool // there is a variant, of which no value is made
}

// fill sets a place to a value; a place that can be wrong is counted.
func (v *typedValues) fill(place reflect.Value, ty any, path string) {
	def := v.types.entry(ty)
	switch def.Kind {
	case "string":
		place.SetString(v.text(path))
	case "char":
		place.SetInt([]int64{'a', 0, 0x10ffff}[v.IntN(3)])
		if v.isWrong(path) {
			place.SetInt([]int64{0xd800, -1, 0x110000, 1 << 30}[v.IntN(4)])
		}
	case "enum":
		place.SetUint(uint64(v.IntN(len(def.Cases))))
		// Where all numbers have a name, none is wrong.
		if len(def.Cases) < 1<<place.Type().Bits() && v.isWrong(path) {
			place.SetUint(uint64(len(def.Cases)))
		}
	case "flags":
		place.SetUint(v.Uint64N(1 << len(def.Flags)))
		// Where all bits have a name, none is wrong.
		if len(def.Flags) < place.Type().Bits() && v.isWrong(path) {
			place.SetUint(1 << len(def.Flags))
		}
	case "list":
		if place.Kind() == reflect.Slice {
			place.Set(reflect.MakeSlice(place.Type(), 2, 2))
		}
		for i := range place.Len() {
			v.fill(place.Index(i), def.Of, fmt.Sprintf("%s[%d]", path, i))
		}
	case "tuple":
		for i, of := range def.Of.([]any) {
			v.fill(place.Field(i), of, fmt.Sprintf("%s[%d]", path, i))
		}
	case "map":
		place.Set(reflect.MakeMap(place.Type()))
		key, element := reflect.New(place.Type().Key()).Elem(), reflect.New(place.Type().Elem()).Elem()
		v.fill(key, def.Key, path+"[0].key")
		v.fill(element, def.Value, path+"[0].value")
		place.SetMapIndex(key, element)
	case "record":
		for i, field := range def.Fields {
			v.fill(place.Field(i), field.Type, within(path, field.Name))
		}
	case "option":
		if place.Kind() == reflect.Pointer {
			place.Set(reflect.New(place.Type().Elem()))
			v.fill(place.Elem(), def.Of, path)
			return
		}
		place.FieldByName("Valid").SetBool(true)
		v.fill(place.FieldByName("Value"), def.Of, path)
	case "result":
		if def.Ok != nil {
			v.fill(place.FieldByName("Value"), def.Ok, within(path, "ok"))
		}
	case "variant":
		v.unfit = true
	}
}

func (v *typedValues) text(path string) string {
	if v.isWrong(path) {
		return []string{"\xff", "a\xed\xa0\x80", strings.Repeat("x", 6000) + "\xff", "\xf4\x90\x80\x80"}[v.IntN(4)]
	}
	return hostileTexts[v.IntN(len(hostileTexts))]
}

func (v *typedValues) isWrong(path string) bool {
	v.count++
	if v.count == v.at {
		v.path = path
	}
	return v.count == v.at
}

// start fills a place anew; the wrong place is number at.
func (v *typedValues) start(place reflect.Value, ty any, path string, seed uint64, at int) {
	v.Rand, v.count, v.at = rand.New(rand.NewPCG(seed, 1)), 0, at
	v.fill(place, ty, path)
}

// goName is a function's name in generated code: `echo-u8` is EchoU8.
func goName(name string) string {
	words := strings.Split(name, "-")
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}
