package tests

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	imports "fixtures/imports/golden/go"

	"outwit"
	"outwit/wit"
)

var everything = imports.Everything{
	A: 255, B: -128, C: 65535, D: -32768, E: math.MaxUint32, F: math.MinInt32, G: math.MaxUint64, H: math.MinInt64,
	I: 1.5, J: -2.25, K: true, L: '🦀', M: "text", N: []byte{1, 2, 3}, O: wit.Ptr(uint32(7)),
	P: wit.Tuple2[uint8, uint8]{F0: 8, F1: 9}, Q: 10,
}

func TestImports(t *testing.T) {
	calls := typed(t, "imports", with(imports.New, given(echo{}))).Calls
	same(t, calls.EchoBool, false, true)
	same(t, calls.EchoU8, 0, 255)
	same(t, calls.EchoS8, -128, 127)
	same(t, calls.EchoU16, 65535)
	same(t, calls.EchoS16, -32768)
	same(t, calls.EchoU32, math.MaxUint32)
	same(t, calls.EchoS32, math.MinInt32)
	same(t, calls.EchoU64, math.MaxUint64)
	same(t, calls.EchoS64, math.MinInt64)
	same(t, calls.EchoF32, 1.5, float32(math.Inf(-1)), float32(math.NaN()))
	same(t, calls.EchoF64, -0.0, math.MaxFloat64, math.NaN())
	same(t, calls.EchoChar, 'a', '\x00', '🦀')
	same(t, calls.EchoString, "", "語", strings.Repeat("long ", 5000))
	same(t, calls.EchoBytes, []byte{}, []byte{0, 255}, pattern(4095), pattern(4096), pattern(1<<20))
	same(t, calls.EchoNumbers, []uint32{}, []uint32{1, math.MaxUint32}, make([]uint32, 5000))
	same(t, calls.EchoFloats, []float64{1, 2.5}, make([]float64, 5000))
	same(t, calls.EchoStrings, []string{}, []string{"a", "", strings.Repeat("b", 9000)})
	same(t, calls.EchoFixed, [4]uint32{1, 2, 3, 4})
	same(t, calls.EchoMap, map[string]uint32{}, map[string]uint32{"a": 1, "b": 2})
	same(t, calls.EchoTuple, wit.Tuple3[uint8, string, float64]{F0: 1, F1: "x", F2: 0.5})
	same(t, calls.EchoOption, nil, wit.Ptr(""))
	same(t, calls.EchoNestedOption, wit.None[*uint32](), wit.Some[*uint32](nil), wit.Some(wit.Ptr(uint32(3))))
	same(t, calls.EchoResults, []wit.Result[uint32, string]{wit.Ok[uint32, string](1), wit.Err[uint32]("e")})
	same(t, calls.EchoPoint, imports.Point{X: -1, Y: 2})
	person := imports.Person{Name: "Somebody", Age: 30, Email: wit.Ptr("a@b"), Tags: []string{"x", "y"}}
	same(t, calls.EchoPerson, person, imports.Person{Tags: []string{}})
	same(t, calls.EchoPeople, []imports.Person{}, []imports.Person{person, person})
	same(t, calls.EchoShape, []imports.Shape{imports.ShapeCircle{Value: 1}, imports.ShapeEmpty{}, imports.ShapeNamed{Value: "n"},
		imports.ShapeRectangle{Value: wit.Tuple2[float64, float64]{F0: 1, F1: 2}}}...)
	same(t, calls.EchoColour, imports.ColourRed, imports.ColourBlue)
	same(t, calls.EchoPermissions, 0, imports.PermissionsRead|imports.PermissionsExecute)
	same(t, calls.EchoEverything, everything)
	same(t, calls.Collect, everything)

	equal(t, calls.Nothing(ctx), nil)
	equal(t, ok(calls.Answer(ctx))(t), uint32(42))
	equal(t, ok(calls.SumSixteen(ctx))(t), uint32(136))
	equal(t, ok(calls.SumSeventeen(ctx))(t), uint64(1785))
	equal(t, ok(calls.CallMany(ctx, 1000))(t), uint32(1000))
	equal(t, ok(calls.StringMany(ctx, 10, strings.Repeat("x", 5000)))(t), uint64(50000))
	equal(t, ok(calls.PersonMany(ctx, 10, person))(t), uint64(300))
}

func TestImportsOfTheWorld(t *testing.T) {
	var logged []string
	all := given(echo{})
	all.Log = func(_ context.Context, message string) error {
		logged = append(logged, message)
		return nil
	}
	all.Now = func(context.Context) (uint64, error) { return 1 << 60, nil }
	all.Describe = func(_ context.Context, p imports.Point, style *string) (string, error) {
		return fmt.Sprintf("%d/%d in %s", p.X, p.Y, *style), nil
	}
	world := typed(t, "imports", with(imports.New, all))
	equal(t, ok(world.Run(ctx, wit.Ptr("red")))(t), wit.Tuple2[uint64, string]{F0: 1 << 60, F1: "1/-1 in red"})
	equal(t, logged, []string{"begin", "1/-1 in red"})
}

