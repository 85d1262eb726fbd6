package tests

import (
	"context"
	"errors"
	"strings"
	"testing"

	imports "fixtures/imports/golden/go"

	"outwit"
)

// missing wants an error that names the first parts, and not the others.
func missing(t *testing.T, err error, present, absent []string) {
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

var (
	ofTheWorld     = []string{"log", "(message: string)", "now", "describe", "style: option<string>"}
	ofTheInterface = []string{"fixtures:imports/host", "echo-bool", "collect", "(v: u8) -> u8"}
)

func TestFindingImportsWhatIsMissing(t *testing.T) {
	_, err := component(t, "imports").Instantiate(ctx)
	missing(t, err, append(ofTheWorld, ofTheInterface...), nil)
	all := functions(t, map[string]any{"answer": (func(context.Context) (uint32, error))(nil), "now": nil})
	delete(all, "now")
	delete(all["host"].(map[string]any), "add")
	_, err = component(t, "imports").Instantiate(ctx, outwit.WithImports(all))
	missing(t, err, []string{"host.answer: ", "host.add: ", " now: "}, []string{"log", "describe", "echo-bool"})
}

func TestFindingImportsATypedValueWithHoles(t *testing.T) {
	_, err := imports.New(ctx, component(t, "imports"), imports.ImportsImports{})
	missing(t, err, append(ofTheWorld, ofTheInterface...), nil)
	_, err = imports.New(ctx, component(t, "imports"), imports.ImportsImports{Host: echo{}})
	missing(t, err, ofTheWorld, ofTheInterface)
	_, err = imports.New(ctx, component(t, "imports"), given(nil))
	missing(t, err, ofTheInterface, ofTheWorld[:1])
	_, err = imports.New(ctx, component(t, "imports"), given(echo{}), outwit.WithImports(map[string]any{}))
	equal(t, err != nil && strings.Contains(err.Error(), "WithImports"), true)
}

// namedHost is a host whose functions are found by their spelling in Go.
type namedHost struct{}

func (namedHost) Answer(context.Context) (uint32, error) { return 42, nil }

func TestFindingImportsNamesOfInterfaces(t *testing.T) {
	all := functions(t, map[string]any{"answer": namedHost{}.Answer})
	for _, name := range []string{"fixtures:imports/host", "host"} {
		given := map[string]any{name: all["host"], "log": all["log"], "now": all["now"], "describe": all["describe"]}
		instance := ok(component(t, "imports").Instantiate(ctx, outwit.WithImports(given)))(t)
		equal(t, ok(instance.Call(ctx, "fixtures:imports/calls", "answer"))(t), uint32(42))
		given[name] = namedHost{}
		_, err := component(t, "imports").Instantiate(ctx, outwit.WithImports(given))
		missing(t, err, []string{"host.add: "}, []string{"host.answer: "})
	}
}

func TestFindingImportsWhatIsNoFunction(t *testing.T) {
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
}

func TestFindingImportsImportsOfAComponent(t *testing.T) {
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
	equal(t, len(ok(component(t, "records").Imports())(t)), 0)
}
