package tests

import (
	"testing"

	maps "fixtures/maps/golden/go"

	"outwit/wit"
)

func TestMaps(t *testing.T) {
	echo := typed(t, "maps", maps.New).Echo
	same(t, echo.EchoStrings, map[string]string{}, map[string]string{"a": "1", "": ""})
	same(t, echo.EchoNumbers, map[uint32]uint64{0: 1, 1<<32 - 1: 1<<64 - 1})
	same(t, echo.EchoSigned, map[int8]float64{-128: 0.5})
	same(t, echo.EchoChars, map[rune]bool{'🦀': true})
	same(t, echo.EchoBools, map[bool]string{true: "t", false: "f"})
	same(t, echo.EchoBytes, map[string][]byte{"a": {}, "b": pattern(5000)})
	same(t, echo.EchoPoints, map[string]maps.Point{"p": {X: 1, Y: 2}})
	same(t, echo.EchoNested, map[string]map[uint8]*string{"a": {}, "b": {1: nil, 2: wit.Ptr("x")}})
	same(t, echo.EchoList, []map[uint16]string{{}, {1: "a"}})
	same(t, echo.EchoOption, nil, &map[string]uint32{"a": 1})
	same(t, echo.EchoIndex, maps.Index{Title: "t", Pages: map[string][]uint32{"a": {1, 2}}})
	equal(t, ok(echo.EchoStrings(ctx, nil))(t), map[string]string{})
	equal(t, ok(echo.Merge(ctx, map[string]uint32{"a": 1, "b": 1}, map[string]uint32{"b": 2}))(t), map[string]uint32{"a": 1, "b": 2})
	equal(t, len(ok(echo.Keys(ctx, map[string]uint32{"a": 1, "b": 2}))(t)), 2)
	equal(t, ok(echo.CountWords(ctx, "a b a"))(t), map[string]uint32{"a": 2, "b": 1})
	equal(t, len(ok(echo.Twice(ctx))(t)), 1)
}

func TestMapsDynamic(t *testing.T) {
	d := dynamically(t, "maps", "fixtures:maps/echo")
	d.same("echo-strings", map[string]string{}, map[string]string{"a": "1"})
	d.same("echo-chars", map[rune]bool{'x': true})
	d.same("echo-points", map[string]map[string]any{"p": {"x": int32(1), "y": int32(2)}})
	d.same("echo-nested", map[string]map[uint8]any{"a": {1: nil, 2: "x"}})
	equal(t, d.call("echo-numbers", map[int]int{1: 2}), map[uint32]uint64{1: 2})
	d.refuses("echo-strings", map[string]any{"a": 1}, "v[a]", "expected a string, got int")
	d.refuses("echo-signed", map[int]float64{200: 1}, "v[200]", "200 is out of range of s8")
	d.refuses("echo-strings", []string{}, "v", "expected a map, got []string")
}
