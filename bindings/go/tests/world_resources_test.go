package tests

import (
	"context"
	"errors"
	"testing"

	worldresources "fixtures/world_resources/golden/go"

	"outwit"
)

// adder is the host's counter.
type adder struct {
	value uint32
	alive *int
}

func (a *adder) Add(_ context.Context, by uint32) (uint32, error) {
	a.value += by
	return a.value, nil
}

func (a *adder) Close() error {
	*a.alive--
	return nil
}

// journal is a host that writes lines down, and makes counters.
type journal struct {
	lines []string
	alive int
}

func (j *journal) Write(_ context.Context, l worldresources.ImportedLine) (uint64, error) {
	j.lines = append(j.lines, l.Text)
	return uint64(len(j.lines)), nil
}

func (j *journal) counter(value uint32) worldresources.Counter {
	j.alive++
	return &adder{value, &j.alive}
}

// writing makes an instance that must leave none of the host's counters behind.
func writing(t *testing.T) (*worldresources.WorldResources, *journal) {
	t.Helper()
	host := &journal{}
	world := typed(t, "world_resources", with(worldresources.New, worldresources.WorldResourcesImports{
		Journal: host,
		Shared: func(_ context.Context, name string) (worldresources.Labelled, error) {
			if name == "" {
				return worldresources.Labelled{}, &outwit.WitError{Payload: "no name"}
			}
			return worldresources.Labelled{Label: name, Counter: host.counter(7)}, nil
		},
		NewCounter: func(_ context.Context, start uint32) (worldresources.Counter, error) {
			return host.counter(start), nil
		},
		CounterLarger: func(_ context.Context, a, b worldresources.Counter) (worldresources.Counter, error) {
			return host.counter(max(a.(*adder).value, b.(*adder).value)), nil
		},
	}))
	t.Cleanup(func() { equal(t, world.Instance().HostResources(), 0) })
	return world, host
}

func TestWorldResourcesBorrowed(t *testing.T) {
	world, host := writing(t)
	counter := host.counter(1)
	equal(t, ok(world.Count(ctx, counter, 2))(t), uint32(3))
	equal(t, ok(world.Count(ctx, counter, 4))(t), uint32(7))
	equal(t, host.lines, []string{"3", "7"})
	equal(t, ok(world.Journal.Last(ctx))(t).Number, uint64(2))
}

func TestWorldResourcesTwoRecordsOfOneName(t *testing.T) {
	world, host := writing(t)
	equal(t, ok(world.Journal.Last(ctx))(t), (*worldresources.Line)(nil))
	ok(world.Count(ctx, host.counter(1), 2))(t)
	equal(t, ok(world.Journal.Last(ctx))(t), &worldresources.Line{Number: 1, Text: "3"})
}

func TestWorldResourcesMadeByTheGuest(t *testing.T) {
	world, host := writing(t)
	before := host.alive
	made := ok(world.Sum(ctx, host.counter(1), host.counter(2)))(t)
	equal(t, made.(*adder).value, uint32(3))
	equal(t, host.alive, before+2) // the guest dropped what it was given
}

func TestWorldResourcesAStaticFunction(t *testing.T) {
	world, host := writing(t)
	equal(t, ok(world.Larger(ctx, host.counter(5), host.counter(4)))(t).(*adder).value, uint32(5))
}

func TestWorldResourcesInARecord(t *testing.T) {
	world, _ := writing(t)
	found := ok(world.Find(ctx, "x"))(t)
	equal(t, found.Label, "x")
	equal(t, found.Counter.(*adder).value, uint32(7))
	_, err := world.Find(ctx, "")
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed) && failed.Payload == "no name", true)
}
