package tests

import (
	"testing"

	tuples "fixtures/tuples/golden/go"

	"outwit/wit"
)

func TestTuples(t *testing.T) {
	echo := typed(t, "tuples", tuples.New).Echo
	same(t, echo.EchoOne, wit.Tuple1[uint8]{F0: 7})
	same(t, echo.EchoTwo, wit.Tuple2[uint32, string]{F0: 1, F1: "a"})
	same(t, echo.EchoEight, wit.Tuple8[bool, uint8, int16, uint32, int64, float32, float64, rune]{
		F0: true, F1: 1, F2: -2, F3: 3, F4: -4, F5: 0.5, F6: 0.25, F7: '語',
	})
	same(t, echo.EchoNested, wit.Tuple2[wit.Tuple2[uint8, uint8], wit.Tuple2[string, wit.Tuple2[bool, rune]]]{
		F0: wit.Tuple2[uint8, uint8]{F0: 1, F1: 2},
		F1: wit.Tuple2[string, wit.Tuple2[bool, rune]]{F0: "s", F1: wit.Tuple2[bool, rune]{F0: true, F1: 'c'}},
	})
	same(t, echo.EchoPlace, tuples.Place{F0: 1.5, F1: -2.5})
	same(t, echo.EchoLeg, tuples.Leg{From: tuples.Place{F0: 1}, Label: wit.Tuple2[string, uint32]{F0: "l", F1: 9}})
	same(t, echo.EchoList, []wit.Tuple2[string, uint64]{}, []wit.Tuple2[string, uint64]{{F0: "a", F1: 1}})
	same(t, echo.EchoOption, nil, &wit.Tuple2[uint8, []byte]{F0: 1, F1: []byte{2}})
	equal(t, ok(echo.Swap(ctx, wit.Tuple2[uint32, string]{F0: 1, F1: "a"}))(t), wit.Tuple2[string, uint32]{F0: "a", F1: 1})
	equal(t, ok(echo.Extremes(ctx, []int32{3, -1, 2}))(t), &wit.Tuple2[int32, int32]{F0: -1, F1: 3})
}

func TestTuplesDynamic(t *testing.T) {
	d := dynamically(t, "tuples", "fixtures:tuples/echo")
	d.same("echo-two", []any{uint32(1), "a"})
	equal(t, d.call("echo-two", wit.Tuple2[uint32, string]{F0: 1, F1: "a"}), []any{uint32(1), "a"})
	d.refuses("echo-two", []any{1}, "v", "expected 2 elements, got 1")
	d.refuses("echo-two", []any{1, 2}, "v[1]", "expected a string, got int")
	d.refuses("echo-two", "ab", "v", "expected a slice or a wit.Tuple, got string")
	d.refuses("echo-nested", []any{[]any{1, 300}, nil}, "v[0][1]", "300 is out of range of u8")
}
