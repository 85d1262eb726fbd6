package tests

import (
	"context"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	faults "fixtures/errors/golden/go"

	"outwit"
	"outwit/wit"
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

// poisoned wants an instance that an earlier failure left unusable.
func poisoned(t *testing.T, world *faults.Errors) {
	t.Helper()
	_, err := world.Faults.Fine(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
}

func TestErrorsTraps(t *testing.T) {
	type call = func(*faults.Faults) error
	for _, each := range []struct {
		code string
		call call
	}{
		{"unreachable", func(f *faults.Faults) error { return f.Unreachable(ctx) }},
		{"unreachable", func(f *faults.Faults) error { return f.Panic(ctx, "oh no") }},
		{"out-of-bounds-memory-access", func(f *faults.Faults) error { _, err := f.Load(ctx, 1<<32-1); return err }},
		{"integer-division-by-zero", func(f *faults.Faults) error { _, err := f.Divide(ctx, 1, 0); return err }},
		{"unreachable", func(f *faults.Faults) error { _, err := f.DivideSigned(ctx, math.MinInt32, -1); return err }},
		{"integer-overflow", func(f *faults.Faults) error { _, err := f.Truncate(ctx, 1e300); return err }},
		{"bad-conversion-to-integer", func(f *faults.Faults) error { _, err := f.Truncate(ctx, math.NaN()); return err }},
		{"out-of-bounds-table-access", func(f *faults.Faults) error { _, err := f.CallIndirect(ctx, 1<<20); return err }},
		{"stack-overflow", func(f *faults.Faults) error { _, err := f.Recurse(ctx, 1<<31); return err }},
	} {
		world := typed(t, "errors", faults.New)
		trap := trapped(t, each.call(world.Faults), each.code)
		equal(t, strings.HasPrefix(trap.Message, "the guest trapped: "), true)
		named := false
		for _, frame := range trap.Frames {
			named = named || frame.Function != ""
		}
		equal(t, named, true)
		equal(t, errors.Is(trap, outwit.ErrDeadline), false)
		poisoned(t, world)
	}
}

func TestErrorsAfterATrap(t *testing.T) {
	world := typed(t, "errors", faults.New)
	equal(t, ok(world.Faults.Fine(ctx, 5))(t), uint32(5))
	trapped(t, world.Faults.Unreachable(ctx), "unreachable")
	_, err := world.Faults.Fine(ctx, 5)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
	equal(t, errors.Is(err, outwit.ErrClosed), false)
	equal(t, strings.HasPrefix(err.Error(), "the instance cannot be used after a failed call ("), true)
	equal(t, strings.HasSuffix(err.Error(), "); make a new one"), true)
}

func TestErrorsATrapHarmsItsOwnInstanceOnly(t *testing.T) {
	one, other := typed(t, "errors", faults.New), typed(t, "errors", faults.New)
	trapped(t, one.Faults.Unreachable(ctx), "unreachable")
	equal(t, ok(other.Faults.Fine(ctx, 5))(t), uint32(5))
}

func TestErrorsWhatIsNoTrap(t *testing.T) {
	world := typed(t, "errors", faults.New)
	equal(t, ok(world.Faults.Divide(ctx, 7, 2))(t), uint32(3))
	equal(t, ok(world.Faults.Recurse(ctx, 100))(t), uint32(100))
	_, err := world.Faults.Fail(ctx, wit.Err[uint32]("no"))
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed) && failed.Payload == "no", true)
	_, err = world.Instance().Call(ctx, "fixtures:errors/faults", "fine", "1")
	wrongValue(t, err, "v", "expected an integer (u32), got string")
	equal(t, ok(world.Faults.Calls(ctx))(t), uint32(1))
}

func TestErrorsTheDeadline(t *testing.T) {
	world := typed(t, "errors", faults.New)
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	err := world.Faults.Spin(short)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
	equal(t, errors.Is(err, outwit.ErrCancelled), false)
	trapped(t, err, "")
	poisoned(t, world)
}

