package tests

import (
	"testing"

	variants "fixtures/variants/golden/go"

	"outwit/wit"
)

func TestVariants(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	rect := variants.ShapeRect{Value: variants.Size{Width: 2, Height: 3}}
	same[variants.Shape](t, echo.EchoShape, variants.ShapeCircle{Value: 1.5}, rect, variants.ShapeDot{})
	mixed := []variants.Mixed{
		variants.MixedByte{Value: 255}, variants.MixedWide{Value: 1<<64 - 1}, variants.MixedSingle{Value: 0.5},
		variants.MixedDouble{Value: -0.25}, variants.MixedLetter{Value: '🦀'}, variants.MixedText{Value: "text"},
		variants.MixedItems{Value: []string{"a", ""}}, variants.MixedPair{Value: wit.Tuple2[uint8, int64]{F0: 1, F1: -1}},
		variants.MixedNothing{},
	}
	same(t, echo.EchoMixed, mixed...)
	same(t, echo.EchoList, []variants.Mixed{}, mixed)
	same[variants.Mixed](t, echo.EchoOption, nil, mixed[0])
	same[variants.Only](t, echo.EchoOnly, variants.OnlyOne{Value: 7})
	same[variants.Nested](t, echo.EchoNested,
		variants.NestedShape{Value: rect}, variants.NestedMixed{Value: mixed[5]},
		variants.NestedShapes{Value: []variants.Shape{rect, variants.ShapeDot{}}},
		variants.NestedMaybe{}, variants.NestedMaybe{Value: rect})
	same(t, echo.EchoDrawing, variants.Drawing{Name: "d", Shape: rect}, variants.Drawing{Shape: rect, Front: variants.ShapeDot{}})
	equal(t, ok(echo.Area(ctx, rect))(t), 6.0)
	equal(t, ok(echo.Name(ctx, variants.MixedNothing{}))(t), "nothing")
}

func TestVariantsHaveTexts(t *testing.T) {
	equal(t, variants.MixedText{Value: "t"}.String(), `text("t")`)
	equal(t, variants.ShapeDot{}.String(), "dot")
	equal(t, wit.Variant{Case: "dot"}.String(), "dot")
	equal(t, wit.Variant{Case: "circle", Value: 1}.String(), "circle(1)")
}

func TestVariantsThatAreNone(t *testing.T) {
	echo := typed(t, "variants", variants.New).Echo
	_, err := echo.EchoShape(ctx, nil)
	wrongValue(t, err, "v", "expected a Shape, got nil")
	_, err = echo.EchoShape(ctx, &variants.ShapeCircle{})
	wrongValue(t, err, "v", "expected a Shape, got a *variants.ShapeCircle")
	_, err = echo.EchoDrawing(ctx, variants.Drawing{})
	wrongValue(t, err, "v.shape", "expected a Shape, got nil")
	_, err = echo.EchoNested(ctx, variants.NestedShapes{Value: []variants.Shape{variants.ShapeDot{}, nil}})
	wrongValue(t, err, "v.shapes[1]", "expected a Shape, got nil")
	same[variants.Shape](t, echo.EchoShape, variants.ShapeDot{})
}

func TestVariantsDynamic(t *testing.T) {
	d := dynamically(t, "variants", "fixtures:variants/echo")
	d.same("echo-shape", wit.Variant{Case: "circle", Value: 1.5}, wit.Variant{Case: "dot"})
	d.same("echo-list", []wit.Variant{{Case: "letter", Value: 'x'}, {Case: "nothing"}})
	equal(t, d.call("echo-shape", "dot"), wit.Variant{Case: "dot"})
	d.refuses("echo-shape", wit.Variant{Case: "cube"}, "v", `shape has no "cube"; it has circle, rect, dot`)
	d.refuses("echo-shape", wit.Variant{Case: "circle", Value: "x"}, "v.circle", "expected a number, got string")
	d.refuses("echo-shape", wit.Variant{Case: "dot", Value: 1}, "v.dot", "expected nil, as there is no payload, got int")
	d.refuses("echo-shape", 7, "v", "expected a wit.Variant, got int")
}
