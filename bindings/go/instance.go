package outwit

import (
	"context"
	"errors"
	"math"
	"runtime"
	"time"

	"outwit/internal/native"
)

// Instance is a running component with memory of its own. It may be used by any number of
// goroutines; their calls run one after the other.
type Instance struct {
	native  native.Instance
	lock    lock
	world   *World
	host    *host // nil where nothing is imported
	cleanup runtime.Cleanup
}

// Option limits an instance, or gives it what it imports.
type Option func(*settings)

type settings struct {
	limits  native.Options
	imports map[string]any
}

// MemoryLimit is how many bytes of memory the instance may have in all.
func MemoryLimit(bytes uint64) Option {
	return func(s *settings) { s.limits.Memory = bytes }
}

func settle(options []Option) *settings {
	s := &settings{limits: native.Options{Memory: math.MaxUint64, Timeout: -1}}
	for _, option := range options {
		option(s)
	}
	return s
}

func (l *linked) instantiate(ctx context.Context, s *settings, functions Host) (*Instance, error) {
	if deadline, limited := ctx.Deadline(); limited {
		s.limits.Timeout = max(0, time.Until(deadline).Nanoseconds())
	}
	i := &Instance{lock: newLock(), world: l.world}
	if functions != nil {
		i.host = newHost(i, functions)
		runtime.AddCleanup(i, native.Forget, i.host.server.Number())
	}
	if err := i.start(ctx, l, s, functions); err != nil {
		return nil, stopped(ctx, err)
	}
	i.cleanup = runtime.AddCleanup(i, native.Instance.Free, i.native)
	if i.host != nil {
		runtime.AddCleanup(i, func(o *objects) { _ = o.close() }, i.host.objects)
	}
	return i, nil
}

// start runs what the guest does before its first call.
func (i *Instance) start(ctx context.Context, l *linked, s *settings, functions Host) (err error) {
	var server *native.Server
	var has []byte
	i.lock.own()
	defer i.lock.release()
	if i.host != nil {
		server = i.host.server
		if has, err = i.world.has(functions); err != nil {
			return err
		}
		i.host.begin(ctx)
		defer i.host.end()
		defer func() {
			if i.native == 0 {
				err = and(err, i.host.objects.close())
			}
		}()
	}
	i.native, err = l.native.Instantiate(&s.limits, server, has)
	runtime.KeepAlive(l)
	return i.outcome(err)
}

// enter lets the caller in alone, and the guest ask the host. It waits for other goroutines, but
// not for the call that the caller is a part of.
func (i *Instance) enter(ctx context.Context) error {
	if i.host != nil && isInside(ctx, i) {
		return busy()
	}
	if !i.lock.try() {
		if i.isInside() {
			return busy()
		}
		if err := i.lock.acquire(ctx); err != nil {
			return notStarted(ctx)
		}
	}
	return i.entered(ctx)
}

// own is enter without an end to the wait.
func (i *Instance) own() error {
	if !i.lock.try() {
		if i.isInside() {
			return busy()
		}
		i.lock.own()
	}
	return i.entered(context.Background())
}

func (i *Instance) entered(ctx context.Context) error {
	if i.host == nil {
		return nil
	}
	if i.host.dead {
		i.lock.release()
		return &Error{Kind: "poisoned", Message: "the instance cannot be used after a host function " +
			"ended its goroutine (runtime.Goexit); make a new one"}
	}
	i.host.begin(ctx)
	return nil
}

// leave ends what enter or own began.
func (i *Instance) leave() {
	if i.host != nil {
		if i.host.end(); i.host.dead {
			// The library was left in the middle of the call: nothing of it can be given back.
			i.cleanup.Stop()
		}
	}
	i.lock.release()
}

// isInside says whether this goroutine runs a host function that the instance waits for. Such a
// goroutine stays on its thread.
func (i *Instance) isInside() bool {
	return i.host != nil && i.native.IsInside()
}

// isLeft says whether a host function ended its goroutine.
func (i *Instance) isLeft() bool {
	return i.host != nil && i.host.server.Left
}

// outcome gives the library's error as Go's. What a host function panicked with goes on from here.
func (i *Instance) outcome(err error) error {
	err = translate(err)
	if i.host == nil {
		return err
	}
	return i.host.outcome(err)
}

// and is errors.Join that leaves one error as it is.
func and(err, other error) error {
	if other == nil {
		return err
	}
	return errors.Join(err, other)
}

func busy() error {
	return &Error{Kind: "busy", Message: "the instance is in a call already; " +
		"a host function cannot call back into its own instance"}
}

// Close ends the instance: its memory is given back, what it owns of this program's objects is
// closed, and every later call fails with [ErrClosed]. It waits for a call that is under way. An
// instance that is forgotten is closed some time after the garbage collector finds it; it
// does not find one that an object refers to which its own guest holds.
func (i *Instance) Close() error {
	err := i.closeNative()
	if i.host == nil || errors.Is(err, ErrBusy) {
		return err
	}
	return and(err, i.host.objects.close())
}

func (i *Instance) closeNative() error {
	if err := i.own(); err != nil {
		if errors.Is(err, ErrPoisoned) {
			return nil
		}
		return err
	}
	defer i.leave()
	return i.outcome(i.native.Close())
}

// PanicStack is the stack of the host function that panicked, as runtime/debug.Stack gives it; nil
// where none did. The panic goes on at the caller of the export, whose stack does not show it.
func (i *Instance) PanicStack() []byte {
	if i.host == nil || i.own() != nil {
		return nil
	}
	defer i.leave()
	return i.host.server.Stack
}

// GuestResources counts the guest's resources that this program holds and has not closed: a test
// that none is forgotten.
func (i *Instance) GuestResources() int {
	if i.own() != nil {
		return 0
	}
	defer i.leave()
	count, _ := i.native.Resources()
	return count
}

// HostResources counts the objects of this program that the guest holds and has not dropped.
func (i *Instance) HostResources() int {
	if i.host == nil {
		return 0
	}
	return i.host.objects.count()
}
