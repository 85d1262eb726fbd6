package tests

import (
	"testing"

	chars "fixtures/chars/golden/go"

	"outwit/wit"
)

func TestChars(t *testing.T) {
	echo := typed(t, "chars", chars.New).Echo
	same(t, echo.EchoChar, 0, 'a', 'ä', '語', '🦀', 0xd7ff, 0xe000, 0x10ffff)
	same(t, echo.EchoList, []rune{}, []rune("a語🦀\x00"))
	same(t, echo.EchoOption, nil, wit.Ptr('🦀'))
	same(t, echo.EchoSpan, chars.Span{First: 'a', Last: '🦀'})
	equal(t, ok(echo.Code(ctx, '🦀'))(t), uint32('🦀'))
	equal(t, ok(echo.FromCode(ctx, 0xd800))(t), (*rune)(nil))
	equal(t, ok(echo.FromCode(ctx, 0x41))(t), wit.Ptr('A'))
	equal(t, ok(echo.Collect(ctx, []rune("語🦀")))(t), "語🦀")
}

func TestCharsAreScalarValues(t *testing.T) {
	echo := typed(t, "chars", chars.New).Echo
	for _, wrong := range []rune{0xd800, 0xdfff, 0x110000, -1} {
		_, err := echo.EchoChar(ctx, wrong)
		wrongValue(t, err, "v", "no Unicode scalar value")
		_, err = echo.EchoSpan(ctx, chars.Span{First: 'a', Last: wrong})
		wrongValue(t, err, "v.last", "no Unicode scalar value")
		_, err = echo.EchoList(ctx, []rune{'a', wrong})
		wrongValue(t, err, "v[1]", "no Unicode scalar value")
	}
	same(t, echo.EchoChar, 'a') // a wrong value leaves the instance as it was
}

func TestCharsDynamic(t *testing.T) {
	d := dynamically(t, "chars", "fixtures:chars/echo")
	d.same("echo-char", 'a', '🦀')
	d.same("echo-list", []rune("語🦀"))
	d.same("echo-option", nil, 'x')
	equal(t, d.call("echo-char", "語"), '語')
	d.refuses("echo-char", "ab", "v", `expected one character, got "ab"`)
	d.refuses("echo-char", "", "v", `expected one character, got ""`)
	d.refuses("echo-char", 1.5, "v", "expected a rune, got float64")
	d.refuses("echo-char", rune(0xd800), "v", "no Unicode scalar value")
}
