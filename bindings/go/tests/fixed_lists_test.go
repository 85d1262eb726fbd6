package tests

import (
	"testing"

	fixedlists "fixtures/fixed_lists/golden/go"
)

func TestFixedListsRoundTrips(t *testing.T) {
	echo := typed(t, "fixed_lists", fixedlists.New).Echo
	same(t, echo.EchoBytes, [4]byte{0, 1, 254, 255})
	same(t, echo.EchoNumbers, [3]uint32{1, 2, 1<<32 - 1})
	same(t, echo.EchoMany, [20]float64{0: 1, 19: -1})
	same(t, echo.EchoOne, [1]int64{-1 << 63})
	same(t, echo.EchoStrings, [2]string{"a", ""})
	same(t, echo.EchoBools, [3]bool{true, false, true})
	same(t, echo.EchoPoints, [2]fixedlists.Point{{X: 1, Y: -1}, {}})
	same(t, echo.EchoMatrix, [3][2]uint16{{1, 2}, {3, 4}, {5, 65535}})
	same(t, echo.EchoLists, [2][]uint32{{}, {1, 2}})
	d := dynamicEcho(t, "fixed_lists")
	d.same("echo-bytes", []byte{1, 2, 3, 4})
	d.same("echo-strings", []string{"a", "b"})
	d.same("echo-matrix", [][]uint16{{1, 2}, {3, 4}, {5, 6}})
	d.same("echo-lists", [][]uint32{{}, {1, 2}})
}

func TestFixedListsAnySequence(t *testing.T) {
	d := dynamicEcho(t, "fixed_lists")
	equal(t, d.call("echo-numbers", [3]int{1, 2, 3}), []uint32{1, 2, 3})
	equal(t, d.call("echo-bytes", []any{1, uint8(2), int64(3), 4}), []byte{1, 2, 3, 4})
	equal(t, d.call("echo-strings", [2]any{"a", "b"}), []string{"a", "b"})
}

func TestFixedListsInsideOfOthers(t *testing.T) {
	echo := typed(t, "fixed_lists", fixedlists.New).Echo
	same(t, echo.EchoBlock, fixedlists.Block{Magic: [4]byte{9}, Corners: [2]fixedlists.Point{{X: 1}}, Weights: [3]float64{0.5}})
	same(t, echo.EchoOption, nil, &[16]byte{15: 1})
	same(t, echo.EchoList, [][3]float32{}, [][3]float32{{1, 2, 3}, {4, 5, 6}})
	d := dynamicEcho(t, "fixed_lists")
	d.same("echo-option", nil, make([]byte, 16))
	d.same("echo-list", [][]float32{}, [][]float32{{1, 2, 3}, {4, 5, 6}})
	d.same("echo-block", map[string]any{
		"magic": []byte{1, 2, 3, 4}, "weights": []float64{0.5, 1, 2},
		"corners": []map[string]any{{"x": int16(1), "y": int16(2)}, {"x": int16(3), "y": int16(4)}},
	})
}

func TestFixedListsComputed(t *testing.T) {
	echo := typed(t, "fixed_lists", fixedlists.New).Echo
	d := dynamicEcho(t, "fixed_lists")
	equal(t, ok(echo.Sum(ctx, [3]uint32{1, 2, 1<<32 - 1}))(t), uint64(1<<32+2))
	equal(t, d.call("sum", []uint32{1, 2, 1<<32 - 1}), uint64(1<<32+2))
}

func TestFixedListsWrongLength(t *testing.T) {
	d := dynamicEcho(t, "fixed_lists")
	d.refuses("echo-bytes", []byte{1, 2, 3}, "v", "expected 4 elements, got 3")
	d.refuses("echo-bytes", []byte{}, "v", "expected 4 elements, got 0")
	d.refuses("echo-bytes", []int{1, 2, 3, 4, 5}, "v", "expected 4 elements, got 5")
	d.refuses("echo-strings", []string{"a", "b", "c"}, "v", "expected 2 elements, got 3")
}

func TestFixedListsPath(t *testing.T) {
	echo := typed(t, "fixed_lists", fixedlists.New).Echo
	_, err := echo.EchoStrings(ctx, [2]string{"a", "\xff"})
	wrongValue(t, err, "v[1]", "not UTF-8")
	d := dynamicEcho(t, "fixed_lists")
	d.refuses("echo-matrix", [][]int{{1, 2}, {3, 4}, {5, 6, 7}}, "v[2]", "expected 2 elements, got 3")
	d.refuses("echo-numbers", []int{1, 2, -3}, "v[2]", "-3 is out of range of u32")
	d.refuses("echo-block", map[string]any{
		"magic": []byte{1, 2, 3, 4}, "weights": []float64{0.5, 1, 2},
		"corners": []map[string]int{{"x": 1, "y": 1 << 15}, {"x": 3, "y": 4}},
	}, "v.corners[0].y", "32768 is out of range of s16")
}
