package tests

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	integers "fixtures/integers/golden/go"
	reentry "fixtures/reentry/golden/go"

	"outwit"
)

// peer is a host made of functions; it gives back what it is given where there is none.
type peer struct {
	step  func(ctx context.Context, left uint32) (uint32, error)
	visit func(ctx context.Context, text string) (string, error)
	gone  func(ctx context.Context, number uint32) error
	heard []uint32 // what is gone
	thing any      // what it holds
}

func (p *peer) Step(ctx context.Context, left uint32) (uint32, error) {
	if p.step == nil {
		return left, nil
	}
	return p.step(ctx, left)
}

func (p *peer) Visit(ctx context.Context, text string) (string, error) {
	if p.visit == nil {
		return text, nil
	}
	return p.visit(ctx, text)
}

func (p *peer) Gone(ctx context.Context, number uint32) error {
	p.heard = append(p.heard, number)
	if p.gone == nil {
		return nil
	}
	return p.gone(ctx, number)
}

func walking(t testing.TB, p *peer) *reentry.Reentry {
	t.Helper()
	return typed(t, "reentry", with(reentry.New, reentry.ReentryImports{Peer: p}))
}

// walkingByName does the same without generated code.
func walkingByName(t *testing.T, p *peer) dynamic {
	t.Helper()
	instance := ok(component(t, "reentry").Instantiate(ctx, outwit.WithImports(map[string]any{"peer": p})))(t)
	return dynamic{t, instance, "fixtures:reentry/walker"}
}

// A host function calls another instance, whose host function calls the next one.
func TestReentryAnotherInstance(t *testing.T) {
	const depth = 20
	peers, walkers := make([]*peer, depth), make([]*reentry.Walker, depth)
	for i := range peers {
		peers[i] = &peer{}
		walkers[i] = walking(t, peers[i]).Walker
		if i > 0 {
			peers[i-1].step, peers[i-1].visit = walkers[i].Walk, walkers[i].Tell
		}
	}
	for range 3 {
		equal(t, ok(walkers[0].Walk(ctx, 15))(t), uint32(15))
	}
	text := strings.Repeat("é", 50_000)
	equal(t, ok(walkers[0].Tell(ctx, text))(t), strings.Repeat("[", depth)+text+strings.Repeat("]", depth))
	equal(t, walkingByName(t, &peer{step: walkers[0].Walk}).call("walk", 15), uint32(15))
}

// fresh is a step into a new instance, whose host steps into the next one.
func fresh(t *testing.T, depth int, deepest *int) func(context.Context, uint32) (uint32, error) {
	return func(ctx context.Context, left uint32) (uint32, error) {
		*deepest = depth
		next := &peer{step: fresh(t, depth+1, deepest)}
		world, err := reentry.New(ctx, component(t, "reentry"), reentry.ReentryImports{Peer: next})
		if err != nil {
			return 0, err
		}
		defer world.Close()
		return world.Walker.Walk(ctx, left)
	}
}

func TestReentryAFreshInstanceACall(t *testing.T) {
	deepest := 0
	equal(t, ok(fresh(t, 0, &deepest)(ctx, 30))(t), uint32(30))
	equal(t, deepest, 30)
}

// Calls that nest too deeply for the thread's stack are an error, not the end of the program.
func TestReentryWithoutEnd(t *testing.T) {
	deepest := 0
	_, err := fresh(t, 0, &deepest)(ctx, 1_000_000)
	if err == nil || !strings.Contains(err.Error(), "call each other too deeply") || deepest < 100 {
		t.Errorf("got %v at %d", err, deepest)
	}
	equal(t, ok(fresh(t, 0, &deepest)(ctx, 5))(t), uint32(5))
}

func isBusy(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, outwit.ErrBusy) {
		t.Errorf("got %T (%v), want ErrBusy", err, err)
	}
}

func TestReentryTheSameInstance(t *testing.T) {
	p := &peer{}
	walker := walking(t, p).Walker
	p.step = walker.Walk
	_, err := walker.Walk(ctx, 2)
	isBusy(t, err)

	p = &peer{}
	d := walkingByName(t, p)
	p.step = func(ctx context.Context, left uint32) (uint32, error) {
		_, err := d.instance.Call(ctx, d.iface, "walk", left)
		return 0, err
	}
	_, err = d.instance.Call(ctx, d.iface, "walk", 2)
	isBusy(t, err)
}

func TestReentryTheSameInstanceFurtherIn(t *testing.T) {
	one, other := &peer{}, &peer{}
	walker, next := walking(t, one).Walker, walking(t, other).Walker
	one.step, other.step = next.Walk, walker.Walk
	_, err := walker.Walk(ctx, 5)
	isBusy(t, err)
}

func TestReentryTheHostMayStandIt(t *testing.T) {
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
	p := &peer{}
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
	p.visit = other.Walker.Tell
	equal(t, ok(world.Walker.Tell(ctx, "x"))(t), "[[x]]")
	equal(t, tried.Load(), int32(5))
	equal(t, ok(world.Walker.Fine(ctx, 1))(t), uint32(1))
}

