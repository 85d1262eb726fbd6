package tests

import (
	"errors"
	"fmt"
	"testing"

	maps "fixtures/maps/golden/go"

	"outwit/wit"
)

func TestMapsRoundTrips(t *testing.T) {
	squares := map[string]string{}
	for i := range 1000 {
		squares[fmt.Sprint(i)] = fmt.Sprint(i * i)
	}
	echo := typed(t, "maps", maps.New).Echo
	same(t, echo.EchoStrings, map[string]string{}, map[string]string{"a": "1", "": "🦀"}, squares)
	same(t, echo.EchoNumbers, map[uint32]uint64{}, map[uint32]uint64{0: 1, 1<<32 - 1: 1<<64 - 1})
	same(t, echo.EchoSigned, map[int8]float64{}, map[int8]float64{-128: 0.5, 127: -0.5})
	same(t, echo.EchoChars, map[rune]bool{}, map[rune]bool{'🦀': true, 'a': false})
	same(t, echo.EchoBools, map[bool]string{}, map[bool]string{true: "t", false: "f"})
	same(t, echo.EchoBytes, map[string][]byte{}, map[string][]byte{"a": {}, "b": pattern(5000)})
	same(t, echo.EchoPoints, map[string]maps.Point{}, map[string]maps.Point{"p": {X: 1, Y: 2}})
	same(t, echo.EchoNested, map[string]map[uint8]*string{}, map[string]map[uint8]*string{"a": {}, "b": {1: nil, 2: wit.Ptr("x")}})
	d := dynamicEcho(t, "maps")
	d.same("echo-strings", map[string]string{}, map[string]string{"a": "1"}, squares)
	d.same("echo-chars", map[rune]bool{'x': true})
	d.same("echo-points", map[string]map[string]any{"p": {"x": int32(1), "y": int32(2)}})
	d.same("echo-nested", map[string]map[uint8]any{"a": {1: nil, 2: "x"}})
}

func TestMapsAnyMapping(t *testing.T) {
	type words map[string]string
	echo := typed(t, "maps", maps.New).Echo
	equal(t, ok(echo.EchoStrings(ctx, nil))(t), map[string]string{})
	equal(t, ok(echo.EchoStrings(ctx, words{"a": "b"}))(t), map[string]string{"a": "b"})
	d := dynamicEcho(t, "maps")
	equal(t, d.call("echo-strings", words{"a": "b"}), map[string]string{"a": "b"})
	equal(t, d.call("echo-strings", map[any]any{"a": "b"}), map[string]string{"a": "b"})
	equal(t, d.call("echo-numbers", map[int]int{1: 2}), map[uint32]uint64{1: 2})
}

func TestMapsInsideOfOthers(t *testing.T) {
	echo := typed(t, "maps", maps.New).Echo
	same(t, echo.EchoList, []map[uint16]string{}, []map[uint16]string{{}, {1: "a"}})
	same(t, echo.EchoOption, nil, &map[string]uint32{}, &map[string]uint32{"a": 1})
	same(t, echo.EchoIndex, maps.Index{Title: "t", Pages: map[string][]uint32{"a": {1, 2}, "b": {}}})
	d := dynamicEcho(t, "maps")
	d.same("echo-list", []map[uint16]string{}, []map[uint16]string{{}, {1: "a"}})
	d.same("echo-option", nil, map[string]uint32{"a": 1})
	d.same("echo-index", map[string]any{"title": "t", "pages": map[string][]uint32{"a": {1, 2}}})
}

func TestMapsComputed(t *testing.T) {
	echo := typed(t, "maps", maps.New).Echo
	equal(t, ok(echo.Merge(ctx, map[string]uint32{"a": 1, "b": 2}, map[string]uint32{"b": 3}))(t), map[string]uint32{"a": 1, "b": 3})
	equal(t, ok(echo.Keys(ctx, map[string]uint32{"b": 1, "a": 2}))(t), []string{"a", "b"})
	equal(t, ok(echo.CountWords(ctx, "a b a"))(t), map[string]uint32{"a": 2, "b": 1})
	d := dynamicEcho(t, "maps")
	equal(t, d.call("keys", map[string]int{"b": 1, "a": 2}), []string{"a", "b"})
	equal(t, d.call("count-words", "a b a"), map[string]uint32{"a": 2, "b": 1})
}

func TestMapsOfTwoEqualKeysTheLastCounts(t *testing.T) {
	echo := typed(t, "maps", maps.New).Echo
	d := dynamicEcho(t, "maps")
	equal(t, ok(echo.Twice(ctx))(t), map[string]uint32{"key": 2})
	equal(t, d.call("twice"), map[string]uint32{"key": 2})
}

func TestMapsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "maps")
	d.refuses("echo-strings", []string{}, "v", "expected a map, got []string")
	d.refuses("echo-strings", "ab", "v", "expected a map, got string")
	d.refuses("echo-strings", 1, "v", "expected a map, got int")
	d.refuses("echo-strings", nil, "v", "expected a map, got nil")
}

func TestMapsPath(t *testing.T) {
	echo := typed(t, "maps", maps.New).Echo
	_, err := echo.EchoStrings(ctx, map[string]string{"a": "\xff"})
	wrongValue(t, err, "v[0].value", "not UTF-8") // by its position: the key may be what is wrong
	d := dynamicEcho(t, "maps")
	d.refuses("echo-strings", map[string]any{"a": 1}, "v[a]", "expected a string, got int")
	d.refuses("echo-strings", map[int]string{1: "a"}, "v[1]", "expected a string, got int")
	d.refuses("echo-signed", map[int]float64{200: 1}, "v[200]", "200 is out of range of s8")
	d.refuses("echo-nested", map[string]map[int]string{"a": {300: "x"}}, "v[a][300]", "300 is out of range of u8")
	d.refuses("echo-index", map[string]any{"title": "t", "pages": map[string][]int{"a": {1, -1}}}, "v.pages[a][1]", "-1 is out of range of u32")
	// Only the names of enums are asked for, and the map of the fixture nesting holds some.
}

func TestMapsErrorsOfTheCallerArriveAsTheyAre(t *testing.T) {
	d := dynamicEcho(t, "nesting")
	mine := errors.New("mine")
	func() {
		defer func() { equal(t, recover() == error(mine), true) }()
		d.call("echo-tuple", []any{nil, []any{}, map[string]any{"a": madeUp(func() string { panic(mine) })}})
	}()
	d.same("echo-tuple", []any{nil, [][]any{}, map[string]any{"a": "wood"}})
}
