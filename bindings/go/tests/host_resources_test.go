package tests

import (
	"context"
	"errors"
	"runtime"
	"testing"

	hostresources "fixtures/host_resources/golden/go"

	"outwit"
	"outwit/wit"
)

func owning(t testing.TB, host hostresources.Things) *hostresources.HostResources {
	t.Helper()
	return typed(t, "host_resources", with(hostresources.New, hostresources.HostResourcesImports{Things: host}))
}

// settled wants the guest to hold so many objects, and all others that were made to be closed.
func settled(t testing.TB, world *hostresources.HostResources, host *things, held, mine int) {
	t.Helper()
	equal(t, world.Instance().HostResources(), held)
	if host.closed != host.made-held-mine {
		t.Errorf("%d made, %d closed, %d held, %d given back", host.made, host.closed, held, mine)
	}
}

func TestHostResources(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	equal(t, ok(user.UseOnce(ctx, 5, 2))(t), uint32(7))
	settled(t, world, host, 0, 0)
	made := ok(user.Make(ctx, 3))(t).(*hostCounter)
	equal(t, made.value, uint32(3))
	settled(t, world, host, 0, 1)

	// Lent: the very object, and nothing is left.
	equal(t, ok(user.Read(ctx, made))(t), uint32(3))
	equal(t, ok(user.Increase(ctx, made, 4))(t), uint32(7))
	equal(t, made.value, uint32(7))
	equal(t, ok(user.Same(ctx, made, made))(t), true)
	equal(t, ok(user.Same(ctx, made, &hostCounter{host, 7}))(t), false)
	equal(t, ok(user.Text(ctx, &hostToken{host, "word"}))(t), "word")
	equal(t, ok(user.Add(ctx, made, &hostCounter{host, 1}))(t), uint32(8))
	equal(t, ok(user.SumBorrowed(ctx, wit.Tuple2[hostresources.Counter, hostresources.Counter]{F0: made, F1: made}, nil))(t), uint32(16))
	settled(t, world, host, 0, 1)

	// Given away, and given back.
	equal(t, ok(user.GiveBack(ctx, made))(t) == hostresources.Counter(made), true)
	equal(t, ok(user.Pass(ctx, made))(t) == hostresources.Counter(made), true)
	settled(t, world, host, 0, 1)
	equal(t, ok(user.Finish(ctx, made))(t), uint32(8))
	settled(t, world, host, 0, 0)

	equal(t, ok(user.MakeZero(ctx))(t).(*hostCounter).value, uint32(0))
	equal(t, ok(user.MakeParsed(ctx, "12"))(t).(*hostCounter).value, uint32(12))
	_, err := user.MakeParsed(ctx, "x")
	var failed *outwit.WitError
	equal(t, errors.As(err, &failed), true)
	_, err = user.MakeToken(ctx, "")
	equal(t, errors.As(err, &failed) && failed.Payload == "empty", true)
	equal(t, ok(user.MakeToken(ctx, "t"))(t).(*hostToken).text, "t")
	equal(t, ok(user.MakeLargest(ctx, []uint32{3, 9, 4}))(t).(*hostCounter).value, uint32(9))
	equal(t, ok(user.MakeLargest(ctx, nil))(t), nil)
	counter := host.counter(1)
	equal(t, ok(user.Clone(ctx, counter))(t).(*hostCounter).value, uint32(1))
	equal(t, ok(user.Next(ctx, counter))(t).(*hostCounter).value, uint32(2))
	_, err = user.Next(ctx, &hostCounter{host, 1<<32 - 1})
	equal(t, errors.As(err, &failed), true)
	equal(t, ok(user.Absorb(ctx, counter, host.counter(5)))(t), uint32(6))
	equal(t, ok(user.SameAsItself(ctx, host.counter(1)))(t), true)
	equal(t, world.Instance().HostResources(), 0)
}

func TestHostResourcesInTypes(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	one, two := host.counter(1), host.counter(2)
	equal(t, ok(user.Sum(ctx, []hostresources.Counter{one, two}))(t), uint32(3))
	settled(t, world, host, 0, 0)
	equal(t, ok(user.MakeAndFinish(ctx, 5))(t), uint32(10))
	settled(t, world, host, 0, 0)
	equal(t, len(ok(user.MakeMany(ctx, 5))(t)), 5)
	settled(t, world, host, 0, 5)
	host.closed += 5
	equal(t, ok(user.PeekMaybe(ctx, true))(t), wit.Ptr(uint32(1)))
	equal(t, ok(user.PeekMaybe(ctx, false))(t), (*uint32)(nil))
	settled(t, world, host, 0, 0)
	mine := host.counter(4)
	equal(t, ok(user.EchoOption(ctx, mine))(t) == hostresources.Counter(mine), true)
	equal(t, ok(user.EchoOption(ctx, nil))(t), nil)
	equal(t, ok(user.Label(ctx, "l", mine))(t), hostresources.Labelled{Label: "l", Item: mine})
	list := []hostresources.Labelled{{Label: "a", Item: mine}, {Label: "b", Item: host.counter(5)}}
	equal(t, ok(user.EchoList(ctx, list))(t), list)
	for _, either := range []hostresources.Either{
		hostresources.EitherCounter{Value: mine}, hostresources.EitherToken{Value: &hostToken{host, "t"}}, hostresources.EitherNeither{},
	} {
		equal(t, ok(user.EchoEither(ctx, either))(t), either)
	}
	equal(t, ok(user.Request(ctx, true, nil))(t).(*hostCounter).value, uint32(9))
	_, err := user.Request(ctx, false, wit.Ptr("why"))
	var refused *hostresources.RefusalError
	equal(t, errors.As(err, &refused), true)
	equal(t, refused.Payload.(hostresources.RefusalKeep).Value.(*hostToken).text, "why")
	settled(t, world, host, 0, 3)
}

