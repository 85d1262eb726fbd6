package tests

import (
	"context"
	"errors"
	"math"
	"testing"
	"time"

	faults "fixtures/errors/golden/go"

	"outwit"
)

// trapped wants a trap of this code.
func trapped(t *testing.T, err error, code string) *outwit.TrapError {
	t.Helper()
	var trap *outwit.TrapError
	if !errors.As(err, &trap) {
		t.Fatalf("got %T (%v), want a *TrapError", err, err)
	}
	equal(t, trap.Code, code)
	return trap
}

func TestErrorsTrap(t *testing.T) {
	for code, call := range map[string]func(*faults.Faults) error{
		"unreachable":                 func(f *faults.Faults) error { return f.Unreachable(ctx) },
		"out-of-bounds-memory-access": func(f *faults.Faults) error { _, err := f.Load(ctx, 1<<32-1); return err },
		"integer-overflow":            func(f *faults.Faults) error { _, err := f.Truncate(ctx, 1e300); return err },
		"integer-division-by-zero":    func(f *faults.Faults) error { _, err := f.DivideSigned(ctx, 1, 0); return err },
		"bad-conversion-to-integer":   func(f *faults.Faults) error { _, err := f.Truncate(ctx, math.NaN()); return err },
		"stack-overflow":              func(f *faults.Faults) error { _, err := f.Recurse(ctx, 1<<32-1); return err },
	} {
		t.Run(code, func(t *testing.T) {
			world := typed(t, "errors", faults.New)
			equal(t, ok(world.Faults.Fine(ctx, 7))(t), uint32(7))
			err := call(world.Faults)
			trap := trapped(t, err, code)
			equal(t, len(trap.Frames) > 0, true)
			equal(t, errors.Is(err, outwit.ErrDeadline), false)
			_, err = world.Faults.Fine(ctx, 7)
			equal(t, errors.Is(err, outwit.ErrPoisoned), true)
		})
	}
}

func TestErrorsNameTheirFrames(t *testing.T) {
	world := typed(t, "errors", faults.New)
	trap := trapped(t, world.Faults.Unreachable(ctx), "unreachable")
	named := false
	for _, frame := range trap.Frames {
		named = named || frame.Function != ""
	}
	equal(t, named, true)
}

func TestErrorsOfResources(t *testing.T) {
	world := typed(t, "errors", faults.New)
	bomb := ok(world.Faults.NewBomb(ctx))(t)
	trapped(t, bomb.Close(), "unreachable")
}

func TestErrorsMemoryLimit(t *testing.T) {
	world := typed(t, "errors", faults.New, outwit.MemoryLimit(16<<20))
	equal(t, ok(world.Faults.Allocate(ctx, 1<<20))(t), uint32(1<<20))
	_, err := world.Faults.Allocate(ctx, 64<<20)
	equal(t, errors.Is(err, outwit.ErrMemory), true)
}

func TestErrorsDeadline(t *testing.T) {
	world := typed(t, "errors", faults.New)
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	err := world.Faults.Spin(short)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	equal(t, errors.Is(err, outwit.ErrCancelled), false)
	var trap *outwit.TrapError
	equal(t, errors.As(err, &trap), true)
	_, err = world.Faults.Fine(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
}

func TestErrorsCancelled(t *testing.T) {
	world := typed(t, "errors", faults.New)
	stopped, cancel := context.WithCancel(ctx)
	go cancel()
	err := world.Faults.Spin(stopped)
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	equal(t, errors.Is(err, context.Canceled), true)
	equal(t, errors.Is(err, stopped.Err()), true)
}

// A context that ends before the call begins leaves the instance as it was.
func TestErrorsBeforeTheCall(t *testing.T) {
	world := typed(t, "errors", faults.New)
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	_, err := world.Faults.Fine(stopped, 1)
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	equal(t, errors.Is(err, context.Canceled), true)
	late, cancel := context.WithDeadline(ctx, time.Unix(0, 0))
	defer cancel()
	_, err = world.Faults.Fine(late, 1)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	equal(t, ok(world.Faults.Fine(ctx, 1))(t), uint32(1))
}

// A call that ends in time is not disturbed by its context.
func TestErrorsContextsThatDoNotEnd(t *testing.T) {
	world := typed(t, "errors", faults.New)
	long, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel()
	for range 5 {
		equal(t, ok(world.Faults.Count(long, 20_000_000))(t), uint64(20_000_000))
	}
}

// brokenContext panics when the library asks whether it has ended.
type brokenContext struct{ context.Context }

func (brokenContext) Done() <-chan struct{} { panic("broken") }

func TestErrorsPanicsGoOn(t *testing.T) {
	world := typed(t, "errors", faults.New)
	func() {
		defer func() { equal(t, recover(), "broken") }()
		_, _ = world.Faults.Fine(brokenContext{ctx}, 1)
	}()
	equal(t, ok(world.Faults.Fine(ctx, 1))(t), uint32(1))
}

func TestErrorsClosed(t *testing.T) {
	world := ok(faults.New(ctx, component(t, "errors")))(t)
	equal(t, world.Close(), nil)
	equal(t, world.Close(), nil)
	_, err := world.Faults.Fine(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	equal(t, errors.Is(err, outwit.ErrPoisoned), false)
}
