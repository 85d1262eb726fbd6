package outwit

import (
	"fmt"
	"reflect"
	"strings"
)

// recordField is a field of a record with its codec.
type recordField struct {
	name     string
	codec    *codec
	optional bool
}

func (s *signature) recordCodec(def *typeDef) (*codec, error) {
	fields := make([]recordField, len(def.Fields))
	for i, field := range def.Fields {
		c, err := s.codecOf(&field.Type)
		if err != nil {
			return nil, err
		}
		inner := s.def(&field.Type)
		fields[i] = recordField{field.Name, c, inner != nil && inner.Kind == "option"}
	}
	return &codec{
		native: reflect.TypeFor[map[string]any](),
		encode: func(e *Encoder, v any) *ValueError {
			value := reflect.ValueOf(v)
			if value.Kind() == reflect.Pointer && !value.IsNil() {
				value = value.Elem()
			}
			switch {
			case value.Kind() == reflect.Struct:
				return encodeStruct(e, def, fields, value)
			case value.Kind() == reflect.Map && value.Type().Key().Kind() == reflect.String:
				return encodeMapRecord(e, def, fields, value)
			}
			return expected("a map[string]any or a struct ("+def.Name+")", v)
		},
		decode: func(d *Decoder) any {
			record := make(map[string]any, len(fields))
			for _, field := range fields {
				record[field.name] = field.codec.decode(d)
			}
			return record
		},
	}, nil
}

func encodeMapRecord(e *Encoder, def *typeDef, fields []recordField, value reflect.Value) *ValueError {
	found := 0
	for _, field := range fields {
		element := value.MapIndex(reflect.ValueOf(field.name).Convert(value.Type().Key()))
		var content any
		if element.IsValid() {
			found++
			content = element.Interface()
		} else if !field.optional {
			return &ValueError{Message: fmt.Sprintf("%s needs the field %q", def.Name, field.name)}
		}
		if err := field.codec.encode(e, content); err != nil {
			return inside(err, field.name)
		}
	}
	if found == value.Len() {
		return nil
	}
	known := map[string]bool{}
	for _, field := range fields {
		known[field.name] = true
	}
	for _, key := range value.MapKeys() {
		if !known[key.String()] {
			return &ValueError{Message: fmt.Sprintf("%s has no field %q", def.Name, key.String())}
		}
	}
	return nil
}

// encodeStruct takes the field `max-width` from a struct's field MaxWidth, or from the one that is
// tagged `wit:"max-width"`.
func encodeStruct(e *Encoder, def *typeDef, fields []recordField, value reflect.Value) *ValueError {
	for _, field := range fields {
		number := structField(value.Type(), field.name)
		if number < 0 {
			return &ValueError{Message: fmt.Sprintf("%s needs the field %q, which %s does not have",
				def.Name, field.name, value.Type())}
		}
		if err := field.codec.encode(e, value.Field(number).Interface()); err != nil {
			return inside(err, field.name)
		}
	}
	return nil
}

func structField(t reflect.Type, name string) int {
	plain := strings.ReplaceAll(name, "-", "")
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("wit")
		if field.IsExported() && (tag == name || tag == "" && strings.EqualFold(field.Name, plain)) {
			return i
		}
	}
	return -1
}
