package tests

import (
	"context"
	"errors"
	"sync"
	"testing"

	reentry "fixtures/reentry/golden/go"
)

// Neither at once nor after waiting, from whatever goroutine.
func TestAsyncReentryTheSameInstance(t *testing.T) {
	p := &peer{}
	world := walking(t, p)
	caught := 0
	check := func(ctx context.Context) {
		_, err := world.Walker.Fine(ctx, 1)
		isBusy(t, err)
		caught++
	}
	p.step = func(ctx context.Context, left uint32) (uint32, error) {
		check(ctx)
		isBusy(t, world.Close())
		var group sync.WaitGroup
		group.Go(func() { check(ctx) })
		group.Wait()
		return left, nil
	}
	equal(t, ok(world.Walker.Walk(ctx, 3))(t), uint32(3))
	equal(t, caught, 2)
	equal(t, ok(world.Walker.Fine(ctx, 5))(t), uint32(5))
}

func TestAsyncReentryTheSameInstanceThroughAnother(t *testing.T) {
	p, other := &peer{}, &peer{}
	one, two := walking(t, p), walking(t, other)
	away := func(walker *reentry.Walker) func(context.Context, uint32) (uint32, error) {
		return func(ctx context.Context, left uint32) (walked uint32, err error) {
			var group sync.WaitGroup
			group.Go(func() { walked, err = walker.Walk(ctx, left) })
			group.Wait()
			return walked, err
		}
	}
	p.step, other.step = away(two.Walker), away(one.Walker)
	_, err := one.Walker.Walk(ctx, 5)
	isBusy(t, err)
}

// While a host function waits, calls of other goroutines wait for the instance.
func TestAsyncReentryOtherCallsTakeTheirTurn(t *testing.T) {
	entered, goOn := make(chan bool), make(chan bool)
	var order []string
	world := walking(t, &peer{step: func(_ context.Context, left uint32) (uint32, error) {
		order = append(order, "step")
		entered <- true
		<-goOn
		order = append(order, "stepped")
		return left, nil
	}})
	var group sync.WaitGroup
	group.Go(func() { equal(t, ok(world.Walker.Walk(ctx, 1))(t), uint32(1)) })
	<-entered
	group.Go(func() {
		equal(t, ok(world.Walker.Fine(ctx, 5))(t), uint32(5))
		order = append(order, "second")
	})
	goOn <- true
	group.Wait()
	equal(t, order, []string{"step", "stepped", "second"})
}

// What a host function leaves running may call the instance once that is free, with the context of the
// host function, too.
func TestAsyncReentryWhatIsLeftRunningMayCallLater(t *testing.T) {
	free, called := make(chan bool), make(chan error)
	var world *reentry.Reentry
	world = walking(t, &peer{step: func(ctx context.Context, left uint32) (uint32, error) {
		go func() {
			<-free
			value, err := world.Walker.Fine(ctx, 9)
			if err == nil && value != 9 {
				err = errors.New("another value")
			}
			called <- err
		}()
		return left, nil
	}})
	equal(t, ok(world.Walker.Walk(ctx, 1))(t), uint32(1))
	free <- true
	equal(t, <-called, nil)
}

// Host functions may wait for calls of other instances, to any depth.
func TestAsyncReentryAnotherInstance(t *testing.T) {
	const depth = 8
	worlds := make([]*reentry.Reentry, depth+1)
	for i := range worlds {
		worlds[i] = walking(t, &peer{step: func(ctx context.Context, left uint32) (walked uint32, err error) {
			var group sync.WaitGroup
			group.Go(func() { walked, err = worlds[i+1].Walker.Walk(ctx, left) })
			group.Wait()
			return walked, err
		}})
	}
	equal(t, ok(worlds[0].Walker.Walk(ctx, depth))(t), uint32(depth))
}
