package tests

import (
	"math"
	"testing"

	floats "fixtures/floats/golden/go"

	"outwit/wit"
)

func TestFloats(t *testing.T) {
	echo := typed(t, "floats", floats.New).Echo
	for _, v := range []float64{0, math.Copysign(0, -1), 1.5, math.MaxFloat64, math.SmallestNonzeroFloat64, math.Inf(1), math.Inf(-1), math.NaN()} {
		got := ok(echo.EchoF64(ctx, v))(t)
		equal(t, got, v)
		equal(t, math.Signbit(got), math.Signbit(v))
	}
	for _, v := range []float32{0, float32(math.Copysign(0, -1)), 1.5, math.MaxFloat32, math.SmallestNonzeroFloat32, float32(math.Inf(1))} {
		got := ok(echo.EchoF32(ctx, v))(t)
		equal(t, math.Float32bits(got), math.Float32bits(v))
	}
	equal(t, ok(echo.EchoF32(ctx, float32(math.NaN())))(t), math.NaN())
	same(t, echo.EchoPair, floats.Pair{Single: 1.25, Double: -2.5})
	same(t, echo.EchoOption, nil, wit.Ptr(0.5))
	same(t, echo.EchoList, []floats.Pair{}, []floats.Pair{{Single: 1, Double: 2}, {Single: 3, Double: 4}})
	equal(t, ok(echo.BitsF32(ctx, 1))(t), uint32(0x3f800000))
	equal(t, ok(echo.BitsF64(ctx, 1))(t), uint64(0x3ff0000000000000))
	equal(t, ok(echo.FromBitsF32(ctx, 0x7fc00000))(t), math.NaN())
	equal(t, ok(echo.FromBitsF64(ctx, 0x8000000000000000))(t), math.Copysign(0, -1))
	equal(t, ok(echo.Divide(ctx, 1, 0))(t), math.Inf(1))
}

func TestFloatsDynamic(t *testing.T) {
	d := dynamically(t, "floats", "fixtures:floats/echo")
	d.same("echo-f64", 0.5, math.Inf(-1), math.NaN())
	d.same("echo-f32", float32(1.5))
	equal(t, d.call("echo-f64", 3), 3.0)
	equal(t, d.call("echo-f64", uint8(3)), 3.0)
	equal(t, d.call("echo-f32", 1.5), float32(1.5))
	d.refuses("echo-f64", "1", "v", "expected a number, got string")
	d.refuses("echo-f64", nil, "v", "expected a number, got nil")
}
