package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
)

// chars are characters of one to four bytes, the last before and the first after a gap.
var chars = []rune("\x00 aZ~\x7f\u0080é\u00ffĀ\u05d0\u2028€\ud7ff\ue000\ufeff\uffff\U00010000\U0001f600\U0010ffff")

// partsOf is how many parts a value has at most: few most of the time.
var partsOf = []int{2, 6, 6, 20, 20, 60}

const many = 2000

// integers are the least and the greatest of each type; the least of those without a sign is 0.
var integers = map[string]struct {
	low  int64
	high uint64
}{
	"u8": {0, math.MaxUint8}, "u16": {0, math.MaxUint16}, "u32": {0, math.MaxUint32}, "u64": {0, math.MaxUint64},
	"s8": {math.MinInt8, math.MaxInt8}, "s16": {math.MinInt16, math.MaxInt16},
	"s32": {math.MinInt32, math.MaxInt32}, "s64": {math.MinInt64, math.MaxInt64},
}

// Bits of floats: zeros, the smallest and largest, infinities, not a number, and what has no short
// text.
var (
	singles = []uint32{0, 0x80000000, 1, 0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0x3dcccccd, 0x4b7fffff}
	doubles = []uint64{0, 1 << 63, 1, 0x7fefffffffffffff, 0x7ff0000000000000, 0xfff0000000000000,
		0x7ff8000000000000, 0x3fb999999999999a, 0x433fffffffffffff}
)

// chance makes values as scripts have them.
type chance struct {
	*rand.Rand
	types []*definition
	left  int
}

func newChance(types []*definition, seed uint64) *chance {
	return &chance{Rand: rand.New(rand.NewPCG(seed, 1)), types: types}
}

// choice is one of several.
func choice[T any](r *rand.Rand, several ...T) T {
	return several[r.IntN(len(several))]
}

// value is a value of a type.
func (c *chance) value(t *typeRef) []any {
	c.left = choice(c.Rand, partsOf...)
	if c.Float64() < 0.001 {
		c.left = many
	}
	return c.part(t)
}

func (c *chance) part(t *typeRef) []any {
	c.left--
	if t.primitive != "" {
		return []any{t.primitive, c.primitive(t.primitive)}
	}
	def := c.types[t.position]
	switch def.Kind {
	case "list":
		length := c.length()
		if def.Length != nil {
			length = *def.Length
		}
		return []any{"list", c.several(length, def.of())}
	case "tuple":
		parts := []any{}
		for _, of := range def.elements() {
			parts = append(parts, c.part(of))
		}
		return []any{"tuple", parts}
	case "map":
		entries, known := []any{}, map[any]bool{}
		for range c.length() {
			if key := c.part(def.Key); !known[key[1]] {
				known[key[1]] = true
				entries = append(entries, []any{key, c.part(def.Value)})
			}
		}
		return []any{"map", entries}
	case "record":
		fields := []any{}
		for _, field := range def.Fields {
			fields = append(fields, []any{field.Name, c.part(field.Type)})
		}
		return []any{"record", fields}
	case "variant":
		own := choice(c.Rand, def.cases()...)
		return []any{"variant", own.Name, c.maybe(own.Type)}
	case "enum":
		return []any{"enum", choice(c.Rand, def.names()...)}
	case "flags":
		return []any{"flags", c.flags(def.Flags)}
	case "option":
		if c.left > 0 && c.Float64() < 0.7 {
			return []any{"option", c.part(def.of())}
		}
		return []any{"option", nil}
	case "result":
		if c.Float64() < 0.5 {
			return []any{"result", "ok", c.maybe(def.Ok)}
		}
		return []any{"result", "err", c.maybe(def.Err)}
	}
	panic(fmt.Sprintf("values of the kind %s are not made by chance", def.Kind))
}

func (c *chance) several(count int, of *typeRef) []any {
	parts := make([]any, count)
	for i := range parts {
		parts[i] = c.part(of)
	}
	return parts
}

func (c *chance) maybe(t *typeRef) any {
	if t == nil {
		return nil
	}
	return c.part(t)
}

func (c *chance) primitive(name string) any {
	switch name {
	case "bool":
		return c.Float64() < 0.5
	case "char":
		return string(c.char())
	case "string":
		return c.text()
	case "f32":
		if c.Float64() < 0.5 {
			return int64(choice(c.Rand, singles...))
		}
		return int64(math.Float32bits(float32((c.Float64() - 0.5) * 2e6)))
	case "f64":
		if c.Float64() < 0.5 {
			return strconv.FormatUint(choice(c.Rand, doubles...), 10)
		}
		return strconv.FormatUint(math.Float64bits((c.Float64()-0.5)*2e6), 10)
	case "u64":
		return strconv.FormatUint(c.integer(name), 10)
	case "s64":
		return strconv.FormatInt(int64(c.integer(name)), 10)
	}
	return int64(c.integer(name))
}

// integer has the bits of an integer, extended to 64.
func (c *chance) integer(name string) uint64 {
	limits := integers[name]
	low, high := uint64(limits.low), limits.high
	if c.Float64() < 0.5 {
		return choice(c.Rand, low, low+1, high, high-1, high/2+1, 0, 1)
	}
	if span := high - low + 1; span != 0 {
		return low + c.Uint64N(span)
	}
	return c.Uint64()
}

// char is a character.
func (c *chance) char() rune {
	if c.Float64() < 0.5 {
		return choice(c.Rand, chars...)
	}
	code := c.Int32N(0x110000 - 0x800)
	if code >= 0xd800 {
		code += 0x800
	}
	return code
}

// text is a text: of any characters, of ASCII alone, now and then a long one.
func (c *chance) text() string {
	length := c.length()
	if c.left > 0 && c.Float64() < 0.005 {
		length = 1000 + c.IntN(5000)
	}
	c.left -= length / 4
	plain, text := c.Float64() < 0.4, make([]rune, length)
	for i := range text {
		if plain {
			text[i] = c.Int32N(0x80)
		} else {
			text[i] = c.char()
		}
	}
	return string(text)
}

func (c *chance) flags(names []string) []any {
	bits := choice(c.Rand, 0, math.MaxUint32, c.Uint32())
	set := []any{}
	for place, name := range names {
		if bits>>place&1 == 1 {
			set = append(set, name)
		}
	}
	return set
}

func (c *chance) length() int {
	return c.IntN(max(0, min(c.left, choice(c.Rand, 0, 1, 4, 4, 12, 12, many))) + 1)
}