// wrong is a host that gives wrong values.
type wrong struct{ echo }

func (wrong) EchoString(context.Context, string) (string, error) { return "\xff", nil }
func (wrong) EchoChar(context.Context, rune) (rune, error)       { return 0xd800, nil }
func (wrong) EchoStrings(context.Context, []string) ([]string, error) {
	return []string{"fine", strings.Repeat("\xff", 5000)}, nil
}
func (wrong) EchoOption(context.Context, *string) (*string, error) { return wit.Ptr("\xff"), nil }
func (wrong) EchoShape(context.Context, imports.Shape) (imports.Shape, error) {
	return nil, nil
}
func (wrong) EchoColour(context.Context, imports.Colour) (imports.Colour, error) { return 3, nil }
func (wrong) EchoPermissions(context.Context, imports.Permissions) (imports.Permissions, error) {
	return 1 << 3, nil
}
func (wrong) EchoPeople(context.Context, []imports.Person) ([]imports.Person, error) {
	return []imports.Person{{}, {Tags: []string{"", "\xff"}}}, nil
}

func TestImportsThatGiveWrongValues(t *testing.T) {
	for name, test := range map[string]struct {
		call          func(*imports.Calls) error
		path, message string
	}{
		"echo-string":      {func(c *imports.Calls) error { _, err := c.EchoString(ctx, ""); return err }, "", "not UTF-8"},
		"echo-char":        {func(c *imports.Calls) error { _, err := c.EchoChar(ctx, 'a'); return err }, "", "0xd800"},
		"echo-strings":     {func(c *imports.Calls) error { _, err := c.EchoStrings(ctx, nil); return err }, "[1]", "not UTF-8"},
		"echo-option":      {func(c *imports.Calls) error { _, err := c.EchoOption(ctx, nil); return err }, "", "not UTF-8"},
		"echo-shape":       {func(c *imports.Calls) error { _, err := c.EchoShape(ctx, imports.ShapeEmpty{}); return err }, "", "expected a Shape, got nil"},
		"echo-colour":      {func(c *imports.Calls) error { _, err := c.EchoColour(ctx, 0); return err }, "", "3"},
		"echo-permissions": {func(c *imports.Calls) error { _, err := c.EchoPermissions(ctx, 0); return err }, "", ""},
		"echo-people":      {func(c *imports.Calls) error { _, err := c.EchoPeople(ctx, nil); return err }, "[1].tags[1]", "not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			calls := typed(t, "imports", with(imports.New, given(wrong{}))).Calls
			err := test.call(calls)
			gave(t, err, "fixtures:imports/host."+name, test.path, test.message)
			equal(t, strings.HasPrefix(err.Error(), "fixtures:imports/host."+name+" returned a wrong value: "), true)
			_, err = calls.Answer(ctx)
			equal(t, errors.Is(err, outwit.ErrPoisoned), true)
		})
	}
}

// A wrong argument is not a wrong value of the host's.
func TestImportsAndWrongArguments(t *testing.T) {
	calls := typed(t, "imports", with(imports.New, given(echo{}))).Calls
	_, err := calls.EchoPerson(ctx, imports.Person{Name: "\xff"})
	gave(t, err, "", "v.name", "not UTF-8")
	equal(t, ok(calls.Answer(ctx))(t), uint32(42))
}

func TestImportsThatAreMissing(t *testing.T) {
	missing := func(err error, present, absent []string) {
		t.Helper()
		var link *outwit.LinkError
		if !errors.As(err, &link) {
			t.Fatalf("got %T (%v), want a *LinkError", err, err)
		}
		for _, part := range present {
			if !strings.Contains(link.Message, part) {
				t.Errorf("%q is not in: %s", part, link.Message)
			}
		}
		for _, part := range absent {
			if strings.Contains(link.Message, part) {
				t.Errorf("%q is in: %s", part, link.Message)
			}
		}
	}
	fields := []string{"log", "(message: string)", "now", "describe", "style: option<string>"}
	methods := []string{"fixtures:imports/host", "echo-bool", "collect", "(v: u8) -> u8"}
	_, err := imports.New(ctx, component(t, "imports"), imports.ImportsImports{})
	missing(err, append(fields, methods...), nil)
	_, err = imports.New(ctx, component(t, "imports"), imports.ImportsImports{Host: echo{}})
	missing(err, fields, methods)
	most := given(nil)
	_, err = imports.New(ctx, component(t, "imports"), most)
	missing(err, methods, fields[:1])
	_, err = component(t, "imports").Instantiate(ctx)
	missing(err, append(fields, methods...), nil)
	some := map[string]any{"log": most.Log, "host": map[string]any{"answer": echo{}.Answer}}
	_, err = component(t, "imports").Instantiate(ctx, outwit.WithImports(some))
	missing(err, append(fields[2:], methods...), []string{"log", "answer"})
}