func TestHostResourcesThatAreKept(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	mine := host.counter(1)
	equal(t, user.Keep(ctx, mine), nil)
	settled(t, world, host, 1, 0)
	equal(t, ok(user.UseKept(ctx))(t), wit.Ptr(uint32(2)))
	equal(t, mine.value, uint32(2))
	equal(t, ok(user.TakeKept(ctx))(t) == hostresources.Counter(mine), true)
	settled(t, world, host, 0, 1)
	equal(t, user.Keep(ctx, mine), nil)
	equal(t, user.Keep(ctx, host.counter(7)), nil)
	settled(t, world, host, 1, 0)
	equal(t, user.DropKept(ctx), nil)
	settled(t, world, host, 0, 0)
	equal(t, user.Hoard(ctx, 100), nil)
	settled(t, world, host, 100, 0)
	equal(t, ok(user.Release(ctx))(t), uint32(100))
	settled(t, world, host, 0, 0)
	equal(t, ok(user.Many(ctx, 500))(t), uint32(500))
	equal(t, ok(user.MethodMany(ctx, 500))(t), uint32(500))
	settled(t, world, host, 0, 0)
}

// What the guest still owns is closed with its instance, once.
func TestHostResourcesGoWithTheirInstance(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	equal(t, world.User.Hoard(ctx, 10), nil)
	equal(t, world.User.Forget(ctx, host.counter(1)), nil)
	settled(t, world, host, 11, 0)
	equal(t, world.Close(), nil)
	settled(t, world, host, 0, 0)
	equal(t, host.closed, 11)
	equal(t, world.Close(), nil)
	equal(t, host.closed, 11)
	_, err := world.User.Read(ctx, host.counter(1))
	equal(t, errors.Is(err, outwit.ErrClosed), true)
	equal(t, world.Instance().HostResources(), 0)
	equal(t, host.closed, 11)

	// After a trap, too.
	world = owning(t, host)
	trapped(t, world.User.MakeAndTrap(ctx), "unreachable")
	equal(t, world.Instance().HostResources(), 1)
	equal(t, world.Close(), nil)
	equal(t, host.closed, 12)

	// And when the collector finds the instance.
	closed := make(chan bool, 3)
	host.closing = func() error {
		closed <- true
		return nil
	}
	func() {
		forgotten := ok(hostresources.New(ctx, component(t, "host_resources"), hostresources.HostResourcesImports{Things: host}))(t)
		equal(t, forgotten.User.Hoard(ctx, 3), nil)
	}()
	for len(closed) < 3 {
		runtime.GC()
		runtime.Gosched()
	}
}

// Closing that fails, or panics, is heard of, and stops no other.
func TestHostResourcesThatFailToClose(t *testing.T) {
	cause := errors.New("not closed")
	host := &things{closing: func() error { return cause }}
	world := owning(t, host)
	_, err := world.User.UseOnce(ctx, 1, 1)
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed), true)
	equal(t, errors.Is(err, cause), true)
	equal(t, err.Error(), "a resource of the host failed to close: not closed")
	equal(t, host.closed, 1)

	world = ok(hostresources.New(ctx, component(t, "host_resources"), hostresources.HostResourcesImports{Things: host}))(t)
	equal(t, world.User.Hoard(ctx, 3), nil)
	equal(t, errors.Is(world.Close(), cause), true)
	equal(t, host.closed, 4)

	host.closing = func() error { panic(cause) }
	world = ok(hostresources.New(ctx, component(t, "host_resources"), hostresources.HostResourcesImports{Things: host}))(t)
	equal(t, world.User.Hoard(ctx, 3), nil)
	panics(t, cause, func() { _ = world.Close() })
	equal(t, host.closed, 7)
	equal(t, world.Close(), nil)
	panics(t, cause, func() { _, _ = owning(t, host).User.UseOnce(ctx, 1, 1) })
}

