package tests

import (
	"testing"

	nesting "fixtures/nesting/golden/go"

	"outwit/wit"
)

var leg = nesting.Part{
	Name: "leg", Material: nesting.MaterialWood, Abilities: nesting.AbilityFloats | nesting.AbilityBurns,
	Joint:    nesting.JointBoth{Value: wit.Tuple2[uint16, string]{F0: 3, F1: "glue"}},
	Measures: &wit.Tuple3[float32, float32, float32]{F0: 1, F1: 2, F2: 3},
}
var loose = nesting.Part{Name: "", Joint: nesting.JointLoose{}}
var table = nesting.Assembly{
	Label:  wit.Tuple2[string, uint64]{F0: "table", F1: 1 << 63},
	Groups: [][]nesting.Part{{leg, loose}, {}},
	Tests: []wit.Result[*nesting.Part, nesting.Joint]{
		wit.Ok[*nesting.Part, nesting.Joint](&leg), wit.Ok[*nesting.Part, nesting.Joint](nil),
		wit.Err[*nesting.Part, nesting.Joint](nesting.JointGlue{Value: wit.Ptr("x")}),
	},
	Words:   map[uint32][]string{1: {"a"}, 2: {}},
	Picture: wit.Ptr(pattern(10000)),
}

type corners = wit.Result[[4]wit.Tuple2[uint8, uint8], string]
type pile = wit.Tuple2[nesting.Part, wit.Option[nesting.Joint]]

var nestedThings = []nesting.Thing{
	nesting.ThingPart{Value: leg}, nesting.ThingAssembly{Value: table},
	nesting.ThingPile{Value: []pile{{F0: leg}, {F0: loose, F1: wit.Some[nesting.Joint](nil)}, {F0: leg, F1: wit.Some[nesting.Joint](nesting.JointLoose{})}}},
	nesting.ThingCorners{Value: corners{Value: [4]wit.Tuple2[uint8, uint8]{{F0: 1, F1: 2}}}},
	nesting.ThingCorners{Value: corners{Failed: true, Error: "e"}},
}

// looseLeg is a part for the dynamic functions.
func looseLeg() map[string]any {
	return map[string]any{
		"name": "leg", "material": "wood", "abilities": []string{"burns"}, "joint": wit.Variant{Case: "loose"},
		"measures": []any{float32(1), float32(2), float32(3)},
	}
}

func TestNestingRoundTrips(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	var many []nesting.Thing
	for range 100 {
		many = append(many, nestedThings...)
	}
	same(t, echo.EchoPart, leg, loose)
	same(t, echo.EchoAssembly, table)
	same(t, echo.EchoThing, nestedThings...)
	same(t, echo.EchoThings, []nesting.Thing{}, nestedThings, many)
	d := dynamicEcho(t, "nesting")
	d.same("echo-part", looseLeg())
	d.same("echo-thing", wit.Variant{Case: "part", Value: looseLeg()})
	d.same("echo-assembly", map[string]any{
		"label": []any{"table", uint64(1 << 63)}, "groups": [][]map[string]any{{looseLeg()}, {}},
		"tests": []wit.Result[any, any]{wit.Ok[any, any](looseLeg()), wit.Ok[any, any](nil), wit.Err[any, any](wit.Variant{Case: "loose"})},
		"words": map[uint32][]string{1: {"a"}, 2: {}}, "picture": pattern(10000),
	})
}

func TestNestingResults(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	d := dynamicEcho(t, "nesting")
	equal(t, ok(echo.EchoResult(ctx, wit.Ok[*[]nesting.Thing, string](&nestedThings)))(t), &nestedThings)
	equal(t, ok(echo.EchoResult(ctx, wit.Ok[*[]nesting.Thing, string](&[]nesting.Thing{})))(t), &[]nesting.Thing{})
	equal(t, ok(echo.EchoResult(ctx, wit.Ok[*[]nesting.Thing, string](nil)))(t), (*[]nesting.Thing)(nil))
	_, err := echo.EchoResult(ctx, wit.Err[*[]nesting.Thing]("no"))
	failsWith(t, err, "no")
	equal(t, d.call("echo-result", wit.Ok[any, any](nil)), nil)
	_, err = d.instance.Call(ctx, d.iface, "echo-result", wit.Err[any, any]("no"))
	failsWith(t, err, "no")
}

