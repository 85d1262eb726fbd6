package tests

import (
	"errors"
	"math"
	"runtime"
	"testing"

	resources "fixtures/resources/golden/go"

	"outwit"
	"outwit/wit"
)

// counting makes an instance: its interface, and the same by name.
func counting(t *testing.T) (*resources.Counters, dynamic) {
	t.Helper()
	world := typed(t, "resources", resources.New)
	return world.Counters, dynamic{t, world.Instance(), "fixtures:resources/counters"}
}

// value gives the value of what a call made.
func value(t *testing.T, counter *resources.Counter, err error) uint32 {
	t.Helper()
	return ok(ok(counter, err)(t).Value(ctx))(t)
}

// gone wants an error about a resource.
func gone(t *testing.T, err error, path, message string) {
	t.Helper()
	wrongValue(t, err, path, message)
	equal(t, errors.Is(err, outwit.ErrResource), true)
}

func TestResourcesConstructorMethodsAndStatics(t *testing.T) {
	counters, d := counting(t)
	counter := ok(counters.NewCounter(ctx, 5))(t)
	equal(t, ok(counter.Value(ctx))(t), uint32(5))
	equal(t, ok(counter.Increment(ctx, 3))(t), uint32(8))
	zero, err := counters.CounterZero(ctx)
	equal(t, value(t, zero, err), uint32(0))
	parsed, err := counters.CounterParse(ctx, "12")
	equal(t, value(t, parsed, err), uint32(12))
	clone, err := counter.Clone(ctx)
	equal(t, value(t, clone, err), uint32(8))
	next, err := counter.Next(ctx)
	equal(t, value(t, next, err), uint32(9))
	largest, err := counters.CounterLargest(ctx, []*resources.Counter{counter, next, zero})
	equal(t, value(t, largest, err), uint32(9))
	equal(t, ok(counters.CounterLargest(ctx, nil))(t), (*resources.Counter)(nil))
	var failed *outwit.WitError
	_, err = counters.CounterParse(ctx, "twelve")
	equal(t, errors.As(err, &failed), true)
	_, err = ok(counters.NewCounter(ctx, math.MaxUint32))(t).Next(ctx)
	equal(t, errors.As(err, &failed), true)

	named := d.call("[constructor]counter", 5).(*outwit.Resource)
	equal(t, d.call("[method]counter.increment", named, 2), uint32(7))
	equal(t, d.call("[method]counter.value", d.call("[static]counter.parse", "12")), uint32(12))
	_, err = d.instance.Call(ctx, d.iface, "[constructor]counter", -1)
	wrongValue(t, err, "start", "-1")
}

func TestResourcesAConstructorThatFails(t *testing.T) {
	counters, d := counting(t)
	equal(t, ok(ok(counters.NewToken(ctx, "a"))(t).Text(ctx))(t), "a")
	var failed *outwit.WitError
	_, err := counters.NewToken(ctx, "")
	equal(t, errors.As(err, &failed) && failed.Payload == "a token has a text", true)
	_, err = d.instance.Call(ctx, d.iface, "[constructor]token", "")
	equal(t, errors.As(err, &failed) && failed.Payload == "a token has a text", true)
}

func TestResourcesAResourceWithoutConstructor(t *testing.T) {
	counters, d := counting(t)
	equal(t, ok(counters.MakeOpaque(ctx))(t).Close(), nil)
	equal(t, d.call("make-opaque").(*outwit.Resource).Close(), nil)
	_, err := d.instance.Call(ctx, d.iface, "[constructor]opaque")
	equal(t, err.Error(), "fixtures:resources/counters exports no function [constructor]opaque; Exports lists them")
}

func TestResourcesBorrowing(t *testing.T) {
	counters, d := counting(t)
	a, b := ok(counters.NewCounter(ctx, 2))(t), ok(counters.NewCounter(ctx, 3))(t)
	equal(t, a.Add(ctx, b), nil)
	equal(t, ok(a.Value(ctx))(t), uint32(5))
	equal(t, ok(b.Value(ctx))(t), uint32(3))
	equal(t, ok(counters.Peek(ctx, a))(t), uint32(5))
	equal(t, ok(counters.Same(ctx, a, a))(t), true)
	equal(t, ok(counters.Same(ctx, a, b))(t), false)
	equal(t, ok(counters.Sum(ctx, []*resources.Counter{a, b, a}))(t), uint32(13))
	equal(t, ok(counters.PeekOption(ctx, a))(t), wit.Ptr(uint32(5)))
	equal(t, ok(counters.PeekOption(ctx, nil))(t), (*uint32)(nil))
	equal(t, a.Add(ctx, a), nil)
	equal(t, ok(a.Value(ctx))(t), uint32(10))

	equal(t, d.call("peek", a), uint32(10))
	equal(t, d.call("peek-option", a), uint32(10))
	equal(t, d.call("peek-option", nil), nil)
	equal(t, d.call("sum", []*resources.Counter{a, b, a}), uint32(23))
}

