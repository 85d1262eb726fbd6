package tests

import (
	"context"
	"errors"
	"testing"

	worldresources "fixtures/world_resources/golden/go"

	"outwit"
)

type adder struct{ value uint32 }

func (a *adder) Add(_ context.Context, by uint32) (uint32, error) {
	a.value += by
	return a.value, nil
}

type journal struct{ lines []string }

func (j *journal) Write(_ context.Context, l worldresources.ImportedLine) (uint64, error) {
	j.lines = append(j.lines, l.Text)
	return uint64(len(j.lines)), nil
}

func TestWorldResources(t *testing.T) {
	written := &journal{}
	world := typed(t, "world_resources", with(worldresources.New, worldresources.WorldResourcesImports{
		Journal: written,
		Shared: func(_ context.Context, name string) (worldresources.Labelled, error) {
			if name == "" {
				return worldresources.Labelled{}, &outwit.WitError{Payload: "no name"}
			}
			return worldresources.Labelled{Label: name, Counter: &adder{7}}, nil
		},
		NewCounter: func(_ context.Context, start uint32) (worldresources.Counter, error) { return &adder{start}, nil },
		CounterLarger: func(_ context.Context, a, b worldresources.Counter) (worldresources.Counter, error) {
			if a.(*adder).value > b.(*adder).value {
				return a, nil
			}
			return b, nil
		},
	}))
	one, two := &adder{1}, &adder{20}
	equal(t, ok(world.Count(ctx, one, 4))(t), uint32(5))
	equal(t, ok(world.Journal.Last(ctx))(t), &worldresources.Line{Number: 1, Text: "5"})
	equal(t, written.lines, []string{"5"})
	equal(t, ok(world.Sum(ctx, one, two))(t).(*adder).value, uint32(25))
	equal(t, ok(world.Larger(ctx, one, two))(t) == worldresources.Counter(two), true)
	equal(t, ok(world.Find(ctx, "n"))(t), worldresources.Labelled{Label: "n", Counter: &adder{7}})
	_, err := world.Find(ctx, "")
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed) && failed.Payload == "no name", true)
	equal(t, world.Instance().HostResources(), 0)
}
