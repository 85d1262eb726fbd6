package tests

import (
	"testing"

	records "fixtures/records/golden/go"

	"outwit/wit"
)

func TestRecords(t *testing.T) {
	echo := typed(t, "records", records.New).Echo
	ann := records.Person{Name: "Ann", Age: 44, Email: wit.Ptr("a@b"), Tags: []string{"x", ""}, Home: records.Point{X: -1, Y: 2}}
	bob := records.Person{Name: "Bob", Age: 7, Tags: []string{}}
	same(t, echo.EchoPoint, records.Point{}, records.Point{X: -1 << 31, Y: 1<<31 - 1})
	same(t, echo.EchoSingle, records.Single{Value: "v"})
	same(t, echo.EchoPerson, ann, bob)
	same(t, echo.EchoPadded, records.Padded{A: 1, B: 2, C: true, D: -4, E: 0.5, F: -6, G: 0.25, H: '語'})
	same(t, echo.EchoLine, records.Line{Start: records.Point{X: 1}, End: records.Point{Y: 1}, Label: records.Single{Value: "l"}})
	same(t, echo.EchoList, []records.Person{}, []records.Person{ann, bob})
	same(t, echo.EchoOption, nil, &records.Point{X: 1})
	equal(t, ok(echo.Translate(ctx, records.Point{X: 1, Y: 2}, records.Point{X: 10, Y: 20}))(t), records.Point{X: 11, Y: 22})
	equal(t, ok(echo.Oldest(ctx, []records.Person{bob, ann}))(t), &ann)
	equal(t, ok(echo.Oldest(ctx, nil))(t), (*records.Person)(nil))
}

func TestRecordsDynamic(t *testing.T) {
	d := dynamically(t, "records", "fixtures:records/echo")
	person := map[string]any{
		"name": "Ann", "age": uint8(44), "email": nil, "tags": []string{"x"},
		"home": map[string]any{"x": int32(1), "y": int32(2)},
	}
	d.same("echo-person", person)
	d.same("echo-list", []map[string]any{person})
	equal(t, d.call("echo-person", records.Person{Name: "Ann", Age: 44, Tags: []string{"x"}, Home: records.Point{X: 1, Y: 2}}), person)
	equal(t, d.call("echo-person", map[string]any{
		"name": "Ann", "age": 44, "tags": []any{"x"}, "home": map[string]int{"x": 1, "y": 2},
	}), person)
	equal(t, d.call("echo-single", struct {
		Text string `wit:"value"`
	}{"v"}), map[string]any{"value": "v"})
	d.refuses("echo-point", map[string]any{"x": 1}, "v", `point needs the field "y"`)
	d.refuses("echo-point", map[string]any{"x": 1, "y": 2, "z": 3}, "v", `point has no field "z"`)
	d.refuses("echo-point", map[string]any{"x": 1, "y": "2"}, "v.y", "expected an integer (s32), got string")
	d.refuses("echo-point", struct{ X int }{1}, "v", `point needs the field "y"`)
	d.refuses("echo-point", 1, "v", "expected a map[string]any or a struct (point), got int")
	d.refuses("echo-line", map[string]any{
		"start": map[string]any{"x": 1, "y": 1 << 40}, "end": nil, "label": nil,
	}, "v.start.y", "out of range of s32")
	d.refuses("echo-list", []any{person, map[string]any{"name": 1}}, "v[1].name", "expected a string, got int")
}
