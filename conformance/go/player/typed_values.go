package player

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	"outwit/wit"
)

// value is the value of a Go type for what the script has.
func (p *player) value(t *tagged, of reflect.Type) (reflect.Value, error) {
	made := reflect.New(of).Elem()
	return made, p.fill(made, t)
}

// fill sets a place to what the script has.
func (p *player) fill(place reflect.Value, t *tagged) error {
	if t == nil {
		return nil
	}
	switch t.kind {
	case "list":
		parts := read[[]tagged](t)
		if place.Kind() == reflect.Slice {
			place.Set(reflect.MakeSlice(place.Type(), len(parts), len(parts)))
		}
		return p.fillAll(parts, place.Len(), place.Index)
	case "tuple":
		return p.fillAll(read[[]tagged](t), place.NumField(), place.Field)
	case "record":
		named := read[[]field](t)
		parts := make([]tagged, len(named))
		for i := range named {
			parts[i] = named[i].value
		}
		return p.fillAll(parts, place.NumField(), place.Field)
	case "map":
		place.Set(reflect.MakeMap(place.Type()))
		for _, entry := range read[[][2]tagged](t) {
			key, err := p.value(&entry[0], place.Type().Key())
			if err != nil {
				return err
			}
			element, err := p.value(&entry[1], place.Type().Elem())
			if err != nil {
				return err
			}
			place.SetMapIndex(key, element)
		}
		return nil
	case "variant":
		return p.fillVariant(place, t)
	case "enum":
		place.Set(p.named(place.Type(), read[string](t)))
		return nil
	case "flags":
		for _, flag := range read[[]string](t) {
			place.SetUint(place.Uint() | p.named(place.Type(), flag).Uint())
		}
		return nil
	case "option":
		return p.fillOption(place, read[*tagged](t))
	case "result":
		failed := read[string](t) == "err"
		place.FieldByName("Failed").SetBool(failed)
		if failed {
			return p.fill(place.FieldByName("Error"), t.payload)
		}
		return p.fill(place.FieldByName("Value"), t.payload)
	case "own", "borrow":
		object, err := p.resourceOf(read[int](t), t.kind == "own", place.Type())
		if err == nil {
			place.Set(reflect.ValueOf(object))
		}
		return err
	}
	place.Set(reflect.ValueOf(p.make(t)).Convert(place.Type()))
	return nil
}

