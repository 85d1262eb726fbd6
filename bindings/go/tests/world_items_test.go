package tests

import (
	"context"
	"errors"
	"strings"
	"testing"

	worlditems "fixtures/world_items/golden/go"

	"outwit"
)

// items is the world of these tests: with generated code, and by name.
func items(t *testing.T) (*worlditems.WorldItems, func(iface string) dynamic) {
	t.Helper()
	world := typed(t, "world_items", worlditems.New)
	return world, func(iface string) dynamic { return dynamic{t, world.Instance(), iface} }
}

func TestWorldItemsFunctionsOfTheWorld(t *testing.T) {
	world, named := items(t)
	equal(t, ok(world.Add(ctx, 2, 3))(t), uint32(5))
	equal(t, named("").call("add", 2, 3), uint32(5))
	_, err := world.Instance().Call(ctx, "", "add", 1, -1)
	wrongValue(t, err, "b", "-1")
	_, err = world.Instance().Call(ctx, "", "missing")
	equal(t, err.Error(), "the world exports no function missing; Exports lists them")
}

func TestWorldItemsNamesThatObjectsHaveThemselves(t *testing.T) {
	world, named := items(t)
	for _, name := range []string{"get", "items", "keys", "values", "close", "instance"} {
		equal(t, named("").call(name, 7), uint32(7))
	}
	functions := []func(context.Context, uint32) (uint32, error){
		world.Get, world.Items, world.Keys, world.Values, world.Close_, world.Instance_,
	}
	for _, function := range functions {
		equal(t, ok(function(ctx, 7))(t), uint32(7))
	}
	equal(t, world.Close(), nil)
}

func TestWorldItemsTypesOfTheWorld(t *testing.T) {
	world, named := items(t)
	reading := worlditems.Reading{Value: 0.5, Level: worlditems.LevelHigh}
	equal(t, ok(world.Measure(ctx, 0.5, worlditems.LevelHigh))(t), reading)
	equal(t, ok(world.Peak(ctx, nil))(t), (*worlditems.Reading)(nil))
	low := worlditems.Reading{Value: 1.5, Level: worlditems.LevelLow}
	equal(t, ok(world.Peak(ctx, worlditems.Readings{reading, low}))(t), &low)
	equal(t, ok(world.Check(ctx, reading))(t), reading)
	_, err := world.Check(ctx, worlditems.Reading{Value: -1})
	text(t, err)

	level := ok(world.Instance().Call(ctx, "", "measure", 0.5, "high"))(t)
	equal(t, level, map[string]any{"value": 0.5, "level": "high"})
	equal(t, named("").call("peak", []any{}), nil)
	equal(t, named("").call("peak", []any{level}), level)
	_, err = world.Instance().Call(ctx, "", "check", map[string]any{"value": -1.0, "level": "low"})
	text(t, err)
}

// text wants an error of a result whose payload is a text.
func text(t *testing.T, err error) {
	t.Helper()
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed), true)
	_, is := failed.Payload.(string)
	equal(t, is, true)
}

func TestWorldItemsEqualNamesInTwoInterfaces(t *testing.T) {
	world, named := items(t)
	places, colours := world.Places, world.Colours
	equal(t, ok(places.Mirror(ctx, worlditems.PlacesPoint{X: 1, Y: -2}))(t), worlditems.PlacesPoint{X: -1, Y: 2})
	equal(t, ok(places.Origin(ctx))(t), worlditems.PlacesPoint{})
	equal(t, ok(colours.Black(ctx))(t), worlditems.ColoursPoint{})
	mirrored := ok(colours.Mirror(ctx, worlditems.ColoursPoint{Green: 255, Blue: 1}))(t)
	equal(t, mirrored, worlditems.ColoursPoint{Red: 255, Blue: 254})
	black := named("fixtures:world-items/colours").call("black")
	named("fixtures:world-items/places").refuses("mirror", black, "p", "x")
}

func TestWorldItemsTypesOfOtherInterfaces(t *testing.T) {
	world, named := items(t)
	at, colour := worlditems.PlacesPoint{X: 1, Y: 2}, worlditems.Colour{Red: 1, Green: 2, Blue: 3}
	pixel := ok(world.Pictures.Paint(ctx, at, colour))(t)
	equal(t, pixel.At, at)
	equal(t, pixel.Colour, colour)
	var id worlditems.ID = pixel.ID
	equal(t, ok(world.Pictures.Paint(ctx, pixel.At, pixel.Colour))(t).ID, id+1)
	equal(t, ok(world.Pictures.EchoLevel(ctx, worlditems.LevelLow))(t), worlditems.LevelLow)
	named("fixtures:world-items/pictures").same("echo-level", "low")
}

func TestWorldItemsAResourceOfAnotherInterface(t *testing.T) {
	world, named := items(t)
	entry := ok(world.Registry.NewEntry(ctx, "one"))(t)
	equal(t, ok(world.Audit.Inspect(ctx, entry))(t), "seen: one")
	equal(t, ok(ok(world.Audit.Copy(ctx, entry))(t).Name(ctx))(t), "one")
	copied := named("fixtures:world-items/audit").call("copy", entry)
	equal(t, named("fixtures:world-items/registry").call("[method]entry.name", copied), "one")
}

func TestWorldItemsAnInterfaceWithoutAPackage(t *testing.T) {
	world, named := items(t)
	equal(t, ok(world.Inline.Next(ctx, worlditems.InlinePoint{At: 7}))(t), worlditems.InlinePoint{At: 8})
	equal(t, named("inline").call("next", map[string]any{"at": 7}), map[string]any{"at": uint64(8)})
}

func TestWorldItemsNamesOfInterfaces(t *testing.T) {
	_, named := items(t)
	point := map[string]any{"x": int32(0), "y": int32(0)}
	equal(t, named("fixtures:world-items/places@1.2.0").call("origin"), point)
	equal(t, named("fixtures:world-items/places").call("origin"), point)
	_, err := named("missing").instance.Call(ctx, "missing", "origin")
	equal(t, strings.Contains(err.Error(), "missing"), true)
}
