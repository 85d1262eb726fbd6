// Package tests calls the fixtures' components: through generated code, and with types made at run
// time. A file has the stem of the fixture that it is about.
package tests

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"outwit"
)

var ctx = context.Background()

var components sync.Map

// file is where a fixture's component lies.
func file(stem string) string {
	return filepath.Join("..", "..", "..", "target", "components", stem+".wasm")
}

// component gives the component of a fixture.
func component(t testing.TB, stem string) *outwit.Component {
	t.Helper()
	if known, ok := components.Load(stem); ok {
		return known.(*outwit.Component)
	}
	loaded, err := outwit.Load(file(stem))
	if err != nil {
		t.Fatal(err)
	}
	components.Store(stem, loaded)
	return loaded
}

// typed makes an instance with the New of generated code.
func typed[W interface{ Close() error }](
	t testing.TB, stem string, make func(context.Context, *outwit.Component, ...outwit.Option) (W, error), options ...outwit.Option,
) W {
	t.Helper()
	world, err := make(ctx, component(t, stem), options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := world.Close(); err != nil {
			t.Error(err)
		}
	})
	return world
}

// ok gives the value of a call that must not fail.
func ok[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatalf("%T: %v", err, err)
		}
		return value
	}
}

// equal compares values; a NaN equals itself.
func equal(t testing.TB, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) && !bothNaN(got, want) {
		t.Errorf("got %#v, want %#v", got, want)
	}
}

func bothNaN(got, want any) bool {
	a, b := reflect.ValueOf(got), reflect.ValueOf(want)
	return got != nil && want != nil && a.CanFloat() && b.CanFloat() && math.IsNaN(a.Float()) && math.IsNaN(b.Float())
}

// same sends values through a function that gives back what it is given.
func same[T any](t *testing.T, echo func(context.Context, T) (T, error), values ...T) {
	t.Helper()
	for _, value := range values {
		equal(t, ok(echo(ctx, value))(t), value)
	}
}

// dynamic is an interface that is called by name.
type dynamic struct {
	*testing.T
	instance *outwit.Instance
	iface    string
}

func dynamically(t *testing.T, stem, iface string) dynamic {
	t.Helper()
	return dynamic{t, ok(component(t, stem).Instantiate(ctx))(t), iface}
}

// dynamicEcho is the interface that most fixtures export.
func dynamicEcho(t *testing.T, stem string) dynamic {
	t.Helper()
	return dynamically(t, stem, "fixtures:"+strings.ReplaceAll(stem, "_", "-")+"/echo")
}

func (d dynamic) call(name string, arguments ...any) any {
	d.Helper()
	return ok(d.instance.Call(ctx, d.iface, name, arguments...))(d.T)
}

// same sends values through a function that gives back what it is given.
func (d dynamic) same(name string, values ...any) {
	d.Helper()
	for _, value := range values {
		equal(d.T, d.call(name, value), value)
	}
}

// refuses wants a *outwit.ValueError for an argument.
func (d dynamic) refuses(name string, argument any, path, message string) {
	d.Helper()
	_, err := d.instance.Call(ctx, d.iface, name, argument)
	wrongValue(d.T, err, path, message)
}

func wrongValue(t testing.TB, err error, path, message string) {
	t.Helper()
	var wrong *outwit.ValueError
	if !errors.As(err, &wrong) {
		t.Fatalf("got %T (%v), want a *ValueError", err, err)
	}
	if wrong.Path != path || !strings.Contains(wrong.Message, message) {
		t.Errorf("got %q: %q, want %q: .. %q", wrong.Path, wrong.Message, path, message)
	}
}

// with is the New of generated code for a world that imports this.
func with[I, W any](
	make func(context.Context, *outwit.Component, I, ...outwit.Option) (W, error), imports I,
) func(context.Context, *outwit.Component, ...outwit.Option) (W, error) {
	return func(ctx context.Context, component *outwit.Component, options ...outwit.Option) (W, error) {
		return make(ctx, component, imports, options...)
	}
}

// gave wants a *outwit.ValueError about what a host function returned.
func gave(t testing.TB, err error, function, path, message string) {
	t.Helper()
	wrongValue(t, err, path, message)
	var wrong *outwit.ValueError
	if errors.As(err, &wrong) && wrong.Function != function {
		t.Errorf("got a value of %q, want one of %q", wrong.Function, function)
	}
}
