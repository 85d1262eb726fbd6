package tests

import (
	"testing"

	chars "fixtures/chars/golden/go"

	"outwit/wit"
)

// edges of the encodings of a character.
var edges = []rune{0, 'a', 0x7f, 0x80, 'é', 0x7ff, '€', 0xd7ff, 0xe000, 0xffff, '🦀', 0x10ffff}

func TestCharsRoundTrips(t *testing.T) {
	echo := typed(t, "chars", chars.New).Echo
	d := dynamicEcho(t, "chars")
	for _, char := range edges {
		same(t, echo.EchoChar, char)
		same(t, echo.EchoOption, wit.Ptr(char))
		d.same("echo-char", char)
		d.same("echo-option", char)
		equal(t, d.call("echo-char", string(char)), char)
	}
}

func TestCharsInsideOfOthers(t *testing.T) {
	echo := typed(t, "chars", chars.New).Echo
	same(t, echo.EchoList, []rune{}, edges)
	same(t, echo.EchoOption, nil)
	same(t, echo.EchoSpan, chars.Span{First: 'a', Last: '🦀'})
	d := dynamicEcho(t, "chars")
	d.same("echo-list", []rune{}, edges)
	d.same("echo-option", nil)
	d.same("echo-span", map[string]any{"first": 'a', "last": '🦀'})
}

func TestCharsComputed(t *testing.T) {
	echo := typed(t, "chars", chars.New).Echo
	d := dynamicEcho(t, "chars")
	for _, char := range edges {
		equal(t, ok(echo.Code(ctx, char))(t), uint32(char))
		equal(t, ok(echo.FromCode(ctx, uint32(char)))(t), wit.Ptr(char))
		equal(t, d.call("from-code", uint32(char)), char)
	}
	equal(t, ok(echo.FromCode(ctx, 0xd800))(t), (*rune)(nil))
	equal(t, d.call("from-code", 0xd800), nil)
	equal(t, ok(echo.Collect(ctx, edges))(t), string(edges))
	equal(t, d.call("collect", edges), string(edges))
}

func TestCharsNoScalarValue(t *testing.T) {
	echo := typed(t, "chars", chars.New).Echo
	d := dynamicEcho(t, "chars")
	for _, wrong := range []rune{0xd800, 0xdfff, 0x110000, -1} {
		_, err := echo.EchoChar(ctx, wrong)
		wrongValue(t, err, "v", "no Unicode scalar value")
		d.refuses("echo-char", wrong, "v", "no Unicode scalar value")
	}
	d.refuses("echo-char", "ab", "v", `expected one character, got "ab"`)
	d.refuses("echo-char", "", "v", `expected one character, got ""`)
	d.refuses("echo-char", "\xff", "v", `expected one character, got "\xff"`)
	same(t, echo.EchoChar, 'a') // a wrong value leaves the instance as it was
	d.same("echo-char", 'a')
}

func TestCharsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "chars")
	d.refuses("echo-char", 1.5, "v", "expected a rune, got float64")
	d.refuses("echo-char", []byte("a"), "v", "expected a rune, got []uint8")
	d.refuses("echo-char", nil, "v", "expected a rune, got nil")
}

func TestCharsPath(t *testing.T) {
	echo := typed(t, "chars", chars.New).Echo
	const wrong = 0xd800
	_, err := echo.EchoSpan(ctx, chars.Span{First: 'a', Last: wrong})
	wrongValue(t, err, "v.last", "no Unicode scalar value")
	_, err = echo.EchoList(ctx, []rune{'a', wrong})
	wrongValue(t, err, "v[1]", "no Unicode scalar value")
	d := dynamicEcho(t, "chars")
	d.refuses("echo-list", []any{'a', "bc"}, "v[1]", `expected one character, got "bc"`)
	d.refuses("echo-span", map[string]any{"first": 'a', "last": ""}, "v.last", `expected one character, got ""`)
}
