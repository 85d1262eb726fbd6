package outwit

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"outwit/internal/native"
	"outwit/wit"
)

// vectors is a file of runtimes/core/tests/wire, whose README says what is in it.
type vectors struct {
	World json.RawMessage
	Type  typeRef
	Cases []struct {
		Value any
		Hex   string
		Blobs []any
	}
	Invalid []struct {
		Hex   string
		Blobs []any
		Why   string
	}
}

// each reads every file of vectors, with the codec of its type.
func each(t *testing.T, work func(t *testing.T, v *vectors, s *signature, codec *codec)) {
	t.Helper()
	files, err := filepath.Glob("../../runtimes/core/tests/wire/*.json")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			var v vectors
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			decoder := json.NewDecoder(bytes.NewReader(text))
			decoder.UseNumber()
			if err := decoder.Decode(&v); err != nil {
				t.Fatal(err)
			}
			s, err := parseSignature(string(v.World))
			if err != nil {
				t.Fatal(err)
			}
			codec, err := s.codec(&v.Type)
			if err != nil {
				t.Fatal(err)
			}
			work(t, &v, s, codec)
		})
	}
}

func TestWireVectorsAreWritten(t *testing.T) {
	each(t, func(t *testing.T, v *vectors, s *signature, codec *codec) {
		instance := &Instance{}
		for i, c := range v.Cases {
			reader := &reader{signature: s, instance: instance}
			value := reader.value(v.Type, c.Value)
			call := &Call{instance: instance}
			call.Args.instance = instance
			if err := codec.encode(&call.Args, value); err != nil {
				t.Fatalf("case %d: %v", i, err)
			}
			if got := hex.EncodeToString(call.Args.buffer); got != c.Hex && !reader.unordered {
				t.Errorf("case %d: got %s, want %s", i, got, c.Hex)
			}
			if lent := call.Args.blobs.Lent(); !reflect.DeepEqual(lent, blobs(c.Blobs)) && len(lent)+len(c.Blobs) > 0 {
				t.Errorf("case %d: other blobs", i)
			}
			forget(value)
		}
	})
}

func TestWireVectorsAreRead(t *testing.T) {
	each(t, func(t *testing.T, v *vectors, s *signature, codec *codec) {
		instance := &Instance{}
		for i, c := range v.Cases {
			value := (&reader{signature: s, instance: instance}).value(v.Type, c.Value)
			d := decoderOf(c.Hex, c.Blobs, instance)
			read := codec.decode(d)
			if err := d.finish("it"); err != nil {
				t.Errorf("case %d: %v", i, err)
			} else if !alike(read, value) {
				t.Errorf("case %d: read %#v, want %#v", i, read, value)
			}
			forget(read)
			forget(value)
		}
	})
}

func TestWireNothingElseIsRead(t *testing.T) {
	wrong := 0
	each(t, func(t *testing.T, v *vectors, s *signature, codec *codec) {
		for i, c := range v.Invalid {
			d := decoderOf(c.Hex, c.Blobs, &Instance{})
			read := codec.decode(d)
			if d.finish("it") == nil {
				t.Errorf("invalid %d (%s): read %#v", i, c.Why, read)
			}
			forget(read)
			wrong++
		}
	})
	if wrong < 30 {
		t.Errorf("only %d buffers are wrong", wrong)
	}
}

// forget keeps a resource from being dropped in an instance that has no library behind it.
func forget(read any) {
	if resource, is := read.(*Resource); is {
		resource.disown()
	}
}

func decoderOf(digits string, large []any, instance *Instance) *Decoder {
	buffer, _ := hex.DecodeString(digits)
	d := &Decoder{buffer: buffer, instance: instance}
	for _, blob := range blobs(large) {
		aligned := make([]uint64, len(blob)/8+1)
		copy(bytesOf(aligned), blob)
		d.runs = append(d.runs, native.Run{Data: unsafe.Pointer(&aligned[0]), Length: uintptr(len(blob))})
	}
	return d
}

func blobs(large []any) [][]byte {
	var result [][]byte
	for _, blob := range large {
		bytes, _ := hex.DecodeString(repeated(blob).(string))
		result = append(result, bytes)
	}
	return result
}

// repeated writes {"repeat": piece, "times": n} out.
func repeated(v any) any {
	short, is := v.(map[string]any)
	if !is || short["times"] == nil {
		return v
	}
	times, _ := strconv.Atoi(short["times"].(json.Number).String())
	if text, is := short["repeat"].(string); is && short["list"] == nil {
		return strings.Repeat(text, times)
	}
	return v
}

// reader turns the JSON of a vector into what the dynamic side gives.
type reader struct {
	*signature
	instance *Instance
	// unordered: there is a map of several entries, which Go writes in any order.
	unordered bool
}