func TestResourcesGivingAway(t *testing.T) {
	counters, d := counting(t)
	a, b := ok(counters.NewCounter(ctx, 2))(t), ok(counters.NewCounter(ctx, 3))(t)
	equal(t, a.Absorb(ctx, b), nil)
	equal(t, ok(a.Value(ctx))(t), uint32(5))
	_, err := b.Value(ctx)
	gone(t, err, "self", "the resource was closed or given away")
	_, err = counters.Finish(ctx, b)
	gone(t, err, "c", "the resource was closed or given away")
	equal(t, ok(counters.Finish(ctx, a))(t), uint32(5))
	equal(t, ok(counters.Live(ctx))(t), uint32(0))
	equal(t, b.Close(), nil)

	named := d.call("[constructor]counter", 7)
	equal(t, d.call("finish", named), uint32(7))
	_, err = d.instance.Call(ctx, d.iface, "peek", named)
	gone(t, err, "c", "the resource was closed or given away")
}

func TestResourcesPassingThrough(t *testing.T) {
	counters, _ := counting(t)
	counter := ok(counters.NewCounter(ctx, 7))(t)
	passed := ok(counters.Pass(ctx, counter))(t)
	equal(t, ok(passed.Value(ctx))(t), uint32(7))
	equal(t, counter.Close(), nil)
	equal(t, ok(passed.Value(ctx))(t), uint32(7))
	equal(t, ok(counters.Live(ctx))(t), uint32(1))
}

func TestResourcesInsideOfOthers(t *testing.T) {
	counters, d := counting(t)
	many := ok(counters.MakeMany(ctx, 50))(t)
	for number, counter := range many {
		equal(t, ok(counter.Value(ctx))(t), uint32(number))
	}
	equal(t, ok(counters.FinishMany(ctx, many))(t), uint32(1225))
	equal(t, ok(counters.Maybe(ctx, false))(t), (*resources.Counter)(nil))
	equal(t, ok(ok(counters.Maybe(ctx, true))(t).Value(ctx))(t), uint32(1))
	labelled := ok(counters.Label(ctx, "l", ok(counters.NewCounter(ctx, 4))(t)))(t)
	equal(t, labelled.Label, "l")
	pair := ok(counters.Unlabel(ctx, labelled))(t)
	equal(t, pair.F0, "l")
	equal(t, ok(pair.F1.Value(ctx))(t), uint32(4))
	either := ok(counters.EchoEither(ctx, resources.EitherCounter{Value: pair.F1}))(t)
	equal(t, ok(either.(resources.EitherCounter).Value.Value(ctx))(t), uint32(4))
	token := ok(counters.NewToken(ctx, "t"))(t)
	either = ok(counters.EchoEither(ctx, resources.EitherToken{Value: token}))(t)
	equal(t, ok(either.(resources.EitherToken).Value.Text(ctx))(t), "t")
	equal(t, ok(counters.EchoEither(ctx, resources.EitherNeither{}))(t), resources.Either(resources.EitherNeither{}))
	items := ok(counters.EchoList(ctx, []resources.Labelled{
		{Label: "a", Item: ok(counters.NewCounter(ctx, 1))(t)}, {Label: "b", Item: ok(counters.NewCounter(ctx, 2))(t)},
	}))(t)
	equal(t, items[0].Label+items[1].Label, "ab")
	equal(t, ok(counters.Sum(ctx, []*resources.Counter{items[0].Item, items[1].Item}))(t), uint32(3))

	named := d.call("make-many", 3).([]*outwit.Resource)
	equal(t, d.call("finish-many", named), uint32(3))
	one := d.call("label", "l", d.call("[constructor]counter", 4)).(map[string]any)
	equal(t, d.call("peek", one["item"]), uint32(4))
}

func TestResourcesAnErrorThatHoldsAResource(t *testing.T) {
	counters, d := counting(t)
	var refused *resources.RefusalError
	_, err := counters.Request(ctx, false, wit.Ptr("mine"))
	equal(t, errors.As(err, &refused), true)
	equal(t, ok(refused.Payload.(resources.RefusalKeep).Value.Text(ctx))(t), "mine")
	_, err = counters.Request(ctx, false, nil)
	equal(t, errors.As(err, &refused) && refused.Payload == resources.RefusalNo{}, true)
	granted, err := counters.Request(ctx, true, nil)
	equal(t, value(t, granted, err), uint32(1))

	_, err = d.instance.Call(ctx, d.iface, "request", false, "mine")
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed), true)
	equal(t, d.call("[method]token.text", failed.Payload.(wit.Variant).Value), "mine")
}

