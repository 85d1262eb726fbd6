package tests

import (
	"strings"
	"testing"

	stringsworld "fixtures/strings/golden/go"

	"outwit/wit"
)

var texts = []string{
	"", "a", "ä語🦀", "a\x00b", "exactly 12 c", "\ufeffBOM", "\ufffd", "\u202e", "\U0010ffff", strings.Repeat("a🦀", 20),
}

func TestStringsRoundTrips(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	same(t, echo.EchoString, texts...)
	d := dynamicEcho(t, "strings")
	for _, text := range texts {
		d.same("echo-string", text)
	}
	// Around those from which text travels another way.
}

func TestStringsEveryLength(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	d := dynamicEcho(t, "strings")
	for _, length := range []int{63, 64, 1364, 1365, 1366, 2047, 2048, 4095, 4096, 4097, 65535, 1 << 20} {
		for _, character := range []string{"x", "é", "€", "🦀"} {
			text := strings.Repeat(character, length)
			same(t, echo.EchoString, text)
			d.same("echo-string", text)
		}
	}
	same(t, echo.EchoList, []string{strings.Repeat("x", 5000), "y", strings.Repeat("€", 5000)})
}

func TestStringsInsideOfOthers(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	same(t, echo.EchoList, []string{}, texts)
	same(t, echo.EchoOption, nil, wit.Ptr(""), wit.Ptr("x"))
	same(t, echo.EchoNote, stringsworld.Note{Title: "t"}, stringsworld.Note{Body: strings.Repeat("b", 5000)})
	d := dynamicEcho(t, "strings")
	d.same("echo-list", []string{}, texts)
	d.same("echo-option", nil, "", "x")
	d.same("echo-note", map[string]any{"title": "t", "body": ""})
}

func TestStringsComputed(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	d := dynamicEcho(t, "strings")
	for _, text := range append(texts, strings.Repeat("x", 1<<20)) {
		runes := []rune(text)
		for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
			runes[i], runes[j] = runes[j], runes[i]
		}
		equal(t, ok(echo.ByteLength(ctx, text))(t), uint32(len(text)))
		equal(t, ok(echo.Rev(ctx, text))(t), string(runes))
		equal(t, d.call("rev", text), string(runes))
	}
	equal(t, ok(echo.Join(ctx, []string{"a", "b", "c"}, ", "))(t), "a, b, c")
	equal(t, d.call("join", []any{"a", "b"}, "-"), "a-b")
	equal(t, ok(echo.Empty(ctx))(t), "")
	equal(t, ok(echo.Repeat(ctx, "ab", 5000))(t), strings.Repeat("ab", 5000))
	// A type that is made of a string is one; what only has a method String is not asked.
}

func TestStringsTextOfTheCallersOwn(t *testing.T) {
	type name string
	d := dynamicEcho(t, "strings")
	equal(t, d.call("echo-string", name("a")), "a")
	d.refuses("echo-string", madeUp(func() string { panic("asked") }), "v", "expected a string, got tests.madeUp")
}

func TestStringsWhatHasNoUnicode(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	d := dynamicEcho(t, "strings")
	for _, wrong := range []string{"\xff", "a\xed\xa0\x80", "\xf0\x9f\xa6", strings.Repeat("x", 9000) + "\xc0\xaf"} {
		_, err := echo.EchoString(ctx, wrong)
		wrongValue(t, err, "v", "not UTF-8")
		d.refuses("echo-string", wrong, "v", "not UTF-8")
	}
	same(t, echo.EchoString, "still fine")
	d.same("echo-string", "still fine")
}

func TestStringsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "strings")
	d.refuses("echo-string", []byte("x"), "v", "expected a string, got []uint8")
	d.refuses("echo-string", 1, "v", "expected a string, got int")
	d.refuses("echo-string", nil, "v", "expected a string, got nil")
	d.refuses("echo-string", []string{"a"}, "v", "expected a string, got []string")
}

func TestStringsAStringIsNoListOfStrings(t *testing.T) {
	d := dynamicEcho(t, "strings")
	d.refuses("echo-list", "abc", "v", "expected a slice, got string")
}

func TestStringsPath(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	_, err := echo.EchoList(ctx, []string{"a", "\xff"})
	wrongValue(t, err, "v[1]", "not UTF-8")
	_, err = echo.EchoNote(ctx, stringsworld.Note{Body: "\xff"})
	wrongValue(t, err, "v.body", "not UTF-8")
	_, err = echo.Join(ctx, nil, "\xff")
	wrongValue(t, err, "separator", "not UTF-8")
	d := dynamicEcho(t, "strings")
	_, err = d.instance.Call(ctx, d.iface, "join", []any{"a", "b", 7}, ",")
	wrongValue(t, err, "parts[2]", "expected a string, got int")
	d.refuses("echo-note", map[string]any{"title": "t", "body": 1}, "v.body", "expected a string, got int")
}
