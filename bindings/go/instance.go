package outwit

import (
	"math"
	"runtime"

	"outwit/internal/native"
)

// Instance is a running component with memory of its own. It may be used by any number of
// goroutines; their calls run one after the other.
type Instance struct {
	native native.Instance
	lock   lock
	world  *World
}

// Option limits an instance.
type Option func(*native.Options)

// MemoryLimit is how many bytes of memory the instance may have in all.
func MemoryLimit(bytes uint64) Option {
	return func(o *native.Options) { o.Memory = bytes }
}

func (l *linked) instantiate(options []Option) (*Instance, error) {
	limits := &native.Options{Memory: math.MaxUint64}
	for _, option := range options {
		option(limits)
	}
	instance, err := l.native.Instantiate(limits)
	runtime.KeepAlive(l)
	if err != nil {
		return nil, translate(err)
	}
	i := &Instance{native: instance, lock: newLock(), world: l.world}
	runtime.AddCleanup(i, native.Instance.Free, instance)
	return i, nil
}

// Close ends the instance: its memory is given back, and every later call fails with [ErrClosed].
// It waits for a call that is under way. An instance that is forgotten is closed some time after
// the garbage collector finds it.
func (i *Instance) Close() error {
	i.lock.own()
	defer i.lock.release()
	return translate(i.native.Close())
}