func TestResourcesClosing(t *testing.T) {
	counters, d := counting(t)
	counter := ok(counters.NewCounter(ctx, 1))(t)
	equal(t, ok(counters.Live(ctx))(t), uint32(1))
	equal(t, counter.Close(), nil)
	equal(t, ok(counters.Live(ctx))(t), uint32(0))
	equal(t, counter.Close(), nil)
	equal(t, ok(counters.Dropped(ctx))(t), uint32(1))
	_, err := counter.Value(ctx)
	gone(t, err, "self", "the resource was closed or given away")
	_, err = counters.Sum(ctx, []*resources.Counter{ok(counters.CounterZero(ctx))(t), counter})
	gone(t, err, "counters[1]", "the resource was closed or given away")

	many := d.call("make-many", 2).([]*outwit.Resource)
	equal(t, many[0].Close(), nil)
	_, err = d.instance.Call(ctx, d.iface, "finish-many", many)
	gone(t, err, "counters[0]", "the resource was closed or given away")
	equal(t, d.call("peek", many[1]), uint32(1))
}

// The collector finds forgotten resources; the call that comes next drops them.
func TestResourcesTheFinaliser(t *testing.T) {
	counters, _ := counting(t)
	ok(counters.MakeMany(ctx, 50))(t)
	for live := uint32(50); live > 0; live = ok(counters.Live(ctx))(t) {
		runtime.GC()
		runtime.Gosched()
	}
	equal(t, ok(counters.Dropped(ctx))(t), uint32(50))
}

func TestResourcesOfAnotherInstance(t *testing.T) {
	one, _ := counting(t)
	other, _ := counting(t)
	counter := ok(one.NewCounter(ctx, 1))(t)
	_, err := other.Peek(ctx, counter)
	gone(t, err, "c", "the resource belongs to another instance")
	err = ok(other.NewCounter(ctx, 1))(t).Add(ctx, counter)
	gone(t, err, "other", "the resource belongs to another instance")
	equal(t, ok(one.Peek(ctx, counter))(t), uint32(1))
}

func TestResourcesWrongTypes(t *testing.T) {
	counters, d := counting(t)
	_, err := counters.Peek(ctx, nil)
	gone(t, err, "c", "expected a resource, got nil")
	for value, got := range map[any]string{1: "int", nil: "nil", "counter": "string"} {
		d.refuses("peek", value, "c", "expected a resource, got "+got)
	}
}

func TestResourcesAnotherResource(t *testing.T) {
	counters, d := counting(t)
	_, err := d.instance.Call(ctx, d.iface, "peek", ok(counters.NewToken(ctx, "a"))(t))
	gone(t, err, "c", "the resource is of another type")
	_, err = counters.Peek(ctx, &resources.Counter{})
	gone(t, err, "c", "expected a resource that a component made, got a zero value")
	_, err = d.instance.Call(ctx, d.iface, "sum", []any{d.call("[constructor]counter", 1), 2})
	wrongValue(t, err, "counters[1]", "expected a resource, got int")
}

func TestResourcesTheSameTwiceGivenAway(t *testing.T) {
	counters, _ := counting(t)
	// A call that fails before the guest runs takes nothing.
	kept := ok(counters.NewCounter(ctx, 4))(t)
	_, err := counters.Label(ctx, "\xff", kept)
	wrongValue(t, err, "label", "not UTF-8")
	_, err = counters.FinishMany(ctx, []*resources.Counter{kept, nil})
	gone(t, err, "counters[1]", "expected a resource, got nil")
	equal(t, ok(kept.Value(ctx))(t), uint32(4))
	_, err = counters.FinishMany(ctx, []*resources.Counter{kept, kept})
	equal(t, errors.Is(err, outwit.ErrResource), true)
}

func TestResourcesEveryOrderOfGoing(t *testing.T) {
	counter := func() *resources.Counter {
		world := ok(resources.New(ctx, component(t, "resources")))(t)
		return ok(world.Counters.NewCounter(ctx, 3))(t)
	}()
	for range 3 {
		runtime.GC()
	}
	equal(t, ok(counter.Value(ctx))(t), uint32(3)) // the object keeps its instance
	world := ok(resources.New(ctx, component(t, "resources")))(t)
	other := ok(world.Counters.NewCounter(ctx, 4))(t)
	equal(t, world.Close(), nil)
	equal(t, world.Close(), nil)
	_, err := other.Value(ctx)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	equal(t, other.Close(), nil)
	_, err = world.Counters.NewCounter(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	equal(t, counter.Close(), nil)
}

func TestResourcesInstancesGoWithAllThatHangsOnThem(t *testing.T) {
	left := make(chan bool, 10)
	for range 10 {
		world := ok(resources.New(ctx, component(t, "resources")))(t)
		ok(world.Counters.NewCounter(ctx, 1))(t)
		runtime.AddCleanup(world.Instance(), func(int) { left <- true }, 0)
	}
	for i := 0; len(left) < 9; i++ {
		if i == 1000 {
			t.Fatalf("%d of 10 are gone", len(left))
		}
		runtime.GC()
		runtime.Gosched()
	}
}

// What no instance made has nowhere to go.
func TestResourcesAClassThatIsNotBound(t *testing.T) {
	_, err := new(resources.Counter).Value(ctx)
	gone(t, err, "self", "expected a resource that a component made, got a zero value")
	equal(t, new(resources.Counter).Close(), nil)
}
