package tests

import (
	"strings"
	"testing"

	stringsworld "fixtures/strings/golden/go"

	"outwit/wit"
)

var texts = []string{
	"", "a", "ä語🦀", "a\x00b", "\ufeff", "\u202e", strings.Repeat("x", 4095), strings.Repeat("x", 4096), strings.Repeat("🦀", 1<<18),
}

func TestStrings(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	same(t, echo.EchoString, texts...)
	same(t, echo.EchoList, []string{}, texts)
	same(t, echo.EchoOption, nil, wit.Ptr(""), wit.Ptr("x"))
	same(t, echo.EchoNote, stringsworld.Note{Title: "t", Body: strings.Repeat("b", 5000)})
	equal(t, ok(echo.Rev(ctx, "ä語🦀"))(t), "🦀語ä")
	equal(t, ok(echo.ByteLength(ctx, "ä語🦀"))(t), uint32(9))
	equal(t, ok(echo.Join(ctx, []string{"a", "b"}, ", "))(t), "a, b")
	equal(t, ok(echo.Repeat(ctx, "ab", 5000))(t), strings.Repeat("ab", 5000))
	equal(t, ok(echo.Empty(ctx))(t), "")
}

func TestStringsAreUTF8(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	long := strings.Repeat("x", 5000)
	for _, wrong := range []string{"\xff", "a\xed\xa0\x80", "\xf0\x9f\xa6", long + "\xc0\xaf"} {
		_, err := echo.EchoString(ctx, wrong)
		wrongValue(t, err, "v", "not UTF-8")
		_, err = echo.EchoList(ctx, []string{"a", wrong})
		wrongValue(t, err, "v[1]", "not UTF-8")
		_, err = echo.EchoNote(ctx, stringsworld.Note{Body: wrong})
		wrongValue(t, err, "v.body", "not UTF-8")
		_, err = echo.Join(ctx, nil, wrong)
		wrongValue(t, err, "separator", "not UTF-8")
	}
}

func TestStringsDynamic(t *testing.T) {
	d := dynamically(t, "strings", "fixtures:strings/echo")
	for _, text := range texts {
		d.same("echo-string", text)
	}
	d.same("echo-list", texts)
	d.refuses("echo-string", "\xff", "v", "not UTF-8")
	d.refuses("echo-string", []byte("x"), "v", "expected a string, got []uint8")
	d.refuses("echo-list", "x", "v", "expected a slice, got string")
}
