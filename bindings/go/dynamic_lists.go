package outwit

import (
	"fmt"
	"reflect"
)

func (s *signature) listCodec(def *typeDef) (*codec, error) {
	element, err := s.codecOf(&def.of)
	if err != nil {
		return nil, err
	}
	fixed := -1
	if def.Length != nil {
		fixed = int(*def.Length)
	}
	switch def.of.primitive {
	case "u8":
		return numbersCodec[uint8](element, fixed), nil
	case "s8":
		return numbersCodec[int8](element, fixed), nil
	case "u16":
		return numbersCodec[uint16](element, fixed), nil
	case "s16":
		return numbersCodec[int16](element, fixed), nil
	case "u32":
		return numbersCodec[uint32](element, fixed), nil
	case "s32":
		return numbersCodec[int32](element, fixed), nil
	case "u64":
		return numbersCodec[uint64](element, fixed), nil
	case "s64":
		return numbersCodec[int64](element, fixed), nil
	case "f32":
		return numbersCodec[float32](element, fixed), nil
	case "f64":
		return numbersCodec[float64](element, fixed), nil
	}
	return elementsCodec(element, fixed), nil
}

// numbersCodec is the codec of a list of numbers: a slice of the type goes in as it is, any other
// slice element by element.
func numbersCodec[T Number](element *codec, fixed int) *codec {
	encode := func(e *Encoder, v any) *ValueError {
		numbers, fits := v.([]T)
		if !fits {
			var err *ValueError
			if numbers, err = convertNumbers[T](element, v); err != nil {
				return err
			}
		}
		if fixed < 0 {
			EncodeNumbers(e, numbers)
			return nil
		}
		if len(numbers) != fixed {
			return wrongLength(fixed, len(numbers))
		}
		EncodeFixedNumbers(e, numbers)
		return nil
	}
	return scalar(encode, func(d *Decoder) []T {
		if fixed < 0 {
			return DecodeNumbers[T](d)
		}
		numbers := make([]T, fixed)
		DecodeFixedNumbers(d, numbers)
		return numbers
	})
}

// convertNumbers checks and converts a slice of other numbers: it writes each to a buffer of its
// own, from where they are read as a list.
func convertNumbers[T Number](element *codec, v any) ([]T, *ValueError) {
	list, err := listOf(v)
	if err != nil {
		return nil, err
	}
	scratch := Encoder{}
	for i := range list.Len() {
		if err := element.encode(&scratch, list.Index(i).Interface()); err != nil {
			return nil, at(err, i)
		}
	}
	numbers := make([]T, list.Len())
	DecodeFixedNumbers(&Decoder{buffer: scratch.buffer}, numbers)
	return numbers, nil
}

// elementsCodec is the codec of a list of anything else.
func elementsCodec(element *codec, fixed int) *codec {
	native := reflect.SliceOf(element.native)
	return &codec{
		native: native,
		encode: func(e *Encoder, v any) *ValueError {
			list, err := listOf(v)
			if err != nil {
				return err
			}
			if fixed < 0 {
				e.U32(uint32(list.Len()))
			} else if list.Len() != fixed {
				return wrongLength(fixed, list.Len())
			}
			for i := range list.Len() {
				if err := element.encode(e, list.Index(i).Interface()); err != nil {
					return at(err, i)
				}
			}
			return nil
		},
		decode: func(d *Decoder) any {
			length := fixed
			if fixed < 0 {
				length = d.count()
			}
			list := reflect.MakeSlice(native, length, length)
			for i := range length {
				set(list.Index(i), element.decode(d))
			}
			return list.Interface()
		},
	}
}

func listOf(v any) (reflect.Value, *ValueError) {
	list := reflect.ValueOf(v)
	if kind := list.Kind(); kind != reflect.Slice && kind != reflect.Array {
		return list, expected("a slice", v)
	}
	return list, nil
}

func wrongLength(want, got int) *ValueError {
	return &ValueError{Message: fmt.Sprintf("expected %d elements, got %d", want, got)}
}

// set is place.Set for a value that may be nil.
func set(place reflect.Value, v any) {
	if v != nil {
		place.Set(reflect.ValueOf(v))
	}
}

func (s *signature) mapCodec(def *typeDef) (*codec, error) {
	key, err := s.codecOf(&def.Key)
	if err != nil {
		return nil, err
	}
	value, err := s.codecOf(&def.Value)
	if err != nil {
		return nil, err
	}
	if !key.native.Comparable() {
		return nil, &LinkError{Message: "maps with keys of " + s.text(def.Key) + " cannot be used dynamically"}
	}
	native := reflect.MapOf(key.native, value.native)
	return &codec{
		native: native,
		encode: func(e *Encoder, v any) *ValueError {
			entries := reflect.ValueOf(v)
			if entries.Kind() != reflect.Map {
				return expected("a map", v)
			}
			e.U32(uint32(entries.Len()))
			for entry := entries.MapRange(); entry.Next(); {
				name := entry.Key().Interface()
				if err := key.encode(e, name); err != nil {
					return inside(err, fmt.Sprintf("[%v]", name))
				}
				if err := value.encode(e, entry.Value().Interface()); err != nil {
					return inside(err, fmt.Sprintf("[%v]", name))
				}
			}
			return nil
		},
		decode: func(d *Decoder) any {
			count := d.count()
			entries := reflect.MakeMapWithSize(native, count)
			for range count {
				k := reflect.ValueOf(key.decode(d))
				element := reflect.New(value.native).Elem()
				set(element, value.decode(d))
				entries.SetMapIndex(k, element)
			}
			return entries.Interface()
		},
	}, nil
}

func (s *signature) tupleCodec(def *typeDef) (*codec, error) {
	elements := make([]*codec, len(def.elements))
	for i := range elements {
		var err error
		if elements[i], err = s.codecOf(&def.elements[i]); err != nil {
			return nil, err
		}
	}
	return &codec{
		native: reflect.TypeFor[[]any](),
		encode: func(e *Encoder, v any) *ValueError {
			part, length := parts(v)
			if part == nil {
				return expected("a slice or a wit.Tuple", v)
			}
			if length != len(elements) {
				return wrongLength(len(elements), length)
			}
			for i, element := range elements {
				if err := element.encode(e, part(i).Interface()); err != nil {
					return at(err, i)
				}
			}
			return nil
		},
		decode: func(d *Decoder) any {
			tuple := make([]any, len(elements))
			for i, element := range elements {
				tuple[i] = element.decode(d)
			}
			return tuple
		},
	}, nil
}

// parts gives access to the elements of a slice or to the fields of a tuple.
func parts(v any) (part func(int) reflect.Value, length int) {
	value := reflect.ValueOf(v)
	switch value.Kind() {
	case reflect.Slice, reflect.Array:
		return value.Index, value.Len()
	case reflect.Struct:
		if isTuple(value.Type()) {
			return value.Field, value.NumField()
		}
	}
	return nil, 0
}

// isTuple says whether a struct has the fields of a wit.Tuple and no others.
func isTuple(t reflect.Type) bool {
	for i := range t.NumField() {
		if t.Field(i).Name != fmt.Sprint("F", i) {
			return false
		}
	}
	return t.NumField() > 0
}