func (p *player) fillAll(parts []tagged, count int, place func(int) reflect.Value) error {
	if len(parts) != count {
		return fmt.Errorf("%d values for %d places", len(parts), count)
	}
	for i := range parts {
		if err := p.fill(place(i), &parts[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) fillVariant(place reflect.Value, t *tagged) error {
	concrete, err := p.caseOf(place.Type(), read[string](t))
	if err != nil {
		return err
	}
	value := reflect.New(concrete).Elem()
	if t.payload != nil {
		if err := p.fill(value.FieldByName("Value"), t.payload); err != nil {
			return err
		}
	}
	place.Set(value)
	return nil
}

// fillOption sets a pointer, an option of an option, or what may be nil by itself.
func (p *player) fillOption(place reflect.Value, content *tagged) error {
	if content == nil {
		return nil
	}
	switch {
	case place.Kind() == reflect.Pointer && content.kind != "own" && content.kind != "borrow":
		place.Set(reflect.New(place.Type().Elem()))
		return p.fill(place.Elem(), content)
	case isOption(place.Type()):
		place.FieldByName("Valid").SetBool(true)
		return p.fill(place.FieldByName("Value"), content)
	}
	return p.fill(place, content)
}

func isOption(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == reflect.TypeFor[wit.Option[any]]().PkgPath() &&
		strings.HasPrefix(t.Name(), "Option[")
}

// caseOf is the type of a variant's case: `FailureReadOnly` for the case `read-only` of Failure.
func (p *player) caseOf(variant reflect.Type, name string) (reflect.Type, error) {
	if p.typed.cases == nil {
		p.typed.cases = map[string]reflect.Type{}
		for own, concrete := range p.typed.Types {
			p.typed.cases[strings.ToLower(own)] = concrete
		}
	}
	wanted := variant.Name() + strings.ReplaceAll(name, "-", "")
	if concrete, known := p.typed.cases[strings.ToLower(wanted)]; known {
		return concrete, nil
	}
	return nil, fmt.Errorf("the package has no type %s", wanted)
}

// constant is a name of a type.
type constant struct {
	of   reflect.Type
	name string
}

// named is the constant of an enum's case or of a flag.
func (p *player) named(of reflect.Type, name string) reflect.Value {
	if p.typed.constants == nil {
		p.typed.constants = map[constant]reflect.Value{}
		for own, value := range p.typed.Values {
			p.typed.constants[constant{reflect.TypeOf(value), strings.ToLower(own)}] = reflect.ValueOf(value)
		}
	}
	wanted := of.Name() + strings.ReplaceAll(name, "-", "")
	if value, known := p.typed.constants[constant{of, strings.ToLower(wanted)}]; known {
		return value
	}
	return reflect.Zero(of)
}

// same fails unless a value is what the script has.
func (p *player) same(t *tagged, value reflect.Value) error {
	if t == nil {
		return nil
	}
	if value.Kind() == reflect.Interface {
		value = value.Elem()
	}
	switch t.kind {
	case "list":
		return p.sameAll(read[[]tagged](t), value.Len(), value.Index)
	case "tuple":
		return p.sameAll(read[[]tagged](t), value.NumField(), value.Field)
	case "record":
		named := read[[]field](t)
		parts := make([]tagged, len(named))
		for i := range named {
			parts[i] = named[i].value
		}
		return p.sameAll(parts, value.NumField(), value.Field)
	case "map":
		entries := read[[][2]tagged](t)
		for i := range entries {
			key, err := p.value(&entries[i][0], value.Type().Key())
			if err != nil {
				return err
			}
			element := value.MapIndex(key)
			if !element.IsValid() {
				return mismatch(key, value)
			}
			if err := p.same(&entries[i][1], element); err != nil {
				return err
			}
		}
		if value.Len() != len(entries) {
			return mismatch(fmt.Sprint(len(entries), " entries"), value)
		}
		return nil
	case "variant":
		wanted := strings.ReplaceAll(read[string](t), "-", "")
		if !strings.HasSuffix(strings.ToLower(value.Type().Name()), strings.ToLower(wanted)) {
			return mismatch(wanted, value)
		}
		if t.payload == nil {
			return nil
		}
		return p.same(t.payload, value.FieldByName("Value"))
	case "enum", "flags":
		wanted, err := p.value(t, value.Type())
		if err != nil || wanted.Interface() != value.Interface() {
			return mismatch(wanted, value)
		}
		return nil
	case "option":
		return p.sameOption(read[*tagged](t), value)
	case "result":
		failed := read[string](t) == "err"
		if value.FieldByName("Failed").Bool() != failed {
			return mismatch(read[string](t), value)
		}
		if failed {
			return p.same(t.payload, value.FieldByName("Error"))
		}
		return p.same(t.payload, value.FieldByName("Value"))
	case "own", "borrow":
		return p.arrived(read[int](t), value.Interface(), t.kind == "own")
	case "f32", "f64":
		wanted := reflect.ValueOf(p.make(t)).Float()
		if math.IsNaN(wanted) && math.IsNaN(value.Float()) || math.Float64bits(wanted) == math.Float64bits(value.Float()) {
			return nil
		}
		return mismatch(wanted, value)
	}
	wanted := reflect.ValueOf(p.make(t)).Convert(value.Type())
	if !wanted.Equal(value) {
		return mismatch(wanted, value)
	}
	return nil
}

func (p *player) sameAll(parts []tagged, count int, place func(int) reflect.Value) error {
	if len(parts) != count {
		return fmt.Errorf("%d values, expected %d", count, len(parts))
	}
	for i := range parts {
		if err := p.same(&parts[i], place(i)); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) sameOption(content *tagged, value reflect.Value) error {
	switch {
	case !value.IsValid():
		if content != nil {
			return mismatch(content.kind, "nil")
		}
		return nil
	case isOption(value.Type()):
		if value.FieldByName("Valid").Bool() != (content != nil) {
			return mismatch(content, value)
		}
		return p.same(content, value.FieldByName("Value"))
	case value.Kind() == reflect.Pointer && value.IsNil():
		if content != nil {
			return mismatch(content.kind, "nil")
		}
		return nil
	case content == nil:
		return mismatch("nil", value)
	case value.Kind() == reflect.Pointer && content.kind != "own" && content.kind != "borrow":
		return p.same(content, value.Elem())
	}
	return p.same(content, value)
}
