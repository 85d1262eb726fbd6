package tests

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	faults "fixtures/errors/golden/go"
	nesting "fixtures/nesting/golden/go"
	reentry "fixtures/reentry/golden/go"
	resources "fixtures/resources/golden/go"
	stringsworld "fixtures/strings/golden/go"

	"outwit"
)

// together runs work in several goroutines at once.
func together(goroutines int, work func(goroutine int)) {
	var group sync.WaitGroup
	for goroutine := range goroutines {
		group.Go(func() { work(goroutine) })
	}
	group.Wait()
}

// Results belong to their calls, whichever thread a goroutine is on.
func TestThreadsOnOneInstance(t *testing.T) {
	echo := typed(t, "strings", stringsworld.New).Echo
	together(8, func(goroutine int) {
		for round := range 200 {
			text := fmt.Sprintf("goroutine %d, round %d", goroutine, round)
			if round%10 == 0 {
				text += fmt.Sprintf("%05000d", goroutine)
			}
			got, err := echo.EchoString(ctx, text)
			if err != nil || got != text {
				t.Errorf("got %q, %v; want %q", got, err, text)
				return
			}
			if round%50 == 0 {
				runtime.GC()
			}
		}
	})
}

func TestThreadsOnManyInstances(t *testing.T) {
	together(8, func(goroutine int) {
		for range 10 {
			world, err := nesting.New(ctx, component(t, "nesting"))
			if err != nil {
				t.Error(err)
				return
			}
			names, err := world.Echo.Names(ctx, []nesting.Thing{nesting.ThingPart{Value: nesting.Part{Joint: nesting.JointLoose{}}}})
			if err != nil || len(names) != 1 {
				t.Errorf("got %v, %v", names, err)
			}
			if err := world.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestThreadsAndResources(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	together(8, func(goroutine int) {
		for range 50 {
			counter, err := counters.NewCounter(ctx, uint32(goroutine))
			if err != nil {
				t.Error(err)
				return
			}
			if value, err := counter.Value(ctx); err != nil || value != uint32(goroutine) {
				t.Errorf("got %d, %v", value, err)
			}
			if err := counter.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	equal(t, ok(counters.Live(ctx))(t), uint32(0))
}

// Any goroutine may close any resource, also while others close it, use it, or close the instance.
func TestThreadsThatClose(t *testing.T) {
	world := ok(resources.New(ctx, component(t, "resources")))(t)
	counters := world.Counters
	many := ok(counters.MakeMany(ctx, 200))(t)
	together(8, func(goroutine int) {
		for i, counter := range many[:100] {
			if i%8 == goroutine {
				if _, err := counter.Value(ctx); err != nil && !errors.Is(err, outwit.ErrResource) {
					t.Error(err)
				}
			}
			if err := counter.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	equal(t, ok(counters.Dropped(ctx))(t), uint32(100))
	equal(t, ok(counters.Live(ctx))(t), uint32(100))
	equal(t, world.Instance().GuestResources(), 100)
	together(8, func(goroutine int) {
		if goroutine == 0 {
			if err := world.Close(); err != nil {
				t.Error(err)
			}
		}
		for _, counter := range many[100:] {
			if err := counter.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	equal(t, world.Instance().GuestResources(), 0)
}

// Only one of many gives a resource away.
func TestThreadsThatGiveAway(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	for range 20 {
		counter := ok(counters.NewCounter(ctx, 5))(t)
		var given atomic.Int32
		together(8, func(int) {
			value, err := counters.Finish(ctx, counter)
			switch {
			case err == nil && value == 5:
				given.Add(1)
			case !errors.Is(err, outwit.ErrResource):
				t.Errorf("got %d, %v", value, err)
			}
		})
		equal(t, given.Load(), int32(1))
	}
	equal(t, ok(counters.Live(ctx))(t), uint32(0))
}

// A goroutine that waits for an instance stops waiting when its context ends.
func TestThreadsThatWait(t *testing.T) {
	world := typed(t, "errors", faults.New)
	running, stop := context.WithCancel(ctx)
	finished := make(chan error)
	go func() { finished <- world.Faults.Spin(running) }()
	waiting, give := context.WithCancel(ctx)
	waited := make(chan error)
	go func() {
		_, err := world.Faults.Fine(waiting, 1)
		waited <- err
	}()
	// Whichever of the two calls came first, the wait ends.
	give()
	if err := <-waited; err != nil && !errors.Is(err, outwit.ErrCancelled) {
		t.Error(err)
	}
	stop()
	equal(t, errors.Is(<-finished, outwit.ErrCancelled), true)
}

// Closing waits for the call that is under way.
func TestThreadsAndClosing(t *testing.T) {
	world := ok(faults.New(ctx, component(t, "errors")))(t)
	together(4, func(goroutine int) {
		if goroutine == 0 {
			if err := world.Close(); err != nil {
				t.Error(err)
			}
			return
		}
		value, err := world.Faults.Count(ctx, 1_000_000)
		if err == nil && value != 1_000_000 || err != nil && !errors.Is(err, outwit.ErrClosed) {
			t.Errorf("got %d, %v", value, err)
		}
	})
}

// Many goroutines, each with an instance that calls back, while the collector runs and some host functions fail.
func TestThreadsAndImports(t *testing.T) {
	together(8, func(goroutine int) {
		for round := range 20 {
			text := fmt.Sprintf("goroutine %d, round %d", goroutine, round)
			failing := round%5 == 4
			world, err := reentry.New(ctx, component(t, "reentry"), reentry.ReentryImports{Peer: &peer{
				step: func(_ context.Context, left uint32) (uint32, error) { return left, nil },
				visit: func(_ context.Context, visited string) (string, error) {
					runtime.Gosched()
					if failing {
						panic(text)
					}
					return visited + "!", nil
				},
				gone: func(context.Context, uint32) error { return nil },
			}})
			if err != nil {
				t.Error(err)
				return
			}
			for range 20 {
				if left, err := world.Walker.Walk(ctx, 7); err != nil || left != 7 {
					t.Errorf("got %d, %v", left, err)
				}
			}
			func() {
				defer func() {
					if value := recover(); failing && value != text {
						t.Errorf("got %v, want %q", value, text)
					}
				}()
				if said, err := world.Walker.Tell(ctx, text); err != nil || said != "["+text+"!]" {
					t.Errorf("got %q, %v", said, err)
				}
			}()
			if goroutine == 0 {
				runtime.GC()
			}
			if err := world.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}
