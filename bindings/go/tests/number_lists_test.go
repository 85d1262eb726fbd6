package tests

import (
	"math"
	"syscall"
	"testing"
	"unsafe"

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

func TestNumberListsRoundTrips(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	d := dynamicEcho(t, "number_lists")
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
		d.same("echo-s16", numbers[int16](size))
		d.same("echo-u64", numbers[uint64](size))
		d.same("echo-f32", numbers[float32](size))
		d.same("echo-f64", numbers[float64](size))
	}
}

func TestNumberListsLargeLists(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	d := dynamicEcho(t, "number_lists")
	list, sum := numbers[float64](1<<17), 0.0
	for _, number := range list {
		sum += number
	}
	same(t, echo.EchoF64, list)
	d.same("echo-f64", list)
	equal(t, ok(echo.Sum(ctx, list))(t), sum)
	equal(t, d.call("sum", list), sum)
	// Part of an array, which begins at any address that is aligned for its elements.
}

func TestNumberListsPartsOfOthers(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	d := dynamicEcho(t, "number_lists")
	whole, doubles := numbers[uint16](6000), numbers[float64](6000)
	for offset := range 9 {
		same(t, echo.EchoU16, whole[offset:offset+5], whole[offset:offset+5000])
		same(t, echo.EchoF64, doubles[offset:offset+5], doubles[offset:offset+5000])
		d.same("echo-u16", whole[offset:offset+5], whole[offset:offset+5000])
	}
}

func TestNumberListsMemoryFromElsewhere(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	d := dynamicEcho(t, "number_lists")
	for _, count := range []int{8, 10000} {
		memory := ok(syscall.Mmap(-1, 0, count*8, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE))(t)
		halves := unsafe.Slice((*float64)(unsafe.Pointer(&memory[0])), count)
		for i := range halves {
			halves[i] = 0.5
		}
		same(t, echo.EchoF64, halves)
		d.same("echo-f64", halves)
		equal(t, syscall.Munmap(memory), nil)
	}
}

func TestNumberListsSpecialFloats(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	same(t, echo.EchoF64, []float64{math.Inf(1), math.Inf(-1), math.MaxFloat64, math.SmallestNonzeroFloat64})
	same(t, echo.EchoF32, []float32{float32(math.Inf(1)), math.MaxFloat32, math.SmallestNonzeroFloat32})
	got := ok(echo.EchoF64(ctx, []float64{math.NaN(), math.Copysign(0, -1)}))(t)
	equal(t, got[0], math.NaN())
	equal(t, math.Signbit(got[1]), true)
	d := dynamicEcho(t, "number_lists")
	equal(t, d.call("echo-f32", []any{math.NaN(), math.Inf(-1)}).([]float32)[1], float32(math.Inf(-1)))
	// They are read one by one.
}

func TestNumberListsOtherNumbers(t *testing.T) {
	d := dynamicEcho(t, "number_lists")
	equal(t, d.call("echo-f64", []any{1, 2.5}), []float64{1, 2.5})
	equal(t, d.call("echo-u64", []int{1, 2}), []uint64{1, 2})
	equal(t, d.call("echo-u16", []byte("ab")), []uint16{97, 98})
	equal(t, d.call("echo-f64", []float32{0.5}), []float64{0.5})
	d.refuses("echo-u16", []uint32{1, 70000}, "v[1]", "70000 is out of range of u16")
	d.refuses("echo-f32", []float64{1e300}, "v[0]", "1e+300 is out of range of f32")
}

func TestNumberListsAMatrixIsNoListOfNumbers(t *testing.T) {
	d := dynamicEcho(t, "number_lists")
	d.refuses("echo-f64", [][]float64{{1}}, "v[0]", "expected a number, got []float64")
	d.refuses("echo-u32", [2][2]uint32{}, "v[0]", "expected an integer (u32), got [2]uint32")
}

func TestNumberListsInsideOfOthers(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	single := numbers[float32](3)
	same(t, echo.EchoOption, nil, &[]float32{}, &single)
	for _, size := range []int{0, 1, 4000} {
		same(t, echo.EchoNested, [][]uint16{numbers[uint16](size), {}, numbers[uint16](size)})
		same(t, echo.EchoSeries, numberlists.Series{Times: numbers[uint64](size), Readings: numbers[float64](size)})
	}
	d := dynamicEcho(t, "number_lists")
	d.same("echo-nested", [][]uint16{}, [][]uint16{{1}, {}, numbers[uint16](4000)})
	d.same("echo-option", nil, []float32{}, single)
	d.same("echo-series", map[string]any{"times": numbers[uint64](9), "readings": numbers[float64](2000)})
}

func TestNumberListsComputed(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	equal(t, ok(echo.Range(ctx, 5, 3))(t), []uint32{5, 6, 7})
	equal(t, ok(echo.Scale(ctx, []float32{1, 2}, 0.5))(t), []float32{0.5, 1})
	equal(t, ok(echo.Sum(ctx, []float64{1, 2, 3.5}))(t), 6.5)
	equal(t, ok(echo.SumS64(ctx, []int64{math.MinInt64, 1}))(t), int64(math.MinInt64+1))
	d := dynamicEcho(t, "number_lists")
	equal(t, d.call("range", 5, 3), []uint32{5, 6, 7})
	equal(t, d.call("scale", []int{1, 2}, 0.5), []float32{0.5, 1})
}

func TestNumberListsResultsAreTheCallersOwn(t *testing.T) {
	echo := typed(t, "number_lists", numberlists.New).Echo
	d := dynamicEcho(t, "number_lists")
	list := make([]float64, 10000)
	back, dynamically := ok(echo.EchoF64(ctx, list))(t), d.call("echo-f64", list).([]float64)
	back[0], dynamically[0] = 5, 6
	equal(t, list[0], 0.0)
	equal(t, ok(echo.EchoF64(ctx, list))(t)[0], 0.0)
	equal(t, back[0], 5.0)
	equal(t, dynamically[0], 6.0)
}

func TestNumberListsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "number_lists")
	for _, value := range []any{"12", 5, nil, map[int]int{1: 2}, 1.0} {
		for _, name := range []string{"echo-s32", "echo-f64"} {
			d.refuses(name, value, "v", "expected a slice, got ")
		}
	}
}

func TestNumberListsPath(t *testing.T) {
	d := dynamicEcho(t, "number_lists")
	d.refuses("sum", []any{0.0, 1.0, "2"}, "v[2]", "expected a number, got string")
	d.refuses("echo-s8", []int{0, 0, 128}, "v[2]", "128 is out of range of s8")
	d.refuses("echo-f64", []any{1.0, nil}, "v[1]", "expected a number, got nil")
	d.refuses("echo-nested", [][]int{{0}, {1, -1}}, "v[1][1]", "-1 is out of range of u16")
	d.refuses("echo-series", map[string]any{"times": []float64{1}, "readings": []any{}}, "v.times[0]", "expected an integer (u64), got float64")
}
