package tests

import (
	"testing"

	lists "fixtures/lists/golden/go"

	"outwit/wit"
)

func TestLists(t *testing.T) {
	echo := typed(t, "lists", lists.New).Echo
	same(t, echo.EchoBools, []bool{}, []bool{true, false})
	same(t, echo.EchoChars, []rune("a🦀"))
	same(t, echo.EchoStrings, []string{}, []string{""}, []string{"a", "", "語"})
	same(t, echo.EchoPoints, []lists.Point{}, []lists.Point{{X: 1, Y: 2}, {X: 3, Y: 4}})
	same(t, echo.EchoColours, []lists.Colour{lists.ColourBlue, lists.ColourRed})
	same(t, echo.EchoAccess, []lists.Access{0, lists.AccessRead | lists.AccessWrite})
	same(t, echo.EchoShapes, []lists.Shape{lists.ShapeCircle{Value: 1}, lists.ShapeDot{Value: lists.Point{X: 1}}, lists.ShapeNone{}})
	same(t, echo.EchoTuples, []wit.Tuple2[uint8, string]{{F0: 1, F1: "a"}, {F0: 255, F1: ""}})
	same(t, echo.EchoOptions, []*uint32{nil, wit.Ptr(uint32(1))})
	same(t, echo.EchoResults, []wit.Result[uint8, string]{wit.Ok[uint8, string](1), wit.Err[uint8]("e")})
	same(t, echo.EchoNested, [][]string{{}, {"a"}, {"b", "c"}})
	same(t, echo.EchoDeep, [][][]bool{{}, {{}, {true}}})
	same(t, echo.EchoOption, nil, &[]string{}, &[]string{"a"})
	same(t, echo.EchoTable, lists.Table{Columns: []string{"a"}, Rows: [][]string{{"1"}, {"2"}}})
	equal(t, ok(echo.Count(ctx, []string{"a", "b"}))(t), uint32(2))
	equal(t, ok(echo.Sort(ctx, []string{"b", "a"}))(t), []string{"a", "b"})
	equal(t, ok(echo.Centre(ctx, []lists.Point{{X: 0, Y: 0}, {X: 2, Y: 4}}))(t), &lists.Point{X: 1, Y: 2})
	equal(t, len(ok(echo.Numerals(ctx, 3000))(t)), 3000)
}

func TestListsDynamic(t *testing.T) {
	d := dynamically(t, "lists", "fixtures:lists/echo")
	d.same("echo-strings", []string{}, []string{"a"})
	d.same("echo-colours", []string{"red"})
	d.same("echo-shapes", []wit.Variant{{Case: "circle", Value: 1.0}, {Case: "none"}})
	d.same("echo-tuples", [][]any{{uint8(1), "a"}})
	d.same("echo-options", []any{nil, uint32(1)})
	d.same("echo-results", []wit.Result[any, any]{wit.Ok[any, any](uint8(1)), wit.Err[any, any]("e")})
	d.same("echo-deep", [][][]bool{{}, {{true}}})
	d.refuses("echo-nested", []any{[]string{"a"}, []any{"b", 3}}, "v[1][1]", "expected a string, got int")
	d.refuses("echo-results", []any{wit.Err[any, any](3)}, "v[0].err", "expected a string, got int")
	d.refuses("echo-results", []any{3}, "v[0]", "expected a wit.Result[any, any], got int")
}
