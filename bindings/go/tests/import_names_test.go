package tests

import (
	"context"
	"errors"
	"strings"
	"testing"

	importnames "fixtures/import_names/golden/go"

	"outwit"
	"outwit/wit"
)

// functions are the functions of the world, by their WIT names.
func (h *manyNames) functions(t *testing.T) map[string]func(context.Context, uint32) (uint32, error) {
	t.Helper()
	functions := map[string]func(context.Context, uint32) (uint32, error){}
	for _, function := range ok(component(t, "import_names").Imports())(t) {
		if function.Interface == "" {
			functions[function.Name] = func(_ context.Context, v uint32) (uint32, error) { return h.answer(function.Name, v) }
		}
	}
	return functions
}

// naming makes an instance through generated code.
func naming(t *testing.T) (*importnames.ImportNames, *manyNames) {
	t.Helper()
	host := &manyNames{}
	f := host.functions(t)
	world := typed(t, "import_names", with(importnames.New, importnames.ImportNamesImports{
		Import:    host,
		Print:     f["print"],
		Self:      f["self"],
		With:      f["with"],
		Range:     f["range"],
		Select:    f["select"],
		Default:   f["default"],
		Imports:   f["imports"],
		Component: f["component"],
		Memory:    f["memory"],
		Context:   f["context"],
		Error:     f["error"],
		HTTPGet:   f["HTTP-get"],
		Y:         f["y"],
	}))
	t.Cleanup(func() { equal(t, world.Instance().HostResources(), 0) })
	return world, host
}

// namingDynamically makes an instance whose host is found by name: its methods have Go's spelling.
func namingDynamically(t *testing.T) (dynamic, *manyNames) {
	t.Helper()
	host := &manyNames{}
	imports := map[string]any{"import": dynamicNames{host}}
	for name, function := range host.functions(t) {
		imports[name] = function
	}
	instance := ok(component(t, "import_names").Instantiate(ctx, outwit.WithImports(imports)))(t)
	t.Cleanup(func() { equal(t, instance.HostResources(), 0) })
	return dynamic{t, instance, "fixtures:import-names/calls"}, host
}

// dynamicNames is a host that knows nothing of generated code.
type dynamicNames struct{ *manyNames }

func (h dynamicNames) ResourceDefault(_ context.Context, record map[string]any) (any, error) {
	if record["class"] == uint32(0) {
		return nil, &outwit.WitError{Payload: wit.Variant{Case: "class"}}
	}
	return &namedThing{h.manyNames, record["class"].(uint32)}, nil
}

func TestImportNamesFunctionsOfTheInterface(t *testing.T) {
	world, host := naming(t)
	names := ok(world.Calls.Names(ctx))(t)
	equal(t, len(names) > 140, true)
	for number, name := range names {
		equal(t, *ok(world.Calls.Call(ctx, name, uint32(number)))(t), uint32(2*number))
	}
	equal(t, host.called, names)
	equal(t, ok(world.Calls.Call(ctx, "nonsense", 1))(t), (*uint32)(nil))

	d, host := namingDynamically(t)
	for _, name := range names {
		equal(t, d.call("call", name, 1), uint32(2))
	}
	equal(t, host.called, names)
	equal(t, d.call("call", "nonsense", 1), nil)
}

func TestImportNamesFunctionsOfTheWorld(t *testing.T) {
	world, host := naming(t)
	names := ok(world.Calls.WorldNames(ctx))(t)
	equal(t, len(names), len(host.functions(t)))
	for _, name := range names {
		equal(t, *ok(world.Calls.CallWorld(ctx, name, 3))(t), uint32(6))
	}
	equal(t, host.called, names)

	d, host := namingDynamically(t)
	for _, name := range names {
		equal(t, d.call("call-world", name, 3), uint32(6))
	}
	equal(t, host.called, names)
}

func TestImportNamesMethods(t *testing.T) {
	world, host := naming(t)
	thing := ok(world.Calls.Construct(ctx, 4))(t)
	equal(t, thing.(*namedThing).class, uint32(4))
	names := ok(world.Calls.MethodNames(ctx))(t)
	for _, name := range names {
		equal(t, *ok(world.Calls.CallMethod(ctx, thing, name, 5))(t), uint32(10))
	}
	equal(t, host.called, names)

	d, host := namingDynamically(t)
	made := d.call("construct", 4)
	for _, name := range names {
		equal(t, d.call("call-method", made, name, 5), uint32(10))
	}
	equal(t, host.called, names)
}

func TestImportNamesConstructorsAndStatics(t *testing.T) {
	world, _ := naming(t)
	equal(t, ok(world.Calls.Make(ctx, 4))(t).(*namedThing).class, uint32(5))
	equal(t, ok(world.Calls.MakeDefault(ctx, importnames.Record{Class: 9}))(t).(*namedThing).class, uint32(9))
	_, err := world.Calls.MakeDefault(ctx, importnames.Record{Type: 5, HTTPURL: 6})
	var failure *importnames.FailureError
	equal(t, errors.As(err, &failure), true)
	equal(t, failure.Payload, importnames.Failure(importnames.FailureClass{}))

	d, _ := namingDynamically(t)
	equal(t, d.call("make", 4).(*namedThing).class, uint32(5))
	fields := "class def self type func range none x HTTP-URL sha256 close then len init error string value"
	record := map[string]any{}
	for _, field := range strings.Fields(fields) {
		record[field] = 0
	}
	_, err = d.instance.Call(ctx, d.iface, "make-default", record)
	var failed *outwit.WitError
	if !errors.As(err, &failed) {
		t.Fatalf("%T: %v", err, err)
	}
	equal(t, failed.Payload, wit.Variant{Case: "class"})
	record["class"] = 9
	equal(t, d.call("make-default", record).(*namedThing).class, uint32(9))
}
