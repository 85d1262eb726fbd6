package tests

import (
	"math"
	"testing"

	numberlists "fixtures/number_lists/golden/go"

	"outwit"
)

func numbers[T outwit.Number](size int) []T {
	list := make([]T, size)
	for i := range list {
		list[i] = T(i*31 - 7)
	}
	return list
}

func TestNumberLists(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	for _, size := range []int{0, 1, 2, 3, 511, 512, 1023, 1024, 4095, 4096, 10000} {
		same(t, echo.EchoU8, numbers[uint8](size))
		same(t, echo.EchoS8, numbers[int8](size))
		same(t, echo.EchoU16, numbers[uint16](size))
		same(t, echo.EchoS16, numbers[int16](size))
		same(t, echo.EchoU32, numbers[uint32](size))
		same(t, echo.EchoS32, numbers[int32](size))
		same(t, echo.EchoU64, numbers[uint64](size))
		same(t, echo.EchoS64, numbers[int64](size))
		same(t, echo.EchoF32, numbers[float32](size))
		same(t, echo.EchoF64, numbers[float64](size))
		same(t, echo.EchoNested, [][]uint16{numbers[uint16](size), {}, numbers[uint16](size)})
		same(t, echo.EchoSeries, numberlists.Series{Times: numbers[uint64](size), Readings: numbers[float64](size)})
	}
	single := numbers[float32](3)
	same(t, echo.EchoOption, nil, &single)
	same(t, echo.EchoF64, []float64{math.Inf(1), math.MaxFloat64, math.SmallestNonzeroFloat64})
	equal(t, ok(echo.Sum(ctx, []float64{1, 2, 3.5}))(t), 6.5)
	equal(t, ok(echo.SumS64(ctx, []int64{math.MinInt64, 1}))(t), int64(math.MinInt64+1))
	equal(t, ok(echo.Range(ctx, 5, 3))(t), []uint32{5, 6, 7})
	equal(t, ok(echo.Scale(ctx, []float32{1, 2}, 2))(t), []float32{2, 4})
}

// Part of an array, which begins at any address that is aligned for its elements.
func TestNumberListsOfParts(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	whole := numbers[uint16](6000)
	for offset := range 9 {
		same(t, echo.EchoU16, whole[offset:offset+5], whole[offset:offset+5000])
	}
}

func TestNumberListsDynamic(t *testing.T) {
	d := dynamically(t, "number_lists", "fixtures:number-lists/echo")
	d.same("echo-f64", []float64{}, numbers[float64](1000))
	d.same("echo-s16", numbers[int16](5000))
	d.same("echo-nested", [][]uint16{{1}, {}})
	equal(t, d.call("echo-f64", []any{1, 2.5}), []float64{1, 2.5})
	equal(t, d.call("echo-u64", []int{1, 2}), []uint64{1, 2})
	d.refuses("echo-s16", []int{0, 40000}, "v[1]", "40000 is out of range of s16")
	d.refuses("echo-f64", []any{1.0, nil}, "v[1]", "expected a number, got nil")
	d.refuses("echo-f64", 1.0, "v", "expected a slice, got float64")
}
