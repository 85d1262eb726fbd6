package tests

import (
	"fmt"
	"math"
	"testing"

	manyparams "fixtures/many_params/golden/go"

	"outwit/wit"
)

var everyParam = manyparams.Everything{
	A: 255, B: -128, C: 65535, D: -32768, E: math.MaxUint32, F: math.MinInt32, G: math.MaxUint64, H: math.MinInt64,
	I: 0.5, J: 0.1, K: true, L: '語', M: "m", N: []byte{1, 2}, O: wit.Ptr(uint32(9)), P: wit.Tuple2[uint8, uint8]{F0: 1, F1: 2}, Q: 10,
}

func TestManyParamsRoundTrips(t *testing.T) {
	echo := typed(t, "many_params", manyparams.New).Echo
	same(t, echo.EchoEverything, everyParam)
	same(t, echo.EchoTwenty, manyparams.Twenty{N1: 1, N20: 20})
	d := dynamicEcho(t, "many_params")
	value := d.call("echo-everything", everyParam)
	d.same("echo-everything", value)
	equal(t, value.(map[string]any)["o"], uint32(9))
	d.same("echo-twenty", d.call("echo-twenty", manyparams.Twenty{N1: 1, N20: 20}))
}

func TestManyParamsComputed(t *testing.T) {
	echo := typed(t, "many_params", manyparams.New).Echo
	equal(t, echo.Nothing(ctx), nil)
	ok(echo.NothingCount(ctx))(t)
	equal(t, ok(echo.SumSixteen(ctx, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))(t), uint32(136))
	// Each is counted as often as its position says, from 1.
	equal(t, ok(echo.SumSeventeen(ctx, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 1<<32-1))(t), uint64(1496+17*(1<<32-1)))
	equal(t, ok(echo.ConcatEight(ctx, "a", "b", "c", "d", "e", "f", "g", "h"))(t), "abcdefgh")
	equal(t, ok(echo.ConcatNine(ctx, "a", "b", "c", "d", "e", "f", "g", "h", "i"))(t), "abcdefghi")
	type seventeen = wit.Tuple17[uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64]
	equal(t, ok(echo.Reverse(ctx, seventeen{F0: 1, F16: 17}))(t), seventeen{F0: 17, F16: 1})
	d := dynamicEcho(t, "many_params")
	equal(t, d.call("nothing"), nil)
	equal(t, d.call("concat-nine", "a", "b", "c", "d", "e", "f", "g", "h", "i"), "abcdefghi")
	equal(t, d.call("sum-sixteen", zeros(16)...), uint32(0))
	equal(t, d.call("reverse", zeros(17)).([]any)[16], uint64(0))
}

func zeros(count int) []any {
	list := make([]any, count)
	for i := range list {
		list[i] = 0
	}
	return list
}

func TestManyParamsARecordOfAllParameters(t *testing.T) {
	echo := typed(t, "many_params", manyparams.New).Echo
	equal(t, ok(echo.Collect(ctx, 255, -128, 65535, -32768, math.MaxUint32, math.MinInt32, math.MaxUint64, math.MinInt64, 0.5, 0.1,
		true, '語', "m", []byte{1, 2}, wit.Ptr(uint32(9)), wit.Tuple2[uint8, uint8]{F0: 1, F1: 2}, 10))(t), everyParam)
	d := dynamicEcho(t, "many_params")
	equal(t, d.call("collect", 255, -128, 65535, -32768, uint32(math.MaxUint32), math.MinInt32, uint64(math.MaxUint64), math.MinInt64,
		0.5, 0.1, true, '語', "m", []byte{1, 2}, 9, []int{1, 2}, 10), d.call("echo-everything", everyParam))
}

func TestManyParamsOptionsAtTheEnd(t *testing.T) {
	echo := typed(t, "many_params", manyparams.New).Echo
	equal(t, ok(echo.Given(ctx, nil, nil, nil, nil, nil, nil, nil, nil))(t), []string{})
	equal(t, len(ok(echo.Given(ctx, nil, nil, nil, nil, nil, nil, nil, wit.Ptr(int64(1))))(t)), 1)
	equal(t, len(ok(echo.Given(ctx, wit.Ptr(uint32(1)), wit.Ptr("b"), nil, nil, nil, nil, nil, nil))(t)), 2)
	d := dynamicEcho(t, "many_params")
	equal(t, d.call("given", nil, nil, nil, nil, nil, nil, nil, nil), []string{})
	equal(t, len(d.call("given", 1, "a", []byte{}, 0.5, false, []int{1, 2}, 'c', -1).([]string)), 8)
}

func TestManyParamsAWrongNumberOfArguments(t *testing.T) {
	d := dynamicEcho(t, "many_params")
	for _, count := range []int{0, 15, 17} {
		_, err := d.instance.Call(ctx, d.iface, "sum-sixteen", zeros(count)...)
		wrongValue(t, err, "", fmt.Sprintf("sum-sixteen takes 16 arguments, got %d", count))
	}
	_, err := d.instance.Call(ctx, d.iface, "nothing", 1)
	wrongValue(t, err, "", "nothing takes 0 arguments, got 1")
	_, err = d.instance.Call(ctx, d.iface, "given", make([]any, 9)...)
	wrongValue(t, err, "", "given takes 8 arguments, got 9")
}

func TestManyParamsPath(t *testing.T) {
	echo := typed(t, "many_params", manyparams.New).Echo
	wrong := everyParam
	wrong.M = "\xff"
	_, err := echo.EchoEverything(ctx, wrong)
	wrongValue(t, err, "v.m", "not UTF-8")
	_, err = echo.ConcatNine(ctx, "a", "b", "c", "d", "e", "f", "g", "h", "\xff")
	wrongValue(t, err, "i", "not UTF-8")
	d := dynamicEcho(t, "many_params")
	_, err = d.instance.Call(ctx, d.iface, "sum-sixteen", append(zeros(15), -1)...)
	wrongValue(t, err, "p", "-1 is out of range of u32")
	_, err = d.instance.Call(ctx, d.iface, "sum-seventeen", append(zeros(16), "a")...)
	wrongValue(t, err, "q", "expected an integer (u32), got string")
	inside := d.call("echo-everything", everyParam).(map[string]any)
	inside["p"] = []int{1, 256}
	d.refuses("echo-everything", inside, "v.p[1]", "256 is out of range of u8")
}
