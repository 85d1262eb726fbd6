package tests

import (
	"math"
	"testing"

	integers "fixtures/integers/golden/go"

	"outwit/wit"
)

var smallest = integers.All{AS8: math.MinInt8, AS16: math.MinInt16, AS32: math.MinInt32, AS64: math.MinInt64}
var largest = integers.All{
	AU8: math.MaxUint8, AS8: math.MaxInt8, AU16: math.MaxUint16, AS16: math.MaxInt16,
	AU32: math.MaxUint32, AS32: math.MaxInt32, AU64: math.MaxUint64, AS64: math.MaxInt64,
}

func TestIntegersRoundTrips(t *testing.T) {
	echo := typed(t, "integers", integers.New).Echo
	same(t, echo.EchoU8, 0, 1, 42, math.MaxUint8-1, math.MaxUint8)
	same(t, echo.EchoS8, math.MinInt8, math.MinInt8+1, 0, -1, math.MaxInt8)
	same(t, echo.EchoU16, 0, 1, 42, math.MaxUint16-1, math.MaxUint16)
	same(t, echo.EchoS16, math.MinInt16, math.MinInt16+1, 0, -1, math.MaxInt16)
	same(t, echo.EchoU32, 0, 1, 42, math.MaxUint32-1, math.MaxUint32)
	same(t, echo.EchoS32, math.MinInt32, math.MinInt32+1, 0, -1, math.MaxInt32)
	same(t, echo.EchoU64, 0, 1<<53+1, math.MaxUint64-1, math.MaxUint64)
	same(t, echo.EchoS64, math.MinInt64, math.MinInt64+1, 0, -1, math.MaxInt64)
	d := dynamicEcho(t, "integers")
	d.same("echo-u8", uint8(0), uint8(math.MaxUint8))
	d.same("echo-s8", int8(math.MinInt8), int8(math.MaxInt8))
	d.same("echo-u16", uint16(0), uint16(math.MaxUint16))
	d.same("echo-s16", int16(math.MinInt16), int16(math.MaxInt16))
	d.same("echo-u32", uint32(0), uint32(math.MaxUint32))
	d.same("echo-s32", int32(math.MinInt32), int32(math.MaxInt32))
	d.same("echo-u64", uint64(0), uint64(math.MaxUint64))
	d.same("echo-s64", int64(math.MinInt64), int64(math.MaxInt64))
}

func TestIntegersNumbersAreNeverWrapped(t *testing.T) {
	d := dynamicEcho(t, "integers")
	for name, wrong := range map[string][]any{
		"echo-u8":  {256, -1, 512, uint64(math.MaxUint64)},
		"echo-s8":  {-129, 128, 256, int64(math.MinInt64)},
		"echo-u16": {-1, 1 << 16, uint32(math.MaxUint32)},
		"echo-s16": {1 << 15, -1<<15 - 1, int64(math.MaxInt64)},
		"echo-u32": {uint64(1 << 32), -1, int64(math.MinInt64)},
		"echo-s32": {int64(1) << 31, int64(-1)<<31 - 1, uint64(math.MaxUint64)},
		"echo-u64": {-1, int8(-1), int64(math.MinInt64)},
		"echo-s64": {uint64(1 << 63), uint64(math.MaxUint64)},
	} {
		for _, value := range wrong {
			d.refuses(name, value, "v", "is out of range of "+name[len("echo-"):])
		}
	}
}

func TestIntegersTheMessageShowsTheValue(t *testing.T) {
	d := dynamicEcho(t, "integers")
	d.refuses("echo-u8", 300, "v", "300 is out of range of u8 (0 to 255)")
	d.refuses("echo-s64", uint64(1<<63), "v", "9223372036854775808 is out of range of s64 (-9223372036854775808 to 9223372036854775807)")
}

func TestIntegersInsideOfOthers(t *testing.T) {
	var everything []integers.All
	for range 100 {
		everything = append(everything, smallest, largest)
	}
	echo := typed(t, "integers", integers.New).Echo
	same(t, echo.EchoAll, smallest, largest)
	same(t, echo.EchoList, []integers.All{}, everything)
	same(t, echo.EchoOption, nil, wit.Ptr(uint64(0)), wit.Ptr(uint64(math.MaxUint64)))
	d := dynamicEcho(t, "integers")
	d.same("echo-all", d.call("smallest"), d.call("largest"))
	d.same("echo-list", []map[string]any{}, []map[string]any{d.call("smallest").(map[string]any)})
	d.same("echo-option", nil, uint64(0), uint64(math.MaxUint64))
}

func TestIntegersComputed(t *testing.T) {
	echo := typed(t, "integers", integers.New).Echo
	equal(t, ok(echo.Smallest(ctx))(t), smallest)
	equal(t, ok(echo.Largest(ctx))(t), largest)
	equal(t, ok(echo.Add(ctx, 1, 2))(t), uint32(3))
	equal(t, ok(echo.Add(ctx, math.MaxUint32, 1))(t), uint32(0)) // the component's own arithmetic
	equal(t, ok(echo.Subtract(ctx, -5, 6))(t), int64(-11))
	d := dynamicEcho(t, "integers")
	equal(t, d.call("smallest").(map[string]any)["a-s64"], int64(math.MinInt64))
	equal(t, d.call("add", uint32(math.MaxUint32), 1), uint32(0))
	equal(t, d.call("subtract", 1, 2), int64(-1))
	// Any integer will do, whatever its type is called.
}

func TestIntegersNumbersOfTheCallersOwn(t *testing.T) {
	type count int16
	type number struct{ value int }
	d := dynamicEcho(t, "integers")
	equal(t, d.call("echo-u8", 7), uint8(7))
	equal(t, d.call("echo-s8", int64(-128)), int8(-128))
	equal(t, d.call("echo-s64", uint8(7)), int64(7))
	equal(t, d.call("echo-u64", 7), uint64(7))
	equal(t, d.call("echo-u32", count(7)), uint32(7))
	d.refuses("echo-u8", count(256), "v", "256 is out of range of u8")
	d.refuses("echo-u8", number{7}, "v", "expected an integer (u8), got tests.number")
}

func TestIntegersWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "integers")
	d.refuses("echo-u8", 1.0, "v", "expected an integer (u8), got float64")
	d.refuses("echo-u8", "1", "v", "expected an integer (u8), got string")
	d.refuses("echo-u8", nil, "v", "expected an integer (u8), got nil")
	d.refuses("echo-s64", true, "v", "expected an integer (s64), got bool")
}

func TestIntegersPath(t *testing.T) {
	d := dynamicEcho(t, "integers")
	wrong := d.call("largest").(map[string]any)
	wrong["a-s16"] = 1 << 15
	d.refuses("echo-list", []any{d.call("smallest"), wrong}, "v[1].a-s16", "32768 is out of range of s16")
	d.refuses("echo-all", map[string]any{}, "v", `all needs the field "a-u8"`)
	_, err := d.instance.Call(ctx, d.iface, "add", 1, "2")
	wrongValue(t, err, "b", "expected an integer (u32), got string")
}
