package tests

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	bytesworld "fixtures/bytes/golden/go"
	faults "fixtures/errors/golden/go"
	nesting "fixtures/nesting/golden/go"
	resources "fixtures/resources/golden/go"
	stringsworld "fixtures/strings/golden/go"

	"outwit"
)

// What other languages have promises for: a call in a goroutine of its own.

// later gives what a call in another goroutine comes to.
func later[T any](call func() (T, error)) func(testing.TB) T {
	done := make(chan func(testing.TB) T, 1)
	go func() { done <- ok(call()) }()
	return func(t testing.TB) T {
		t.Helper()
		return (<-done)(t)
	}
}

func TestAsynchronousRoundTrips(t *testing.T) {
	text, echo := strings.Repeat("😀", 100_000), typed(t, "strings", stringsworld.New).Echo
	back := later(func() (string, error) { return echo.EchoString(ctx, text) })
	nested := typed(t, "nesting", nesting.New).Echo
	things := slicesOf(500, nesting.Thing(nesting.ThingPart{Value: nesting.Part{Joint: nesting.JointLoose{}}}))
	same := later(func() ([]nesting.Thing, error) { return nested.EchoThings(ctx, things) })
	equal(t, back(t), text)
	equal(t, len(same(t)), 500)
	d := dynamically(t, "strings", "fixtures:strings/echo")
	equal(t, later(func() (any, error) { return d.instance.Call(ctx, d.iface, "rev", "abc") })(t), "cba")
}

func slicesOf[T any](count int, value T) []T {
	all := make([]T, count)
	for i := range all {
		all[i] = value
	}
	return all
}

func TestAsynchronousGenerated(t *testing.T) {
	echo := typed(t, "bytes", bytesworld.New).Echo
	data := bytes.Repeat([]byte{1, 2, 3}, 100_000)
	back := later(func() ([]byte, error) { return echo.EchoBytes(ctx, data) })
	sum := later(func() (uint64, error) { return echo.Sum(ctx, data) })
	equal(t, back(t), data)
	equal(t, sum(t), uint64(600_000))
}

func TestAsynchronousErrors(t *testing.T) {
	world := typed(t, "errors", faults.New)
	failed := make(chan error)
	call := func(function string, arguments ...any) error {
		go func() {
			_, err := world.Instance().Call(ctx, "fixtures:errors/faults", function, arguments...)
			failed <- err
		}()
		return <-failed
	}
	wrongValue(t, call("fine", "x"), "v", "expected an integer (u32), got string")
	wrongValue(t, call("fine"), "", "fine takes 1 arguments, got 0")
	trapped(t, call("unreachable"), "unreachable")
	equal(t, errors.Is(call("fine", 1), outwit.ErrPoisoned), true)
}

func TestAsynchronousResources(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	counter := ok(counters.NewCounter(ctx, 5))(t)
	counter = later(func() (*resources.Counter, error) { return counters.Pass(ctx, counter) })(t)
	equal(t, later(func() (uint32, error) { return counters.Peek(ctx, counter) })(t), uint32(5))
	many := later(func() ([]*resources.Counter, error) { return counters.MakeMany(ctx, 10) })(t)
	equal(t, later(func() (uint32, error) { return counters.FinishMany(ctx, many) })(t), uint32(45))
	equal(t, counter.Close(), nil)
	equal(t, ok(counters.Live(ctx))(t), uint32(0))
}

// Methods, static functions and constructors, without generated code as with it.
func TestAsynchronousMethods(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	counter := later(func() (*resources.Counter, error) { return counters.NewCounter(ctx, 5) })(t)
	equal(t, later(func() (uint32, error) { return counter.Increment(ctx, 2) })(t), uint32(7))
	other := later(func() (*resources.Counter, error) { return counter.Clone(ctx) })(t)
	equal(t, later(func() (uint32, error) { return other.Value(ctx) })(t), uint32(7))
	parsed := later(func() (*resources.Counter, error) { return counters.CounterParse(ctx, "3") })(t)
	equal(t, ok(parsed.Value(ctx))(t), uint32(3))

	d := dynamically(t, "resources", "fixtures:resources/counters")
	call := func(name string, arguments ...any) any {
		return later(func() (any, error) { return d.instance.Call(ctx, d.iface, name, arguments...) })(t)
	}
	made := call("[constructor]counter", 5)
	equal(t, call("[method]counter.increment", made, 2), uint32(7))
	equal(t, call("[method]counter.value", call("[method]counter.clone", made)), uint32(7))
	equal(t, call("[method]counter.value", call("[static]counter.parse", "3")), uint32(3))
}

