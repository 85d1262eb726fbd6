package tests

import (
	"testing"

	bools "fixtures/bools/golden/go"

	"outwit/wit"
)

func TestBools(t *testing.T) {
	echo := typed(t, "bools", bools.New).Echo
	same(t, echo.EchoBool, true, false)
	same(t, echo.EchoList, []bool{}, []bool{true}, []bool{true, false, true})
	same(t, echo.EchoOption, nil, wit.Ptr(true), wit.Ptr(false))
	same(t, echo.EchoSwitches, bools.Switches{A: true, C: true})
	equal(t, ok(echo.Negate(ctx, true))(t), false)
	equal(t, ok(echo.CountTrue(ctx, []bool{true, false, true}))(t), uint32(2))
}

func TestBoolsDynamic(t *testing.T) {
	d := dynamically(t, "bools", "fixtures:bools/echo")
	d.same("echo-bool", true, false)
	d.same("echo-list", []bool{}, []bool{true, false})
	d.same("echo-option", nil, true)
	d.same("echo-switches", map[string]any{"a": true, "b": false, "c": true})
	d.refuses("echo-bool", 1, "v", "expected a bool, got int")
	d.refuses("echo-list", []any{true, "x"}, "v[1]", "expected a bool, got string")
	d.refuses("echo-switches", map[string]any{"a": true, "b": nil, "c": true}, "v.b", "expected a bool, got nil")
}
