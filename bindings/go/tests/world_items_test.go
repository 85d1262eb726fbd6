package tests

import (
	"testing"

	worlditems "fixtures/world_items/golden/go"
)

func TestWorldItems(t *testing.T) {
	world := typed(t, "world_items", worlditems.New)
	equal(t, ok(world.Add(ctx, 1, 2))(t), uint32(3))
	reading := worlditems.Reading{Value: 1.5, Level: worlditems.LevelHigh}
	equal(t, ok(world.Measure(ctx, 1.5, worlditems.LevelHigh))(t), reading)
	equal(t, ok(world.Peak(ctx, worlditems.Readings{reading, {Value: 1}}))(t), &reading)
	equal(t, ok(world.Check(ctx, reading))(t), reading)
	_, err := world.Check(ctx, worlditems.Reading{Value: -1})
	equal(t, err != nil, true)

	equal(t, ok(world.Places.Mirror(ctx, worlditems.PlacesPoint{X: 1, Y: -2}))(t), worlditems.PlacesPoint{X: -1, Y: 2})
	equal(t, ok(world.Places.Origin(ctx))(t), worlditems.PlacesPoint{})
	equal(t, ok(world.Colours.Black(ctx))(t), worlditems.ColoursPoint{})
	ok(world.Colours.Mirror(ctx, worlditems.Colour{Red: 1}))(t)
	equal(t, ok(world.Inline.Next(ctx, worlditems.InlinePoint{At: 1}))(t), worlditems.InlinePoint{At: 2})
	var id worlditems.ID = ok(world.Pictures.Paint(ctx, worlditems.PlacesPoint{X: 1}, worlditems.Colour{Red: 2}))(t).ID
	equal(t, ok(world.Pictures.Paint(ctx, worlditems.PlacesPoint{}, worlditems.Colour{}))(t).ID, id+1)
	equal(t, ok(world.Pictures.EchoLevel(ctx, worlditems.LevelLow))(t), worlditems.LevelLow)

	entry := ok(world.Registry.NewEntry(ctx, "name"))(t)
	equal(t, ok(entry.Name(ctx))(t), "name")
	equal(t, ok(world.Audit.Inspect(ctx, entry))(t), "seen: name")
	equal(t, ok(ok(world.Audit.Copy(ctx, entry))(t).Name(ctx))(t), "name")
}

func TestWorldItemsDynamic(t *testing.T) {
	instance := typed(t, "world_items", worlditems.New).Instance()
	equal(t, ok(instance.Call(ctx, "", "add", 1, 2))(t), uint32(3))
	equal(t, ok(instance.Call(ctx, "inline", "next", map[string]any{"at": 1}))(t), map[string]any{"at": uint64(2)})
	_, err := instance.Call(ctx, "", "missing")
	equal(t, err.Error(), "the world exports no function missing; Exports lists them")
}
