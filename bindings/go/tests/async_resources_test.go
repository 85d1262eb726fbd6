package tests

import (
	"context"
	"errors"
	"testing"

	hostresources "fixtures/host_resources/golden/go"

	"outwit"
)

// lateCounter is a counter whose methods and whose hook wait for other goroutines.
type lateCounter struct{ *hostCounter }

func (c lateCounter) Increment(ctx context.Context, by uint32) (uint32, error) {
	return c.hostCounter.Increment(ctx, late(by))
}

func (c lateCounter) Close() error { return late(c.hostCounter).Close() }

// lateThings makes such counters, after a wait.
type lateThings struct{ *things }

func (h lateThings) NewCounter(_ context.Context, start uint32) (hostresources.Counter, error) {
	return lateCounter{h.counter(late(start))}, nil
}

func (h lateThings) Sum(_ context.Context, counters []hostresources.Counter) (sum uint32, err error) {
	for _, counter := range counters {
		sum += late(counter.(lateCounter).value)
	}
	return sum, nil
}

func TestAsyncResourcesResources(t *testing.T) {
	host := lateThings{&things{}}
	world := owning(t, host)
	user := world.User
	equal(t, ok(user.UseOnce(ctx, 5, 3))(t), uint32(8))
	settled(t, world, host.things, 0, 0)
	made := ok(user.Make(ctx, 7))(t)
	equal(t, ok(user.Increase(ctx, made, 3))(t), uint32(10))
	equal(t, ok(user.Sum(ctx, []hostresources.Counter{made, made}))(t), uint32(20))
	equal(t, host.closed, 3)
	equal(t, ok(user.LendMany(ctx, made, 100))(t), uint64(1000))
	equal(t, world.Instance().HostResources(), 0)
}

// It may wait in every call: there are no others in Go.
func TestAsyncResourcesAHookInASynchronousCall(t *testing.T) {
	host := lateThings{&things{}}
	world := owning(t, host)
	equal(t, ok(world.User.Finish(ctx, lateCounter{host.counter(1)}))(t), uint32(1))
	settled(t, world, host.things, 0, 0)
}

func TestAsyncResourcesAHookAtTheEnd(t *testing.T) {
	host := lateThings{&things{}}
	world := owning(t, host)
	equal(t, world.User.Keep(ctx, lateCounter{host.counter(1)}), nil)
	settled(t, world, host.things, 1, 0)
	equal(t, world.Close(), nil)
	settled(t, world, host.things, 0, 0)
}

// Wrong values, a closed instance and a call that never begins leave objects with the host.
func TestAsyncResourcesWhatIsNotGivenComesBack(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user, counter := world.User, host.counter(1)
	_, err := user.Sum(ctx, []hostresources.Counter{counter, nil})
	gone(t, err, "counters[1]", "expected a Counter, got nil")
	settled(t, world, host, 0, 1)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	equal(t, errors.Is(user.Keep(ended, counter), outwit.ErrCancelled), true)
	settled(t, world, host, 0, 1)
	trapped(t, user.MakeAndTrap(ctx), "unreachable")
	equal(t, errors.Is(user.Keep(ctx, counter), outwit.ErrPoisoned), true)
	_, err = user.Read(ctx, counter)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
	settled(t, world, host, 1, 1) // what the guest had when it trapped
	equal(t, world.Close(), nil)
	equal(t, errors.Is(user.Keep(ctx, counter), outwit.ErrClosed), true)
	settled(t, world, host, 0, 1)
}

// peeking is a host that lets a test in while it peeks.
type peeking struct {
	*things
	peek func() uint32
}

func (h peeking) Peek(context.Context, hostresources.Counter) (uint32, error) { return h.peek(), nil }

// Objects that were lent or given to a call that never ran are the host's again, unclosed.
func TestAsyncResourcesClosingWhileACallWaitsItsTurn(t *testing.T) {
	entered, goOn := make(chan bool), make(chan bool)
	host := peeking{&things{}, func() uint32 {
		entered <- true
		<-goOn
		return 5
	}}
	world := owning(t, host)
	counter, lent := host.counter(1), host.counter(2)
	first, second, closing := make(chan uint64), make(chan error), make(chan error)
	go func() {
		answer, err := world.User.LendMany(ctx, lent, 1)
		equal(t, err, nil)
		first <- answer
	}()
	<-entered
	go func() { second <- world.User.Keep(ctx, counter) }()
	go func() { closing <- world.Close() }()
	goOn <- true
	equal(t, <-first, uint64(5))
	err := <-second
	equal(t, <-closing, nil)
	if err == nil { // it came before the closing
		equal(t, host.closed, 1)
	} else {
		equal(t, errors.Is(err, outwit.ErrClosed), true)
		equal(t, host.closed, 0)
	}
	equal(t, world.Instance().HostResources(), 0)
}

// slow is a host whose constructor answers when nobody wants it any more.
type slow struct {
	*things
	give func(ctx context.Context) hostresources.Counter
}

func (h slow) NewCounter(ctx context.Context, _ uint32) (hostresources.Counter, error) {
	return h.give(ctx), nil
}

// A call waits for its host functions: it gets the answer, or is stopped after it. Either way the
// object is closed just if the guest has it then.
func TestAsyncResourcesAnAnswerThatComesTooLate(t *testing.T) {
	caller, cancel := context.WithCancel(ctx)
	host := &things{}
	made := host.counter(1)
	world := owning(t, slow{host, func(ctx context.Context) hostresources.Counter {
		cancel()
		<-ctx.Done()
		return made
	}})
	given, err := world.User.Make(caller, 5)
	held := world.Instance().HostResources()
	if err == nil {
		equal(t, given == hostresources.Counter(made), true)
		equal(t, held, 0)
	} else {
		equal(t, errors.Is(err, outwit.ErrCancelled), true)
	}
	equal(t, world.Close(), nil)
	equal(t, host.closed, held)
}
