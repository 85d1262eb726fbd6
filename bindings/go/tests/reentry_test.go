package tests

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	reentry "fixtures/reentry/golden/go"

	"outwit"
)

// peer is a host made of functions.
type peer struct {
	step  func(ctx context.Context, left uint32) (uint32, error)
	visit func(ctx context.Context, text string) (string, error)
	gone  func(ctx context.Context, number uint32) error
}

func (p *peer) Step(ctx context.Context, left uint32) (uint32, error)  { return p.step(ctx, left) }
func (p *peer) Visit(ctx context.Context, text string) (string, error) { return p.visit(ctx, text) }
func (p *peer) Gone(ctx context.Context, number uint32) error          { return p.gone(ctx, number) }

func walking(t testing.TB, p *peer) *reentry.Reentry {
	t.Helper()
	return typed(t, "reentry", with(reentry.New, reentry.ReentryImports{Peer: p}))
}

// A host function that calls another instance, whose host function calls the next one.
func TestReentryOfOthers(t *testing.T) {
	const depth = 20
	worlds := make([]*reentry.Reentry, depth+1)
	for i := range worlds {
		worlds[i] = walking(t, &peer{step: func(ctx context.Context, left uint32) (uint32, error) {
			return worlds[i+1].Walker.Walk(ctx, left)
		}})
	}
	for range 3 {
		equal(t, ok(worlds[0].Walker.Walk(ctx, depth))(t), uint32(depth))
	}
}

// What an inner instance's host fails with arrives through all of them.
func TestReentryAndErrors(t *testing.T) {
	cause := errors.New("at the bottom")
	inner := walking(t, &peer{step: func(context.Context, uint32) (uint32, error) { return 0, cause }})
	outer := walking(t, &peer{step: func(ctx context.Context, left uint32) (uint32, error) { return inner.Walker.Walk(ctx, left) }})
	_, err := outer.Walker.Walk(ctx, 5)
	equal(t, errors.Is(err, cause), true)
	equal(t, strings.Count(err.Error(), "fixtures:reentry/peer.step failed: "), 2)

	inner = walking(t, &peer{step: func(context.Context, uint32) (uint32, error) { panic(cause) }})
	outer = walking(t, &peer{step: func(ctx context.Context, left uint32) (uint32, error) { return inner.Walker.Walk(ctx, left) }})
	panics(t, cause, func() { _, _ = outer.Walker.Walk(ctx, 5) })

	// A host function may also catch it, and its own instance goes on.
	inner = walking(t, &peer{step: func(context.Context, uint32) (uint32, error) { panic(cause) }})
	outer = walking(t, &peer{step: func(ctx context.Context, left uint32) (n uint32, err error) {
		defer func() {
			equal(t, recover(), cause)
			n = 7
		}()
		return inner.Walker.Walk(ctx, left)
	}})
	equal(t, ok(outer.Walker.Walk(ctx, 5))(t), uint32(8))
	equal(t, ok(outer.Walker.Fine(ctx, 1))(t), uint32(1))
	_, err = inner.Walker.Fine(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
}

func isBusy(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, outwit.ErrBusy) {
		t.Errorf("got %T (%v), want ErrBusy", err, err)
	}
}

func TestReentryIsRefused(t *testing.T) {
	var world *reentry.Reentry
	var thing *reentry.Thing
	var tried atomic.Int32
	again := func(ctx context.Context) {
		tried.Add(1)
		_, err := world.Walker.Fine(ctx, 1)
		isBusy(t, err)
		_, err = thing.Poke(ctx)
		isBusy(t, err)
		_, err = world.Instance().Call(ctx, "fixtures:reentry/walker", "fine", 1)
		isBusy(t, err)
	}
	p := &peer{gone: func(context.Context, uint32) error { return nil }}
	world = walking(t, p)
	thing = ok(world.Walker.NewThing(ctx, 1))(t)
	p.visit = func(inside context.Context, text string) (string, error) {
		again(inside)
		again(ctx) // not even with another context, from the same goroutine
		derived, cancel := context.WithTimeout(context.WithValue(inside, t, "x"), time.Hour)
		defer cancel()
		var group sync.WaitGroup
		group.Go(func() { again(inside) })
		group.Go(func() { again(derived) })
		group.Wait()
		isBusy(t, world.Close())
		return text, nil
	}
	equal(t, ok(world.Walker.Tell(ctx, "x"))(t), "[x]")
	equal(t, tried.Load(), int32(4))
	// And through another instance.
	other := walking(t, &peer{visit: func(ctx context.Context, text string) (string, error) {
		again(ctx)
		return text, nil
	}})
	p.visit = func(ctx context.Context, text string) (string, error) { return other.Walker.Tell(ctx, text) }
	equal(t, ok(world.Walker.Tell(ctx, "x"))(t), "[[x]]")
	equal(t, tried.Load(), int32(5))
	equal(t, ok(world.Walker.Fine(ctx, 1))(t), uint32(1))
}

