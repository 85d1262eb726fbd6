package outwit

import (
	"errors"
	"runtime"
	"sync/atomic"
	"weak"
)

// Resource is a resource that the guest implements and this program owns. Generated types embed
// it; a dynamic call gives it as it is. Close it when it is no longer needed; one that is
// forgotten is dropped some time after the garbage collector finds it.
type Resource struct {
	instance *Instance
	handle   atomic.Uint64 // one more than the handle; 0 once it is gone
	cleanup  runtime.Cleanup
}

// forgotten is what remains of a resource for its cleanup. It does not keep the instance, whose host
// may hold the resource: such a circle would never be found.
type forgotten struct {
	instance weak.Pointer[Instance]
	handle   uint64
}

// own makes r the owner of a handle.
func (r *Resource) own(instance *Instance, handle uint64) {
	r.instance = instance
	r.handle.Store(handle + 1)
	r.cleanup = runtime.AddCleanup(r, func(f forgotten) {
		if instance := f.instance.Value(); instance != nil { // else it went with its instance
			instance.native.QueueDrop(f.handle)
			runtime.KeepAlive(instance)
		}
	}, forgotten{weak.Make(instance), handle})
}

// disown ends the ownership and gives the handle, if there was one.
func (r *Resource) disown() (handle uint64, owned bool) {
	stored := r.handle.Swap(0)
	if stored == 0 {
		return 0, false
	}
	r.cleanup.Stop()
	return stored - 1, true
}

// Close drops the resource. It waits for a call that is under way, unless a host function of that
// call asks: then the resource is dropped before the next call. Closing twice, or after the
// instance was closed, does nothing.
func (r *Resource) Close() error {
	handle, owned := r.disown()
	if !owned {
		return nil
	}
	i := r.instance
	if err := i.own(); err != nil {
		if errors.Is(err, ErrBusy) {
			i.native.QueueDrop(handle)
		}
		return nil // it goes with its instance
	}
	defer i.leave()
	err := i.outcome(i.native.Drop(handle))
	if errors.Is(err, ErrClosed) || errors.Is(err, ErrPoisoned) {
		return nil // it went with its instance
	}
	return err
}

// problem says why the resource cannot be an argument of a call of this instance.
func (r *Resource) problem(instance *Instance) string {
	switch {
	case r == nil:
		return "expected a resource, got nil"
	case r.instance == nil:
		return "expected a resource that a component made, got a zero value"
	case r.instance != instance:
		return "the resource belongs to another instance"
	case r.handle.Load() == 0:
		return "the resource was closed or given away"
	}
	return ""
}
