package tests

import (
	"testing"

	nesting "fixtures/nesting/golden/go"

	"outwit/wit"
)

func TestNesting(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	part := nesting.Part{
		Name: "leg", Material: nesting.MaterialWood, Abilities: nesting.AbilityFloats | nesting.AbilityBurns,
		Joint:    nesting.JointBoth{Value: wit.Tuple2[uint16, string]{F0: 3, F1: "glue"}},
		Measures: &wit.Tuple3[float32, float32, float32]{F0: 1, F1: 2, F2: 3},
	}
	loose := nesting.Part{Name: "", Joint: nesting.JointLoose{}}
	assembly := nesting.Assembly{
		Label:  wit.Tuple2[string, uint64]{F0: "table", F1: 1 << 63},
		Groups: [][]nesting.Part{{part, loose}, {}},
		Tests: []wit.Result[*nesting.Part, nesting.Joint]{
			wit.Ok[*nesting.Part, nesting.Joint](&part), wit.Ok[*nesting.Part, nesting.Joint](nil),
			wit.Err[*nesting.Part, nesting.Joint](nesting.JointGlue{Value: wit.Ptr("x")}),
		},
		Words:   map[uint32][]string{1: {"a"}, 2: {}},
		Picture: wit.Ptr(pattern(5000)),
	}
	type corners = wit.Result[[4]wit.Tuple2[uint8, uint8], string]
	type pile = wit.Tuple2[nesting.Part, wit.Option[nesting.Joint]]
	things := []nesting.Thing{
		nesting.ThingPart{Value: part}, nesting.ThingAssembly{Value: assembly},
		nesting.ThingPile{Value: []pile{{F0: part}, {F0: loose, F1: wit.Some[nesting.Joint](nil)}, {F0: part, F1: wit.Some[nesting.Joint](nesting.JointLoose{})}}},
		nesting.ThingCorners{Value: corners{Value: [4]wit.Tuple2[uint8, uint8]{{F0: 1, F1: 2}}}},
		nesting.ThingCorners{Value: corners{Failed: true, Error: "e"}},
	}
	same(t, echo.EchoPart, part, loose)
	same(t, echo.EchoAssembly, assembly)
	same(t, echo.EchoThing, things...)
	same(t, echo.EchoThings, []nesting.Thing{}, things)
	same(t, echo.EchoOnion, nesting.Onion{}, nesting.Onion{nil, &[]*[]*string{nil, {nil, wit.Ptr("core")}}})
	equal(t, ok(echo.EchoResult(ctx, wit.Ok[*[]nesting.Thing, string](&things)))(t), &things)
	_, err := echo.EchoResult(ctx, wit.Err[*[]nesting.Thing]("no"))
	failsWith(t, err, "no")
	same(t, echo.EchoTuple, wit.Tuple3[*wit.Result[uint8, nesting.Joint], []wit.Tuple2[rune, *nesting.Ability], map[string]*nesting.Material]{
		F0: wit.Ptr(wit.Err[uint8, nesting.Joint](nesting.JointNails{Value: 4})),
		F1: []wit.Tuple2[rune, *nesting.Ability]{{F0: 'x'}, {F0: 'y', F1: wit.Ptr(nesting.AbilityBurns)}},
		F2: map[string]*nesting.Material{"a": nil, "b": wit.Ptr(nesting.MaterialStone)},
	})
}

func TestNestingPaths(t *testing.T) {
	echo := typed(t, "nesting", nesting.New).Echo
	wrong := nesting.Part{Name: "\xff", Joint: nesting.JointLoose{}}
	_, err := echo.EchoAssembly(ctx, nesting.Assembly{Groups: [][]nesting.Part{{}, {{Joint: nesting.JointLoose{}}, wrong}}})
	wrongValue(t, err, "v.groups[1][1].name", "not UTF-8")
	_, err = echo.EchoPart(ctx, nesting.Part{Joint: nesting.JointBoth{Value: wit.Tuple2[uint16, string]{F1: "\xff"}}})
	wrongValue(t, err, "v.joint.both[1]", "not UTF-8")
}
