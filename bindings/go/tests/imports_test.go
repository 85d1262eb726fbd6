package tests

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	imports "fixtures/imports/golden/go"

	"outwit"
	"outwit/wit"
)

var allFields = imports.Everything{
	A: 255, B: -128, C: 65535, D: -32768, E: math.MaxUint32, F: math.MinInt32, G: math.MaxUint64, H: math.MinInt64,
	I: 1.5, J: -2.25, K: true, L: '🦀', M: "text", N: []byte{1, 2, 3}, O: wit.Ptr(uint32(7)),
	P: wit.Tuple2[uint8, uint8]{F0: 8, F1: 9}, Q: 10,
}

// calling makes an instance with this host for its interface.
func calling(t testing.TB, host imports.Host) *imports.Calls {
	t.Helper()
	return typed(t, "imports", with(imports.New, given(host))).Calls
}

// callingByName makes an instance whose host functions are found by name: these, and others that fail.
func callingByName(t *testing.T, some map[string]any) dynamic {
	t.Helper()
	instance := ok(component(t, "imports").Instantiate(ctx, outwit.WithImports(functions(t, some))))(t)
	return dynamic{t, instance, "fixtures:imports/calls"}
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

func TestImportsValuesThereAndBack(t *testing.T) {
	calls := calling(t, echo{})
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
	same(t, calls.EchoEverything, allFields)

	d := callingByName(t, map[string]any{
		"echo-person":  func(_ context.Context, v any) (any, error) { return v, nil },
		"echo-shape":   func(_ context.Context, args ...any) (any, error) { return args[0], nil },
		"echo-option":  func(_ context.Context, v *string) (*string, error) { return v, nil },
		"echo-string":  func(_ context.Context, v string) (string, error) { return v, nil },
		"echo-numbers": func(_ context.Context, v []uint32) ([]uint32, error) { return v, nil },
	})
	d.same("echo-string", "a", strings.Repeat("b", 5000))
	d.same("echo-numbers", []uint32{1, 2}, make([]uint32, 5000))
	d.same("echo-person", map[string]any{"name": "a", "age": uint8(1), "email": nil, "tags": []string{}})
	d.same("echo-shape", wit.Variant{Case: "named", Value: "x"}, wit.Variant{Case: "empty"})
	d.same("echo-option", nil, "x")
}

// other is a host that says something else.
type other struct{ echo }

func (other) EchoU8(context.Context, uint8) (uint8, error)       { return 7, nil }
func (other) EchoString(context.Context, string) (string, error) { return "other", nil }
func (other) EchoBytes(context.Context, []byte) ([]byte, error)  { return []byte("x"), nil }
func (other) EchoNumbers(context.Context, []uint32) (v []uint32, e error) {
	return []uint32{0, 1, 2}, nil
}

func TestImportsTheHostMaySaySomethingElse(t *testing.T) {
	calls := calling(t, other{})
	equal(t, ok(calls.EchoU8(ctx, 1))(t), uint8(7))
	equal(t, ok(calls.EchoString(ctx, "a"))(t), "other")
	equal(t, ok(calls.EchoBytes(ctx, nil))(t), []byte("x"))
	equal(t, ok(calls.EchoNumbers(ctx, nil))(t), []uint32{0, 1, 2})

	// By name, what fits may stand for it.
	d := callingByName(t, map[string]any{
		"answer":     func(context.Context) (uint8, error) { return 200, nil },
		"echo-bytes": func(context.Context, ...any) (any, error) { return "x", nil },
	})
	equal(t, d.call("answer"), uint32(200))
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
func (wrong) EchoEverything(_ context.Context, v imports.Everything) (imports.Everything, error) {
	v.L = 0xd800
	return v, nil
}
func (wrong) EchoPeople(context.Context, []imports.Person) ([]imports.Person, error) {
	return []imports.Person{{}, {Tags: []string{"", "\xff"}}}, nil
}

func TestImportsWrongValues(t *testing.T) {
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
	} {
		t.Run(name, func(t *testing.T) {
			calls := calling(t, wrong{})
			err := test.call(calls)
			gave(t, err, "fixtures:imports/host."+name, test.path, test.message)
			equal(t, strings.HasPrefix(err.Error(), "fixtures:imports/host."+name+" returned a wrong value: "), true)
			_, err = calls.Answer(ctx)
			equal(t, errors.Is(err, outwit.ErrPoisoned), true)
		})
	}

	d := callingByName(t, map[string]any{
		"echo-u8":    func(context.Context, uint8) (int, error) { return 256, nil },
		"echo-point": func(context.Context, map[string]any) (any, error) { return map[string]any{"x": 1}, nil },
	})
	_, err := d.instance.Call(ctx, d.iface, "echo-u8", 1)
	gave(t, err, "fixtures:imports/host.echo-u8", "", "256 is out of range of u8")
	d = callingByName(t, map[string]any{
		"echo-point": func(context.Context, map[string]any) (any, error) { return map[string]any{"x": 1}, nil },
	})
	_, err = d.instance.Call(ctx, d.iface, "echo-point", map[string]any{"x": 1, "y": 2})
	gave(t, err, "fixtures:imports/host.echo-point", "", `point needs the field "y"`)
}

func TestImportsWrongValuesDeepInside(t *testing.T) {
	_, err := calling(t, wrong{}).EchoPeople(ctx, nil)
	gave(t, err, "fixtures:imports/host.echo-people", "[1].tags[1]", "not UTF-8")
	_, err = calling(t, wrong{}).EchoEverything(ctx, allFields)
	gave(t, err, "fixtures:imports/host.echo-everything", "l", "0xd800")

	d := callingByName(t, map[string]any{"echo-people": func(context.Context, ...any) (any, error) {
		return []any{map[string]any{"name": "Ada", "age": 36, "email": nil, "tags": []any{"a", 5}}}, nil
	}})
	_, err = d.instance.Call(ctx, d.iface, "echo-people", []any{})
	gave(t, err, "fixtures:imports/host.echo-people", "[0].tags[1]", "expected a string, got int")
}

// A wrong argument is not a wrong value of the host's.
func TestImportsWrongArguments(t *testing.T) {
	calls := calling(t, echo{})
	_, err := calls.EchoPerson(ctx, imports.Person{Name: "\xff"})
	gave(t, err, "", "v.name", "not UTF-8")
	equal(t, ok(calls.Answer(ctx))(t), uint32(42))
}

// The name of a case may be made up by code, which may panic, and may call another instance.
func TestImportsCodeOfAValue(t *testing.T) {
	answering := func(name func() string) dynamic {
		return callingByName(t, map[string]any{"echo-colour": func(context.Context, any) (any, error) { return madeUp(name), nil }})
	}
	cause := errors.New("mine")
	d := answering(func() string { panic(cause) })
	panics(t, cause, func() { _, _ = d.instance.Call(ctx, d.iface, "echo-colour", "red") })
	other := calling(t, echo{})
	d = answering(func() string {
		same(t, other.EchoStrings, []string{"a", strings.Repeat("b", 100_000)})
		return "green"
	})
	equal(t, d.call("echo-colour", "red"), "green")
}

func TestImportsManyParameters(t *testing.T) {
	calls := calling(t, echo{})
	equal(t, ok(calls.SumSixteen(ctx))(t), uint32(136))
	equal(t, ok(calls.SumSeventeen(ctx))(t), uint64(1785)) // each is weighted by its place
	same(t, calls.Collect, allFields)
	equal(t, calls.Nothing(ctx), nil)
	equal(t, ok(calls.Answer(ctx))(t), uint32(42))
}

func TestImportsFunctionsOfTheWorld(t *testing.T) {
	var logged []string
	all := given(echo{})
	all.Log = func(_ context.Context, message string) error {
		logged = append(logged, message)
		return nil
	}
	all.Now = func(context.Context) (uint64, error) { return math.MaxUint64, nil }
	all.Describe = func(_ context.Context, p imports.Point, style *string) (string, error) {
		if style == nil {
			return fmt.Sprintf("%d,%d", p.X, p.Y), nil
		}
		return fmt.Sprintf("%d,%d %s", p.X, p.Y, *style), nil
	}
	world := typed(t, "imports", with(imports.New, all))
	equal(t, ok(world.Run(ctx, nil))(t), wit.Tuple2[uint64, string]{F0: math.MaxUint64, F1: "1,-1"})
	equal(t, ok(world.Run(ctx, wit.Ptr("short")))(t), wit.Tuple2[uint64, string]{F0: math.MaxUint64, F1: "1,-1 short"})
	equal(t, logged, []string{"begin", "1,-1", "begin", "1,-1 short"})

	var heard []any
	d := callingByName(t, map[string]any{
		"log": func(_ context.Context, args ...any) (any, error) {
			heard = append(heard, args...)
			return nil, nil
		},
		"now": func(context.Context) (int, error) { return 5, nil },
		"describe": func(_ context.Context, p map[string]any, style *string) (string, error) {
			return fmt.Sprint(p["x"], p["y"], style == nil), nil
		},
	})
	equal(t, ok(d.instance.Call(ctx, "", "run", nil))(t), []any{uint64(5), "1 -1 true"})
	equal(t, heard, []any{"begin", "1 -1 true"})
}

// What a function without a result gives is no mistake of the guest's, but it may be one of the host's.
func TestImportsAResultThatNobodyWants(t *testing.T) {
	d := callingByName(t, map[string]any{"nothing": func(context.Context) (any, error) { return nil, nil }})
	equal(t, d.call("nothing"), nil)
	d = callingByName(t, map[string]any{"nothing": func(context.Context, ...any) (any, error) { return 5, nil }})
	_, err := d.instance.Call(ctx, d.iface, "nothing")
	gave(t, err, "fixtures:imports/host.nothing", "", "expected nil, as there is no payload, got int")
}

func TestImportsManyCalls(t *testing.T) {
	calls := calling(t, echo{})
	equal(t, ok(calls.CallMany(ctx, 10_000))(t), uint32(10_000))
	equal(t, calls.NothingMany(ctx, 1000), nil)
	equal(t, ok(calls.StringMany(ctx, 10, strings.Repeat("x", 5000)))(t), uint64(50_000))
	equal(t, ok(calls.PersonMany(ctx, 1000, imports.Person{Name: "Ada", Age: 36}))(t), uint64(36_000))
	d := callingByName(t, map[string]any{"add": func(_ context.Context, a, b uint32) (any, error) { return a + b, nil }})
	equal(t, d.call("call-many", 10), uint32(10))
}

// asking is a host that does something else for some functions.
type asking struct {
	echo
	text    func(context.Context, string) (string, error)
	strings []string
	answer  func(context.Context) (uint32, error)
	add     func(ctx context.Context, a, b uint32) (uint32, error)
}

func (a asking) EchoString(ctx context.Context, v string) (string, error) { return a.text(ctx, v) }
func (a asking) EchoStrings(context.Context, []string) ([]string, error)  { return a.strings, nil }
func (a asking) Answer(ctx context.Context) (uint32, error)               { return a.answer(ctx) }
func (a asking) Add(ctx context.Context, x, y uint32) (uint32, error)     { return a.add(ctx, x, y) }

// Another instance may be called while a value is on its way.
func TestImportsTheBufferGrowsDuringACall(t *testing.T) {
	large := make([]string, 3000)
	for i := range large {
		large[i] = strings.Repeat("é", 1000)
	}
	inner := calling(t, echo{})
	outer := calling(t, asking{strings: large, text: func(ctx context.Context, _ string) (string, error) {
		all, err := inner.EchoStrings(ctx, large)
		return all[2999], err
	}})
	equal(t, ok(outer.EchoString(ctx, "a"))(t), large[0])
	equal(t, ok(outer.EchoStrings(ctx, []string{"a"}))(t), large)
}

// --- the context, goroutines ----------------------------------------------------------------------

func TestImportsTheContextReachesTheHost(t *testing.T) {
	type key struct{}
	calls := calling(t, asking{answer: func(ctx context.Context) (uint32, error) { return ctx.Value(key{}).(uint32), nil }})
	equal(t, ok(calls.Answer(context.WithValue(ctx, key{}, uint32(5))))(t), uint32(5))
}

// A context that ends stops a guest that does nothing but call the host.
func TestImportsStoppingBetweenHostCalls(t *testing.T) {
	stopped, cancel := context.WithCancel(ctx)
	defer cancel()
	var made atomic.Int32
	calls := calling(t, asking{add: func(context.Context, uint32, uint32) (uint32, error) {
		if made.Add(1) == 1000 {
			cancel()
		}
		return 0, nil
	}})
	equal(t, errors.Is(calls.CallForever(stopped), outwit.ErrCancelled), true)
	equal(t, made.Load() >= 1000, true)
}

func TestImportsTheDeadlineBetweenHostCalls(t *testing.T) {
	limited, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	err := calling(t, echo{}).CallForever(limited)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
}

// Other goroutines go on while the guest runs, host functions or not.
func TestImportsOthersGoOn(t *testing.T) {
	calls := calling(t, echo{})
	done := make(chan error)
	go func() {
		_, err := calls.CallMany(ctx, 100_000)
		done <- err
	}()
	turns := 0
	for {
		select {
		case err := <-done:
			equal(t, err, nil)
			equal(t, turns > 100, true)
			return
		default:
			turns++
		}
	}
}

func TestImportsManyAtOnce(t *testing.T) {
	calls := calling(t, echo{})
	together(5, func(int) { equal(t, ok(calls.CallMany(ctx, 10_000))(t), uint32(10_000)) })
}
