package tests

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	lists "fixtures/lists/golden/go"

	"outwit/wit"
)

func TestListsRoundTrips(t *testing.T) {
	echo := typed(t, "lists", lists.New).Echo
	ofEverySize(t, echo.EchoBools, true, false)
	ofEverySize(t, echo.EchoChars, 'a', '🦀')
	ofEverySize(t, echo.EchoStrings, "", "a", "\x00", "語")
	ofEverySize(t, echo.EchoPoints, lists.Point{X: 1, Y: 2}, lists.Point{X: 3, Y: 4})
	ofEverySize(t, echo.EchoColours, lists.ColourBlue, lists.ColourRed)
	ofEverySize(t, echo.EchoAccess, 0, lists.AccessRead|lists.AccessWrite)
	ofEverySize[lists.Shape](t, echo.EchoShapes, lists.ShapeCircle{Value: 1}, lists.ShapeDot{Value: lists.Point{X: 1}}, lists.ShapeNone{})
	ofEverySize(t, echo.EchoTuples, wit.Tuple2[uint8, string]{F0: 1, F1: "a"}, wit.Tuple2[uint8, string]{F0: 255})
	ofEverySize(t, echo.EchoOptions, nil, wit.Ptr(uint32(0)), wit.Ptr(uint32(1)))
	ofEverySize(t, echo.EchoResults, wit.Ok[uint8, string](1), wit.Err[uint8]("e"))
	ofEverySize(t, echo.EchoNested, []string{}, []string{"a"}, []string{"b", "c"})
	ofEverySize(t, echo.EchoDeep, [][]bool{}, [][]bool{{}, {true}})
	d := dynamicEcho(t, "lists")
	d.same("echo-strings", []string{}, []string{"a"})
	d.same("echo-colours", []string{"red"})
	d.same("echo-shapes", []wit.Variant{{Case: "circle", Value: 1.0}, {Case: "none"}})
	d.same("echo-tuples", [][]any{{uint8(1), "a"}})
	d.same("echo-options", []any{nil, uint32(1)})
	d.same("echo-results", []wit.Result[any, any]{wit.Ok[any, any](uint8(1)), wit.Err[any, any]("e")})
	d.same("echo-deep", [][][]bool{{}, {{true}}})
}

// ofEverySize sends lists of none to many of some values.
func ofEverySize[E any](t *testing.T, echo func(context.Context, []E) ([]E, error), values ...E) {
	t.Helper()
	for _, count := range []int{0, 1, 2, 700} {
		list := make([]E, count)
		for i := range list {
			list[i] = values[i%len(values)]
		}
		same(t, echo, list)
	}
}

// Larger than any buffer is at first.
func TestListsLargeLists(t *testing.T) {
	strings, points := make([]string, 100_000), make([]lists.Point, 50_000)
	for i := range strings {
		strings[i] = fmt.Sprint("number ", i)
	}
	for i := range points {
		points[i] = lists.Point{X: float64(i), Y: float64(-i)}
	}
	echo := typed(t, "lists", lists.New).Echo
	same(t, echo.EchoStrings, strings)
	equal(t, ok(echo.Count(ctx, strings))(t), uint32(len(strings)))
	same(t, echo.EchoPoints, points)
	equal(t, len(ok(echo.Numerals(ctx, 3000))(t)), 3000)
	d := dynamicEcho(t, "lists")
	d.same("echo-strings", strings)
}

func TestListsAnySequence(t *testing.T) {
	type words []string
	echo := typed(t, "lists", lists.New).Echo
	equal(t, ok(echo.EchoStrings(ctx, nil))(t), []string{})
	equal(t, ok(echo.EchoStrings(ctx, words{"a", "b"}))(t), []string{"a", "b"})
	d := dynamicEcho(t, "lists")
	for _, value := range []any{words{"a", "b"}, [2]string{"a", "b"}, []any{"a", "b"}} {
		equal(t, d.call("echo-strings", value), []string{"a", "b"})
	}
}

