package outwit

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"outwit/wit"
)

func (s *signature) optionCodec(def *typeDef) (*codec, error) {
	some, err := s.codecOf(&def.of)
	if err != nil {
		return nil, err
	}
	if inner := s.def(&def.of); inner != nil && inner.Kind == "option" {
		return nestedOptionCodec(some), nil
	}
	return &codec{
		native: reflect.TypeFor[any](),
		encode: func(e *Encoder, v any) *ValueError {
			if pointer := reflect.ValueOf(v); pointer.Kind() == reflect.Pointer {
				if pointer.IsNil() {
					v = nil
				} else if _, is := v.(handle); !is && !some.whole {
					v = pointer.Elem().Interface()
				}
			}
			e.Bool(v != nil)
			if v == nil {
				return nil
			}
			return some.encode(e, v)
		},
		decode: func(d *Decoder) any {
			if !d.Bool() {
				return nil
			}
			return some.decode(d)
		},
	}, nil
}

func nestedOptionCodec(some *codec) *codec {
	return &codec{
		native: reflect.TypeFor[wit.Option[any]](),
		encode: func(e *Encoder, v any) *ValueError {
			option, is := v.(wit.Option[any])
			if !is && v != nil {
				return expected("nil or a wit.Option[any]", v)
			}
			e.Bool(option.Valid)
			if !option.Valid {
				return nil
			}
			return some.encode(e, option.Value)
		},
		decode: func(d *Decoder) any { return DecodeNestedOption(d, some.decode) },
	}
}

func (s *signature) resultCodec(def *typeDef) (*codec, error) {
	ok, err := s.codecOf(def.Ok)
	if err != nil {
		return nil, err
	}
	failed, err := s.codecOf(def.Err)
	if err != nil {
		return nil, err
	}
	return &codec{
		native: reflect.TypeFor[wit.Result[any, any]](),
		encode: func(e *Encoder, v any) *ValueError {
			result, is := v.(wit.Result[any, any])
			if !is {
				return expected("a wit.Result[any, any]", v)
			}
			e.Bool(result.Failed)
			if result.Failed {
				return in(failed.encode(e, result.Error), "err")
			}
			return in(ok.encode(e, result.Value), "ok")
		},
		decode: func(d *Decoder) any { return DecodeResult(d, ok.decode, failed.decode) },
	}, nil
}

// in is inside for an error that may be none.
func in(err *ValueError, name string) *ValueError {
	if err == nil {
		return nil
	}
	return inside(err, name)
}

func (s *signature) variantCodec(def *typeDef) (*codec, error) {
	names := make([]string, len(def.variant))
	payloads := make([]*codec, len(def.variant))
	for i, c := range def.variant {
		var err error
		if payloads[i], err = s.codecOf(c.Type); err != nil {
			return nil, err
		}
		names[i] = c.Name
	}
	return &codec{
		native: reflect.TypeFor[wit.Variant](),
		encode: func(e *Encoder, v any) *ValueError {
			value, is := v.(wit.Variant)
			if name, short := v.(string); short {
				value, is = wit.Variant{Case: name}, true
			}
			if !is {
				return expected("a wit.Variant", v)
			}
			number := slices.Index(names, value.Case)
			if number < 0 {
				return noneOf(def, value.Case, names)
			}
			e.Case(uint32(number))
			return in(payloads[number].encode(e, value.Value), value.Case)
		},
		decode: func(d *Decoder) any {
			number := d.Case(uint32(len(names)))
			return wit.Variant{Case: names[number], Value: payloads[number].decode(d)}
		},
	}, nil
}

func enumCodec(def *typeDef) *codec {
	return scalar(func(e *Encoder, v any) *ValueError {
		name, is := v.(string)
		if text, named := v.(fmt.Stringer); named && !isNil(v) {
			name, is = text.String(), true
		}
		if !is {
			return expected("the name of a case of "+def.Name, v)
		}
		number := slices.Index(def.enum, name)
		if number < 0 {
			return noneOf(def, name, def.enum)
		}
		e.Case(uint32(number))
		return nil
	}, func(d *Decoder) string { return def.enum[d.Case(uint32(len(def.enum)))] })
}

// isNil says whether v is a pointer to nothing, whatever its type says that it can do.
func isNil(v any) bool {
	pointer := reflect.ValueOf(v)
	return pointer.Kind() == reflect.Pointer && pointer.IsNil()
}

func flagsCodec(def *typeDef) *codec {
	return scalar(func(e *Encoder, v any) *ValueError {
		names, is := v.([]string)
		if !is && v != nil {
			return expected("a []string of flags of "+def.Name, v)
		}
		var bits uint32
		for i, name := range names {
			number := slices.Index(def.Flags, name)
			if number < 0 {
				return at(noneOf(def, name, def.Flags), i)
			}
			bits |= 1 << number
		}
		e.Flags(bits)
		return nil
	}, func(d *Decoder) []string {
		bits := d.Flags(uint32(len(def.Flags)))
		names := []string{}
		for i, name := range def.Flags {
			if bits>>i&1 == 1 {
				names = append(names, name)
			}
		}
		return names
	})
}

func noneOf(def *typeDef, name string, names []string) *ValueError {
	return &ValueError{Message: fmt.Sprintf("%s has no %q; it has %s", def.Name, name, strings.Join(names, ", "))}
}
