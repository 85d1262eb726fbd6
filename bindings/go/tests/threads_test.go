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

// A long call lets other goroutines run, though they outnumber the processors.
func TestThreadsALongCallLetsOthersRun(t *testing.T) {
	world := typed(t, "errors", faults.New)
	var done atomic.Bool
	var turns atomic.Int64
	together(runtime.GOMAXPROCS(0)+2, func(goroutine int) {
		if goroutine == 0 {
			equal(t, ok(world.Faults.Count(ctx, 300_000_000))(t), uint64(300_000_000))
			done.Store(true)
		}
		for !done.Load() {
			turns.Add(1)
			runtime.Gosched()
		}
	})
	equal(t, turns.Load() > 1000, true)
}

func TestThreadsCallsOfOneInstanceTakeTurns(t *testing.T) {
	world := typed(t, "errors", faults.New)
	together(3, func(int) {
		equal(t, ok(world.Faults.Count(ctx, 20_000_000))(t), uint64(20_000_000))
		equal(t, ok(world.Faults.Fine(ctx, 1))(t), uint32(1))
	})
}

// Results belong to their calls, whichever thread a goroutine is on.
func TestThreadsManyShortCalls(t *testing.T) {
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

func TestThreadsInstancesOfTheirOwnAtOnce(t *testing.T) {
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

func TestThreadsErrorsBelongToTheirCalls(t *testing.T) {
	d := dynamically(t, "errors", "fixtures:errors/faults")
	together(3, func(goroutine int) {
		for number := range uint32(100) {
			value, err := d.instance.Call(ctx, d.iface, "fine", []any{number, "x", -1}[goroutine])
			switch goroutine {
			case 0:
				equal(t, ok(value, err)(t), number)
			case 1:
				wrongValue(t, err, "v", "expected an integer (u32), got string")
			default:
				wrongValue(t, err, "v", "-1 is out of range")
			}
		}
	})
}

func TestThreadsATrapWhileOthersWait(t *testing.T) {
	world := typed(t, "errors", faults.New)
	together(3, func(goroutine int) {
		if goroutine == 0 {
			_, err := world.Faults.Recurse(ctx, 1<<32-1)
			trapped(t, err, "stack-overflow")
		} else if value, err := world.Faults.Count(ctx, 1000); err == nil {
			equal(t, value, uint64(1000))
		} else {
			equal(t, errors.Is(err, outwit.ErrPoisoned), true)
		}
	})
}

func TestThreadsDroppingResourcesWhileAnotherIsInside(t *testing.T) {
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
func TestThreadsClosingResourcesFromMany(t *testing.T) {
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

// What the garbage collector finds while the instance is in a call is dropped before the next one.
func TestThreadsDropsAreDoneAtTheNextTurn(t *testing.T) {
	var gone []uint32
	p := &peer{gone: func(_ context.Context, number uint32) error {
		gone = append(gone, number)
		return nil
	}}
	world := walking(t, p)
	found := make(chan bool)
	func() {
		thing := ok(world.Walker.NewThing(ctx, 3))(t)
		runtime.AddCleanup(thing, func(found chan bool) { close(found) }, found)
	}()
	p.step = func(_ context.Context, left uint32) (uint32, error) {
		runtime.GC()
		<-found
		equal(t, len(gone), 0)
		return left, nil
	}
	equal(t, ok(world.Walker.Walk(ctx, 1))(t), uint32(1))
	for len(gone) == 0 { // its own cleanup may come after ours
		runtime.GC()
		equal(t, ok(world.Walker.Fine(ctx, 2))(t), uint32(2))
	}
	equal(t, gone, []uint32{3})
}

// Only one of many gives a resource away.
func TestThreadsGivingAwayAResource(t *testing.T) {
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

// Closing waits for the call that is under way.
func TestThreadsClosingWhileAnotherIsInside(t *testing.T) {
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
func TestThreadsHostFunctionsOfManyThreads(t *testing.T) {
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