// The context of a host function that was kept means nothing once the call is over.
func TestReentryIsOver(t *testing.T) {
	var kept context.Context
	world := walking(t, &peer{visit: func(ctx context.Context, text string) (string, error) {
		kept = ctx
		return text, nil
	}})
	equal(t, ok(world.Walker.Tell(ctx, "x"))(t), "[x]")
	equal(t, ok(world.Walker.Fine(kept, 2))(t), uint32(2))
	equal(t, ok(world.Walker.Tell(kept, "y"))(t), "[y]")
}

// Closing a resource from inside drops it when the call is over.
func TestReentryOfClosing(t *testing.T) {
	var gone []uint32
	p := &peer{gone: func(_ context.Context, number uint32) error {
		gone = append(gone, number)
		return nil
	}}
	world := walking(t, p)
	thing := ok(world.Walker.NewThing(ctx, 3))(t)
	p.visit = func(context.Context, string) (string, error) {
		equal(t, thing.Close(), nil)
		equal(t, len(gone), 0)
		return "", nil
	}
	equal(t, ok(world.Walker.Tell(ctx, "x"))(t), "[]")
	equal(t, ok(world.Walker.Fine(ctx, 1))(t), uint32(1))
	equal(t, gone, []uint32{3})
	_, err := thing.Poke(ctx)
	equal(t, errors.Is(err, outwit.ErrResource), true)
}

// A destructor calls the host.
func TestReentryOfDestructors(t *testing.T) {
	var gone []uint32
	p := &peer{gone: func(_ context.Context, number uint32) error {
		gone = append(gone, number)
		return nil
	}}
	world := walking(t, p)
	equal(t, ok(world.Walker.NewThing(ctx, 3))(t).Close(), nil)
	equal(t, gone, []uint32{3})

	cause := errors.New("not gone")
	p.gone = func(context.Context, uint32) error { return cause }
	err := ok(world.Walker.NewThing(ctx, 4))(t).Close()
	equal(t, errors.Is(err, cause), true)
	_, err = world.Walker.Fine(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)

	p.gone = func(context.Context, uint32) error { panic(cause) }
	world = walking(t, p)
	thing := ok(world.Walker.NewThing(ctx, 4))(t)
	panics(t, cause, func() { _ = thing.Close() })
}

func TestReentryDynamic(t *testing.T) {
	var gone []uint32
	p := &peer{
		step:  func(_ context.Context, left uint32) (uint32, error) { return left * 2, nil },
		visit: func(_ context.Context, text string) (string, error) { return strings.ToUpper(text), nil },
		gone: func(_ context.Context, number uint32) error {
			gone = append(gone, number)
			return nil
		},
	}
	for _, name := range []string{"fixtures:reentry/peer", "peer"} {
		instance := ok(component(t, "reentry").Instantiate(ctx, outwit.WithImports(map[string]any{name: p})))(t)
		d := dynamic{t, instance, "fixtures:reentry/walker"}
		equal(t, d.call("walk", 4), uint32(7))
		equal(t, d.call("tell", "x"), "[X]")
		thing := d.call("[constructor]thing", 5).(*outwit.Resource)
		equal(t, d.call("[method]thing.poke", thing), uint32(10))
		equal(t, thing.Close(), nil)
	}
	equal(t, gone, []uint32{5, 5})
}

// Many goroutines call one instance, whose host functions call another one.
func TestReentryOfManyGoroutines(t *testing.T) {
	inner := walking(t, &peer{visit: func(_ context.Context, text string) (string, error) { return text, nil }})
	outer := walking(t, &peer{visit: func(ctx context.Context, text string) (string, error) {
		return inner.Walker.Tell(ctx, text)
	}})
	together(8, func(goroutine int) {
		text := strings.Repeat(string(rune('a'+goroutine)), 10)
		for range 100 {
			if got, err := outer.Walker.Tell(ctx, text); err != nil || got != "[["+text+"]]" {
				t.Errorf("got %q, %v", got, err)
				return
			}
		}
	})
}

// Calls that nest too deeply for the thread's stack are an error, not the end of the program.
func TestReentryWithoutEnd(t *testing.T) {
	deepest := 0
	var deeper func(depth int) func(context.Context, uint32) (uint32, error)
	deeper = func(depth int) func(context.Context, uint32) (uint32, error) {
		return func(ctx context.Context, left uint32) (uint32, error) {
			deepest = depth
			world, err := reentry.New(ctx, component(t, "reentry"), reentry.ReentryImports{Peer: &peer{step: deeper(depth + 1)}})
			if err != nil {
				return 0, err
			}
			defer world.Close()
			return world.Walker.Walk(ctx, 9)
		}
	}
	_, err := deeper(0)(ctx, 9)
	if err == nil || !strings.Contains(err.Error(), "call each other too deeply") || deepest < 100 {
		t.Errorf("got %v at %d", err, deepest)
	}
}
