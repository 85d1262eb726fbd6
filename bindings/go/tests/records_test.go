package tests

import (
	"fmt"
	"testing"

	records "fixtures/records/golden/go"

	"outwit/wit"
)

var ann = records.Person{Name: "Ann", Age: 44, Email: wit.Ptr("a@b"), Tags: []string{"x", ""}, Home: records.Point{X: -1, Y: 2}}
var bob = records.Person{Name: "Bob", Age: 7, Tags: []string{}}

func plainAnn() map[string]any {
	return map[string]any{
		"name": "Ann", "age": uint8(44), "email": nil, "tags": []string{"x"},
		"home": map[string]any{"x": int32(1), "y": int32(2)},
	}
}

func TestRecordsRoundTrips(t *testing.T) {
	echo := typed(t, "records", records.New).Echo
	same(t, echo.EchoPoint, records.Point{}, records.Point{X: -1 << 31, Y: 1<<31 - 1})
	same(t, echo.EchoSingle, records.Single{}, records.Single{Value: "v"})
	same(t, echo.EchoPerson, ann, bob)
	same(t, echo.EchoPadded, records.Padded{A: 1, B: 2, C: true, D: -4, E: 0.5, F: -6, G: 0.25, H: '語'})
	same(t, echo.EchoLine, records.Line{Start: records.Point{X: 1}, End: records.Point{Y: 1}, Label: records.Single{Value: "l"}})
	d := dynamicEcho(t, "records")
	d.same("echo-point", map[string]any{"x": int32(-1 << 31), "y": int32(1<<31 - 1)})
	d.same("echo-person", plainAnn())
	d.same("echo-line", map[string]any{
		"start": map[string]any{"x": int32(1), "y": int32(2)}, "end": map[string]any{"x": int32(3), "y": int32(4)},
		"label": map[string]any{"value": "l"},
	})
}

func TestRecordsAreNativeValues(t *testing.T) {
	echo := typed(t, "records", records.New).Echo
	point := ok(echo.EchoPoint(ctx, records.Point{X: 1, Y: 2}))(t)
	equal(t, fmt.Sprintf("%+v", point), "{X:1 Y:2}")
	equal(t, point == records.Point{X: 1, Y: 2}, true)
	moved := point
	moved.X = 3
	equal(t, point.X, int32(1))
	equal(t, ok(echo.EchoPoint(ctx, moved))(t).X, int32(3))
	d := dynamicEcho(t, "records")
	plain, is := d.call("echo-point", point).(map[string]any)
	equal(t, is, true)
	equal(t, len(plain), 2)
}

func TestRecordsInsideOfOthers(t *testing.T) {
	echo := typed(t, "records", records.New).Echo
	var persons []records.Person
	for i := range 1000 {
		persons = append(persons, ann, bob)
		persons[i].Age = uint8(i)
	}
	same(t, echo.EchoList, []records.Person{}, []records.Person{ann, bob}, persons)
	same(t, echo.EchoOption, nil, &records.Point{X: 1})
	d := dynamicEcho(t, "records")
	d.same("echo-list", []map[string]any{}, []map[string]any{plainAnn(), plainAnn()})
	d.same("echo-option", nil, map[string]any{"x": int32(1), "y": int32(0)})
}

func TestRecordsComputed(t *testing.T) {
	echo := typed(t, "records", records.New).Echo
	equal(t, ok(echo.Translate(ctx, records.Point{X: 1, Y: 2}, records.Point{X: 10, Y: 20}))(t), records.Point{X: 11, Y: 22})
	equal(t, ok(echo.Oldest(ctx, []records.Person{bob, ann}))(t), &ann)
	equal(t, ok(echo.Oldest(ctx, nil))(t), (*records.Person)(nil))
	d := dynamicEcho(t, "records")
	equal(t, d.call("oldest", []any{bob, plainAnn()}), plainAnn())
	equal(t, d.call("oldest", []any{}), nil)
	// Structs are taken by the names of their fields, and other maps than those that come back.
}

func TestRecordsObjectsOfTheCallersOwn(t *testing.T) {
	d := dynamicEcho(t, "records")
	equal(t, d.call("echo-person", records.Person{Name: "Ann", Age: 44, Tags: []string{"x"}, Home: records.Point{X: 1, Y: 2}}), plainAnn())
	equal(t, d.call("echo-person", map[string]any{
		"name": "Ann", "age": 44, "tags": []any{"x"}, "home": map[string]int{"x": 1, "y": 2},
	}), plainAnn())
	equal(t, d.call("echo-single", struct {
		Text string `wit:"value"`
	}{"v"}), map[string]any{"value": "v"})
}

func TestRecordsWrongTypes(t *testing.T) {
	d := dynamicEcho(t, "records")
	d.refuses("echo-point", 1, "v", "expected a map[string]any or a struct (point), got int")
	d.refuses("echo-point", nil, "v", "expected a map[string]any or a struct (point), got nil")
	d.refuses("echo-point", []int{1, 2}, "v", "expected a map[string]any or a struct (point), got []int")
}

func TestRecordsAFieldThatIsNotThere(t *testing.T) {
	d := dynamicEcho(t, "records")
	d.refuses("echo-point", map[string]any{"x": 1}, "v", `point needs the field "y"`)
	d.refuses("echo-point", map[string]any{"x": 1, "y": 2, "z": 3}, "v", `point has no field "z"`)
	d.refuses("echo-point", struct{ X int }{1}, "v", `point needs the field "y"`)
}

func TestRecordsPath(t *testing.T) {
	echo := typed(t, "records", records.New).Echo
	_, err := echo.EchoList(ctx, []records.Person{ann, {Name: "\xff"}})
	wrongValue(t, err, "v[1].name", "not UTF-8")
	_, err = echo.Oldest(ctx, []records.Person{{Tags: []string{"a", "\xff"}}})
	wrongValue(t, err, "persons[0].tags[1]", "not UTF-8")
	d := dynamicEcho(t, "records")
	d.refuses("echo-point", map[string]any{"x": 1, "y": "2"}, "v.y", "expected an integer (s32), got string")
	d.refuses("echo-line", map[string]any{
		"start": map[string]any{"x": 1, "y": 1 << 40}, "end": nil, "label": nil,
	}, "v.start.y", "out of range of s32")
	d.refuses("echo-list", []any{plainAnn(), map[string]any{"name": 1}}, "v[1].name", "expected a string, got int")
}
