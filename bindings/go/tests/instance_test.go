package tests

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"

	integers "fixtures/integers/golden/go"

	"outwit"
)

const integersEcho = "fixtures:integers/echo"

func TestInstanceFunctionsByPosition(t *testing.T) {
	exports := ok(component(t, "integers").Exports())(t)
	position := slices.IndexFunc(exports, func(f *outwit.Function) bool { return f.Name == "add" })
	instance := typed(t, "integers", integers.New).Instance()
	call := instance.Begin(position)
	call.Args.U32(2)
	call.Args.U32(3)
	equal(t, call.Run(ctx), nil)
	equal(t, call.Result.U32(), uint32(5))
	equal(t, call.End(), nil)
}

func TestInstanceWrongArguments(t *testing.T) {
	d := dynamically(t, "integers", integersEcho)
	for _, arguments := range [][]any{{}, {1}, {1, 2, 3}} {
		_, err := d.instance.Call(ctx, integersEcho, "add", arguments...)
		wrongValue(t, err, "", "add takes 2 arguments, got ")
	}
	d.refuses("echo-u8", "1", "v", "expected an integer (u8), got string")
	equal(t, d.call("add", 1, 2), uint32(3))
}

func TestInstanceExportsByName(t *testing.T) {
	d := dynamically(t, "integers", integersEcho)
	equal(t, d.call("add", 1, 2), uint32(3))
	for _, wrong := range [][2]string{{"other", "add"}, {"", "add"}, {integersEcho, "nothing-of-the-kind"}} {
		_, err := d.instance.Call(ctx, wrong[0], wrong[1], 1, 2)
		var usage *outwit.Error
		equal(t, errors.As(err, &usage) && usage.Kind == "usage", true)
		equal(t, strings.Contains(err.Error(), "exports no function "+wrong[1]), true)
	}
	equal(t, dynamically(t, "world_items", "").call("add", 1, 2), uint32(3))
}

func TestInstanceVersionsMayBeLeftOut(t *testing.T) {
	places := func(f *outwit.Function) bool { return strings.HasPrefix(f.Interface, "fixtures:world-items/places@") }
	exports := ok(component(t, "world_items").Exports())(t)
	function := exports[slices.IndexFunc(exports, places)]
	equal(t, function.Interface, "fixtures:world-items/places@1.2.0")
	instance := ok(component(t, "world_items").Instantiate(ctx))(t)
	for _, name := range []string{function.Interface, "fixtures:world-items/places"} {
		_, err := instance.Call(ctx, name, function.Name)
		equal(t, err, nil)
	}
	// Where there are several, the version says which.
	several := ok(component(t, "versions").Instantiate(ctx))(t)
	_, err := several.Call(ctx, "fixtures:greeting/greeter", "greet", 1)
	equal(t, strings.Contains(err.Error(), "has several versions; say which"), true)
}

func TestInstanceClosing(t *testing.T) {
	world := ok(integers.New(ctx, component(t, "integers")))(t)
	equal(t, world.Close(), nil)
	equal(t, world.Close(), nil)
	equal(t, world.Instance().Close(), nil)
	_, err := world.Echo.Add(ctx, 1, 2)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	equal(t, errors.Is(err, outwit.ErrPoisoned), false)
	_, err = world.Instance().Call(ctx, integersEcho, "add", 1, 2)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
}

func TestInstanceAFunctionKeepsItsInstance(t *testing.T) {
	add := ok(integers.New(ctx, component(t, "integers")))(t).Echo.Add
	runtime.GC()
	runtime.GC() // the first one may have queued what the second one would free
	equal(t, ok(add(ctx, 1, 2))(t), uint32(3))
}

// Arguments are read before the instance is entered: what they do is done to an instance that is free.

func TestInstanceAnArgumentThatCallsTheInstance(t *testing.T) {
	d := dynamically(t, "enums", "fixtures:enums/echo")
	calls := madeUp(func() string { return d.call("echo-colour", "green").(string) })
	equal(t, d.call("echo-colour", calls), "green")
}

func TestInstanceAnArgumentThatClosesTheInstance(t *testing.T) {
	d := dynamically(t, "enums", "fixtures:enums/echo")
	closes := madeUp(func() string {
		equal(t, d.instance.Close(), nil)
		return "green"
	})
	_, err := d.instance.Call(ctx, d.iface, "echo-colour", closes)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
}

func TestInstanceAnArgumentThatCallsAnotherInstance(t *testing.T) {
	d, other := dynamically(t, "enums", "fixtures:enums/echo"), dynamically(t, "integers", integersEcho)
	calls := madeUp(func() string { return []string{"red", "green", "blue"}[other.call("add", 1, 1).(uint32)] })
	equal(t, d.call("echo-colour", calls), "blue")
}
