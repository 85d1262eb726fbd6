package tests

import (
	"context"
	"errors"
	"strings"
	"testing"

	manyparams "fixtures/many_params/golden/go"
	names "fixtures/names/golden/go"
	numberlists "fixtures/number_lists/golden/go"
	options "fixtures/options/golden/go"
	records "fixtures/records/golden/go"
	resources "fixtures/resources/golden/go"
	results "fixtures/results/golden/go"
	stringsworld "fixtures/strings/golden/go"
	variants "fixtures/variants/golden/go"
	versions "fixtures/versions/golden/go"
	worlditems "fixtures/world_items/golden/go"

	"outwit"
	"outwit/wit"
)

// Generated bindings, as they are committed in wit-fixtures.

func TestTypedAWorld(t *testing.T) {
	world := ok(stringsworld.Load(ctx, file("strings")))(t)
	equal(t, ok(world.Echo.Rev(ctx, "abc"))(t), "cba")
	equal(t, later(func() (string, error) { return world.Echo.Rev(ctx, "abc") })(t), "cba")
	equal(t, ok(world.Echo.Join(ctx, []string{"a", "b"}, "-"))(t), "a-b")
	equal(t, world.Instance().GuestResources(), 0)
	equal(t, world.Close(), nil)
}

func TestTypedComponentsAndOptions(t *testing.T) {
	first := ok(stringsworld.New(ctx, component(t, "strings"), outwit.MemoryLimit(64<<20)))(t)
	limited, cancel := context.WithCancel(ctx)
	second := ok(stringsworld.New(limited, component(t, "strings")))(t)
	cancel() // it was for the making
	equal(t, first.Close(), nil)
	equal(t, first.Close(), nil)
	equal(t, ok(second.Echo.Rev(ctx, "ab"))(t), "ba")
	_, err := first.Echo.Rev(ctx, "ab")
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	third := ok(stringsworld.New(ctx, ok(outwit.Compile(wasm(t, "strings")))(t)))(t)
	equal(t, ok(third.Echo.Rev(ctx, "ab"))(t), "ba")
}

func TestTypedValues(t *testing.T) {
	echo := typed(t, "records", records.New).Echo
	person := records.Person{Name: "Ada", Age: 36, Tags: []string{}, Home: records.Point{X: 1, Y: 2}}
	equal(t, ok(echo.EchoPerson(ctx, person))(t), person)
	equal(t, ok(echo.Oldest(ctx, []records.Person{person}))(t).Name, "Ada")
	optional := typed(t, "options", options.New).Echo
	nested := wit.Some(wit.Ptr(uint32(5)))
	equal(t, ok(optional.EchoNested(ctx, nested))(t), nested)
	lists := typed(t, "number_lists", numberlists.New).Echo
	equal(t, ok(lists.EchoF64(ctx, []float64{0.5}))(t), []float64{0.5})
	many := typed(t, "many_params", manyparams.New).Echo
	equal(t, ok(many.SumSixteen(ctx, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))(t), uint32(120))
}

func TestTypedVariants(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	describe := func(shape variants.Shape) float64 {
		switch shape := shape.(type) {
		case variants.ShapeCircle:
			return float64(shape.Value)
		case variants.ShapeRect:
			return float64(shape.Value.Width)
		default:
			return 0
		}
	}
	rect := variants.ShapeRect{Value: variants.Size{Width: 2, Height: 3}}
	equal(t, describe(ok(echo.EchoShape(ctx, rect))(t)), 2.0)
	equal(t, describe(ok(echo.EchoShape(ctx, variants.ShapeDot{}))(t)), 0.0)
}

func TestTypedErrors(t *testing.T) {
	echo := typed(t, "results", results.New).Echo
	equal(t, ok(echo.Parse(ctx, "5"))(t), int64(5))
	_, err := echo.Parse(ctx, "x")
	var failed *results.ParseErrorException
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Payload, results.ParseError(results.ParseErrorNotANumber{Value: "x"}))
	var plain *outwit.WitError
	equal(t, errors.As(err, &plain), true)
	_, err = echo.ErrOwn(ctx, false, "")
	var own *results.EchoError
	equal(t, errors.As(err, &own), true)
	_, err = echo.ErrVariant(ctx, wit.Ptr(uint32(2)), results.Position{Line: 1, Column: 1})
	var failure *results.FailureError
	equal(t, errors.As(err, &failure), true)
}

func TestTypedResources(t *testing.T) {
	world, other := typed(t, "resources", resources.New), typed(t, "resources", resources.New)
	counter := ok(world.Counters.NewCounter(ctx, 5))(t)
	equal(t, ok(counter.Increment(ctx, 2))(t), uint32(7))
	equal(t, ok(ok(world.Counters.CounterParse(ctx, "3"))(t).Value(ctx))(t), uint32(3))
	_, err := world.Counters.NewToken(ctx, "")
	var plain *outwit.WitError
	equal(t, errors.As(err, &plain), true)
	_, err = other.Counters.Peek(ctx, counter)
	equal(t, errors.Is(err, outwit.ErrResource), true)
	wrongValue(t, err, "c", "belongs to another instance")
	_, err = new(resources.Counter).Value(ctx)
	equal(t, errors.Is(err, outwit.ErrResource), true)
	equal(t, counter.Close(), nil)
	_, err = counter.Value(ctx)
	equal(t, errors.Is(err, outwit.ErrResource), true)
}

func TestTypedNames(t *testing.T) {
	world := typed(t, "names", names.New)
	equal(t, ok(world.Echo.Func(ctx, 5))(t), uint32(5))
	thing := ok(world.Import.NewClass(ctx, "n"))(t)
	equal(t, thing.Close(), nil)
	greeter := typed(t, "versions", versions.New).Greeter020
	greeting := ok(greeter.Greet(ctx, versions.Greeter020Person{Given: "Ada", Family: "Lovelace"}))(t)
	equal(t, strings.Contains(greeting, "Lovelace"), true)
	items := typed(t, "world_items", worlditems.New)
	equal(t, ok(items.Add(ctx, 1, 2))(t), uint32(3))
	reading := worlditems.Reading{Value: 1, Level: worlditems.LevelHigh}
	equal(t, *ok(items.Peak(ctx, []worlditems.Reading{reading}))(t), reading)
	equal(t, ok(items.Audit.Inspect(ctx, ok(items.Registry.NewEntry(ctx, "x"))(t)))(t), "seen: x")
}

func TestTypedAnotherComponent(t *testing.T) {
	_, err := stringsworld.New(ctx, component(t, "records"))
	unfit(t, err, "does not export fixtures:strings/echo")
}
