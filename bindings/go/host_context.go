package outwit

import (
	"context"
	"sync/atomic"
)

// hostContext is the context that a host function gets: its caller's, and the way back to the instance
// that called it. A call that comes with it, from whatever goroutine, cannot wait for that
// instance, which waits for the host function.
type hostContext struct {
	context.Context
	instance *Instance
	outer    *hostContext // of the instance that this one was called from
	over     atomic.Bool
}

type hostContextKey struct{}

func newHostContext(ctx context.Context, instance *Instance) *hostContext {
	return &hostContext{Context: ctx, instance: instance, outer: hostContextOf(ctx)}
}

// Value gives the context itself for its own key.
func (c *hostContext) Value(key any) any {
	if _, own := key.(hostContextKey); own {
		return c
	}
	return c.Context.Value(key)
}

func hostContextOf(ctx context.Context) *hostContext {
	found, _ := ctx.Value(hostContextKey{}).(*hostContext)
	return found
}

// isInside says whether the context comes from a host function that the instance waits for.
func isInside(ctx context.Context, instance *Instance) bool {
	for c := hostContextOf(ctx); c != nil; c = c.outer {
		if c.instance == instance && !c.over.Load() {
			return true
		}
	}
	return false
}
