package tests

import (
	"context"
	"errors"
	"math"
	"runtime"
	"strings"
	"testing"
	"weak"

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

func TestHostResourcesWhatTheComponentMakesAndDrops(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	equal(t, ok(world.User.UseOnce(ctx, 5, 3))(t), uint32(8))
	equal(t, host.made, 1)
	settled(t, world, host, 0, 0)

	d, closed := owningByName(t)
	equal(t, d.call("use-once", 1, 2), uint32(3))
	equal(t, *closed, 1)
}

func TestHostResourcesWhatComesBackIsTheObject(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	equal(t, ok(user.Make(ctx, 5))(t).(*hostCounter).value, uint32(5))
	equal(t, ok(user.MakeZero(ctx))(t).(*hostCounter).value, uint32(0))
	equal(t, ok(user.MakeParsed(ctx, "12"))(t).(*hostCounter).value, uint32(12))
	settled(t, world, host, 0, 3)
	equal(t, ok(user.MakeLargest(ctx, []uint32{3, 9, 4}))(t).(*hostCounter).value, uint32(9))
	settled(t, world, host, 0, 4)
	equal(t, ok(user.MakeToken(ctx, "t"))(t).(*hostToken).text, "t")

	d, _ := owningByName(t)
	equal(t, d.call("make", 7).(*plainCounter).value, uint32(7))
	equal(t, d.call("text", d.call("make-token", "t")), "t!")
}

func TestHostResourcesErrorsOfConstructorsAndStatics(t *testing.T) {
	host := &things{}
	user := owning(t, host).User
	var failed *outwit.WitError
	_, err := user.MakeParsed(ctx, "x")
	equal(t, errors.As(err, &failed) && strings.Contains(failed.Payload.(string), "invalid syntax"), true)
	_, err = user.MakeToken(ctx, "")
	equal(t, errors.As(err, &failed) && failed.Payload == "empty", true)
	equal(t, ok(user.MakeLargest(ctx, nil))(t), nil)
	_, err = user.Next(ctx, &hostCounter{host, math.MaxUint32})
	equal(t, errors.As(err, &failed) && failed.Payload == "too large", true)
}

func TestHostResourcesLending(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user, a, b := world.User, host.counter(2), host.counter(3)
	equal(t, ok(user.Read(ctx, a))(t), uint32(2))
	equal(t, ok(user.Increase(ctx, a, 5))(t), uint32(7))
	equal(t, a.value, uint32(7))
	equal(t, ok(user.Text(ctx, &hostToken{host, "word"}))(t), "word")
	equal(t, ok(user.Add(ctx, a, b))(t), uint32(10))
	equal(t, ok(user.Add(ctx, a, a))(t), uint32(20))
	equal(t, ok(user.Same(ctx, a, a))(t), true)
	equal(t, ok(user.Same(ctx, a, b))(t), false)
	equal(t, ok(user.Next(ctx, b))(t).(*hostCounter).value, uint32(4))
	equal(t, ok(user.Clone(ctx, b))(t).(*hostCounter).value, uint32(3))
	pair := wit.Tuple2[hostresources.Counter, hostresources.Counter]{F0: a, F1: b}
	equal(t, ok(user.SumBorrowed(ctx, pair, nil))(t), uint32(23))
	equal(t, ok(user.SumBorrowed(ctx, pair, a))(t), uint32(43))
	settled(t, world, host, 0, 4)

	d, closed := owningByName(t)
	equal(t, d.call("read", &plainCounter{7, closed}), uint32(7))
	equal(t, *closed, 0)
}

func TestHostResourcesGiving(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user, a, b := world.User, host.counter(2), host.counter(3)
	equal(t, ok(user.Finish(ctx, a))(t), uint32(2))
	settled(t, world, host, 0, 1)
	equal(t, ok(user.GiveBack(ctx, b))(t) == hostresources.Counter(b), true)
	equal(t, ok(user.Pass(ctx, b))(t) == hostresources.Counter(b), true)
	settled(t, world, host, 0, 1)
	equal(t, ok(user.SameAsItself(ctx, b))(t), true)
	settled(t, world, host, 0, 0)

	d, closed := owningByName(t)
	mine := &plainCounter{7, closed}
	equal(t, d.call("pass", mine) == any(mine), true)
	equal(t, *closed, 0)
	equal(t, d.call("finish", mine), uint32(7))
	equal(t, *closed, 1)
}

func TestHostResourcesAbsorbing(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	a, b := host.counter(2), host.counter(3)
	equal(t, ok(world.User.Absorb(ctx, a, b))(t), uint32(5))
	host.made-- // the host has taken it back
	host.closed--
	settled(t, world, host, 0, 1)
}

// One object may be given more than once: each time is a resource of its own.
func TestHostResourcesAHandleEachTime(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	counter := host.counter(4)
	equal(t, ok(world.User.Sum(ctx, []hostresources.Counter{counter, counter, counter}))(t), uint32(12))
	equal(t, host.closed, 3)
	equal(t, world.Instance().HostResources(), 0)
}

func TestHostResourcesInsideOfOthers(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	one, two := host.counter(1), host.counter(2)
	equal(t, ok(user.Sum(ctx, []hostresources.Counter{one, two}))(t), uint32(3))
	settled(t, world, host, 0, 0)
	equal(t, ok(user.Sum(ctx, nil))(t), uint32(0))
	equal(t, ok(user.MakeAndFinish(ctx, 5))(t), uint32(10))
	settled(t, world, host, 0, 0)
	for number, counter := range ok(user.MakeMany(ctx, 5))(t) {
		equal(t, counter.(*hostCounter).value, uint32(number))
	}
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
	settled(t, world, host, 0, 2)

	d, closed := owningByName(t)
	made := &plainCounter{8, closed}
	equal(t, d.call("echo-option", made) == any(made), true)
	equal(t, d.call("echo-option", nil), nil)
	equal(t, d.call("peek-maybe", true), uint32(8))
}

func TestHostResourcesErrorsThatHoldResources(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	equal(t, ok(world.User.Request(ctx, true, nil))(t).(*hostCounter).value, uint32(9))
	var refused *hostresources.RefusalError
	_, err := world.User.Request(ctx, false, nil)
	equal(t, errors.As(err, &refused) && refused.Payload == hostresources.RefusalNo{}, true)
	_, err = world.User.Request(ctx, false, wit.Ptr("why"))
	equal(t, errors.As(err, &refused), true)
	equal(t, refused.Payload.(hostresources.RefusalKeep).Value.(*hostToken).text, "why")
	settled(t, world, host, 0, 1)
}

func TestHostResourcesKeeping(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	mine := host.counter(1)
	equal(t, user.Keep(ctx, mine), nil)
	settled(t, world, host, 1, 0)
	equal(t, ok(user.UseKept(ctx))(t), wit.Ptr(uint32(2)))
	equal(t, mine.value, uint32(2))
	equal(t, ok(user.TakeKept(ctx))(t) == hostresources.Counter(mine), true)
	equal(t, ok(user.TakeKept(ctx))(t), nil)
	settled(t, world, host, 0, 1)
	equal(t, user.Keep(ctx, mine), nil)
	equal(t, user.Keep(ctx, host.counter(7)), nil)
	settled(t, world, host, 1, 0)
	equal(t, user.DropKept(ctx), nil)
	equal(t, ok(user.UseKept(ctx))(t), (*uint32)(nil))
	settled(t, world, host, 0, 0)
}

func TestHostResourcesTheComponentKeepsObjectsAlive(t *testing.T) {
	host := &things{}
	user := owning(t, host).User
	kept := func() weak.Pointer[hostCounter] {
		counter := host.counter(1)
		equal(t, user.Keep(ctx, counter), nil)
		return weak.Make(counter)
	}()
	for range 3 {
		runtime.GC()
	}
	equal(t, kept.Value() != nil, true)
	equal(t, ok(user.UseKept(ctx))(t), wit.Ptr(uint32(2)))
	equal(t, user.DropKept(ctx), nil)
	for range 3 {
		runtime.GC()
	}
	equal(t, kept.Value() == nil, true)
}

// What the guest still owns is closed with its instance, once.
func TestHostResourcesClosingTheInstance(t *testing.T) {
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
}

func TestHostResourcesDroppingTheInstance(t *testing.T) {
	closed := make(chan bool, 10)
	host := &things{closing: func() error {
		closed <- true
		return nil
	}}
	func() {
		forgotten := ok(hostresources.New(ctx, component(t, "host_resources"), hostresources.HostResourcesImports{Things: host}))(t)
		equal(t, forgotten.User.Hoard(ctx, 10), nil)
	}()
	for len(closed) < 10 {
		runtime.GC()
		runtime.Gosched()
	}
	equal(t, host.made, 10)
}

func TestHostResourcesAfterATrap(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	equal(t, world.User.Hoard(ctx, 2), nil)
	trapped(t, world.User.MakeAndTrap(ctx), "unreachable")
	settled(t, world, host, 3, 0)
	equal(t, world.Close(), nil)
	equal(t, host.closed, 3)
}

// circle is an object that the guest holds, and that holds the instance.
type circle struct {
	hostCounter
	world *hostresources.HostResources
}

// Closing the instance takes the circle apart.
func TestHostResourcesCyclesGo(t *testing.T) {
	host := &things{}
	gone := make(chan bool, 1)
	func() {
		world := ok(hostresources.New(ctx, component(t, "host_resources"), hostresources.HostResourcesImports{Things: host}))(t)
		equal(t, world.User.Keep(ctx, &circle{hostCounter{host, 1}, world}), nil)
		runtime.AddCleanup(world.Instance(), func(int) { gone <- true }, 0)
		equal(t, world.Close(), nil)
		equal(t, host.closed, 1)
	}()
	for i := 0; len(gone) < 1; i++ {
		if i == 1000 {
			t.Fatal("the instance is still there")
		}
		runtime.GC()
		runtime.Gosched()
	}
}

// A call that never reaches the guest leaves its objects with the caller.
func TestHostResourcesWrongValuesGiveEverythingBack(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	mine := host.counter(1)
	_, err := user.Label(ctx, "\xff", mine)
	wrongValue(t, err, "label", "not UTF-8")
	settled(t, world, host, 0, 1)
	_, err = user.Sum(ctx, []hostresources.Counter{mine, nil})
	gone(t, err, "counters[1]", "expected a Counter, got nil")
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
func TestHostResourcesWrongValuesOfTheHost(t *testing.T) {
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

	d, _ := owningByName(t)
	_, err = d.instance.Call(ctx, d.iface, "make-zero")
	gave(t, err, "fixtures:host-resources/things.[static]counter.zero", "", "expected a counter, int has no method increment")
}

// stuck is a counter whose method fails.
type stuck struct {
	*hostCounter
	cause error
}

func (s stuck) Increment(context.Context, uint32) (uint32, error) { return 0, s.cause }

// making is a host whose constructor makes such counters.
type making struct {
	*things
	cause error
}

func (m making) NewCounter(_ context.Context, start uint32) (hostresources.Counter, error) {
	return stuck{m.counter(start), m.cause}, nil
}

// What was given stays the guest's until its instance is closed.
func TestHostResourcesTheHostFailsLater(t *testing.T) {
	host, cause := &things{}, errors.New("stuck")
	world := owning(t, making{host, cause})
	_, err := world.User.UseOnce(ctx, 1, 2)
	equal(t, errors.Is(err, cause), true)
	settled(t, world, host, 1, 0)
	equal(t, world.Close(), nil)
	settled(t, world, host, 0, 0)
}

// An object belongs to nobody: any number of components may hold it.
func TestHostResourcesAnObjectOfTwoInstances(t *testing.T) {
	host := &things{}
	one, other := owning(t, host), owning(t, host)
	shared := host.counter(1)
	equal(t, one.User.Keep(ctx, shared), nil)
	equal(t, other.User.Keep(ctx, shared), nil)
	equal(t, ok(one.User.UseKept(ctx))(t), wit.Ptr(uint32(2)))
	equal(t, ok(other.User.UseKept(ctx))(t), wit.Ptr(uint32(3)))
	equal(t, one.Close(), nil)
	equal(t, host.closed, 1) // once for each that owned it
	equal(t, ok(other.User.UseKept(ctx))(t), wit.Ptr(uint32(4)))
	equal(t, other.User.DropKept(ctx), nil)
	equal(t, host.closed, 2)
}

func TestHostResourcesMany(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	user := world.User
	equal(t, ok(user.Many(ctx, 1000))(t), uint32(1000))
	equal(t, host.closed, 1000)
	equal(t, ok(user.MethodMany(ctx, 1000))(t), uint32(1000))
	equal(t, ok(user.LendMany(ctx, host.counter(2), 1000))(t), uint64(2000))
	equal(t, user.Hoard(ctx, 100), nil)
	settled(t, world, host, 100, 1)
	equal(t, ok(user.Release(ctx))(t), uint32(100))
	settled(t, world, host, 0, 1)
}