func (s *reader) value(t typeRef, v any) any {
	def := s.def(&t)
	if def == nil {
		return scalarValue(t.primitive, repeated(v))
	}
	of := func(v any) any { return s.value(def.of, v) }
	payload := func(t *typeRef, v any) any {
		if t == nil {
			return nil
		}
		return s.value(*t, v)
	}
	switch def.Kind {
	case "list":
		list := reflect.MakeSlice(s.native(t), 0, 0)
		for _, element := range elements(v) {
			place := reflect.New(list.Type().Elem()).Elem()
			set(place, of(element))
			list = reflect.Append(list, place)
		}
		return list.Interface()
	case "map":
		entries := reflect.MakeMap(s.native(t))
		for _, entry := range elements(v) {
			pair := entry.([]any)
			key := s.value(def.Key, pair[0])
			entries.SetMapIndex(reflect.ValueOf(key), reflect.ValueOf(s.value(def.Value, pair[1])))
		}
		s.unordered = s.unordered || entries.Len() > 1
		return entries.Interface()
	case "record":
		record := map[string]any{}
		for _, field := range def.Fields {
			record[field.Name] = s.value(field.Type, v.(map[string]any)[field.Name])
		}
		return record
	case "tuple":
		tuple := []any{}
		for i, element := range elements(v) {
			tuple = append(tuple, s.value(def.elements[i], element))
		}
		return tuple
	case "variant":
		object := v.(map[string]any)
		for _, c := range def.variant {
			if c.Name == object["case"] {
				return wit.Variant{Case: c.Name, Value: payload(c.Type, object["value"])}
			}
		}
	case "enum":
		return v
	case "flags":
		names := []string{}
		for _, name := range v.([]any) {
			names = append(names, name.(string))
		}
		return names
	case "option":
		inner := s.def(&def.of)
		nested := inner != nil && inner.Kind == "option"
		switch {
		case v == nil && nested:
			return wit.None[any]()
		case v == nil:
			return nil
		case nested:
			return wit.Some(of(v.(map[string]any)["some"]))
		}
		return of(v.(map[string]any)["some"])
	case "result":
		object := v.(map[string]any)
		if inner, failed := object["err"]; failed {
			return wit.Err[any](payload(def.Err, inner))
		}
		return wit.Ok[any, any](payload(def.Ok, object["ok"]))
	case "own", "borrow":
		number, _ := v.(json.Number).Int64()
		resource := &Resource{instance: s.instance}
		resource.handle.Store(uint64(number) + 1)
		return resource
	}
	panic("unknown kind " + def.Kind)
}

func (s *signature) native(t typeRef) reflect.Type {
	codec, err := s.codec(&t)
	if err != nil {
		panic(err)
	}
	return codec.native
}

func elements(v any) []any {
	short, is := v.(map[string]any)
	if !is {
		return v.([]any)
	}
	times, _ := strconv.Atoi(short["times"].(json.Number).String())
	var list []any
	for range times {
		list = append(list, short["repeat"])
	}
	return list
}

func scalarValue(primitive string, v any) any {
	if v == "nan" && primitive == "f64" {
		return math.Float64frombits(0x7ff8 << 48) // Go's own has another bit set
	}
	digits := ""
	switch v := v.(type) {
	case json.Number:
		digits = v.String()
	case string:
		digits = v
	}
	bits, _ := strconv.Atoi(primitive[1:])
	switch primitive {
	case "bool", "string":
		return v
	case "char":
		return []rune(digits)[0]
	case "f32", "f64":
		float, _ := strconv.ParseFloat(digits, bits)
		if primitive == "f32" {
			return float32(float)
		}
		return float
	}
	number := primitives[primitive].native
	if primitive[0] == 's' {
		signed, _ := strconv.ParseInt(digits, 10, bits)
		return reflect.ValueOf(signed).Convert(number).Interface()
	}
	unsigned, _ := strconv.ParseUint(digits, 10, bits)
	return reflect.ValueOf(unsigned).Convert(number).Interface()
}

// alike compares what was read with what was written: resources by their handles, a NaN is itself,
// and -0 is not 0.
func alike(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if a == nil || b == nil || x.Type() != y.Type() {
		return a == nil && b == nil
	}
	if one, is := a.(*Resource); is {
		return one.handle.Load() == b.(*Resource).handle.Load()
	}
	switch x.Kind() {
	case reflect.Float32, reflect.Float64:
		return math.Float64bits(x.Float()) == math.Float64bits(y.Float())
	case reflect.Slice:
		equal := x.Len() == y.Len()
		for i := 0; equal && i < x.Len(); i++ {
			equal = alike(x.Index(i).Interface(), y.Index(i).Interface())
		}
		return equal
	case reflect.Map:
		equal := x.Len() == y.Len()
		for _, key := range x.MapKeys() {
			equal = equal && y.MapIndex(key).IsValid() && alike(x.MapIndex(key).Interface(), y.MapIndex(key).Interface())
		}
		return equal
	case reflect.Struct:
		equal := true
		for i := range x.NumField() {
			equal = equal && alike(x.Field(i).Interface(), y.Field(i).Interface())
		}
		return equal
	}
	return reflect.DeepEqual(a, b)
}
