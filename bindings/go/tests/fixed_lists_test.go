package tests

import (
	"testing"

	fixedlists "fixtures/fixed_lists/golden/go"
)

func TestFixedLists(t *testing.T) {
	echo := typed(t, "fixed_lists", fixedlists.New).Echo
	same(t, echo.EchoBytes, [4]byte{1, 2, 3, 255})
	same(t, echo.EchoNumbers, [3]uint32{1, 2, 1<<32 - 1})
	same(t, echo.EchoMany, [20]float64{0: 1, 19: -1})
	same(t, echo.EchoOne, [1]int64{-1})
	same(t, echo.EchoStrings, [2]string{"a", ""})
	same(t, echo.EchoBools, [3]bool{true, false, true})
	same(t, echo.EchoPoints, [2]fixedlists.Point{{X: 1, Y: -1}, {}})
	same(t, echo.EchoMatrix, [3][2]uint16{{1, 2}, {3, 4}, {5, 6}})
	same(t, echo.EchoBlock, fixedlists.Block{Magic: [4]byte{9}, Corners: [2]fixedlists.Point{{X: 1}}, Weights: [3]float64{0.5}})
	same(t, echo.EchoOption, nil, &[16]byte{15: 1})
	same(t, echo.EchoList, [][3]float32{}, [][3]float32{{1, 2, 3}, {4, 5, 6}})
	same(t, echo.EchoLists, [2][]uint32{{}, {1, 2}})
	equal(t, ok(echo.Sum(ctx, [3]uint32{1, 2, 3}))(t), uint64(6))
}

func TestFixedListsDynamic(t *testing.T) {
	d := dynamically(t, "fixed_lists", "fixtures:fixed-lists/echo")
	d.same("echo-bytes", []byte{1, 2, 3, 4})
	d.same("echo-strings", []string{"a", "b"})
	d.same("echo-matrix", [][]uint16{{1, 2}, {3, 4}, {5, 6}})
	equal(t, d.call("echo-numbers", [3]int{1, 2, 3}), []uint32{1, 2, 3})
	d.refuses("echo-bytes", []byte{1, 2, 3}, "v", "expected 4 elements, got 3")
	d.refuses("echo-strings", []string{"a", "b", "c"}, "v", "expected 2 elements, got 3")
	d.refuses("echo-matrix", [][]int{{1, 2}, {3, 4}, {5, 6, 7}}, "v[2]", "expected 2 elements, got 3")
}
