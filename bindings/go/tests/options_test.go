package tests

import (
	"testing"

	options "fixtures/options/golden/go"

	"outwit/wit"
)

func TestOptions(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	same(t, echo.EchoBool, nil, wit.Ptr(false))
	same(t, echo.EchoU8, nil, wit.Ptr(uint8(0)))
	same(t, echo.EchoS64, nil, wit.Ptr(int64(-1)))
	same(t, echo.EchoF64, nil, wit.Ptr(0.5))
	same(t, echo.EchoString, nil, wit.Ptr(""))
	same(t, echo.EchoBytes, nil, &[]byte{}, &[]byte{1})
	same(t, echo.EchoTuple, nil, &wit.Tuple2[uint8, string]{F0: 1, F1: "a"})
	same(t, echo.EchoNested, wit.None[*uint32](), wit.Some[*uint32](nil), wit.Some(wit.Ptr(uint32(1))))
	type deep = wit.Option[*string]
	same(t, echo.EchoDeep, wit.None[deep](), wit.Some(wit.None[*string]()), wit.Some(wit.Some[*string](nil)), wit.Some(wit.Some(wit.Ptr("x"))))
	same(t, echo.EchoList, []*string{}, []*string{nil, wit.Ptr("a")})
	same(t, echo.EchoNestedList, []wit.Option[*bool]{wit.None[*bool](), wit.Some[*bool](nil), wit.Some(wit.Ptr(true))})
	same(t, echo.EchoResult, nil, wit.Ptr(wit.Ok[*uint32, string](nil)), wit.Ptr(wit.Err[*uint32]("e")))
	settings := options.Settings{Title: wit.Ptr("t"), Wrap: wit.Some[*bool](nil), Words: &[]*string{nil, wit.Ptr("w")}}
	same(t, echo.EchoSettings, options.Settings{}, settings)
	same(t, echo.EchoOptionalSettings, nil, &settings)
	same[options.Choice](t, echo.EchoChoice, options.ChoiceNumber{}, options.ChoiceText{Value: wit.Some(wit.Ptr("x"))})
	equal(t, ok(echo.Greet(ctx, "Ann", nil, wit.Ptr(uint32(2))))(t) != "", true)
	equal(t, ok(echo.OrElse(ctx, nil, 7))(t), uint32(7))
	equal(t, ok(echo.OrElse(ctx, wit.Ptr(uint32(1)), 7))(t), uint32(1))
	equal(t, ok(echo.Depth(ctx, wit.None[*uint32]()))(t), uint32(0))
	equal(t, ok(echo.Depth(ctx, wit.Some[*uint32](nil)))(t), uint32(1))
}

func TestOptionsHaveTexts(t *testing.T) {
	equal(t, wit.None[int]().String(), "none")
	equal(t, wit.Some(1).String(), "some(1)")
	value, valid := wit.Some(1).Get()
	equal(t, value, 1)
	equal(t, valid, true)
}

func TestOptionsDynamic(t *testing.T) {
	d := dynamically(t, "options", "fixtures:options/echo")
	d.same("echo-u8", nil, uint8(1))
	d.same("echo-nested", wit.None[any](), wit.Some[any](nil), wit.Some[any](uint32(1)))
	d.same("echo-list", []any{nil, "a"})
	equal(t, d.call("echo-string", wit.Ptr("x")), "x")
	equal(t, d.call("echo-string", (*string)(nil)), nil)
	equal(t, d.call("echo-nested", nil), wit.None[any]())
	equal(t, d.call("echo-settings", map[string]any{}), map[string]any{
		"title": nil, "columns": nil, "wrap": wit.None[any](), "words": nil,
	})
	d.refuses("echo-u8", 256, "v", "256 is out of range of u8")
	d.refuses("echo-nested", 1, "v", "expected nil or a wit.Option[any], got int")
	d.refuses("echo-settings", map[string]any{"words": []any{nil, 2}}, "v.words[1]", "expected a string, got int")
}
