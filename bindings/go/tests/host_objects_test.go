package tests

import (
	"context"
	"errors"
	"testing"

	hostresources "fixtures/host_resources/golden/go"

	"outwit"
)

// valued has one of the methods of a counter.
type valued struct{}

func (valued) Value(context.Context) (uint32, error) { return 0, nil }

func TestHostObjectsWhatIsNoCounter(t *testing.T) {
	user := owning(t, &things{}).User
	_, err := user.Read(ctx, nil)
	gone(t, err, "c", "expected a Counter, got nil")
	_, err = user.EchoEither(ctx, hostresources.EitherCounter{})
	gone(t, err, "v.counter", "expected a Counter, got nil")
	_, err = user.Text(ctx, nil)
	gone(t, err, "t", "expected a Token, got nil")

	d, _ := owningByName(t)
	for _, test := range []struct {
		value   any
		message string
	}{
		{nil, "expected a counter, got nil"},
		{5, "expected a counter, int has no method increment"},
		{valued{}, "expected a counter, tests.valued has no method increment"},
	} {
		_, err = d.instance.Call(ctx, d.iface, "read", test.value)
		gone(t, err, "c", test.message)
	}
	_, err = d.instance.Call(ctx, d.iface, "text", valued{})
	gone(t, err, "t", "expected a token, tests.valued has no method text")
}

func TestHostObjectsMethodsOfTheObjectItself(t *testing.T) {
	d, _ := owningByName(t)
	its := func(context.Context) (string, error) { return "its own", nil }
	equal(t, d.call("text", map[string]any{"text": its}), "its own")
	_, err := d.instance.Call(ctx, d.iface, "text", map[string]any{"other": its})
	gone(t, err, "t", "has no method text")
}

// hookless is a counter whose Close is no hook.
type hookless struct{ hostresources.Counter }

// Whether there is a hook is looked up object by object.
func TestHostObjectsHooksOfTheObjectItself(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	equal(t, world.User.Forget(ctx, hookless{host.counter(1)}), nil)
	equal(t, world.User.Forget(ctx, host.counter(2)), nil)
	equal(t, world.Instance().HostResources(), 2)
	equal(t, host.closed, 0)
	equal(t, world.Close(), nil)
	equal(t, host.closed, 1)
}

func TestHostObjectsAnErrorOfAHook(t *testing.T) {
	cause := errors.New("not closed")
	host := &things{closing: func() error { return cause }}
	world := owning(t, host)
	_, err := world.User.Finish(ctx, host.counter(1))
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed), true)
	equal(t, errors.Is(err, cause), true)
	equal(t, err.Error(), "a resource of the host failed to close: not closed")
	equal(t, host.closed, 1)
	_, err = world.User.Make(ctx, 1)
	equal(t, errors.Is(err, outwit.ErrPoisoned), true)
	equal(t, world.Instance().HostResources(), 0)

	host.closing = func() error { panic(cause) }
	panics(t, cause, func() { _, _ = owning(t, host).User.UseOnce(ctx, 1, 1) })
}

// Closing that fails, or panics, is heard of, and stops no other.
func TestHostObjectsAnErrorOfAHookAtTheEnd(t *testing.T) {
	cause := errors.New("not closed")
	host := &things{closing: func() error { return cause }}
	imports := hostresources.HostResourcesImports{Things: host}
	world := ok(hostresources.New(ctx, component(t, "host_resources"), imports))(t)
	equal(t, world.User.Hoard(ctx, 3), nil)
	equal(t, errors.Is(world.Close(), cause), true)
	equal(t, host.closed, 3)
	equal(t, world.Close(), nil)

	host.closing = func() error { panic(cause) }
	world = ok(hostresources.New(ctx, component(t, "host_resources"), imports))(t)
	equal(t, world.User.Hoard(ctx, 3), nil)
	panics(t, cause, func() { _ = world.Close() })
	equal(t, host.closed, 6)
	equal(t, world.Close(), nil)
}

// broken is a counter whose method fails.
type broken struct {
	hostCounter
	cause error
}

func (b *broken) Value(context.Context) (uint32, error) { return 0, b.cause }

func TestHostObjectsMethodsFailAsFunctionsDo(t *testing.T) {
	host, cause := &things{}, errors.New("mine")
	_, err := owning(t, host).User.Read(ctx, &broken{hostCounter{host, 1}, cause})
	var failed *outwit.HostError
	equal(t, errors.As(err, &failed) && failed.Err == cause, true)
	equal(t, failed.Function, "fixtures:host-resources/things.[method]counter.value")
}

// It may use another instance, and it may ask for the one that is being closed.
func TestHostObjectsWhatAHookMayDo(t *testing.T) {
	other := owning(t, &things{})
	var outcomes []uint32
	var world *hostresources.HostResources
	host := &things{closing: func() error {
		outcomes = append(outcomes, ok(other.User.UseOnce(ctx, 1, 1))(t))
		_, err := world.User.Make(ctx, 1)
		equal(t, errors.Is(err, outwit.ErrClosed), true)
		return world.Close()
	}}
	world = owning(t, host)
	equal(t, world.User.Forget(ctx, host.counter(1)), nil)
	equal(t, world.Close(), nil)
	equal(t, outcomes, []uint32{2})
}

func TestHostObjectsObjectsGivenToAClosedInstance(t *testing.T) {
	host := &things{}
	world := owning(t, host)
	equal(t, world.Close(), nil)
	equal(t, errors.Is(world.User.Keep(ctx, host.counter(1)), outwit.ErrClosed), true)
	settled(t, world, host, 0, 1)
}
