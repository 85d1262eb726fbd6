package tests

import (
	"testing"

	bools "fixtures/bools/golden/go"

	"outwit/wit"
)

func TestBoolsRoundTrips(t *testing.T) {
	echo := typed(t, "bools", bools.New).Echo
	same(t, echo.EchoBool, true, false)
	same(t, echo.EchoOption, wit.Ptr(true), wit.Ptr(false))
	d := dynamicEcho(t, "bools")
	d.same("echo-bool", true, false)
	d.same("echo-option", true, false)
}

func TestBoolsInsideOfOthers(t *testing.T) {
	many := make([]bool, 3000)
	for i := range many {
		many[i] = i%3 != 1
	}
	echo := typed(t, "bools", bools.New).Echo
	same(t, echo.EchoList, []bool{}, []bool{true}, []bool{true, false, true}, many)
	same(t, echo.EchoOption, nil)
	same(t, echo.EchoSwitches, bools.Switches{A: true, C: true})
	d := dynamicEcho(t, "bools")
	d.same("echo-list", []bool{}, []bool{true, false}, many)
	d.same("echo-option", nil)
	d.same("echo-switches", map[string]any{"a": true, "b": false, "c": true})
}

func TestBoolsComputed(t *testing.T) {
	echo := typed(t, "bools", bools.New).Echo
	equal(t, ok(echo.Negate(ctx, true))(t), false)
	equal(t, ok(echo.Negate(ctx, false))(t), true)
	equal(t, ok(echo.CountTrue(ctx, nil))(t), uint32(0))
	equal(t, ok(echo.CountTrue(ctx, []bool{true, false, true}))(t), uint32(2))
	d := dynamicEcho(t, "bools")
	equal(t, d.call("negate", true), false)
	equal(t, d.call("count-true", []any{true, false, true}), uint32(2))
}

func TestBoolsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "bools")
	d.refuses("echo-bool", 1, "v", "expected a bool, got int")
	d.refuses("echo-bool", "", "v", "expected a bool, got string")
	d.refuses("echo-bool", nil, "v", "expected a bool, got nil")
	d.refuses("echo-bool", []bool{}, "v", "expected a bool, got []bool")
}

func TestBoolsPath(t *testing.T) {
	d := dynamicEcho(t, "bools")
	d.refuses("echo-list", []any{true, "x"}, "v[1]", "expected a bool, got string")
	d.refuses("echo-switches", map[string]any{"a": true, "b": nil, "c": true}, "v.b", "expected a bool, got nil")
}