// A call that ends in time is not disturbed by its context.
func TestErrorsADeadlineThatIsMet(t *testing.T) {
	world := typed(t, "errors", faults.New)
	long, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel()
	for range 5 {
		equal(t, ok(world.Faults.Count(long, 20_000_000))(t), uint64(20_000_000))
	}
}

func TestErrorsTheMemoryLimit(t *testing.T) {
	world := typed(t, "errors", faults.New, outwit.MemoryLimit(16<<20))
	equal(t, ok(world.Faults.Fine(ctx, 1))(t), uint32(1))
	equal(t, ok(world.Faults.Allocate(ctx, 1<<20))(t), uint32(1<<20))
	_, err := world.Faults.Allocate(ctx, 64<<20)
	equal(t, errors.Is(err, outwit.ErrMemory), true)
	equal(t, strings.Contains(err.Error(), "bytes of memory and may have 16777216"), true)
	poisoned(t, world)
	small := typed(t, "errors", faults.New, outwit.MemoryLimit(8<<20))
	equal(t, errors.Is(small.Faults.Grow(ctx), outwit.ErrMemory), true)
}

func TestErrorsAMemoryLimitBelowTheBeginning(t *testing.T) {
	_, err := faults.New(ctx, component(t, "errors"), outwit.MemoryLimit(1<<16))
	equal(t, errors.Is(err, outwit.ErrMemory), true)
}

func TestErrorsADestructorThatTraps(t *testing.T) {
	world := typed(t, "errors", faults.New)
	bomb := ok(world.Faults.NewBomb(ctx))(t)
	trapped(t, bomb.Close(), "unreachable")
	poisoned(t, world)
	equal(t, bomb.Close(), nil)
}

// The next call finds what the garbage collector gave up, and says so.
func TestErrorsAFinaliserThatTraps(t *testing.T) {
	world := typed(t, "errors", faults.New)
	gone := make(chan bool)
	func() {
		bomb := ok(world.Faults.NewBomb(ctx))(t)
		runtime.AddCleanup(bomb, func(gone chan bool) { close(gone) }, gone)
	}()
	runtime.GC()
	<-gone
	var err error
	for err == nil { // its own cleanup may come after ours
		runtime.GC()
		_, err = world.Faults.Fine(ctx, 1)
	}
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
}

func TestErrorsATrapWhileResourcesAreOpen(t *testing.T) {
	world := typed(t, "errors", faults.New)
	bomb := ok(world.Faults.NewBomb(ctx))(t)
	trapped(t, bomb.Explode(ctx), "unreachable")
	equal(t, bomb.Close(), nil)
	equal(t, bomb.Close(), nil)
}

func TestErrorsTheClasses(t *testing.T) {
	kinds := []error{
		outwit.ErrDeadline, outwit.ErrCancelled, outwit.ErrFuel, outwit.ErrMemory,
		outwit.ErrBusy, outwit.ErrPoisoned, outwit.ErrClosed, outwit.ErrResource,
	}
	for i, one := range kinds {
		for j, other := range kinds {
			equal(t, errors.Is(one, other), i == j)
		}
	}
	cause := errors.New("why")
	equal(t, errors.Is(&outwit.HostError{Function: "f", Err: cause}, cause), true)
	equal(t, (&outwit.HostError{Function: "a:b/c.f", Err: cause}).Error(), "a:b/c.f failed: why")
	equal(t, (&outwit.ValueError{Path: "a[1].b", Message: "no"}).Error(), "a[1].b: no")
	equal(t, (&outwit.ValueError{Function: "f", Message: "no"}).Error(), "f returned a wrong value: no")
	equal(t, (&outwit.WitError{}).Error(), "the function failed")
	equal(t, len((&outwit.TrapError{Message: "a"}).Unwrap()), 0)
}
