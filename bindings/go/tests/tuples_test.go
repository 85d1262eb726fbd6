package tests

import (
	"testing"

	tuples "fixtures/tuples/golden/go"

	"outwit/wit"
)

func TestTuplesRoundTrips(t *testing.T) {
	echo := typed(t, "tuples", tuples.New).Echo
	same(t, echo.EchoOne, wit.Tuple1[uint8]{F0: 7})
	same(t, echo.EchoTwo, wit.Tuple2[uint32, string]{F0: 1, F1: "a"})
	same(t, echo.EchoEight, wit.Tuple8[bool, uint8, int16, uint32, int64, float32, float64, rune]{
		F0: true, F1: 255, F2: -32768, F3: 0, F4: -1 << 63, F5: 0.5, F6: 0.1, F7: '語',
	})
	same(t, echo.EchoNested, wit.Tuple2[wit.Tuple2[uint8, uint8], wit.Tuple2[string, wit.Tuple2[bool, rune]]]{
		F0: wit.Tuple2[uint8, uint8]{F0: 1, F1: 2},
		F1: wit.Tuple2[string, wit.Tuple2[bool, rune]]{F0: "s", F1: wit.Tuple2[bool, rune]{F0: true, F1: 'c'}},
	})
	same(t, echo.EchoPlace, tuples.Place{F0: 1.5, F1: -2.5})
	d := dynamicEcho(t, "tuples")
	d.same("echo-one", []any{uint8(7)})
	d.same("echo-two", []any{uint32(1), "a"})
	d.same("echo-eight", []any{true, uint8(255), int16(-32768), uint32(0), int64(-1 << 63), float32(0.5), 0.1, '語'})
	d.same("echo-nested", []any{[]any{uint8(1), uint8(2)}, []any{"a", []any{true, 'c'}}})
}

func TestTuplesAnySequence(t *testing.T) {
	d := dynamicEcho(t, "tuples")
	equal(t, d.call("echo-two", wit.Tuple2[uint32, string]{F0: 1, F1: "a"}), []any{uint32(1), "a"})
	equal(t, d.call("echo-place", []float64{1.5, -0.5}), []any{1.5, -0.5})
	equal(t, d.call("echo-one", [1]int{7}), []any{uint8(7)})
}

func TestTuplesInsideOfOthers(t *testing.T) {
	echo := typed(t, "tuples", tuples.New).Echo
	same(t, echo.EchoLeg, tuples.Leg{From: tuples.Place{F0: 1}, Label: wit.Tuple2[string, uint32]{F0: "l", F1: 9}})
	same(t, echo.EchoList, []wit.Tuple2[string, uint64]{}, []wit.Tuple2[string, uint64]{{F0: "a", F1: 1}, {F0: "b", F1: 1 << 63}})
	same(t, echo.EchoOption, nil, &wit.Tuple2[uint8, []byte]{F0: 1, F1: []byte{2}})
	d := dynamicEcho(t, "tuples")
	d.same("echo-leg", map[string]any{"from": []any{0.0, 1.0}, "to": []any{2.0, 3.0}, "label": []any{"l", uint32(9)}})
	d.same("echo-list", [][]any{}, [][]any{{"a", uint64(1)}})
	d.same("echo-option", nil, []any{uint8(1), []byte{2}})
}

func TestTuplesComputed(t *testing.T) {
	echo := typed(t, "tuples", tuples.New).Echo
	equal(t, ok(echo.Swap(ctx, wit.Tuple2[uint32, string]{F0: 1, F1: "a"}))(t), wit.Tuple2[string, uint32]{F0: "a", F1: 1})
	equal(t, ok(echo.Extremes(ctx, []int32{3, -1, 2}))(t), &wit.Tuple2[int32, int32]{F0: -1, F1: 3})
	equal(t, ok(echo.Extremes(ctx, nil))(t), (*wit.Tuple2[int32, int32])(nil))
	d := dynamicEcho(t, "tuples")
	equal(t, d.call("swap", []any{1, "a"}), []any{"a", uint32(1)})
	equal(t, d.call("extremes", []int{3, -1, 2}), []any{int32(-1), int32(3)})
}

func TestTuplesWrongLength(t *testing.T) {
	d := dynamicEcho(t, "tuples")
	d.refuses("echo-two", []any{}, "v", "expected 2 elements, got 0")
	d.refuses("echo-two", []any{1}, "v", "expected 2 elements, got 1")
	d.refuses("echo-two", []any{1, "a", 2}, "v", "expected 2 elements, got 3")
}

func TestTuplesWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "tuples")
	d.refuses("echo-two", "ab", "v", "expected a slice or a wit.Tuple, got string")
	d.refuses("echo-two", 1, "v", "expected a slice or a wit.Tuple, got int")
	d.refuses("echo-two", nil, "v", "expected a slice or a wit.Tuple, got nil")
	d.refuses("echo-two", struct {
		F0 int
		f1 string
	}{}, "v", "expected a slice or a wit.Tuple, got struct")
}

func TestTuplesPath(t *testing.T) {
	echo := typed(t, "tuples", tuples.New).Echo
	_, err := echo.EchoLeg(ctx, tuples.Leg{Label: wit.Tuple2[string, uint32]{F0: "\xff"}})
	wrongValue(t, err, "v.label[0]", "not UTF-8")
	d := dynamicEcho(t, "tuples")
	d.refuses("echo-two", []any{1, 2}, "v[1]", "expected a string, got int")
	d.refuses("echo-nested", []any{[]any{1, 300}, nil}, "v[0][1]", "300 is out of range of u8")
	d.refuses("echo-nested", []any{[]any{1, 2}, []any{"a", []any{0, 'b'}}}, "v[1][1][0]", "expected a bool, got int")
	d.refuses("echo-leg", map[string]any{"from": []any{0, 1}, "to": []any{2, 3}, "label": []any{"l", -1}}, "v.label[1]", "-1 is out of range of u32")
}
