package tests

import (
	"context"
	"fmt"

	imports "fixtures/imports/golden/go"

	"outwit/wit"
)

// echo is a host that gives back what it is given.
type echo struct{}

func (echo) EchoBool(_ context.Context, v bool) (bool, error)                          { return v, nil }
func (echo) EchoU8(_ context.Context, v uint8) (uint8, error)                          { return v, nil }
func (echo) EchoS8(_ context.Context, v int8) (int8, error)                            { return v, nil }
func (echo) EchoU16(_ context.Context, v uint16) (uint16, error)                       { return v, nil }
func (echo) EchoS16(_ context.Context, v int16) (int16, error)                         { return v, nil }
func (echo) EchoU32(_ context.Context, v uint32) (uint32, error)                       { return v, nil }
func (echo) EchoS32(_ context.Context, v int32) (int32, error)                         { return v, nil }
func (echo) EchoU64(_ context.Context, v uint64) (uint64, error)                       { return v, nil }
func (echo) EchoS64(_ context.Context, v int64) (int64, error)                         { return v, nil }
func (echo) EchoF32(_ context.Context, v float32) (float32, error)                     { return v, nil }
func (echo) EchoF64(_ context.Context, v float64) (float64, error)                     { return v, nil }
func (echo) EchoChar(_ context.Context, v rune) (rune, error)                          { return v, nil }
func (echo) EchoString(_ context.Context, v string) (string, error)                    { return v, nil }
func (echo) EchoBytes(_ context.Context, v []byte) ([]byte, error)                     { return v, nil }
func (echo) EchoNumbers(_ context.Context, v []uint32) ([]uint32, error)               { return v, nil }
func (echo) EchoFloats(_ context.Context, v []float64) ([]float64, error)              { return v, nil }
func (echo) EchoStrings(_ context.Context, v []string) ([]string, error)               { return v, nil }
func (echo) EchoFixed(_ context.Context, v [4]uint32) ([4]uint32, error)               { return v, nil }
func (echo) EchoMap(_ context.Context, v map[string]uint32) (map[string]uint32, error) { return v, nil }
func (echo) EchoTuple(_ context.Context, v wit.Tuple3[uint8, string, float64]) (wit.Tuple3[uint8, string, float64], error) {
	return v, nil
}
func (echo) EchoOption(_ context.Context, v *string) (*string, error) { return v, nil }
func (echo) EchoNestedOption(_ context.Context, v wit.Option[*uint32]) (wit.Option[*uint32], error) {
	return v, nil
}
func (echo) EchoResults(_ context.Context, v []wit.Result[uint32, string]) ([]wit.Result[uint32, string], error) {
	return v, nil
}
func (echo) EchoPoint(_ context.Context, v imports.Point) (imports.Point, error)    { return v, nil }
func (echo) EchoPerson(_ context.Context, v imports.Person) (imports.Person, error) { return v, nil }
func (echo) EchoPeople(_ context.Context, v []imports.Person) ([]imports.Person, error) {
	return v, nil
}
func (echo) EchoShape(_ context.Context, v imports.Shape) (imports.Shape, error)    { return v, nil }
func (echo) EchoColour(_ context.Context, v imports.Colour) (imports.Colour, error) { return v, nil }
func (echo) EchoPermissions(_ context.Context, v imports.Permissions) (imports.Permissions, error) {
	return v, nil
}
func (echo) EchoEverything(_ context.Context, v imports.Everything) (imports.Everything, error) {
	return v, nil
}

func (echo) Nothing(context.Context) error { return nil }

func (echo) Answer(context.Context) (uint32, error) { return 42, nil }

func (echo) Add(_ context.Context, a, b uint32) (uint32, error) { return a + b, nil }

func (echo) SumSixteen(_ context.Context, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p uint32) (uint32, error) {
	return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p, nil
}

func (echo) SumSeventeen(_ context.Context, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q uint32) (sum uint64, err error) {
	for place, number := range []uint32{a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q} {
		sum += uint64(place+1) * uint64(number)
	}
	return sum, nil
}

func (echo) Collect(
	_ context.Context, a uint8, b int8, c uint16, d int16, e uint32, f int32, g uint64, h int64, i float32, j float64,
	k bool, l rune, m string, n []byte, o *uint32, p wit.Tuple2[uint8, uint8], q uint32,
) (imports.Everything, error) {
	return imports.Everything{
		A: a, B: b, C: c, D: d, E: e, F: f, G: g, H: h, I: i, J: j, K: k, L: l, M: m, N: n, O: o, P: p, Q: q,
	}, nil
}

// given is what the world imports, with this host for its interface.
func given(host imports.Host) imports.ImportsImports {
	return imports.ImportsImports{
		Host: host,
		Log:  func(context.Context, string) error { return nil },
		Now:  func(context.Context) (uint64, error) { return 0, nil },
		Describe: func(_ context.Context, p imports.Point, style *string) (string, error) {
			return fmt.Sprint(p, style), nil
		},
	}
}
