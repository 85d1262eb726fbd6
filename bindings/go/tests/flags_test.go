package tests

import (
	"context"
	"fmt"
	"testing"

	flags "fixtures/flags/golden/go"

	"outwit/wit"
)

func TestFlagsRoundTrips(t *testing.T) {
	echo := typed(t, "flags", flags.New).Echo
	d := dynamicEcho(t, "flags")
	eachFlag(t, echo.EchoAccess, 3)
	eachFlag(t, echo.EchoOne, 1)
	eachFlag(t, echo.EchoEight, 8)
	eachFlag(t, echo.EchoNine, 9)
	eachFlag(t, echo.EchoSixteen, 16)
	eachFlag(t, echo.EchoSeventeen, 17)
	eachFlag(t, echo.EchoThirtyTwo, 32)
	d.same("echo-access", []string{}, []string{"read"}, []string{"write"}, []string{"read", "write", "delete-forever"})
	var all []string
	for bit := range 32 {
		all = append(all, fmt.Sprint("f", bit))
		d.same("echo-thirty-two", all, all[bit:])
	}
}

// eachFlag sends none, all and each of so many flags.
func eachFlag[F ~uint32 | ~uint16 | ~uint8](t *testing.T, echo func(context.Context, F) (F, error), count int) {
	t.Helper()
	same(t, echo, 0, F(1<<count-1))
	for bit := range count {
		same(t, echo, F(1)<<bit)
	}
}

func TestFlagsNames(t *testing.T) {
	equal(t, (flags.AccessRead | flags.AccessDeleteForever).String(), "read | delete-forever")
	equal(t, flags.Access(0).String(), "none")
	equal(t, flags.Access(9).String(), "read | 0x8")
	equal(t, flags.Access(3).Has(flags.AccessWrite), true)
	equal(t, flags.Access(3).Has(flags.AccessDeleteForever), false)
	d := dynamicEcho(t, "flags")
	equal(t, d.call("echo-access", []string{"delete-forever", "read"}), []string{"read", "delete-forever"})
	equal(t, d.call("echo-access", nil), []string{})
}

func TestFlagsInsideOfOthers(t *testing.T) {
	echo := typed(t, "flags", flags.New).Echo
	var every []flags.Access
	for i := range flags.Access(400) {
		every = append(every, i%8)
	}
	same(t, echo.EchoList, []flags.Access{}, []flags.Access{flags.AccessRead, 0}, every)
	same(t, echo.EchoOption, nil, wit.Ptr(flags.NineF8))
	same(t, echo.EchoEntry, flags.Entry{Name: "n", Owner: flags.AccessWrite, Marks: flags.ThirtyTwoF31})
	d := dynamicEcho(t, "flags")
	d.same("echo-list", [][]string{}, [][]string{{"read"}, {}})
	d.same("echo-option", nil, []string{"f8"})
	d.same("echo-entry", map[string]any{"name": "n", "owner": []string{"write"}, "others": []string{}, "marks": []string{"f31"}})
}

func TestFlagsComputed(t *testing.T) {
	echo := typed(t, "flags", flags.New).Echo
	equal(t, ok(echo.Union(ctx, flags.AccessRead, flags.AccessWrite))(t), flags.AccessRead|flags.AccessWrite)
	equal(t, ok(echo.Complement(ctx, flags.AccessRead))(t), flags.AccessWrite|flags.AccessDeleteForever)
	equal(t, ok(echo.Complement(ctx, 0))(t), flags.Access(7))
	equal(t, ok(echo.Count(ctx, 0xffffffff))(t), uint32(32))
	equal(t, ok(echo.FromBits(ctx, 0x80000001))(t), flags.ThirtyTwoF0|flags.ThirtyTwoF31)
	d := dynamicEcho(t, "flags")
	equal(t, d.call("union", []string{"read"}, []string{"write"}), []string{"read", "write"})
	equal(t, d.call("from-bits", uint32(0x80000001)), []string{"f0", "f31"})
}

func TestFlagsFlagsThatThereAreNot(t *testing.T) {
	echo := typed(t, "flags", flags.New).Echo
	_, err := echo.EchoAccess(ctx, 8)
	wrongValue(t, err, "v", "")
	d := dynamicEcho(t, "flags")
	d.refuses("echo-access", []string{"read", "eat"}, "v[1]", `access has no "eat"; it has read, write, delete-forever`)
}

func TestFlagsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "flags")
	d.refuses("echo-access", 3, "v", "expected a []string of flags of access, got int")
	d.refuses("echo-access", "read", "v", "expected a []string of flags of access, got string")
	d.refuses("echo-access", []any{"read"}, "v", "expected a []string of flags of access, got []interface {}")
}

func TestFlagsPath(t *testing.T) {
	echo := typed(t, "flags", flags.New).Echo
	_, err := echo.EchoEntry(ctx, flags.Entry{Others: 16})
	wrongValue(t, err, "v.others", "")
	_, err = echo.EchoList(ctx, []flags.Access{0, 8})
	wrongValue(t, err, "v[1]", "")
	d := dynamicEcho(t, "flags")
	d.refuses("echo-list", [][]string{{"read"}, {"f0"}}, "v[1][0]", `access has no "f0"`)
	d.refuses("echo-entry", map[string]any{"name": "n", "owner": []string{}, "others": 0, "marks": []string{}},
		"v.others", "expected a []string of flags of access, got int")
}
