package tests

import (
	"testing"

	flags "fixtures/flags/golden/go"

	"outwit/wit"
)

func TestFlags(t *testing.T) {
	echo := typed(t, "flags", flags.New).Echo
	same(t, echo.EchoAccess, 0, flags.AccessRead, flags.AccessRead|flags.AccessDeleteForever)
	same(t, echo.EchoOne, 0, flags.OneF0)
	same(t, echo.EchoEight, 0, flags.EightF0|flags.EightF7, 0xff)
	same(t, echo.EchoNine, flags.NineF8, 0x1ff)
	same(t, echo.EchoSixteen, flags.SixteenF15, 0xffff)
	same(t, echo.EchoSeventeen, flags.SeventeenF16, 0x1ffff)
	same(t, echo.EchoThirtyTwo, 0, flags.ThirtyTwoF31, 0xffffffff)
	same(t, echo.EchoEntry, flags.Entry{Name: "n", Owner: flags.AccessWrite, Marks: flags.ThirtyTwoF31})
	same(t, echo.EchoList, []flags.Access{}, []flags.Access{flags.AccessRead, 0})
	same(t, echo.EchoOption, nil, wit.Ptr(flags.NineF8))
	equal(t, ok(echo.Union(ctx, flags.AccessRead, flags.AccessWrite))(t), flags.AccessRead|flags.AccessWrite)
	equal(t, ok(echo.Complement(ctx, flags.AccessRead))(t), flags.AccessWrite|flags.AccessDeleteForever)
	equal(t, ok(echo.Count(ctx, 0xffffffff))(t), uint32(32))
	equal(t, ok(echo.FromBits(ctx, 0x80000001))(t), flags.ThirtyTwoF0|flags.ThirtyTwoF31)
}

func TestFlagsHaveNames(t *testing.T) {
	equal(t, (flags.AccessRead | flags.AccessDeleteForever).String(), "read | delete-forever")
	equal(t, flags.Access(0).String(), "none")
	equal(t, flags.Access(9).String(), "read | 0x8")
	equal(t, flags.Access(3).Has(flags.AccessWrite), true)
	equal(t, flags.Access(3).Has(flags.AccessDeleteForever), false)
}

func TestFlagsBeyondTheLast(t *testing.T) {
	echo := typed(t, "flags", flags.New).Echo
	_, err := echo.EchoAccess(ctx, 8)
	wrongValue(t, err, "v", "")
	_, err = echo.EchoEntry(ctx, flags.Entry{Others: 16})
	wrongValue(t, err, "v.others", "")
}

func TestFlagsDynamic(t *testing.T) {
	d := dynamically(t, "flags", "fixtures:flags/echo")
	d.same("echo-access", []string{}, []string{"read", "delete-forever"})
	d.same("echo-thirty-two", []string{"f0", "f31"})
	d.same("echo-option", nil, []string{"f8"})
	d.refuses("echo-access", []string{"read", "eat"}, "v[1]", `access has no "eat"; it has read, write, delete-forever`)
	d.refuses("echo-access", 3, "v", "expected a []string of flags of access, got int")
}
