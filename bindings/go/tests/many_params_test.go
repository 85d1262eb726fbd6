package tests

import (
	"testing"

	manyparams "fixtures/many_params/golden/go"

	"outwit/wit"
)

func TestManyParams(t *testing.T) {
	echo := typed(t, "many_params", manyparams.New).Echo
	equal(t, echo.Nothing(ctx), nil)
	ok(echo.NothingCount(ctx))(t)
	equal(t, ok(echo.SumSixteen(ctx, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))(t), uint32(136))
	equal(t, ok(echo.SumSeventeen(ctx, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 1<<32-1))(t), uint64(1496+17*(1<<32-1)))
	equal(t, ok(echo.ConcatEight(ctx, "a", "b", "c", "d", "e", "f", "g", "h"))(t), "abcdefgh")
	equal(t, ok(echo.ConcatNine(ctx, "a", "b", "c", "d", "e", "f", "g", "h", "i"))(t), "abcdefghi")
	everything := manyparams.Everything{
		A: 1, B: -2, C: 3, D: -4, E: 5, F: -6, G: 7, H: -8, I: 0.5, J: 0.25, K: true, L: '語', M: "m",
		N: []byte{1, 2}, O: wit.Ptr(uint32(9)), P: wit.Tuple2[uint8, uint8]{F0: 1, F1: 2}, Q: 10,
	}
	equal(t, ok(echo.Collect(ctx, 1, -2, 3, -4, 5, -6, 7, -8, 0.5, 0.25, true, '語', "m", []byte{1, 2}, wit.Ptr(uint32(9)),
		wit.Tuple2[uint8, uint8]{F0: 1, F1: 2}, 10))(t), everything)
	same(t, echo.EchoEverything, everything)
	same(t, echo.EchoTwenty, manyparams.Twenty{N1: 1, N20: 20})
	equal(t, len(ok(echo.Given(ctx, nil, nil, nil, nil, nil, nil, nil, wit.Ptr(int64(1))))(t)), 1)
	type seventeen = wit.Tuple17[uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64, uint64]
	equal(t, ok(echo.Reverse(ctx, seventeen{F0: 1, F16: 17}))(t), seventeen{F0: 17, F16: 1})
}

func TestManyParamsDynamic(t *testing.T) {
	d := dynamically(t, "many_params", "fixtures:many-params/echo")
	equal(t, d.call("nothing"), nil)
	equal(t, d.call("concat-nine", "a", "b", "c", "d", "e", "f", "g", "h", "i"), "abcdefghi")
	_, err := d.instance.Call(ctx, d.iface, "concat-nine", "a")
	wrongValue(t, err, "", "concat-nine takes 9 arguments, got 1")
	_, err = d.instance.Call(ctx, d.iface, "nothing", 1)
	wrongValue(t, err, "", "nothing takes 0 arguments, got 1")
}