// A call that never reaches the guest leaves its objects with the caller.
func TestHostResourcesAreGivenBack(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	mine := host.counter(1)
	_, err := user.Label(ctx, "\xff", mine)
	wrongValue(t, err, "label", "not UTF-8")
	settled(t, world, host, 0, 1)
	_, err = user.Sum(ctx, []hostresources.Counter{mine, nil})
	gone(t, err, "counters[1]", "expected a Counter, got nil")
	_, err = user.Read(ctx, nil)
	gone(t, err, "c", "expected a Counter, got nil")
	_, err = user.EchoEither(ctx, hostresources.EitherCounter{})
	gone(t, err, "v.counter", "expected a Counter, got nil")
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	_, err = user.Finish(stopped, mine)
	equal(t, errors.Is(err, outwit.ErrCancelled), true)
	settled(t, world, host, 0, 1)
	equal(t, ok(user.Finish(ctx, mine))(t), uint32(1))
	settled(t, world, host, 0, 0)
}

// refusing is a host that gives objects beside a wrong value.
type refusing struct{ *things }

func (h refusing) Label(_ context.Context, _ string, item hostresources.Counter) (hostresources.Labelled, error) {
	return hostresources.Labelled{Label: "\xff", Item: item}, nil
}

func (h refusing) MakeMany(ctx context.Context, count uint32) ([]hostresources.Counter, error) {
	counters, err := h.things.MakeMany(ctx, count)
	counters[count-1] = nil
	return counters, err
}

func (h refusing) NewCounter(context.Context, uint32) (hostresources.Counter, error) { return nil, nil }

// So does an answer that the guest never gets.
func TestHostResourcesOfRefusedAnswers(t *testing.T) {
	host := refusing{&things{}}
	world := owning(t, host)
	_, err := world.User.Label(ctx, "l", host.counter(1))
	gave(t, err, "fixtures:host-resources/things.label", "label", "not UTF-8")
	settled(t, world, host.things, 0, 1)
	host.made = 0
	world = owning(t, host)
	_, err = world.User.MakeMany(ctx, 5)
	gave(t, err, "fixtures:host-resources/things.make-many", "[4]", "expected a Counter, got nil")
	equal(t, errors.Is(err, outwit.ErrResource), true)
	settled(t, world, host.things, 0, 5)
	_, err = owning(t, host).User.Make(ctx, 1)
	gave(t, err, "fixtures:host-resources/things.[constructor]counter", "", "expected a Counter, got nil")
}

// Objects are this program's own: any instance may have any of them.
func TestHostResourcesAndManyInstances(t *testing.T) {
	host := &things{}
	one, other := owning(t, host), owning(t, host)
	shared := host.counter(1)
	equal(t, one.User.Keep(ctx, shared), nil)
	equal(t, other.User.Keep(ctx, shared), nil)
	equal(t, ok(one.User.UseKept(ctx))(t), wit.Ptr(uint32(2)))
	equal(t, ok(other.User.UseKept(ctx))(t), wit.Ptr(uint32(3)))
	equal(t, one.User.DropKept(ctx), nil)
	equal(t, host.closed, 1) // once for each that owned it
	equal(t, other.User.DropKept(ctx), nil)
	equal(t, host.closed, 2)
}

func TestHostResourcesDynamic(t *testing.T) {
	closed := 0
	bucket := func(value uint32) any { return &plainCounter{value, &closed} }
	object := map[string]any{
		"[constructor]counter": func(_ context.Context, start uint32) (any, error) { return bucket(start), nil },
		"[static]counter.zero": func(context.Context) (any, error) { return 5, nil },
		"[constructor]token": func(_ context.Context, text string) (any, error) {
			return map[string]any{"text": func(context.Context) (string, error) { return text + "!", nil }}, nil
		},
		"pass":  func(_ context.Context, c any) (any, error) { return c, nil },
		"maybe": func(context.Context, bool) (any, error) { return bucket(8), nil },
		"peek-option": func(_ context.Context, c any) (any, error) {
			return c.(*plainCounter).value, nil
		},
	}
	for _, function := range ok(component(t, "host_resources").Imports())(t) {
		if object[function.Name] == nil {
			object[function.Name] = func(context.Context, ...any) (any, error) { return nil, errors.New("not here") }
		}
	}
	instance := ok(component(t, "host_resources").Instantiate(ctx, outwit.WithImports(map[string]any{"things": object})))(t)
	d := dynamic{t, instance, "fixtures:host-resources/user"}
	equal(t, d.call("use-once", 1, 2), uint32(3))
	equal(t, closed, 1)
	made := d.call("make", 7)
	equal(t, made.(*plainCounter).value, uint32(7))
	equal(t, d.call("read", made), uint32(7))
	equal(t, d.call("echo-option", made) == made, true)
	equal(t, d.call("echo-option", nil), nil)
	equal(t, d.call("peek-maybe", true), uint32(8))
	token := d.call("make-token", "t")
	equal(t, d.call("text", token), "t!")
	equal(t, instance.HostResources(), 0)
	_, err := instance.Call(ctx, d.iface, "read", 5)
	gone(t, err, "c", "expected a counter, int has no method increment")
	_, err = instance.Call(ctx, d.iface, "read", nil)
	gone(t, err, "c", "expected a counter, got nil")
	_, err = instance.Call(ctx, d.iface, "make-zero")
	gave(t, err, "fixtures:host-resources/things.[static]counter.zero", "", "expected a counter, int has no method increment")
}
