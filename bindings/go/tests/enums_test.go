package tests

import (
	"testing"

	enums "fixtures/enums/golden/go"

	"outwit/wit"
)

func TestEnumsRoundTrips(t *testing.T) {
	echo := typed(t, "enums", enums.New).Echo
	d := dynamicEcho(t, "enums")
	same(t, echo.EchoColour, enums.ColourRed, enums.ColourGreen, enums.ColourBlue, enums.ColourOliveGreen)
	d.same("echo-colour", "red", "green", "blue", "olive-green")
	same(t, echo.EchoOnly, enums.OnlyOne)
	d.same("echo-only", "one")
	for i := range enums.Byte(256) {
		same(t, echo.EchoByte, i)
		d.same("echo-byte", i.String())
	}
	for i := range enums.Wide(257) {
		same(t, echo.EchoWide, i)
		d.same("echo-wide", i.String())
	}
}

func TestEnumsNames(t *testing.T) {
	equal(t, enums.ColourOliveGreen.String(), "olive-green")
	equal(t, enums.Colour(9).String(), "Colour(9)")
	d := dynamicEcho(t, "enums")
	equal(t, d.call("echo-colour", enums.ColourOliveGreen), "olive-green")
	d.refuses("echo-colour", "oliveGreen", "v", `colour has no "oliveGreen"`)
}

func TestEnumsInsideOfOthers(t *testing.T) {
	echo := typed(t, "enums", enums.New).Echo
	var colours []enums.Colour
	var wide []enums.Wide
	for i := range 400 {
		colours = append(colours, enums.Colour(i%4))
	}
	for i := range enums.Wide(257) {
		wide = append(wide, i)
	}
	same(t, echo.EchoList, []enums.Colour{}, colours)
	same(t, echo.EchoWideList, wide)
	same(t, echo.EchoOption, nil, wit.Ptr(enums.ColourRed))
	same(t, echo.EchoFlag, enums.Flag{Top: enums.ColourBlue, Mark: enums.ByteB255, WideMark: enums.WideW256})
	d := dynamicEcho(t, "enums")
	d.same("echo-list", []string{}, []string{"red", "blue"})
	d.same("echo-wide-list", []string{"w0", "w256"})
	d.same("echo-option", nil, "green")
	d.same("echo-flag", map[string]any{"top": "red", "bottom": "blue", "mark": "b255", "wide-mark": "w256"})
}

func TestEnumsComputed(t *testing.T) {
	echo := typed(t, "enums", enums.New).Echo
	d := dynamicEcho(t, "enums")
	for i := range enums.Byte(256) {
		equal(t, ok(echo.ByteIndex(ctx, i))(t), uint32(i))
		equal(t, d.call("byte-index", i.String()), uint32(i))
	}
	for i := range enums.Wide(257) {
		equal(t, ok(echo.WideIndex(ctx, i))(t), uint32(i))
		equal(t, d.call("wide-index", i.String()), uint32(i))
	}
	equal(t, ok(echo.Next(ctx, enums.ColourRed))(t), enums.ColourGreen)
	equal(t, ok(echo.Next(ctx, enums.ColourOliveGreen))(t), enums.ColourRed)
	equal(t, d.call("next", "olive-green"), "red")
}

func TestEnumsCasesThatThereAreNot(t *testing.T) {
	echo := typed(t, "enums", enums.New).Echo
	_, err := echo.EchoColour(ctx, 4)
	wrongValue(t, err, "v", "")
	_, err = echo.EchoByte(ctx, 256)
	wrongValue(t, err, "v", "")
	_, err = echo.EchoWide(ctx, 257)
	wrongValue(t, err, "v", "")
	d := dynamicEcho(t, "enums")
	d.refuses("echo-colour", "pink", "v", `colour has no "pink"; it has red, green, blue, olive-green`)
	d.refuses("echo-wide", "w257", "v", `wide has no "w257"`)
}

func TestEnumsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "enums")
	d.refuses("echo-colour", 1, "v", "expected the name of a case of colour, got int")
	d.refuses("echo-colour", nil, "v", "expected the name of a case of colour, got nil")
	d.refuses("echo-colour", (*enums.Colour)(nil), "v", "expected the name of a case of colour, got *enums.Colour")
}

func TestEnumsPath(t *testing.T) {
	echo := typed(t, "enums", enums.New).Echo
	_, err := echo.EchoFlag(ctx, enums.Flag{Bottom: 4})
	wrongValue(t, err, "v.bottom", "")
	_, err = echo.EchoList(ctx, []enums.Colour{0, 4})
	wrongValue(t, err, "v[1]", "")
	d := dynamicEcho(t, "enums")
	d.refuses("echo-list", []string{"red", "one"}, "v[1]", `colour has no "one"`)
	d.refuses("echo-flag", map[string]any{"top": "red", "bottom": "red", "mark": "w0", "wide-mark": "w0"},
		"v.mark", `byte has no "w0"`)
}
