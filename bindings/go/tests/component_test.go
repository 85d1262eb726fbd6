package tests

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	bools "fixtures/bools/golden/go"
	faults "fixtures/errors/golden/go"
	records "fixtures/records/golden/go"

	"outwit"
)

func wasm(t *testing.T, stem string) []byte {
	t.Helper()
	return ok(os.ReadFile(file(stem)))(t)
}

// sum calls what every source of this component gives.
func sum(t *testing.T, component *outwit.Component) any {
	t.Helper()
	instance := ok(component.Instantiate(ctx))(t)
	defer instance.Close()
	return ok(instance.Call(ctx, "fixtures:integers/echo", "add", 1, 2))(t)
}

func TestComponentEverySource(t *testing.T) {
	equal(t, sum(t, ok(outwit.Load(file("integers")))(t)), uint32(3))
	equal(t, sum(t, ok(outwit.Compile(wasm(t, "integers")))(t)), uint32(3))
	world := ok(bools.Load(ctx, file("bools")))(t)
	equal(t, ok(world.Echo.Negate(ctx, true))(t), false)
	equal(t, world.Close(), nil)
	world = ok(bools.New(ctx, ok(outwit.Compile(wasm(t, "bools")))(t)))(t)
	equal(t, ok(world.Echo.Negate(ctx, true))(t), false)
	equal(t, world.Close(), nil)
}

// refused wants a *outwit.ComponentError of one line.
func refused(t *testing.T, err error, says string) {
	t.Helper()
	var wrong *outwit.ComponentError
	if !errors.As(err, &wrong) {
		t.Fatalf("got %T (%v), want a *ComponentError", err, err)
	}
	if strings.Contains(wrong.Message, "\n") || !strings.Contains(wrong.Message, says) {
		t.Errorf("got %q, want .. %q", wrong.Message, says)
	}
}

func TestComponentWhatIsNoComponent(t *testing.T) {
	for message, data := range map[string]string{
		"the component is empty":                                      "",
		"the component is not WebAssembly":                            "hello",
		"the component is a core WebAssembly module, not a component": "\x00asm\x01\x00\x00\x00",
		"the component is not a valid component":                      "\x00asm\x0d\x00\x01\x00\xff\xff",
		"the component is cut off":                                    "\x00asm",
	} {
		_, err := outwit.Compile([]byte(data))
		refused(t, err, message)
		broken := filepath.Join(t.TempDir(), "broken.wasm")
		equal(t, os.WriteFile(broken, []byte(data), 0o600), nil)
		_, err = outwit.Load(broken)
		refused(t, err, "broken.wasm is ")
	}
}

// Two imports of one type, both given one instance: Wasmtime's validator panics at that.
const panicking = "0061736d0d00010004230061736d0d000100070c014202017d0400016e0300000a0b02" +
	"000178050000017905000702017d051302010100016e03000000020178050001790500"

func TestComponentWhatWasmtimeDoesNotSurvive(t *testing.T) {
	_, err := outwit.Compile(ok(hex.DecodeString(panicking))(t))
	refused(t, err, "a defect in Wasmtime, which panics at it")
	equal(t, sum(t, ok(outwit.Load(file("integers")))(t)), uint32(3))
}

func TestComponentATruncatedComponent(t *testing.T) {
	whole := wasm(t, "integers")
	for _, percent := range []int{10, 50, 99} {
		_, err := outwit.Compile(whole[:len(whole)*percent/100])
		refused(t, err, "")
	}
}

func TestComponentFilesThatCannotBeRead(t *testing.T) {
	_, err := outwit.Load(filepath.Join(t.TempDir(), "missing.wasm"))
	refused(t, err, "missing.wasm")
	equal(t, errors.Is(err, fs.ErrNotExist), true)
	_, err = bools.Load(ctx, "missing.wasm")
	equal(t, errors.Is(err, fs.ErrNotExist), true)
	_, err = outwit.Load(t.TempDir())
	refused(t, err, "")
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
	ofTheWorld := func(function *outwit.Function) bool { return function.Interface == "" && function.Name == "add" }
	equal(t, slices.ContainsFunc(ok(component(t, "world_items").Exports())(t), ofTheWorld), true)
}

func TestComponentInstancesShareNothing(t *testing.T) {
	one, two := typed(t, "errors", faults.New), typed(t, "errors", faults.New)
	for count := range uint32(3) {
		equal(t, ok(one.Faults.Calls(ctx))(t), count+1)
	}
	equal(t, ok(two.Faults.Calls(ctx))(t), uint32(1))
}