func TestNestingTuples(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	type triple = wit.Tuple3[*wit.Result[uint8, nesting.Joint], []wit.Tuple2[rune, *nesting.Ability], map[string]*nesting.Material]
	same(t, echo.EchoTuple, triple{
		F0: wit.Ptr(wit.Err[uint8, nesting.Joint](nesting.JointNails{Value: 4})),
		F1: []wit.Tuple2[rune, *nesting.Ability]{{F0: 'x'}, {F0: 'y', F1: wit.Ptr(nesting.AbilityBurns)}},
		F2: map[string]*nesting.Material{"a": nil, "b": wit.Ptr(nesting.MaterialStone)},
	}, triple{
		F0: wit.Ptr(wit.Ok[uint8, nesting.Joint](1)), F1: []wit.Tuple2[rune, *nesting.Ability]{}, F2: map[string]*nesting.Material{},
	}, triple{F1: []wit.Tuple2[rune, *nesting.Ability]{}, F2: map[string]*nesting.Material{}})
	d := dynamicEcho(t, "nesting")
	d.same("echo-tuple", []any{nil, [][]any{{'x', nil}, {'y', []string{"burns"}}}, map[string]any{"a": nil, "b": "stone"}})
}

func TestNestingOnions(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	d := dynamicEcho(t, "nesting")
	same(t, echo.EchoOnion, nesting.Onion{}, nesting.Onion{nil, &[]*[]*string{nil, {nil, wit.Ptr("core")}}})
	d.same("echo-onion", []any{}, []any{nil, []any{nil, []any{nil, "core"}}})
}

func TestNestingComputed(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	d := dynamicEcho(t, "nesting")
	equal(t, ok(echo.Names(ctx, nil))(t), []string{})
	equal(t, ok(echo.Names(ctx, nestedThings))(t), []string{"leg", "leg", "", "leg", "", "leg"})
	equal(t, d.call("names", []any{wit.Variant{Case: "part", Value: looseLeg()}}), []string{"leg"})
}

func TestNestingPath(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	wrong := nesting.Part{Name: "\xff", Joint: nesting.JointLoose{}}
	_, err := echo.EchoAssembly(ctx, nesting.Assembly{Groups: [][]nesting.Part{{}, {{Joint: nesting.JointLoose{}}, wrong}}})
	wrongValue(t, err, "v.groups[1][1].name", "not UTF-8")
	_, err = echo.EchoPart(ctx, nesting.Part{Joint: nesting.JointBoth{Value: wit.Tuple2[uint16, string]{F1: "\xff"}}})
	wrongValue(t, err, "v.joint.both[1]", "not UTF-8")
	d := dynamicEcho(t, "nesting")
	pile := wit.Variant{Case: "pile", Value: []any{[]any{looseLeg(), wit.Some[any](wit.Variant{Case: "nails", Value: 70_000})}}}
	d.refuses("echo-things", []any{pile}, "v[0].pile[0][1].nails", "70000 is out of range of u16")
	d.refuses("echo-thing", wit.Variant{Case: "corners", Value: wit.Err[any, any](1)}, "v.corners.err", "expected a string, got int")
	d.refuses("echo-onion", []any{[]any{[]any{1}}}, "v[0][0][0]", "expected a string, got int")
	d.refuses("echo-assembly", map[string]any{
		"label": []any{"table", 1}, "groups": []any{}, "tests": []any{}, "words": map[int][]any{7: {"a", 1}}, "picture": nil,
	}, "v.words[7][1]", "expected a string, got int")
}
