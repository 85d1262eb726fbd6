package outwit

import (
	"fmt"
	"math"
	"reflect"
	"unicode/utf8"
)

// primitives are the codecs of the types that have a name of their own in WIT.
var primitives = map[string]*codec{
	"bool":   scalar(encodeBool, (*Decoder).Bool),
	"u8":     integer("u8", 0, math.MaxUint8, (*Encoder).U8, (*Decoder).U8),
	"u16":    integer("u16", 0, math.MaxUint16, (*Encoder).U16, (*Decoder).U16),
	"u32":    integer("u32", 0, math.MaxUint32, (*Encoder).U32, (*Decoder).U32),
	"u64":    integer("u64", 0, math.MaxUint64, (*Encoder).U64, (*Decoder).U64),
	"s8":     integer("s8", math.MinInt8, math.MaxInt8, (*Encoder).S8, (*Decoder).S8),
	"s16":    integer("s16", math.MinInt16, math.MaxInt16, (*Encoder).S16, (*Decoder).S16),
	"s32":    integer("s32", math.MinInt32, math.MaxInt32, (*Encoder).S32, (*Decoder).S32),
	"s64":    integer("s64", math.MinInt64, math.MaxInt64, (*Encoder).S64, (*Decoder).S64),
	"f32":    float("f32", (*Encoder).F32, (*Decoder).F32),
	"f64":    float("f64", (*Encoder).F64, (*Decoder).F64),
	"char":   scalar(encodeChar, (*Decoder).Char),
	"string": scalar(encodeString, (*Decoder).String),
}

func scalar[T any](encode func(*Encoder, any) *ValueError, decode func(*Decoder) T) *codec {
	return &codec{
		native: reflect.TypeFor[T](),
		encode: encode,
		decode: func(d *Decoder) any { return decode(d) },
	}
}

func integer[T Number](name string, least int64, most uint64, encode func(*Encoder, T), decode func(*Decoder) T) *codec {
	return scalar(func(e *Encoder, v any) *ValueError {
		if exact, fits := v.(T); fits {
			encode(e, exact)
			return nil
		}
		value := reflect.ValueOf(v)
		switch {
		case v != nil && value.CanInt():
			signed := value.Int()
			if signed < least || signed > 0 && uint64(signed) > most {
				return outOfRange(v, name, least, most)
			}
			encode(e, T(signed))
		case v != nil && value.CanUint():
			if value.Uint() > most {
				return outOfRange(v, name, least, most)
			}
			encode(e, T(value.Uint()))
		default:
			return expected("an integer ("+name+")", v)
		}
		return nil
	}, decode)
}

func outOfRange(v any, name string, least int64, most uint64) *ValueError {
	return &ValueError{Message: fmt.Sprintf("%v is out of range of %s (%d to %d)", v, name, least, most)}
}

func float[T float32 | float64](name string, encode func(*Encoder, T), decode func(*Decoder) T) *codec {
	return scalar(func(e *Encoder, v any) *ValueError {
		value := reflect.ValueOf(v)
		switch {
		case v != nil && value.CanFloat():
			narrow := T(value.Float())
			if math.IsInf(float64(narrow), 0) && !math.IsInf(value.Float(), 0) {
				return &ValueError{Message: fmt.Sprintf("%v is out of range of %s", v, name)}
			}
			encode(e, narrow)
		case v != nil && value.CanInt():
			encode(e, T(value.Int()))
		case v != nil && value.CanUint():
			encode(e, T(value.Uint()))
		default:
			return expected("a number", v)
		}
		return nil
	}, decode)
}

func encodeBool(e *Encoder, v any) *ValueError {
	value := reflect.ValueOf(v)
	if value.Kind() != reflect.Bool {
		return expected("a bool", v)
	}
	e.Bool(value.Bool())
	return nil
}

func encodeChar(e *Encoder, v any) *ValueError {
	switch value := v.(type) {
	case rune:
		e.Char(value)
		return nil
	case string:
		if char, size := utf8.DecodeRuneInString(value); size == len(value) && utf8.ValidString(value) && size > 0 {
			e.Char(char)
			return nil
		}
		return &ValueError{Message: fmt.Sprintf("expected one character, got %q", value)}
	}
	return expected("a rune", v)
}

func encodeString(e *Encoder, v any) *ValueError {
	value := reflect.ValueOf(v)
	if value.Kind() != reflect.String {
		return expected("a string", v)
	}
	e.String(value.String())
	return nil
}