// A component is freed though its instances live on.
func TestComponentComponentsGo(t *testing.T) {
	gone := make(chan bool)
	instance := func() *outwit.Instance {
		loaded := ok(outwit.Load(file("integers")))(t)
		runtime.AddCleanup(loaded, func(gone chan bool) { close(gone) }, gone)
		return ok(loaded.Instantiate(ctx))(t)
	}()
	runtime.GC()
	select {
	case <-gone:
	case <-time.After(time.Minute):
		t.Error("the component is still there")
	}
	equal(t, ok(instance.Call(ctx, "fixtures:integers/echo", "add", 1, 2))(t), uint32(3))
}

func TestComponentAWorldOfAnotherComponent(t *testing.T) {
	_, err := records.New(ctx, component(t, "bools"))
	unfit(t, err, "does not export fixtures:records/echo")
}

// unfit wants a *outwit.LinkError.
func unfit(t *testing.T, err error, says string) {
	t.Helper()
	var link *outwit.LinkError
	if !errors.As(err, &link) || !strings.Contains(link.Message, says) {
		t.Errorf("got %T (%v), want a *LinkError with %q", err, err, says)
	}
}

// adds is a world of one function, which gives this type.
func adds(result string) *outwit.World {
	return outwit.NewWorld(fmt.Sprintf(`{"outwit": 1, "name": "a:b/c", "types": [], "imports": [], "exports": [
		{"interface": "fixtures:integers/echo", "name": "add", "result": %q,
		"params": [{"name": "a", "type": "u32"}, {"name": "b", "type": "u32"}]}]}`, result))
}

func TestComponentAWorldWithOtherTypes(t *testing.T) {
	_, err := component(t, "integers").InstantiateWorld(ctx, adds("s8"), nil)
	unfit(t, err, "s8")
	unfit(t, err, "u32")
}

func TestComponentAWorldAsItIs(t *testing.T) {
	instance := ok(component(t, "integers").InstantiateWorld(ctx, adds("u32"), nil))(t)
	equal(t, ok(instance.Call(ctx, "fixtures:integers/echo", "add", 1, 2))(t), uint32(3))
	equal(t, instance.Close(), nil)
}

func TestComponentASignatureThatCannotBeRead(t *testing.T) {
	for text, message := range map[string]string{
		"":   "cannot be read",
		"{":  "cannot be read",
		"{}": "cannot be read",
		`{"outwit": 99, "types": [], "exports": []}`:                         "signature version 99, this runtime reads 1",
		`{"outwit": 1, "types": [{"kind": "list", "of": 5}], "exports": []}`: "made of type 5",
	} {
		_, err := component(t, "bools").InstantiateWorld(ctx, outwit.NewWorld(text), nil)
		unfit(t, err, message)
	}
}

func init() {
	programs["loads"] = func() {
		loaded, err := outwit.Load(file("integers"))
		if err != nil {
			fmt.Printf("%T: %v", err, err)
			os.Exit(1)
		}
		instance, err := loaded.Instantiate(ctx)
		if err == nil {
			var value any
			value, err = instance.Call(ctx, "fixtures:integers/echo", "add", 1, 2)
			fmt.Print(value)
		}
		fmt.Print(" ", err)
	}
}

// loads loads a component in a process of its own, which keeps compiled code in the folder.
func loads(t *testing.T, cache string) string {
	t.Helper()
	// The library itself would be unpacked into the folder, too.
	library := filepath.Join("..", "internal", "lib", runtime.GOOS+"_"+runtime.GOARCH, "liboutwit.so")
	_, output := program(t, "loads", "OUTWIT_CACHE="+cache, "OUTWIT_LIBRARY="+library)
	return output
}

func TestComponentTheCache(t *testing.T) {
	cache := filepath.Join(t.TempDir(), "cache")
	var files []string
	for range 2 {
		equal(t, loads(t, cache), "3 <nil>")
		var kinds []string
		files = nil
		equal(t, filepath.WalkDir(cache, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				files, kinds = append(files, path), append(kinds, filepath.Ext(path))
			}
			return err
		}), nil)
		slices.Sort(kinds)
		equal(t, kinds, []string{".cwasm", ".json"})
	}
	for _, file := range files {
		equal(t, os.WriteFile(file, []byte("not what was there"), 0o600), nil)
	}
	equal(t, loads(t, cache), "3 <nil>")
	equal(t, loads(t, "off"), "3 <nil>")
}

func TestComponentACacheThatCannotBeWritten(t *testing.T) {
	occupied := filepath.Join(t.TempDir(), "file")
	equal(t, os.WriteFile(occupied, nil, 0o600), nil)
	said := loads(t, filepath.Join(occupied, "cache"))
	equal(t, strings.HasPrefix(said, "*outwit.Error: ") && strings.Contains(said, occupied), true)
}
