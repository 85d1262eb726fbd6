package tests

import (
	"testing"

	variants "fixtures/variants/golden/go"

	"outwit/wit"
)

var rect = variants.ShapeRect{Value: variants.Size{Width: 2, Height: 3}}
var shapes = []variants.Shape{variants.ShapeCircle{Value: 2}, rect, variants.ShapeDot{}}
var mixed = []variants.Mixed{
	variants.MixedByte{Value: 255}, variants.MixedWide{Value: 1<<64 - 1}, variants.MixedSingle{Value: 0.5},
	variants.MixedDouble{Value: -0.25}, variants.MixedLetter{Value: '🦀'}, variants.MixedText{Value: "text"},
	variants.MixedItems{Value: []string{"a", ""}}, variants.MixedPair{Value: wit.Tuple2[uint8, int64]{F0: 1, F1: -1 << 63}},
	variants.MixedNothing{},
}

func TestVariantsRoundTrips(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	same(t, echo.EchoShape, shapes...)
	same(t, echo.EchoMixed, mixed...)
	same[variants.Only](t, echo.EchoOnly, variants.OnlyOne{Value: 7})
	same[variants.Nested](t, echo.EchoNested,
		variants.NestedShape{Value: rect}, variants.NestedMixed{Value: mixed[5]}, variants.NestedShapes{Value: shapes},
		variants.NestedMaybe{}, variants.NestedMaybe{Value: rect})
	d := dynamicEcho(t, "variants")
	d.same("echo-shape", wit.Variant{Case: "circle", Value: 1.5}, wit.Variant{Case: "dot"},
		wit.Variant{Case: "rect", Value: map[string]any{"width": 2.0, "height": 3.0}})
	d.same("echo-mixed", wit.Variant{Case: "byte", Value: uint8(255)}, wit.Variant{Case: "pair", Value: []any{uint8(1), int64(-1)}})
	d.same("echo-nested", wit.Variant{Case: "maybe"}, wit.Variant{Case: "shapes", Value: []wit.Variant{{Case: "dot"}}})
}

func TestVariantsAreNativeValues(t *testing.T) {
	equal(t, variants.MixedText{Value: "t"}.String(), `text("t")`)
	equal(t, variants.ShapeDot{}.String(), "dot")
	equal(t, wit.Variant{Case: "dot"}.String(), "dot")
	equal(t, wit.Variant{Case: "circle", Value: 1}.String(), "circle(1)")
	echo := typed(t, "variants", variants.New).Echo
	switch shape := ok(echo.EchoShape(ctx, rect))(t).(type) {
	case variants.ShapeRect:
		equal(t, shape.Value.Width, 2.0)
	default:
		t.Errorf("got %T", shape)
	}
}

func TestVariantsInsideOfOthers(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	var every []variants.Mixed
	for range 50 {
		every = append(every, mixed...)
	}
	same(t, echo.EchoList, []variants.Mixed{}, mixed, every)
	same(t, echo.EchoOption, append(mixed, nil)...)
	same(t, echo.EchoDrawing, variants.Drawing{Name: "d", Shape: rect}, variants.Drawing{Shape: rect, Front: variants.ShapeDot{}})
	d := dynamicEcho(t, "variants")
	d.same("echo-list", []wit.Variant{}, []wit.Variant{{Case: "letter", Value: 'x'}, {Case: "nothing"}})
	d.same("echo-option", nil, wit.Variant{Case: "text", Value: "t"})
	d.same("echo-drawing", map[string]any{"name": "d", "shape": wit.Variant{Case: "dot"}, "front": nil})
}

func TestVariantsComputed(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	d := dynamicEcho(t, "variants")
	for i, area := range []float64{12, 6, 0} {
		equal(t, ok(echo.Area(ctx, shapes[i]))(t), area)
	}
	for i, name := range []string{"byte", "wide", "single", "double", "letter", "text", "items", "pair", "nothing"} {
		equal(t, ok(echo.Name(ctx, mixed[i]))(t), name)
	}
	equal(t, d.call("area", wit.Variant{Case: "circle", Value: 2}), 12.0)
	equal(t, d.call("name", wit.Variant{Case: "nothing"}), "nothing")
}

func TestVariantsWrongTypes(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	_, err := echo.EchoShape(ctx, nil)
	wrongValue(t, err, "v", "expected a Shape, got nil")
	_, err = echo.EchoShape(ctx, &variants.ShapeCircle{})
	wrongValue(t, err, "v", "expected a Shape, got a *variants.ShapeCircle")
	same[variants.Shape](t, echo.EchoShape, variants.ShapeDot{})
	d := dynamicEcho(t, "variants")
	d.refuses("echo-shape", 7, "v", "expected a wit.Variant, got int")
	d.refuses("echo-shape", nil, "v", "expected a wit.Variant, got nil")
}

func TestVariantsCasesThatThereAreNot(t *testing.T) {
	d := dynamicEcho(t, "variants")
	d.refuses("echo-shape", wit.Variant{Case: "cube"}, "v", `shape has no "cube"; it has circle, rect, dot`)
	d.refuses("echo-shape", wit.Variant{Case: "nothing"}, "v", `shape has no "nothing"; it has circle, rect, dot`)
}

func TestVariantsWrongPayloads(t *testing.T) {
	d := dynamicEcho(t, "variants")
	d.refuses("echo-shape", wit.Variant{Case: "circle", Value: "x"}, "v.circle", "expected a number, got string")
	d.refuses("echo-shape", wit.Variant{Case: "circle"}, "v.circle", "expected a number, got nil")
	d.refuses("echo-shape", wit.Variant{Case: "dot", Value: 1}, "v.dot", "expected nil, as there is no payload, got int")
	// The name of a case without a payload will do.
}

func TestVariantsObjectsOfTheCallersOwn(t *testing.T) {
	d := dynamicEcho(t, "variants")
	equal(t, d.call("echo-shape", "dot"), wit.Variant{Case: "dot"})
	equal(t, d.call("echo-shape", wit.Variant{Case: "rect", Value: variants.Size{Width: 1, Height: 2}}),
		wit.Variant{Case: "rect", Value: map[string]any{"width": 1.0, "height": 2.0}})
}

func TestVariantsPath(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	_, err := echo.EchoDrawing(ctx, variants.Drawing{})
	wrongValue(t, err, "v.shape", "expected a Shape, got nil")
	_, err = echo.EchoNested(ctx, variants.NestedShapes{Value: []variants.Shape{variants.ShapeDot{}, nil}})
	wrongValue(t, err, "v.shapes[1]", "expected a Shape, got nil")
	_, err = echo.EchoList(ctx, []variants.Mixed{mixed[0], variants.MixedItems{Value: []string{"\xff"}}})
	wrongValue(t, err, "v[1].items[0]", "not UTF-8")
	d := dynamicEcho(t, "variants")
	d.refuses("echo-shape", wit.Variant{Case: "rect", Value: map[string]any{"width": 1, "height": nil}}, "v.rect.height", "expected a number, got nil")
	d.refuses("echo-list", []any{"nothing", wit.Variant{Case: "items", Value: []any{1}}}, "v[1].items[0]", "expected a string, got int")
}
