package player

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"unicode/utf8"

	"outwit/wit"
)

// make is the value for what the script has.
func (p *player) make(t *tagged) any {
	if t == nil {
		return nil
	}
	switch t.kind {
	case "bool":
		return read[bool](t)
	case "u8", "u16", "u32":
		return read[uint32](t)
	case "s8", "s16", "s32":
		return read[int32](t)
	case "s64":
		number, _ := strconv.ParseInt(read[string](t), 10, 64)
		return number
	case "u64":
		number, _ := strconv.ParseUint(read[string](t), 10, 64)
		return number
	case "f32":
		return math.Float32frombits(read[uint32](t))
	case "f64":
		bits, _ := strconv.ParseUint(read[string](t), 10, 64)
		return math.Float64frombits(bits)
	case "char":
		char, _ := utf8.DecodeRuneInString(read[string](t))
		return char
	case "list", "tuple":
		made := []any{}
		parts := read[[]tagged](t)
		for i := range parts {
			made = append(made, p.make(&parts[i]))
		}
		return made
	case "map":
		made := map[any]any{}
		for _, entry := range read[[][2]tagged](t) {
			made[p.make(&entry[0])] = p.make(&entry[1])
		}
		return made
	case "record":
		made := map[string]any{}
		for _, field := range read[[]field](t) {
			made[field.name] = p.make(&field.value)
		}
		return made
	case "variant":
		return wit.Variant{Case: read[string](t), Value: p.make(t.payload)}
	case "flags":
		return read[[]string](t)
	case "option":
		content := read[*tagged](t)
		if content != nil && content.kind == "option" {
			return wit.Option[any]{Valid: true, Value: p.make(content)}
		}
		return p.make(content)
	case "result":
		if read[string](t) == "err" {
			return wit.Result[any, any]{Failed: true, Error: p.make(t.payload)}
		}
		return wit.Result[any, any]{Value: p.make(t.payload)}
	case "own", "borrow":
		return p.resource(read[int](t), t.kind == "own")
	}
	return read[string](t)
}

// check fails unless the value is what the script has.
func (p *player) check(t *tagged, value any) error {
	if t == nil {
		if value != nil {
			return mismatch(nil, value)
		}
		return nil
	}
	switch t.kind {
	case "list", "tuple":
		parts, list := read[[]tagged](t), reflect.ValueOf(value)
		if list.Kind() != reflect.Slice || list.Len() != len(parts) {
			return mismatch(fmt.Sprint(len(parts), " elements"), value)
		}
		for i := range parts {
			if err := p.check(&parts[i], list.Index(i).Interface()); err != nil {
				return err
			}
		}
		return nil
	case "map":
		entries, given := read[[][2]tagged](t), reflect.ValueOf(value)
		for _, entry := range entries {
			key := reflect.ValueOf(p.make(&entry[0])).Convert(given.Type().Key())
			if element := given.MapIndex(key); !element.IsValid() {
				return mismatch(key, value)
			} else if err := p.check(&entry[1], element.Interface()); err != nil {
				return err
			}
		}
		return equal(p.make(t).(map[any]any), given.Len())
	case "record":
		record, is := value.(map[string]any)
		if !is {
			return mismatch("a record", value)
		}
		for _, field := range read[[]field](t) {
			if err := p.check(&field.value, record[field.name]); err != nil {
				return err
			}
		}
		return nil
	case "variant":
		variant, is := value.(wit.Variant)
		if !is || variant.Case != read[string](t) {
			return mismatch(read[string](t), value)
		}
		return p.check(t.payload, variant.Value)
	case "option":
		content := read[*tagged](t)
		nested, is := value.(wit.Option[any])
		if !is {
			return p.check(content, value)
		}
		if nested.Valid != (content != nil) {
			return mismatch(content, value)
		}
		return p.check(content, nested.Value)
	case "result":
		result, is := value.(wit.Result[any, any])
		if failed := read[string](t) == "err"; !is || result.Failed != failed {
			return mismatch(read[string](t), value)
		}
		if result.Failed {
			return p.check(t.payload, result.Error)
		}
		return p.check(t.payload, result.Value)
	case "own", "borrow":
		return p.arrived(read[int](t), value, t.kind == "own")
	}
	return equals(p.make(t), value)
}

// equals compares numbers and texts, whatever the size of a number is; a float that is no number equals any.
func equals(wanted, value any) error {
	want, got := reflect.ValueOf(wanted), reflect.ValueOf(value)
	if value == nil || !got.CanConvert(want.Type()) || want.CanInt() != got.CanInt() {
		return mismatch(wanted, value)
	}
	got = got.Convert(want.Type())
	if want.CanFloat() {
		a, b := want.Float(), got.Float()
		if math.IsNaN(a) && math.IsNaN(b) || a == b && math.Signbit(a) == math.Signbit(b) {
			return nil
		}
		return mismatch(wanted, value)
	}
	if !reflect.DeepEqual(want.Interface(), got.Interface()) {
		return mismatch(wanted, value)
	}
	return nil
}

func equal(wanted map[any]any, length int) error {
	if len(wanted) != length {
		return errors.New("the map has other keys")
	}
	return nil
}

func mismatch(wanted, value any) error {
	return fmt.Errorf("expected %v, got %#v", wanted, value)
}
