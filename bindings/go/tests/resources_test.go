package tests

import (
	"errors"
	"runtime"
	"testing"

	resources "fixtures/resources/golden/go"

	"outwit"
	"outwit/wit"
)

func TestResources(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	counter := ok(counters.NewCounter(ctx, 5))(t)
	equal(t, ok(counter.Increment(ctx, 2))(t), uint32(7))
	equal(t, ok(counter.Value(ctx))(t), uint32(7))
	clone := ok(counter.Clone(ctx))(t)
	equal(t, ok(counters.Same(ctx, counter, counter))(t), true)
	equal(t, ok(counters.Same(ctx, counter, clone))(t), false)
	equal(t, counter.Add(ctx, clone), nil)
	equal(t, ok(counter.Value(ctx))(t), uint32(14))
	equal(t, ok(counters.Peek(ctx, clone))(t), uint32(7))
	equal(t, ok(ok(counter.Next(ctx))(t).Value(ctx))(t), uint32(15))
	equal(t, ok(ok(counters.CounterZero(ctx))(t).Value(ctx))(t), uint32(0))
	equal(t, ok(ok(counters.CounterParse(ctx, "12"))(t).Value(ctx))(t), uint32(12))
	_, err := counters.CounterParse(ctx, "x")
	equal(t, err != nil, true)
	_, err = counters.NewToken(ctx, "")
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed), true)
	equal(t, ok(ok(counters.NewToken(ctx, "text"))(t).Text(ctx))(t), "text")
	equal(t, ok(counters.MakeOpaque(ctx))(t).Close(), nil)

	many := ok(counters.MakeMany(ctx, 10))(t)
	equal(t, ok(counters.Sum(ctx, many))(t), uint32(45))
	equal(t, ok(ok(counters.CounterLargest(ctx, many))(t).Value(ctx))(t), uint32(9))
	equal(t, ok(counters.Maybe(ctx, false))(t), (*resources.Counter)(nil))
	equal(t, ok(counters.PeekOption(ctx, nil))(t), (*uint32)(nil))
	equal(t, ok(counters.PeekOption(ctx, clone))(t), wit.Ptr(uint32(7)))
	labelled := ok(counters.Label(ctx, "l", clone))(t)
	equal(t, ok(labelled.Item.Value(ctx))(t), uint32(7))
	pair := ok(counters.Unlabel(ctx, labelled))(t)
	equal(t, pair.F0, "l")
	either := ok(counters.EchoEither(ctx, resources.EitherCounter{Value: pair.F1}))(t)
	equal(t, ok(either.(resources.EitherCounter).Value.Value(ctx))(t), uint32(7))
	equal(t, ok(counters.EchoEither(ctx, resources.EitherNeither{}))(t), resources.Either(resources.EitherNeither{}))

	_, err = counters.Request(ctx, false, wit.Ptr("why"))
	var refused *resources.RefusalError
	equal(t, errors.As(err, &refused), true)
	equal(t, ok(refused.Payload.(resources.RefusalKeep).Value.Text(ctx))(t), "why")
}

func TestResourcesAreDropped(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
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
}

// gone wants an error about a resource.
func gone(t *testing.T, err error, path, message string) {
	t.Helper()
	wrongValue(t, err, path, message)
	equal(t, errors.Is(err, outwit.ErrResource), true)
}

func TestResourcesAreGivenAway(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	counter := ok(counters.NewCounter(ctx, 3))(t)
	passed := ok(counters.Pass(ctx, counter))(t)
	equal(t, ok(passed.Value(ctx))(t), uint32(3))
	_, err := counters.Finish(ctx, counter)
	gone(t, err, "c", "the resource was closed or given away")
	equal(t, counter.Close(), nil)
	equal(t, ok(passed.Value(ctx))(t), uint32(3))
	equal(t, ok(counters.Finish(ctx, passed))(t), uint32(3))
	equal(t, ok(counters.Live(ctx))(t), uint32(0))

	// A call that fails before the guest runs takes nothing.
	kept := ok(counters.NewCounter(ctx, 4))(t)
	_, err = counters.Label(ctx, "\xff", kept)
	wrongValue(t, err, "label", "not UTF-8")
	_, err = counters.FinishMany(ctx, []*resources.Counter{kept, nil})
	gone(t, err, "counters[1]", "expected a resource, got nil")
	equal(t, ok(kept.Value(ctx))(t), uint32(4))

	// The same one twice.
	_, err = counters.FinishMany(ctx, []*resources.Counter{kept, kept})
	equal(t, errors.Is(err, outwit.ErrResource), true)
}

func TestResourcesOfOthers(t *testing.T) {
	one := typed(t, "resources", resources.New).Counters
	other := typed(t, "resources", resources.New).Counters
	counter := ok(one.NewCounter(ctx, 1))(t)
	_, err := other.Peek(ctx, counter)
	gone(t, err, "c", "the resource belongs to another instance")
	_, err = one.Peek(ctx, nil)
	gone(t, err, "c", "expected a resource, got nil")
	_, err = one.Peek(ctx, &resources.Counter{})
	gone(t, err, "c", "expected a resource that a component made, got a zero value")
	_, err = new(resources.Counter).Value(ctx)
	gone(t, err, "self", "expected a resource that a component made, got a zero value")
	equal(t, new(resources.Counter).Close(), nil)
	equal(t, ok(one.Peek(ctx, counter))(t), uint32(1))
}

// The collector finds forgotten resources; the call that comes next drops them.
func TestResourcesAreCollected(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	ok(counters.MakeMany(ctx, 50))(t)
	for live := uint32(50); live > 0; live = ok(counters.Live(ctx))(t) {
		runtime.GC()
		runtime.Gosched()
	}
	equal(t, ok(counters.Dropped(ctx))(t), uint32(50))
}

func TestResourcesGoWithTheirInstance(t *testing.T) {
	world := ok(resources.New(ctx, component(t, "resources")))(t)
	counter := ok(world.Counters.NewCounter(ctx, 1))(t)
	equal(t, world.Close(), nil)
	_, err := counter.Value(ctx)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	equal(t, counter.Close(), nil)
}

func TestResourcesDynamic(t *testing.T) {
	d := dynamically(t, "resources", "fixtures:resources/counters")
	counter := d.call("[constructor]counter", 5).(*outwit.Resource)
	equal(t, d.call("[method]counter.increment", counter, 2), uint32(7))
	equal(t, d.call("peek", counter), uint32(7))
	equal(t, d.call("peek-option", counter), uint32(7))
	equal(t, d.call("peek-option", nil), nil)
	equal(t, d.call("sum", []*outwit.Resource{counter, counter}), uint32(14))
	many := d.call("make-many", 3).([]*outwit.Resource)
	equal(t, len(many), 3)
	_, err := d.instance.Call(ctx, d.iface, "peek", 1)
	wrongValue(t, err, "c", "expected a resource, got int")
	equal(t, d.call("finish", counter), uint32(7))
	_, err = d.instance.Call(ctx, d.iface, "peek", counter)
	gone(t, err, "c", "the resource was closed or given away")
	equal(t, many[0].Close(), nil)
	_, err = d.instance.Call(ctx, d.iface, "finish-many", many)
	gone(t, err, "counters[0]", "the resource was closed or given away")
	equal(t, d.call("peek", many[1]), uint32(1))
}
