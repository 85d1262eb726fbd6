package tests

import (
	"testing"

	enums "fixtures/enums/golden/go"

	"outwit/wit"
)

func TestEnums(t *testing.T) {
	echo := typed(t, "enums", enums.New).Echo
	same(t, echo.EchoColour, enums.ColourRed, enums.ColourGreen, enums.ColourBlue, enums.ColourOliveGreen)
	same(t, echo.EchoOnly, enums.OnlyOne)
	for i := range enums.Byte(256) {
		same(t, echo.EchoByte, i)
		equal(t, ok(echo.ByteIndex(ctx, i))(t), uint32(i))
	}
	same(t, echo.EchoWide, enums.WideW0, enums.WideW255, enums.WideW256)
	equal(t, ok(echo.WideIndex(ctx, enums.WideW256))(t), uint32(256))
	same(t, echo.EchoFlag, enums.Flag{Top: enums.ColourBlue, Mark: enums.ByteB255, WideMark: enums.WideW256})
	same(t, echo.EchoList, []enums.Colour{}, []enums.Colour{enums.ColourBlue, enums.ColourRed})
	same(t, echo.EchoWideList, []enums.Wide{enums.WideW256})
	same(t, echo.EchoOption, nil, wit.Ptr(enums.ColourRed))
	equal(t, ok(echo.Next(ctx, enums.ColourRed))(t), enums.ColourGreen)
}

func TestEnumsHaveNames(t *testing.T) {
	equal(t, enums.ColourOliveGreen.String(), "olive-green")
	equal(t, enums.Colour(9).String(), "Colour(9)")
}

func TestEnumsOutOfRange(t *testing.T) {
	echo := typed(t, "enums", enums.New).Echo
	_, err := echo.EchoFlag(ctx, enums.Flag{Bottom: 4})
	wrongValue(t, err, "v.bottom", "")
	_, err = echo.EchoByte(ctx, 256)
	wrongValue(t, err, "v", "")
}

func TestEnumsDynamic(t *testing.T) {
	d := dynamically(t, "enums", "fixtures:enums/echo")
	d.same("echo-colour", "red", "olive-green")
	d.same("echo-list", []string{"red", "blue"})
	d.same("echo-option", nil, "green")
	equal(t, d.call("echo-colour", enums.ColourOliveGreen), "olive-green")
	d.refuses("echo-colour", "pink", "v", `colour has no "pink"; it has red, green, blue, olive-green`)
	d.refuses("echo-colour", 1, "v", "expected the name of a case of colour, got int")
}