func TestImportsAreListed(t *testing.T) {
	var lines []string
	for _, function := range ok(component(t, "imports").Imports())(t) {
		lines = append(lines, function.Interface+" "+function.String())
	}
	all := strings.Join(lines, "\n")
	equal(t, len(lines), 39)
	for _, want := range []string{
		"fixtures:imports/host echo-bool: func(v: bool) -> bool",
		" describe: func(p: point, style: option<string>) -> string",
	} {
		equal(t, strings.Contains(all, want), true)
	}
}

// functions are what the world imports as functions by name: these, and others that fail.
func functions(t *testing.T, some map[string]any) map[string]any {
	host, all := map[string]any{}, map[string]any{}
	all["host"] = host
	for _, function := range ok(component(t, "imports").Imports())(t) {
		of := all
		if function.Interface != "" {
			of = host
		}
		of[function.Name] = func(context.Context, ...any) (any, error) { return nil, errors.New("not here") }
		if given := some[function.Name]; given != nil {
			of[function.Name] = given
		}
	}
	return all
}

func TestImportsDynamic(t *testing.T) {
	var logged []any
	all := functions(t, map[string]any{
		"log": func(_ context.Context, args ...any) (any, error) {
			logged = append(logged, args...)
			return nil, nil
		},
		"now": func(context.Context) (int, error) { return 5, nil },
		"describe": func(_ context.Context, p map[string]any, style *string) (string, error) {
			return fmt.Sprint(p["x"], p["y"], style == nil), nil
		},
		"answer":       func(context.Context) (uint8, error) { return 200, nil },
		"add":          func(_ context.Context, a, b uint32) (any, error) { return a + b, nil },
		"echo-person":  func(_ context.Context, v any) (any, error) { return v, nil },
		"echo-shape":   func(_ context.Context, args ...any) (any, error) { return args[0], nil },
		"echo-point":   func(context.Context, map[string]any) (any, error) { return map[string]any{"x": 1}, nil },
		"echo-option":  func(_ context.Context, v *string) (*string, error) { return v, nil },
		"echo-string":  func(_ context.Context, v string) (string, error) { return v, nil },
		"echo-numbers": func(_ context.Context, v []uint32) ([]uint32, error) { return v, nil },
		"echo-u8":      func(context.Context, uint8) (int, error) { return 256, nil },
	})
	d := func() dynamic {
		instance := ok(component(t, "imports").Instantiate(ctx, outwit.WithImports(all)))(t)
		return dynamic{t, instance, "fixtures:imports/calls"}
	}
	calls := d()
	equal(t, ok(calls.instance.Call(ctx, "", "run", nil))(t), []any{uint64(5), "1 -1 true"})
	equal(t, logged, []any{"begin", "1 -1 true"})
	calls.same("echo-string", "a", strings.Repeat("b", 5000))
	calls.same("echo-numbers", []uint32{1, 2}, make([]uint32, 5000))
	calls.same("echo-person", map[string]any{"name": "a", "age": uint8(1), "email": nil, "tags": []string{}})
	calls.same("echo-shape", wit.Variant{Case: "named", Value: "x"}, wit.Variant{Case: "empty"})
	calls.same("echo-option", nil, "x")
	equal(t, calls.call("answer"), uint32(200))
	equal(t, calls.call("call-many", 10), uint32(10))

	_, err := calls.instance.Call(ctx, calls.iface, "echo-point", map[string]any{"x": 1, "y": 2})
	gave(t, err, "fixtures:imports/host.echo-point", "", `point needs the field "y"`)
	calls = d()
	_, err = calls.instance.Call(ctx, calls.iface, "echo-u8", 1)
	gave(t, err, "fixtures:imports/host.echo-u8", "", "256 is out of range of u8")
	calls = d()
	_, err = calls.instance.Call(ctx, calls.iface, "nothing")
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed), true)
	equal(t, failed.Error(), "fixtures:imports/host.nothing failed: not here")
}

func TestImportsDynamicThatDoNotFit(t *testing.T) {
	_, err := component(t, "imports").Instantiate(ctx, outwit.WithImports(map[string]any{
		"host":     map[string]any{"answer": 3, "add": func(context.Context, string, uint32) (any, error) { return nil, nil }},
		"log":      func(string) error { return nil },
		"now":      func(context.Context) uint64 { return 0 },
		"describe": func(context.Context, ...any) error { return nil },
	}))
	var link *outwit.LinkError
	equal(t, errors.As(err, &link), true)
	for _, part := range []string{
		"fixtures:imports/host.answer must be a func(context.Context) (uint32, error), got int",
		"fixtures:imports/host.add must be a func(context.Context, uint32, uint32) (uint32, error), got func(context.Context, string,",
		"log must be a func(context.Context, string) error, got func(string) error",
		"now must be a func(context.Context) (uint64, error), got func(context.Context) uint64",
		"describe must be a func(",
	} {
		if !strings.Contains(link.Message, part) {
			t.Errorf("%q is not in: %s", part, link.Message)
		}
	}
	_, err = imports.New(ctx, component(t, "imports"), given(echo{}), outwit.WithImports(map[string]any{}))
	equal(t, err != nil && strings.Contains(err.Error(), "WithImports"), true)
}
