package tests

import (
	"math"
	"testing"

	floats "fixtures/floats/golden/go"

	"outwit/wit"
)

// singles are exact in 32 bits.
var singles = []float64{
	0, math.Copysign(0, -1), 1.5, -1.5, math.MaxFloat32, math.SmallestNonzeroFloat32, math.Inf(1), math.Inf(-1), math.NaN(),
}
var doubles = []float64{math.MaxFloat64, math.SmallestNonzeroFloat64, 0.1, math.Pi}

func TestFloatsRoundTrips(t *testing.T) {
	echo := typed(t, "floats", floats.New).Echo
	d := dynamicEcho(t, "floats")
	for _, v := range append(doubles, singles...) {
		for _, got := range []float64{ok(echo.EchoF64(ctx, v))(t), d.call("echo-f64", v).(float64)} {
			equal(t, got, v)
			equal(t, math.Signbit(got) && !math.IsNaN(got), math.Signbit(v) && !math.IsNaN(v))
		}
	}
	for _, v := range singles {
		for _, got := range []float32{ok(echo.EchoF32(ctx, float32(v)))(t), d.call("echo-f32", float32(v)).(float32)} {
			equal(t, float64(got), v)
			equal(t, math.Signbit(float64(got)) && v == v, math.Signbit(v) && v == v)
		}
	}
}

func TestFloatsRounding(t *testing.T) {
	d := dynamicEcho(t, "floats")
	equal(t, d.call("echo-f32", 0.1), float32(0.1))
	equal(t, d.call("echo-f32", 1e-60), float32(0))
}

func TestFloatsANumberNeverBecomesInfinite(t *testing.T) {
	d := dynamicEcho(t, "floats")
	for _, v := range []float64{1e39, -1e39, 1e300, -1e300, math.MaxFloat64} {
		d.refuses("echo-f32", v, "v", "is out of range of f32")
	}
	equal(t, d.call("echo-f32", math.MaxFloat32), float32(math.MaxFloat32))
	equal(t, d.call("echo-f32", math.Inf(1)), float32(math.Inf(1)))
}

func TestFloatsInsideOfOthers(t *testing.T) {
	echo := typed(t, "floats", floats.New).Echo
	same(t, echo.EchoOption, nil, wit.Ptr(0.5), wit.Ptr(math.Inf(-1)))
	equal(t, *ok(echo.EchoOption(ctx, wit.Ptr(math.NaN())))(t), math.NaN())
	same(t, echo.EchoPair, floats.Pair{Single: 1.25, Double: -2.5})
	same(t, echo.EchoList, []floats.Pair{}, []floats.Pair{{Single: 1, Double: 2}, {Single: float32(math.Inf(-1)), Double: 1e300}})
	d := dynamicEcho(t, "floats")
	d.same("echo-option", nil, 0.5, math.NaN())
	d.same("echo-list", []map[string]any{}, []map[string]any{{"single": float32(0.5), "double": 1e300}})
}

func TestFloatsComputed(t *testing.T) {
	echo := typed(t, "floats", floats.New).Echo
	equal(t, ok(echo.BitsF32(ctx, 1))(t), uint32(0x3f800000))
	equal(t, ok(echo.BitsF32(ctx, float32(math.Copysign(0, -1))))(t), uint32(1<<31))
	equal(t, ok(echo.BitsF64(ctx, 1))(t), uint64(0x3ff0000000000000))
	equal(t, ok(echo.BitsF64(ctx, math.Copysign(0, -1)))(t), uint64(1<<63))
	equal(t, ok(echo.FromBitsF32(ctx, 0x3fc00000))(t), float32(1.5))
	equal(t, ok(echo.FromBitsF32(ctx, 0x7fc00000))(t), math.NaN())
	equal(t, ok(echo.FromBitsF64(ctx, 0x7ff0000000000000))(t), math.Inf(1))
	equal(t, ok(echo.FromBitsF64(ctx, 0x7ff8000000000001))(t), math.NaN())
	equal(t, math.Signbit(ok(echo.FromBitsF64(ctx, 1<<63))(t)), true)
	equal(t, ok(echo.Divide(ctx, 1, math.Copysign(0, -1)))(t), math.Inf(-1))
	equal(t, ok(echo.Divide(ctx, 0, 0))(t), math.NaN())
	d := dynamicEcho(t, "floats")
	equal(t, d.call("divide", 1, 0.0), math.Inf(1))
}

func TestFloatsWhatCountsAsAFloat(t *testing.T) {
	d := dynamicEcho(t, "floats")
	equal(t, d.call("echo-f64", 3), 3.0)
	equal(t, d.call("echo-f64", uint8(3)), 3.0)
	equal(t, d.call("echo-f64", 1<<53), float64(1<<53))
	equal(t, d.call("echo-f64", float32(0.5)), 0.5)
	equal(t, d.call("echo-f32", 1.5), float32(1.5))
	// What a type is made of counts; its methods are not asked.
}

func TestFloatsNumbersOfTheCallersOwn(t *testing.T) {
	type celsius float32
	type number struct{ value float64 }
	d := dynamicEcho(t, "floats")
	equal(t, d.call("echo-f64", celsius(21.5)), 21.5)
	d.refuses("echo-f64", number{1}, "v", "expected a number, got tests.number")
}

func TestFloatsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "floats")
	d.refuses("echo-f64", "1", "v", "expected a number, got string")
	d.refuses("echo-f64", nil, "v", "expected a number, got nil")
	d.refuses("echo-f64", 1i, "v", "expected a number, got complex128")
	d.refuses("echo-f32", []float64{1}, "v", "expected a number, got []float64")
}

func TestFloatsPath(t *testing.T) {
	d := dynamicEcho(t, "floats")
	d.refuses("echo-list", []map[string]any{{"single": 1, "double": 1}, {"single": 1, "double": "1"}},
		"v[1].double", "expected a number, got string")
	d.refuses("echo-pair", map[string]any{"single": nil, "double": 0}, "v.single", "expected a number, got nil")
	d.refuses("echo-pair", map[string]any{"single": 1e300, "double": 1e300}, "v.single", "is out of range of f32")
}
