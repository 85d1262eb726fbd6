package outwit

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"outwit/internal/native"
)

const (
	// Buffers of this size serve most calls; one that grew further than largeBuffer is let go.
	smallBuffer = 1 << 10
	largeBuffer = 1 << 18
)

// Call is one call of a function, for generated code: arguments go in through Args, then Run, then
// the result comes out of Result, then End. A call whose Run fails is over.
type Call struct {
	// Args takes the arguments in order.
	Args Encoder
	// Result gives the result after Run.
	Result Decoder

	native   native.Call
	instance *Instance
	function uint32
	out      []byte
}

// calls are used again: a call allocates nothing of its own.
var calls = sync.Pool{New: func() any {
	c := &Call{out: make([]byte, smallBuffer)}
	c.Args.buffer = make([]byte, 0, smallBuffer)
	return c
}}

// Begin begins a call of the function at this position of the world's exports.
func (i *Instance) Begin(function int) *Call {
	c := calls.Get().(*Call)
	c.instance, c.function, c.Args.instance = i, uint32(function), i
	return c
}

// BeginMethod begins a call of a resource's method, whose first argument is the resource.
func BeginMethod(self *Resource, function int) *Call {
	c := calls.Get().(*Call)
	c.instance, c.function, c.Args.instance = self.instance, uint32(function), self.instance
	c.Args.Borrow(self)
	return c
}

// Run calls the function. While it runs, the context's end stops the guest.
func (c *Call) Run(ctx context.Context) error {
	if c.instance == nil {
		return c.fail(&ValueError{Path: "self", Message: c.Args.problem, resource: true})
	}
	c.native.Timeout = -1
	if stop := ctx.Done(); stop != nil {
		if ctx.Err() != nil {
			return c.fail(notStarted(ctx))
		}
		c.native.Stop = stop
		if deadline, limited := ctx.Deadline(); limited {
			c.native.Timeout = max(0, time.Until(deadline).Nanoseconds())
		}
	}
	length, err := c.enter(ctx)
	if err != nil {
		return c.fail(c.explain(ctx, err))
	}
	result := c.native.Spilled()
	if len(result) == 0 {
		result = c.out[:length]
	}
	c.Result = Decoder{buffer: result, runs: c.native.Runs, instance: c.instance}
	return nil
}

// enter runs the function alone in its instance, which is left even if the host panics.
func (c *Call) enter(ctx context.Context) (int, error) {
	i := c.instance
	if err := i.enter(ctx); err != nil {
		return 0, err
	}
	defer c.leave(i)
	length, err := c.native.Run(i.native, c.function, c.Args.buffer, &c.Args.blobs, c.out)
	return length, i.outcome(err)
}

// leave settles what became of the arguments' resources.
func (c *Call) leave(i *Instance) {
	if c.native.Lowered() || i.isLeft() {
		c.Args.handles.lowered(i)
	}
	c.Args.handles.end(i)
	i.leave()
}

// End ends a call whose result was read, and says whether it could be.
func (c *Call) End() error {
	err := c.Result.finish("the result")
	if needed := len(c.Result.buffer); needed > len(c.out) && needed <= largeBuffer {
		c.out = make([]byte, 2*needed) // the next result of this kind fits
	}
	c.release()
	return err
}

// Fail is End for a function that answered with its error.
func (c *Call) Fail(err error) error {
	if unreadable := c.End(); unreadable != nil {
		return unreadable
	}
	return err
}

// fail ends a call that gave no result.
func (c *Call) fail(err error) error {
	c.release()
	return err
}

func (c *Call) release() {
	c.native.Reset()
	c.Args.handles.end(c.instance)
	c.Args.reset()
	c.instance, c.Result = nil, Decoder{}
	calls.Put(c)
}

// explain says what the library cannot know.
func (c *Call) explain(ctx context.Context, err error) error {
	var wrong *ValueError
	if errors.As(err, &wrong) && wrong.Function == "" {
		c.Args.explain(wrong)
	}
	return stopped(ctx, err)
}

// stopped adds the context's error where its end stopped the guest.
func stopped(ctx context.Context, err error) error {
	var trap *TrapError
	if errors.As(err, &trap) && (trap.limit == ErrCancelled || trap.limit == ErrDeadline) {
		trap.cause = ctx.Err()
		if trap.limit == ErrDeadline || errors.Is(trap.cause, context.DeadlineExceeded) {
			// The library's clock may be ahead of the context's timer.
			trap.limit, trap.cause = ErrDeadline, context.DeadlineExceeded
		}
	}
	return err
}

// notStarted says that a call's context ended before the guest ran. The instance stays usable.
func notStarted(ctx context.Context) error {
	limit := ErrCancelled
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		limit = ErrDeadline
	}
	return fmt.Errorf("%w before the call began: %w", limit, ctx.Err())
}
