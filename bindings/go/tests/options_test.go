package tests

import (
	"testing"

	options "fixtures/options/golden/go"

	"outwit/wit"
)

func TestOptionsRoundTrips(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	same(t, echo.EchoBool, nil, wit.Ptr(false), wit.Ptr(true))
	same(t, echo.EchoU8, nil, wit.Ptr(uint8(0)), wit.Ptr(uint8(255)))
	same(t, echo.EchoS64, nil, wit.Ptr(int64(0)), wit.Ptr(int64(-1<<63)))
	same(t, echo.EchoF64, nil, wit.Ptr(0.0), wit.Ptr(0.5))
	same(t, echo.EchoString, nil, wit.Ptr(""), wit.Ptr("a"))
	same(t, echo.EchoBytes, nil, &[]byte{}, &[]byte{1})
	same(t, echo.EchoTuple, nil, &wit.Tuple2[uint8, string]{}, &wit.Tuple2[uint8, string]{F0: 1, F1: "a"})
	d := dynamicEcho(t, "options")
	d.same("echo-bool", nil, false)
	d.same("echo-u8", nil, uint8(0), uint8(1))
	d.same("echo-string", nil, "", "a")
	d.same("echo-bytes", nil, []byte{}, []byte{1})
	d.same("echo-tuple", nil, []any{uint8(1), "a"})
	equal(t, d.call("echo-string", wit.Ptr("x")), "x")
	equal(t, d.call("echo-string", (*string)(nil)), nil)
}

func TestOptionsOptionsOfOptions(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	type deep = wit.Option[*string]
	same(t, echo.EchoNested, wit.None[*uint32](), wit.Some[*uint32](nil), wit.Some(wit.Ptr(uint32(0))), wit.Some(wit.Ptr(uint32(5))))
	same(t, echo.EchoDeep, wit.None[deep](), wit.Some(wit.None[*string]()), wit.Some(wit.Some[*string](nil)),
		wit.Some(wit.Some(wit.Ptr(""))), wit.Some(wit.Some(wit.Ptr("a"))))
	d := dynamicEcho(t, "options")
	d.same("echo-nested", wit.None[any](), wit.Some[any](nil), wit.Some[any](uint32(1)))
	d.same("echo-deep", wit.None[any](), wit.Some[any](wit.None[any]()), wit.Some[any](wit.Some[any]("a")))
	equal(t, d.call("echo-nested", nil), wit.None[any]())
}

func TestOptionsOptionsOfResults(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	same(t, echo.EchoResult, nil, wit.Ptr(wit.Ok[*uint32, string](nil)), wit.Ptr(wit.Ok[*uint32, string](wit.Ptr(uint32(1)))),
		wit.Ptr(wit.Err[*uint32]("")), wit.Ptr(wit.Err[*uint32]("no")))
	d := dynamicEcho(t, "options")
	d.same("echo-result", nil, wit.Ok[any, any](nil), wit.Ok[any, any](uint32(1)), wit.Err[any, any]("no"))
}

func TestOptionsInsideOfOthers(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	same(t, echo.EchoList, []*string{}, []*string{nil, wit.Ptr(""), wit.Ptr("a")})
	same(t, echo.EchoNestedList, []wit.Option[*bool]{wit.None[*bool](), wit.Some[*bool](nil), wit.Some(wit.Ptr(true))})
	for _, settings := range []options.Settings{
		{},
		{Title: wit.Ptr(""), Columns: wit.Ptr(uint32(0)), Wrap: wit.Some[*bool](nil), Words: &[]*string{}},
		{Title: wit.Ptr("t"), Wrap: wit.Some(wit.Ptr(false)), Words: &[]*string{nil, wit.Ptr("w")}},
	} {
		same(t, echo.EchoSettings, settings)
		same(t, echo.EchoOptionalSettings, &settings)
	}
	same(t, echo.EchoOptionalSettings, nil)
	same[options.Choice](t, echo.EchoChoice, options.ChoiceNumber{}, options.ChoiceNumber{Value: wit.Ptr(uint8(0))},
		options.ChoiceText{}, options.ChoiceText{Value: wit.Some(wit.Ptr("x"))})
	d := dynamicEcho(t, "options")
	d.same("echo-list", []any{}, []any{nil, "a"})
	equal(t, d.call("echo-settings", map[string]any{}), map[string]any{
		"title": nil, "columns": nil, "wrap": wit.None[any](), "words": nil,
	})
	d.same("echo-choice", wit.Variant{Case: "number"}, wit.Variant{Case: "text", Value: wit.Some[any]("x")})
}

func TestOptionsComputed(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	equal(t, ok(echo.Depth(ctx, wit.None[*uint32]()))(t), uint32(0))
	equal(t, ok(echo.Depth(ctx, wit.Some[*uint32](nil)))(t), uint32(1))
	equal(t, ok(echo.Depth(ctx, wit.Some(wit.Ptr(uint32(5)))))(t), uint32(2))
	equal(t, ok(echo.Greet(ctx, "Ada", nil, nil))(t), "Hello, Ada!")
	equal(t, ok(echo.Greet(ctx, "Ada", wit.Ptr("Dr"), nil))(t), "Hello, Dr Ada!")
	equal(t, ok(echo.OrElse(ctx, nil, 3))(t), uint32(3))
	equal(t, ok(echo.OrElse(ctx, wit.Ptr(uint32(2)), 3))(t), uint32(2))
	d := dynamicEcho(t, "options")
	equal(t, d.call("greet", "Ada", "Dr", nil), "Hello, Dr Ada!")
	equal(t, d.call("or-else", nil, 3), uint32(3))
	// Go's functions have all their parameters: they are nil, and not left out.
}

func TestOptionsOptionsAtTheEnd(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	d := dynamicEcho(t, "options")
	greeting := ok(echo.Greet(ctx, "Ada", nil, nil))(t)
	equal(t, ok(echo.Greet(ctx, "Ada", nil, wit.Ptr(uint32(2))))(t) != greeting, true)
	equal(t, d.call("greet", "Ada", nil, nil), greeting)
	_, err := d.instance.Call(ctx, d.iface, "greet", "Ada")
	wrongValue(t, err, "", "greet takes 3 arguments, got 1")
	_, err = d.instance.Call(ctx, d.iface, "or-else", 2)
	wrongValue(t, err, "", "or-else takes 2 arguments, got 1")
}

func TestOptionsTexts(t *testing.T) {
	equal(t, wit.None[int]().String(), "none")
	equal(t, wit.Some(1).String(), "some(1)")
	value, valid := wit.Some(1).Get()
	equal(t, value, 1)
	equal(t, valid, true)
}

func TestOptionsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "options")
	d.refuses("echo-nested", 1, "v", "expected nil or a wit.Option[any], got int")
	d.refuses("echo-u8", "5", "v", "expected an integer (u8), got string")
	d.refuses("echo-u8", wit.Some[any](5), "v", "expected an integer (u8), got wit.Option")
}

func TestOptionsPath(t *testing.T) {
	echo := typed(t, "options", options.New).Echo
	_, err := echo.EchoSettings(ctx, options.Settings{Words: &[]*string{nil, wit.Ptr("\xff")}})
	wrongValue(t, err, "v.words[1]", "not UTF-8")
	d := dynamicEcho(t, "options")
	d.refuses("echo-u8", 256, "v", "256 is out of range of u8")
	d.refuses("echo-settings", map[string]any{"words": []any{nil, 2}}, "v.words[1]", "expected a string, got int")
	_, err = d.instance.Call(ctx, d.iface, "greet", "Ada", 5, nil)
	wrongValue(t, err, "title", "expected a string, got int")
}
