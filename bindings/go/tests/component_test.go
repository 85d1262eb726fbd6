package tests

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bools "fixtures/bools/golden/go"
	records "fixtures/records/golden/go"

	"outwit"
)

func wasm(t *testing.T, stem string) []byte {
	t.Helper()
	return ok(os.ReadFile(filepath.Join("..", "..", "..", "target", "components", stem+".wasm")))(t)
}

func TestComponentExports(t *testing.T) {
	var lines []string
	for _, function := range ok(component(t, "resources").Exports())(t) {
		equal(t, function.Interface, "fixtures:resources/counters")
		lines = append(lines, function.String())
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{
		"[constructor]counter: func(start: u32) -> counter",
		"[method]counter.add: func(self: borrow<counter>, other: borrow<counter>)",
		"[static]counter.parse: func(text: string) -> result<counter, string>",
		"peek-option: func(c: option<borrow<counter>>) -> option<u32>",
		"unlabel: func(v: labelled) -> tuple<string, counter>",
	} {
		equal(t, strings.Contains(all, want), true)
	}
	lines = nil
	for _, stem := range []string{"fixed_lists", "maps", "results"} {
		for _, function := range ok(component(t, stem).Exports())(t) {
			lines = append(lines, function.String())
		}
	}
	all = strings.Join(lines, "\n")
	for _, want := range []string{
		"echo-bytes: func(v: list<u8, 4>) -> list<u8, 4>", "map<string, list<u8>>", "-> result\n",
		"-> result<u32>\n", "-> result<_, string>\n",
	} {
		equal(t, strings.Contains(all, want), true)
	}
}

func TestComponentFromBytes(t *testing.T) {
	compiled := ok(outwit.Compile(wasm(t, "bools")))(t)
	world := ok(bools.New(ctx, compiled))(t)
	equal(t, ok(world.Echo.Negate(ctx, true))(t), false)
	equal(t, world.Close(), nil)
}

func TestComponentLoad(t *testing.T) {
	world := ok(bools.Load(ctx, filepath.Join("..", "..", "..", "target", "components", "bools.wasm")))(t)
	equal(t, ok(world.Echo.Negate(ctx, true))(t), false)
	equal(t, world.Close(), nil)
	_, err := bools.Load(ctx, "missing.wasm")
	equal(t, errors.Is(err, fs.ErrNotExist), true)
}

// refused wants a *outwit.ComponentError of one or two sentences.
func refused(t *testing.T, err error) {
	t.Helper()
	var wrong *outwit.ComponentError
	if !errors.As(err, &wrong) {
		t.Fatalf("got %T (%v), want a *ComponentError", err, err)
	}
	equal(t, strings.Count(wrong.Message, "\n"), 0)
}

func TestComponentsThatAreNone(t *testing.T) {
	whole := wasm(t, "records")
	for _, bad := range [][]byte{nil, []byte("text"), whole[:len(whole)/2], []byte("\x00asm\x01\x00\x00\x00")} {
		_, err := outwit.Compile(bad)
		refused(t, err)
	}
	missing := filepath.Join(t.TempDir(), "missing.wasm")
	_, err := outwit.Load(missing)
	refused(t, err)
	equal(t, errors.Is(err, fs.ErrNotExist), true)
	equal(t, strings.Contains(err.Error(), "missing.wasm"), true)
	text := filepath.Join(t.TempDir(), "text.wasm")
	equal(t, os.WriteFile(text, []byte("text"), 0o600), nil)
	_, err = outwit.Load(text)
	refused(t, err)
	_, err = outwit.Load(t.TempDir())
	refused(t, err)
}

func TestComponentOfAnotherWorld(t *testing.T) {
	_, err := records.New(ctx, component(t, "bools"))
	var link *outwit.LinkError
	equal(t, errors.As(err, &link), true)
	equal(t, strings.Contains(link.Message, "records"), true)
}

func TestComponentWorldsThatCannotBeRead(t *testing.T) {
	for _, text := range []string{"{", `{"outwit": 99, "types": [], "exports": []}`, `{"outwit": 1, "types": [{"kind": "list", "of": 3}], "exports": []}`} {
		_, err := component(t, "bools").InstantiateWorld(ctx, outwit.NewWorld(text), nil)
		var link *outwit.LinkError
		equal(t, errors.As(err, &link), true)
	}
}

func TestComponentInstancesAreApart(t *testing.T) {
	a, b := dynamically(t, "errors", "fixtures:errors/faults"), dynamically(t, "errors", "fixtures:errors/faults")
	equal(t, a.call("calls"), uint32(1))
	equal(t, a.call("calls"), uint32(2))
	equal(t, b.call("calls"), uint32(1))
}

func TestComponentAndContexts(t *testing.T) {
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	_, err := component(t, "bools").Instantiate(stopped)
	equal(t, errors.Is(err, context.Canceled), true)
}