// Other goroutines run meanwhile, on one thread, too.
func TestAsynchronousTheLoopGoesOn(t *testing.T) {
	world := typed(t, "errors", faults.New)
	done := make(chan bool)
	go func() {
		equal(t, ok(world.Faults.Count(ctx, 300_000_000))(t), uint64(300_000_000))
		close(done)
	}()
	turns := 0
	for running := true; running; turns++ {
		select {
		case <-done:
			running = false
		default:
			runtime.Gosched()
		}
	}
	equal(t, turns > 1000, true)
}

func TestAsynchronousSeveralAtOnce(t *testing.T) {
	together(12, func(goroutine int) {
		echo := typed(t, "strings", stringsworld.New).Echo
		text := fmt.Sprintf("%02d", goroutine)
		equal(t, ok(echo.Rev(ctx, text))(t), text[1:]+text[:1])
	})
	// Calls of one instance take turns.
	world := typed(t, "errors", faults.New)
	var sum atomic.Uint32
	together(20, func(int) { sum.Add(ok(world.Faults.Calls(ctx))(t)) })
	equal(t, sum.Load(), uint32(20*21/2))
	equal(t, ok(world.Faults.Calls(ctx))(t), uint32(21))
}

func TestAsynchronousCancelling(t *testing.T) {
	world := typed(t, "errors", faults.New)
	stopped, cancel := context.WithCancel(ctx)
	finished := spinning(stopped, world.Faults)
	cancel()
	err := <-finished
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	equal(t, errors.Is(err, context.Canceled), true)
	equal(t, errors.Is(err, stopped.Err()), true)
	if trap := new(outwit.TrapError); errors.As(err, &trap) { // or it had not begun
		_, err = world.Faults.Fine(ctx, 1)
		equal(t, errors.Is(err, outwit.ErrPoisoned), true)
		equal(t, strings.Contains(err.Error(), "the caller stopped the call"), true)
	}
}

func TestAsynchronousTheDeadline(t *testing.T) {
	world := typed(t, "errors", faults.New)
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	err := <-spinning(short, world.Faults)
	equal(t, errors.Is(err, outwit.ErrDeadline), true)
	equal(t, errors.Is(err, context.DeadlineExceeded), true)
}

func TestAsynchronousAnInstanceThatIsClosedMeanwhile(t *testing.T) {
	world := ok(faults.New(ctx, component(t, "errors")))(t)
	equal(t, world.Close(), nil)
	called := make(chan error)
	go func() {
		_, err := world.Faults.Fine(ctx, 1)
		called <- err
	}()
	equal(t, errors.Is(<-called, outwit.ErrClosed), true)
}

func TestAsynchronousACallThatNeverRanTakesNothing(t *testing.T) {
	counters := typed(t, "resources", resources.New).Counters
	first, second := ok(counters.NewCounter(ctx, 1))(t), ok(counters.NewCounter(ctx, 2))(t)
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	var group sync.WaitGroup
	group.Go(func() { equal(t, ok(first.Value(ctx))(t), uint32(1)) })
	group.Go(func() {
		_, err := counters.Finish(stopped, second)
		equal(t, errors.Is(err, outwit.ErrCancelled), true)
	})
	group.Wait()
	equal(t, ok(second.Value(ctx))(t), uint32(2))
}

func init() {
	programs["exits"] = func() {
		world, err := faults.Load(ctx, file("errors"))
		if err != nil {
			fmt.Println(err)
		}
		spinning(ctx, world.Faults)
		runtime.Gosched()
		os.Exit(3)
	}
}

func TestAsynchronousAProgramThatExits(t *testing.T) {
	status, output := program(t, "exits")
	equal(t, output, "")
	equal(t, status, 3)
}