func TestListsInsideOfOthers(t *testing.T) {
	echo := typed(t, "lists", lists.New).Echo
	same(t, echo.EchoOption, nil, &[]string{}, &[]string{"a"})
	same(t, echo.EchoTable, lists.Table{Columns: []string{"a"}, Rows: [][]string{{"1"}, {"2", "3"}}})
	d := dynamicEcho(t, "lists")
	d.same("echo-option", nil, []string{}, []string{"a"})
	d.same("echo-table", map[string]any{"columns": []string{"a"}, "rows": [][]string{{"1"}, {"2", "3"}}})
}

func TestListsComputed(t *testing.T) {
	echo := typed(t, "lists", lists.New).Echo
	equal(t, ok(echo.Count(ctx, make([]string, 12345)))(t), uint32(12345))
	equal(t, ok(echo.Sort(ctx, []string{"b", "a", "c"}))(t), []string{"a", "b", "c"})
	equal(t, ok(echo.Numerals(ctx, 3))(t), []string{"0", "1", "2"})
	equal(t, ok(echo.Centre(ctx, nil))(t), (*lists.Point)(nil))
	equal(t, ok(echo.Centre(ctx, []lists.Point{{X: 0, Y: 0}, {X: 2, Y: 4}}))(t), &lists.Point{X: 1, Y: 2})
	d := dynamicEcho(t, "lists")
	equal(t, d.call("sort", []string{"b", "a"}), []string{"a", "b"})
	equal(t, d.call("centre", []any{}), nil)
}

func TestListsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "lists")
	d.refuses("echo-strings", "ab", "v", "expected a slice, got string")
	d.refuses("echo-strings", 1, "v", "expected a slice, got int")
	d.refuses("echo-strings", nil, "v", "expected a slice, got nil")
	d.refuses("echo-strings", map[string]int{"a": 1}, "v", "expected a slice, got map[string]int")
	d.refuses("echo-results", []any{3}, "v[0]", "expected a wit.Result[any, any], got int")
}

func TestListsPath(t *testing.T) {
	echo := typed(t, "lists", lists.New).Echo
	_, err := echo.EchoNested(ctx, [][]string{{"a"}, {"b", "\xff"}})
	wrongValue(t, err, "v[1][1]", "not UTF-8")
	d := dynamicEcho(t, "lists")
	d.refuses("echo-strings", []any{"a", 5}, "v[1]", "expected a string, got int")
	d.refuses("echo-nested", []any{[]string{"a"}, []any{"b", 3}}, "v[1][1]", "expected a string, got int")
	d.refuses("echo-deep", []any{[]any{}, []any{[]any{true, 1}}}, "v[1][0][1]", "expected a bool, got int")
	d.refuses("echo-table", map[string]any{"columns": []string{}, "rows": []any{[]any{1}}}, "v.rows[0][0]", "expected a string, got int")
	d.refuses("echo-tuples", []any{[]any{1, 2}}, "v[0][1]", "expected a string, got int")
	d.refuses("echo-results", []any{wit.Err[any, any](3)}, "v[0].err", "expected a string, got int")
	// A slice keeps its length, but its elements may change.
}

func TestListsAListThatChangesWhileItIsRead(t *testing.T) {
	d := dynamicEcho(t, "lists")
	colours := make([]any, 2)
	colours[0] = madeUp(func() string {
		colours[1] = "blue"
		return "red"
	})
	colours[1] = "green"
	equal(t, d.call("echo-colours", colours), []string{"red", "blue"})
}

func TestListsErrorsOfTheCallerArriveAsTheyAre(t *testing.T) {
	d := dynamicEcho(t, "lists")
	mine := errors.New("mine")
	func() {
		defer func() { equal(t, recover() == error(mine), true) }()
		d.call("echo-colours", []any{"red", madeUp(func() string { panic(mine) })})
	}()
	d.same("echo-colours", []string{"red"})
}

func TestListsCallsWhileAListIsRead(t *testing.T) {
	d := dynamicEcho(t, "lists")
	calls := madeUp(func() string {
		equal(t, d.call("count", []string{"a", "b", strings.Repeat("x", 200_000)}), uint32(3))
		return "blue"
	})
	equal(t, d.call("echo-colours", []any{"red", calls, "green"}), []string{"red", "blue", "green"})
}

// madeUp is the name of a case that the caller's code makes up when it is asked.
type madeUp func() string

func (m madeUp) String() string { return m() }