// What an inner instance's host fails with arrives through all of them.
func TestReentryErrorsArriveThroughAll(t *testing.T) {
	cause := errors.New("at the bottom")
	inner := walking(t, &peer{step: func(context.Context, uint32) (uint32, error) { return 0, cause }})
	outer := walking(t, &peer{step: inner.Walker.Walk})
	_, err := outer.Walker.Walk(ctx, 5)
	equal(t, errors.Is(err, cause), true)
	equal(t, strings.Count(err.Error(), "fixtures:reentry/peer.step failed: "), 2)
	for _, world := range []*reentry.Reentry{inner, outer} {
		_, err = world.Walker.Fine(ctx, 1)
		equal(t, errors.Is(err, outwit.ErrPoisoned), true)
	}

	inner = walking(t, &peer{step: func(context.Context, uint32) (uint32, error) { panic(cause) }})
	outer = walking(t, &peer{step: inner.Walker.Walk})
	panics(t, cause, func() { _, _ = outer.Walker.Walk(ctx, 5) })
}

// A host function may also catch it, and its own instance goes on.
func TestReentryErrorsMayBeCaughtOnTheWay(t *testing.T) {
	cause := errors.New("at the bottom")
	inner := walking(t, &peer{step: func(context.Context, uint32) (uint32, error) { panic(cause) }})
	outer := walking(t, &peer{step: func(ctx context.Context, left uint32) (n uint32, err error) {
		defer func() {
			equal(t, recover(), cause)
			n = 7
		}()
		return inner.Walker.Walk(ctx, left)
	}})
	equal(t, ok(outer.Walker.Walk(ctx, 5))(t), uint32(8))
	equal(t, ok(outer.Walker.Fine(ctx, 1))(t), uint32(1))
	_, err := inner.Walker.Fine(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
}

func TestReentryDestructorsCallTheHost(t *testing.T) {
	p := &peer{}
	walker := walking(t, p).Walker
	thing := ok(walker.NewThing(ctx, 5))(t)
	equal(t, ok(thing.Poke(ctx))(t), uint32(5))
	equal(t, thing.Close(), nil)
	equal(t, p.heard, []uint32{5})
	for number := range uint32(100) {
		ok(walker.NewThing(ctx, number))(t)
	}
	for range 100_000 {
		if len(p.heard) > 90 {
			break
		}
		runtime.GC()
		ok(walker.Fine(ctx, 1))(t) // the collector only queues them: the next call drops them
	}
	equal(t, len(p.heard) > 90, true)

	p = &peer{}
	d := walkingByName(t, p)
	again := d.call("[constructor]thing", 5).(*outwit.Resource)
	equal(t, d.call("[method]thing.poke", again), uint32(5))
	equal(t, again.Close(), nil)
	equal(t, p.heard, []uint32{5})
}

// The collector finds the circle from the host's functions through the resource.
func TestReentryAHostThatHoldsAResource(t *testing.T) {
	left := make(chan bool, 10)
	for range 10 {
		p := &peer{}
		world := ok(reentry.New(ctx, component(t, "reentry"), reentry.ReentryImports{Peer: p}))(t)
		p.thing = ok(world.Walker.NewThing(ctx, 5))(t)
		ok(world.Walker.Walk(ctx, 3))(t)
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

// Closing a resource from inside drops it when the call is over.
func TestReentryClosingAResourceFromInside(t *testing.T) {
	p := &peer{}
	world := walking(t, p)
	things := []*reentry.Thing{ok(world.Walker.NewThing(ctx, 1))(t), ok(world.Walker.NewThing(ctx, 2))(t)}
	p.step = func(_ context.Context, left uint32) (uint32, error) {
		closed(t, things...)
		equal(t, len(p.heard), 0)
		return left, nil
	}
	equal(t, ok(world.Walker.Walk(ctx, 1))(t), uint32(1))
	equal(t, len(p.heard), 0)
	equal(t, ok(world.Walker.Fine(ctx, 77))(t), uint32(77))
	equal(t, p.heard, []uint32{1, 2})
	_, err := things[0].Poke(ctx)
	equal(t, errors.Is(err, outwit.ErrResource), true)
	equal(t, world.Instance().GuestResources(), 0)
}

func TestReentryADestructorThatFails(t *testing.T) {
	cause := errors.New("not gone")
	p := &peer{gone: func(context.Context, uint32) error { return cause }}
	walker := walking(t, p).Walker
	equal(t, errors.Is(ok(walker.NewThing(ctx, 5))(t).Close(), cause), true)
	_, err := walker.Fine(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
	equal(t, strings.Contains(err.Error(), "after a failed call (a host function failed)"), true)

	p.gone = func(context.Context, uint32) error { panic(cause) }
	thing := ok(walking(t, p).Walker.NewThing(ctx, 6))(t)
	panics(t, cause, func() { _ = thing.Close() })
}

func TestReentryLoadingInside(t *testing.T) {
	walker := walking(t, &peer{step: func(ctx context.Context, left uint32) (uint32, error) {
		world, err := integers.New(ctx, component(t, "integers"))
		if err != nil {
			return 0, err
		}
		defer world.Close()
		return world.Echo.Add(ctx, left, 1)
	}}).Walker
	equal(t, ok(walker.Walk(ctx, 5))(t), uint32(6))
}

// Many calls of one instance wait for each other, while its host functions call another one.
func TestReentryManyAtOnce(t *testing.T) {
	inner := walking(t, &peer{})
	outer := walking(t, &peer{visit: inner.Walker.Tell})
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

// A value's own code may close a resource, whose destructor calls the host.
func TestReentryCodeOfAValue(t *testing.T) {
	p := &peer{}
	thing := ok(walking(t, p).Walker.NewThing(ctx, 5))(t)
	closing := madeUp(func() string {
		equal(t, thing.Close(), nil)
		return "red"
	})
	d := dynamically(t, "lists", "fixtures:lists/echo")
	equal(t, d.call("echo-colours", []any{closing}), []string{"red"})
	equal(t, p.heard, []uint32{5})
}
