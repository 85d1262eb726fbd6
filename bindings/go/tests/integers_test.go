package tests

import (
	"math"
	"testing"

	integers "fixtures/integers/golden/go"

	"outwit/wit"
)

func TestIntegers(t *testing.T) {
	echo := typed(t, "integers", integers.New).Echo
	same(t, echo.EchoU8, 0, 1, math.MaxUint8)
	same(t, echo.EchoS8, 0, math.MinInt8, math.MaxInt8)
	same(t, echo.EchoU16, 0, math.MaxUint16)
	same(t, echo.EchoS16, math.MinInt16, -1, math.MaxInt16)
	same(t, echo.EchoU32, 0, math.MaxUint32)
	same(t, echo.EchoS32, math.MinInt32, -1, math.MaxInt32)
	same(t, echo.EchoU64, 0, 1<<53+1, math.MaxUint64)
	same(t, echo.EchoS64, math.MinInt64, -1, math.MaxInt64)
	smallest := integers.All{AS8: math.MinInt8, AS16: math.MinInt16, AS32: math.MinInt32, AS64: math.MinInt64}
	largest := integers.All{
		AU8: math.MaxUint8, AS8: math.MaxInt8, AU16: math.MaxUint16, AS16: math.MaxInt16,
		AU32: math.MaxUint32, AS32: math.MaxInt32, AU64: math.MaxUint64, AS64: math.MaxInt64,
	}
	same(t, echo.EchoAll, smallest, largest)
	same(t, echo.EchoList, []integers.All{}, []integers.All{smallest, largest})
	same(t, echo.EchoOption, nil, wit.Ptr(uint64(math.MaxUint64)))
	equal(t, ok(echo.Smallest(ctx))(t), smallest)
	equal(t, ok(echo.Largest(ctx))(t), largest)
	equal(t, ok(echo.Add(ctx, 1, 2))(t), uint32(3))
	equal(t, ok(echo.Subtract(ctx, 1, 2))(t), int64(-1))
}

func TestIntegersDynamic(t *testing.T) {
	d := dynamically(t, "integers", "fixtures:integers/echo")
	d.same("echo-u8", uint8(0), uint8(255))
	d.same("echo-s64", int64(math.MinInt64), int64(math.MaxInt64))
	d.same("echo-u64", uint64(math.MaxUint64))
	equal(t, d.call("echo-u8", 7), uint8(7))
	equal(t, d.call("echo-s8", int64(-128)), int8(-128))
	equal(t, d.call("echo-s64", uint8(7)), int64(7))
	equal(t, d.call("echo-u64", 7), uint64(7))
	for name, wrong := range map[string]any{
		"echo-u8": 256, "echo-s8": -129, "echo-u16": -1, "echo-s16": 1 << 15, "echo-u32": uint64(1 << 32),
		"echo-s32": int64(1) << 31, "echo-u64": -1, "echo-s64": uint64(1 << 63),
	} {
		d.refuses(name, wrong, "v", "is out of range of "+name[len("echo-"):])
	}
	d.refuses("echo-u8", 1.0, "v", "expected an integer (u8), got float64")
	d.refuses("echo-u8", "1", "v", "expected an integer (u8), got string")
	d.refuses("echo-u8", nil, "v", "expected an integer (u8), got nil")
	d.refuses("echo-all", map[string]any{}, "v", `all needs the field "a-u8"`)
}
